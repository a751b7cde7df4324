// Whether the disk answers: something waits to be written, and for a while nothing was.
import type { Journal } from './journal.ts';

/** A disk that syncs takes milliseconds, a busy one some hundreds. */
const stuckMs = 2000;

export class DiskWatch {
  readonly #journal: Pick<Journal<unknown>, 'pending' | 'written'>;
  readonly #steady: () => number;
  #written = 0;
  /** When it was seen last that nothing waited, or that something had been written. */
  #wellAt: number;

  constructor(journal: Pick<Journal<unknown>, 'pending' | 'written'>, steady: () => number) {
    this.#journal = journal;
    this.#steady = steady;
    this.#wellAt = steady();
  }

  /** Called often, also while nobody asks. */
  look(): void {
    const { pending, written } = this.#journal;
    if (pending === 0 || written !== this.#written) this.#wellAt = this.#steady();
    this.#written = written;
  }

  get isStuck(): boolean {
    return this.#steady() - this.#wellAt > stuckMs && this.#journal.pending > 0;
  }
}
