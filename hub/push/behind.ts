// Who does not keep up with positions: told nothing of them until it has taken what it was sent, and then all at once.
import { isBusy, lags, type Reader } from './reader.ts';

/** Left out of what everybody is sent of positions; alerts go to it as to all. */
export const behindRoom = 'behind';

/** Who took nothing of what it was sent for so long, ms, is not there any more. */
const behindMost = 30_000;

interface Lag {
  /** The last change of positions it was told. */
  readonly live: number;
  readonly since: number;
}

export class Behind {
  readonly #lags = new Map<Reader, Lag>();

  /** Takes note of those who have not taken the last frame. @param liveOf how far a reader was told */
  note(readers: Iterable<Reader>, liveOf: (reader: Reader) => number, now: number): void {
    for (const reader of readers) {
      if (this.#lags.has(reader) || !lags(reader)) continue;
      this.#lags.set(reader, { live: liveOf(reader), since: now });
      void reader.join(behindRoom);
    }
  }

  /** Those who have taken everything by now, with how far they were told of positions; they are with the others again. */
  caughtUp(): [reader: Reader, live: number][] {
    const ready = [...this.#lags].filter(([reader]) => !reader.connected || !isBusy(reader));
    for (const [reader] of ready) {
      this.#lags.delete(reader);
      void reader.leave(behindRoom);
    }
    return ready.flatMap(([reader, { live }]): [Reader, number][] => (reader.connected ? [[reader, live]] : []));
  }

  /** Those who have not moved for so long that nobody is there. */
  lost(now: number): Reader[] {
    return [...this.#lags].filter(([, { since }]) => now - since > behindMost).map(([reader]) => reader);
  }
}
