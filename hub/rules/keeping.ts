// Which keys go to the chain, and which leave memory: the full ones, those longest idle, and by rounds all the others.
import type { Timeline } from './timeline.ts';

/** Events all keys together hold in memory, about 0.5 KB each; beyond it the keys longest idle give theirs up to the chain. */
const heldMost = 500_000;
/** Events of full keys kept with one arrival, about a millisecond; the others wait for a next one, which brings no more than so many. */
const fullAtATime = 256;
/** What keeping a key costs besides its events, in events. */
const keyCost = 8;

export class Keeping {
  readonly #heldMost: number;
  readonly #timelineOf: (key: string) => Timeline;
  readonly #edgeOf: (timeline: Timeline) => number;
  #held = 0;
  /** In order of being folded last, the longest idle first. */
  #idle = new Map<string, Timeline>();
  /** Folded since they were kept. */
  #dirty = new Map<string, Timeline>();
  #round: Timeline[] = [];

  /** @param edgeOf the time before which nothing of a key can be folded any more */
  constructor(most = heldMost, timelineOf: (key: string) => Timeline, edgeOf: (timeline: Timeline) => number) {
    this.#heldMost = most;
    this.#timelineOf = timelineOf;
    this.#edgeOf = edgeOf;
  }

  /** Events in memory, of all keys. */
  get held(): number {
    return this.#held;
  }

  folded(timeline: Timeline, heldBefore: number): void {
    const { key } = timeline.folding;
    this.#held += timeline.held - heldBefore;
    this.#idle.delete(key);
    this.#idle.set(key, timeline);
    this.#dirty.set(key, timeline);
  }

  /** After an arrival: what it made too full goes, and beyond the budget whoever was not heard of for longest. */
  after(touched: readonly Timeline[]): void {
    let full = 0;
    for (const timeline of touched) {
      if (!timeline.mustKeep && (!timeline.isFull || full >= fullAtATime)) continue;
      full += this.#keep(timeline);
      this.#forgo(timeline, false);
    }
    if (this.#held <= this.#heldMost) return;
    for (const timeline of this.#idle.values()) {
      if (this.#held <= this.#heldMost * 0.75) return;
      this.#keep(timeline);
      this.#forgo(timeline, true);
    }
  }

  /** Keeps some of a round, about so many events of them. @returns how many keys are left of it */
  some(most: number): number {
    if (this.#round.length === 0) this.#round = [...this.#dirty.values()];
    for (let kept = 0; kept < most; ) {
      const timeline = this.#round.pop();
      if (timeline === undefined) break;
      kept += this.#keep(timeline);
    }
    return this.#round.length;
  }

  #forgo(timeline: Timeline, all: boolean): void {
    this.#held -= timeline.held;
    timeline.giveUp(all);
    this.#held += timeline.held;
    if (all) this.#idle.delete(timeline.folding.key);
  }

  /** With it all it has told something since: the chain must never know that it was said and not that it was heard. */
  #keep(timeline: Timeline): number {
    if (!this.#dirty.delete(timeline.folding.key)) return 0;
    const told = [...timeline.told];
    timeline.forgetBefore(this.#edgeOf(timeline));
    let kept = keyCost + timeline.keep();
    for (const to of told) kept += this.#keep(this.#timelineOf(to));
    return kept;
  }
}
