// What an agent holds in memory until the spool has it: a moment's group, or all that a disk in trouble does not take, bounded.
import type { EventClass } from '../hub/contracts/ids.ts';
import { bothLost, classOf, type Loss, lossOf } from './loss.ts';
import { hubTimeOf, type Stamped } from './stamped.ts';

/** Beyond either the oldest goes, routine first. */
export const heldMost = { observations: 20_000, bytes: 16 * 1024 * 1024 } as const;

interface One {
  readonly observed: Stamped;
  readonly bytes: number;
}

export class Held {
  #all: One[] = [];
  #bytes = 0;
  #lost: Partial<Record<EventClass, Loss>> = {};

  get size(): number {
    return this.#all.length;
  }

  /** There is something that the spool should hear of. */
  get isWaiting(): boolean {
    return this.#all.length > 0 || this.losses.length > 0;
  }

  /** In the order observed. */
  get observed(): Stamped[] {
    return this.#all.map(({ observed }) => observed);
  }

  /** What there was no room for; it was never numbered. */
  get losses(): Loss[] {
    return Object.values(this.#lost);
  }

  /** The event time of the oldest, as the hub will take it; undefined where nothing is held. */
  get oldest(): number | undefined {
    return this.#all.reduce<number | undefined>(
      (least, { observed }) => Math.min(least ?? Infinity, hubTimeOf(observed)),
      undefined,
    );
  }

  add(observed: Stamped, bytes: number): void {
    this.#all.push({ observed, bytes });
    this.#bytes += bytes;
    while (this.#all.length > heldMost.observations || this.#bytes > heldMost.bytes) this.#letGo();
  }

  /** All of it is the spool's. */
  clear(): void {
    this.#all = [];
    this.#bytes = 0;
    this.#lost = {};
  }

  #letGo(): void {
    const routine = this.#all.findIndex(({ observed }) => observed.urgent !== true);
    const [gone] = this.#all.splice(Math.max(0, routine), 1);
    if (gone === undefined) return;
    this.#bytes -= gone.bytes;
    const cls = classOf(gone.observed);
    this.#lost[cls] = bothLost(this.#lost[cls], lossOf(gone.observed));
  }
}
