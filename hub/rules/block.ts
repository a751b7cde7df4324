// A run of one key's events with the state after each, folded anew as far as a change reaches.
import { isDeepStrictEqual } from 'node:util';
import type { KeyEvent } from '../flow.ts';
import type { StoredBlock } from '../journal/chain.ts';
import { findingsAfter, sameFindings } from './findings.ts';
import { type Differs, difference, type Folding, type KeyState, type Stepped, silence, step } from './key-state.ts';
import { compare } from './order.ts';
import type { Said } from './rule.ts';

/** What happens to a key's story: an event comes to its place, or is taken back from there. */
export interface Change {
  readonly event: KeyEvent;
  readonly gone: boolean;
}

/** What is taken back comes before what takes its place. */
export const inOrder = (a: Change, b: Change): number => compare(a.event, b.event) || Number(b.gone) - Number(a.gone);

/** What an event says now, and what it said before. */
export interface Retold {
  readonly event: KeyEvent;
  readonly was: readonly Said[];
  readonly says: readonly Said[];
}

interface Entry extends Stepped {
  readonly event: KeyEvent;
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

  /** Its newest event, if it is looked into. */
  get last(): KeyEvent | undefined {
    return this.#entries.at(-1)?.event;
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
    const stepped = step(this.end, event, folding);
    this.#entries.push({ event, ...stepped });
    this.clean = false;
    if (stepped.says.length > 0) retold.push({ event, was: silence, says: stepped.says });
  }

  /**
   * Folds changes in, and again what follows them, until a state comes out as it was. Where only findings differ still,
   * they are handed on, and no rule is asked again.
   * @param changes of this block's stretch of time, in order
   * @param differs how far the state before the block is another than it was
   * @returns how far the state at its end is, and how many events were folded
   */
  refold(
    changes: readonly Change[],
    differs: Differs,
    folding: Folding,
    retold: Retold[],
  ): { refolds: number; differs: Differs } {
    const end = this.end;
    const from = differs === 'nothing' ? this.#placeOf(changes) : 0;
    let refolds = 0;
    let state = this.#entries[from - 1]?.state ?? this.#base;
    let now = differs;
    const folded = this.#merged(from, changes, retold).map(({ event, was, afresh }): Entry => {
      if (now === 'nothing' && !afresh && was !== undefined) {
        state = was.state;
        return was;
      }
      if (now === 'findings' && !afresh && was !== undefined) {
        const entry = handedOn(was, state);
        if (entry === was) now = 'nothing';
        state = entry.state;
        return entry;
      }
      refolds += 1;
      const stepped = step(state, event, folding);
      const says = was !== undefined && isDeepStrictEqual(was.says, stepped.says) ? was.says : stepped.says;
      if (says !== (was?.says ?? silence)) retold.push({ event, was: was?.says ?? silence, says });
      now = was === undefined ? 'more' : difference(stepped.state, was.state);
      state = now === 'nothing' && was !== undefined ? was.state : stepped.state;
      return { event, state, says, found: stepped.found };
    });
    this.#entries.splice(from, Infinity, ...folded);
    if (refolds > 0 || changes.length > 0) this.clean = false;
    // What was taken from the end leaves no event to compare at.
    return { refolds, differs: difference(state, end) };
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

  /** Where the first change belongs; nothing before it is touched. Most come to the end: what returns tells in order. */
  #placeOf([first]: readonly Change[]): number {
    if (first === undefined) return this.#entries.length;
    return this.#entries.findLastIndex(({ event }) => compare(event, first.event) < 0) + 1;
  }

  #merged(from: number, changes: readonly Change[], retold: Retold[]): Slot[] {
    const slots: Slot[] = [];
    let at = from;
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

/** As it was but for the findings before it; the very same where these have met again. */
function handedOn(was: Entry, before: KeyState): Entry {
  const stands = findingsAfter(before, was.found, was.event.time);
  if (was.found.length > 0 && sameFindings(stands, was.state)) return was;
  return { ...was, state: { ...was.state, ...stands } };
}
