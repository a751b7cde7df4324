// A run of one key's events with the state after each, folded anew as far as a change reaches.
import { isDeepStrictEqual } from 'node:util';
import type { KeyEvent } from '../flow.ts';
import type { StoredBlock } from '../journal/chain.ts';
import { type Folding, type KeyState, sameState, silence, step } from './key-state.ts';
import { compare } from './order.ts';
import type { Said } from './rule.ts';

/** What happens to a key's story: an event comes to its place, or is taken back from there. */
export interface Change {
  readonly event: KeyEvent;
  readonly gone: boolean;
}

/** What an event says now, and what it said before. */
export interface Retold {
  readonly event: KeyEvent;
  readonly was: readonly Said[];
  readonly says: readonly Said[];
}

interface Entry {
  readonly event: KeyEvent;
  readonly state: KeyState;
  readonly says: readonly Said[];
}

/** An event on its way to being folded again: as it was, if it was there, and whether it must be folded whatever comes before. */
interface Slot {
  readonly event: KeyEvent;
  readonly was: Entry | undefined;
  readonly afresh: boolean;
}

/** Events of a full block. */
const full = 32;

export class Block {
  /** The block after it, where that is known to be in memory; null where there is none. */
  next: Block | null | undefined;
  /** Under which time the chain holds it, and whether it holds it as it is now. */
  storedAs: number | undefined;
  clean = false;
  #base: KeyState;
  #entries: Entry[];
  /** From the chain, and not looked into yet. */
  #folded: { readonly events: readonly KeyEvent[]; readonly base: KeyState; readonly folding: Folding } | undefined;

  constructor(base: KeyState, entries: Entry[] = []) {
    this.#base = base;
    this.#entries = entries;
  }

  /** One from the chain: its states follow from its base, once somebody asks. */
  static of({ first, base, events }: StoredBlock<KeyState>, folding: Folding): Block {
    const block = new Block(base);
    block.#folded = { events, base, folding };
    block.storedAs = first;
    block.clean = true;
    return block;
  }

  get count(): number {
    return this.#folded?.events.length ?? this.#entries.length;
  }

  get first(): number {
    return this.#folded?.events[0]?.time ?? this.#entries[0]?.event.time ?? Infinity;
  }

  get end(): KeyState {
    this.#unfold();
    return this.#entries.at(-1)?.state ?? this.#base;
  }

  /** Full, and this event is not of the same moment as its last: events of one moment are never torn apart. */
  isClosedTo({ time }: KeyEvent): boolean {
    return this.#entries.length >= full && time > (this.#entries.at(-1) as Entry).event.time;
  }

  get events(): readonly KeyEvent[] {
    return this.#folded?.events ?? this.#entries.map(({ event }) => event);
  }

  /** What is before it is another by now; it is to be folded again. */
  rebase(base: KeyState): void {
    this.#unfold();
    this.#base = base;
    this.clean = false;
  }

  stored(): StoredBlock<KeyState> {
    return { first: this.first, base: this.#base, events: this.events };
  }

  /** The common case: an event after all others. */
  append(event: KeyEvent, folding: Folding, retold: Retold[]): void {
    const { state, says } = step(this.end, event, folding);
    this.#entries.push({ event, state, says });
    this.clean = false;
    if (says.length > 0) retold.push({ event, was: silence, says });
  }

  /**
   * Folds changes in, and again what follows them, until a state comes out as it was.
   * @param changes of this block's stretch of time, in order
   * @param moved the state before the block is another than it was
   */
  refold(
    changes: readonly Change[],
    moved: boolean,
    folding: Folding,
    retold: Retold[],
  ): { refolds: number; same: boolean } {
    this.#unfold();
    const slots = this.#merged(changes, retold);
    let refolds = 0;
    let state = this.#base;
    let same = !moved;
    const entries = slots.map(({ event, was, afresh }): Entry => {
      if (same && !afresh && was !== undefined) {
        state = was.state;
        return was;
      }
      refolds += 1;
      const stepped = step(state, event, folding);
      const says = was !== undefined && isDeepStrictEqual(was.says, stepped.says) ? was.says : stepped.says;
      if (says !== (was?.says ?? silence)) retold.push({ event, was: was?.says ?? silence, says });
      same = was !== undefined && sameState(was.state, stepped.state);
      state = same && was !== undefined ? was.state : stepped.state;
      return { event, state, says };
    });
    // What was taken from the end leaves no event to compare at.
    if (same) same = sameState(state, this.end);
    this.#entries = entries;
    if (refolds > 0 || changes.length > 0) this.clean = false;
    return { refolds, same };
  }

  /** In two, where it has grown far beyond full; between events of different moments. */
  split(): Block | undefined {
    if (this.#entries.length <= 2 * full) return undefined;
    const times = this.#entries.map(({ event }) => event.time);
    const at = times.findIndex((time, i) => i >= full && time > (times[i - 1] as number));
    if (at < 0) return undefined;
    const rest = this.#entries.splice(at);
    const block = new Block(this.end, rest);
    block.next = this.next;
    this.next = block;
    this.clean = false;
    return block;
  }

  #unfold(): void {
    if (this.#folded === undefined) return;
    const { events, base, folding } = this.#folded;
    this.#folded = undefined;
    let state = base;
    for (const event of events) {
      const entry = { event, ...step(state, event, folding) };
      state = entry.state;
      this.#entries.push(entry);
    }
  }

  #merged(changes: readonly Change[], retold: Retold[]): Slot[] {
    const slots: Slot[] = [];
    let at = 0;
    let afresh = false;
    const keep = (entry: Entry): void => {
      slots.push({ event: entry.event, was: entry, afresh });
      afresh = false;
    };
    for (const { event, gone } of changes) {
      while (at < this.#entries.length && compare((this.#entries[at] as Entry).event, event) < 0) {
        keep(this.#entries[at] as Entry);
        at += 1;
      }
      const there = this.#entries[at];
      const known = there !== undefined && compare(there.event, event) === 0 ? there : undefined;
      if (gone) {
        if (known === undefined) continue;
        if (known.says.length > 0) retold.push({ event: known.event, was: known.says, says: silence });
        at += 1;
        afresh = true;
      } else if (known === undefined) {
        slots.push({ event, was: undefined, afresh: true });
        afresh = true;
      } else if (!isDeepStrictEqual(known.event, event)) {
        slots.push({ event, was: known, afresh: true });
        at += 1;
        afresh = false;
      }
    }
    for (; at < this.#entries.length; at += 1) keep(this.#entries[at] as Entry);
    return slots;
  }
}
