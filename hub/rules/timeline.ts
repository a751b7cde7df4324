// One key's recent events in event time, each with the state after it. A late event rewinds to its place and folds again.
import type { KeyEvent } from '../flow.ts';
import { type Folding, type KeyState, sameState, startOf, step } from './key-state.ts';

interface Entry {
  readonly event: KeyEvent;
  state: KeyState;
}

/** Events held for rewinding; at the bound the oldest becomes the base, and what is older than it is not judged. */
const held = 256;

export type Folded = { readonly judged: true; readonly refolds: number } | { readonly judged: false };

export class Timeline {
  readonly folding: Folding;
  /** The engine's own count of when an event of this key was folded last, whatever its time: who is longest idle. */
  touched = 0;
  #base: KeyState;
  /** The event the base came out of: nothing before it in the order can be folded any more. */
  #baseEvent: KeyEvent | undefined;
  #entries: Entry[] = [];

  constructor(folding: Omit<Folding, 'since'>) {
    this.folding = { ...folding, since: () => this.since };
    this.#base = startOf(folding.rules);
  }

  get state(): KeyState {
    return this.#entries.at(-1)?.state ?? this.#base;
  }

  /** Events kept for rewinding. */
  get held(): number {
    return this.#entries.length;
  }

  /** What was concluded up to this stands for good. */
  get since(): number {
    return this.#baseEvent?.time ?? -Infinity;
  }

  /** Folds one event at its place. An event older than the base, or one already folded, changes nothing. */
  fold(event: KeyEvent): Folded {
    const age = this.#baseEvent === undefined ? 1 : compare(event, this.#baseEvent);
    if (age <= 0) return age === 0 ? { judged: true, refolds: 0 } : { judged: false };
    let at = this.#entries.length;
    while (at > 0 && compare((this.#entries[at - 1] as Entry).event, event) > 0) at -= 1;
    const before = this.#entries[at - 1];
    if (before !== undefined && compare(before.event, event) === 0) return { judged: true, refolds: 0 };
    const state = step(before?.state ?? this.#base, event, this.folding);
    this.#entries.splice(at, 0, { event, state });
    const refolds = this.#refold(at + 1);
    this.#forget();
    return { judged: true, refolds };
  }

  /** Folds what follows again, and stops as soon as a state comes out as it was: the rest cannot change. */
  #refold(from: number): number {
    for (let i = from; i < this.#entries.length; i += 1) {
      const entry = this.#entries[i] as Entry;
      const state = step((this.#entries[i - 1] as Entry).state, entry.event, this.folding);
      if (sameState(state, entry.state)) return i - from;
      entry.state = state;
    }
    return this.#entries.length - from;
  }

  /** Gives up rewinding what is held; the state stays as it is. */
  settle(): void {
    const newest = this.#entries.at(-1);
    if (newest !== undefined) this.#rebase(newest);
    this.#entries = [];
  }

  #forget(): void {
    if (this.#entries.length > held) this.#rebase(this.#entries.shift() as Entry);
  }

  #rebase({ event, state }: Entry): void {
    this.#base = state;
    this.#baseEvent = event;
  }
}

/** Total order: (time, events before ticks, who said it, sequence). */
export function compare(a: KeyEvent, b: KeyEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  const tickA = a.kind === 'tick' ? 1 : 0;
  const tickB = b.kind === 'tick' ? 1 : 0;
  if (tickA !== tickB) return tickA - tickB;
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return a.seq - b.seq;
}
