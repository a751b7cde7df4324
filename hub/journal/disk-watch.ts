// Whether the disk answers: something waits to be written, and for a while nothing was.
import type { Journal } from './journal.ts';

/** A disk that syncs takes milliseconds, a busy one some hundreds. */
const stuckMs = 2000;
/** Of the time between two looks no more counts, ms: beyond it the hub itself did not look, and cannot say what the disk did. */
const lookedMost = 500;

export class DiskWatch {
  readonly #journal: Pick<Journal<unknown>, 'pending' | 'written'>;
  readonly #steady: () => number;
  #written = 0;
  #lookedAt: number;
  /** For how long something has been waiting and nothing was written, as it was looked at, ms. */
  #waitedMs = 0;

  constructor(journal: Pick<Journal<unknown>, 'pending' | 'written'>, steady: () => number) {
    this.#journal = journal;
    this.#steady = steady;
    this.#lookedAt = steady();
  }

  /** Called often, also while nobody asks. */
  look(): void {
    const now = this.#steady();
    const { pending, written } = this.#journal;
    const isWell = pending === 0 || written !== this.#written;
    this.#waitedMs = isWell ? 0 : this.#waitedMs + Math.min(now - this.#lookedAt, lookedMost);
    this.#lookedAt = now;
    this.#written = written;
  }

  get isStuck(): boolean {
    return this.#waitedMs > stuckMs && this.#journal.pending > 0;
  }
}
