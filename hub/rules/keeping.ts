// Which keys go to the chain, and which leave memory: the full ones, those longest idle, and by rounds all the others.
import type { Timeline } from './timeline.ts';

/** Events all keys together hold in memory, about 0.5 KB each; beyond it the keys longest idle give theirs up to the chain. */
const heldMost = 500_000;
/** Events of full keys kept with one arrival, about a millisecond; the others wait for a next one, which brings no more than so many. */
const fullAtATime = 256;
/** Events given up with one arrival beyond the budget: more than any arrival brings, few enough to wait for. */
const idleAtATime = 512;
/** What keeping a key costs besides its events, in events. */
const keyCost = 8;

export class Keeping {
  readonly #heldMost: number;
  readonly #timelineOf: (key: string) => Timeline;
  readonly #edgeOf: (timeline: Timeline) => number;
  #held = 0;
  /** Who may be idle, each with the arrival at which it was last seen to be folded; about the longest idle first. */
  #idle = new Map<Timeline, number>();
  /** Folded since they were kept; some may have been kept meanwhile. */
  #dirty: Timeline[] = [];
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

  /** What a key has in its story before anything is told of it counts, too, since it is counted when it leaves. */
  begun(timeline: Timeline): void {
    this.#held += timeline.held;
  }

  /** Marks only: it runs for every event. */
  folded(timeline: Timeline, heldBefore: number): void {
    this.#held += timeline.held - heldBefore;
    if (!timeline.queued) this.#idle.set(timeline, timeline.position);
    if (!timeline.dirty) this.#dirty.push(timeline);
    timeline.queued = true;
    timeline.dirty = true;
  }

  /** After an arrival: what it made too full goes, and beyond the budget whoever was not heard of for longest. */
  after(touched: Iterable<{ readonly timeline: Timeline }>): void {
    let full = 0;
    for (const { timeline } of touched) {
      if (!timeline.mustKeep && (!timeline.isFull || full >= fullAtATime)) continue;
      full += this.#keep(timeline);
      this.#forgo(timeline, false);
    }
    if (this.#held > this.#heldMost) this.#makeRoom();
  }

  /** Who was folded since it was seen goes to the end of the queue; a little at a time, for nobody is to wait for it. */
  #makeRoom(): void {
    const until = this.#held - idleAtATime;
    for (const [timeline, seenAt] of this.#idle) {
      if (this.#held <= until || this.#held <= this.#heldMost) return;
      this.#idle.delete(timeline);
      if (timeline.position !== seenAt) this.#idle.set(timeline, timeline.position);
      else {
        this.#keep(timeline);
        this.#forgo(timeline, true);
      }
    }
  }

  /** Keeps some of a round, about so many events of them, and no fewer keys than asked. @returns how many keys are left of it */
  some(most: number, keysLeast = 0): number {
    if (this.#round.length === 0) {
      this.#round = this.#dirty.filter(({ dirty }) => dirty);
      this.#dirty = [];
    }
    for (let [kept, keys] = [0, 0]; kept < most || keys < keysLeast; keys += 1) {
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
    if (all) timeline.queued = false;
  }

  /** With it all it has told something since: the chain must never know that it was said and not that it was heard. */
  #keep(timeline: Timeline): number {
    if (!timeline.dirty) return 0;
    timeline.dirty = false;
    const told = [...timeline.told];
    timeline.forgetBefore(this.#edgeOf(timeline));
    let kept = keyCost + timeline.keep();
    for (const to of told) kept += this.#keep(this.#timelineOf(to));
    return kept;
  }
}
