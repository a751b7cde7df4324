// How far an agent claims to have told everything: up to the oldest it still holds, and nothing by a clock nobody can vouch for.
import { type ClockEstimate, correctionOf } from '../hub/contracts/clock.ts';
import { type EventClass, eventClasses } from '../hub/contracts/ids.ts';
import type { Clock } from './clock.ts';
import type { Spool } from './spool.ts';

/** So long after its clock was set an agent claims nothing while the hub tells no time; who waits for its word must not wait for ever. */
const unsureMs = 60_000;

/** `lagMs`: how much older than now an observation may still come. */
export interface Claiming {
  readonly clock: Pick<Clock, 'now' | 'steady'>;
  readonly lagMs: number;
}

export class Claim {
  /** Puts into the spool what is held besides. @returns the time of the oldest, by the hub's, that a disk in trouble does not take */
  beforeState = (): number | undefined => undefined;
  readonly #spool: Spool;
  readonly #options: Claiming;
  #held: number | undefined;
  /** By the steady clock: since the wall clock was set nothing is claimed until then, or until the hub has told the time. */
  #unsureUntil = -Infinity;
  /** Up to here the spool was filled while nothing was known of the clock; not said yet while some of that is not in it. */
  #unsure: Record<EventClass, number> | undefined = { urgent: 0, routine: 0 };

  constructor(spool: Spool, options: Claiming) {
    this.#spool = spool;
    this.#options = options;
  }

  /** The clock was set. */
  jumped(): void {
    this.#unsureUntil = this.#options.clock.steady() + unsureMs;
  }

  /** The hub's time is known, for the first time or again. */
  learnt(): void {
    this.#unsure = undefined;
    this.settle();
  }

  /** What was observed by now is in the spool, as far as the disk takes it. */
  settle(): void {
    this.#held = this.beforeState();
    if (this.#held === undefined)
      this.#unsure ??= { urgent: this.#spool.lastOf('urgent'), routine: this.#spool.lastOf('routine') };
  }

  /**
   * Reckoned as the hub will, and told by our clock, ms: what was kept before the clock was set stands in the spool by the
   * hub's time. What was kept while nothing was known yet stands there as it was, and until it is acked nothing is claimed;
   * nor by a clock that was set just now.
   */
  upTo(known: ClockEstimate | undefined): number | undefined {
    const { clock, lagMs } = this.#options;
    if (known === undefined ? clock.steady() < this.#unsureUntil : this.#isUnsure()) return undefined;
    const ahead = known === undefined ? 0 : correctionOf(known);
    const oldest = Math.min(this.#spool.oldest() ?? Infinity, this.#held ?? Infinity);
    return Math.max(0, Math.min(clock.now() + ahead - lagMs, oldest) - ahead);
  }

  #isUnsure(): boolean {
    const unsure = this.#unsure;
    return unsure === undefined || eventClasses.some((cls) => this.#spool.goneUpTo(cls) < unsure[cls]);
  }
}
