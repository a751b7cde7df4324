// Lines in, observations out: sentences read, messages decoded, each at the time its own clock sources give.
import type { Observed } from '../adapter.ts';
import { positionTime } from './event-time.ts';
import { decode, type Raw } from './messages.ts';
import { SentenceReader } from './nmea.ts';
import { positionOf, staticOf } from './observe.ts';

export class Receiver {
  readonly counts: Record<string, number> = {};
  readonly #reader = new SentenceReader();
  readonly #receivedAt: (() => number) | undefined;
  #clock: number | undefined;
  /** Live: how far the receiver's own RMC clock is ahead of ours, so that it stays good between two RMCs. */
  #ahead = 0;

  /**
   * Without `receivedAt` (a recording) a message before the first clock source has no time and is left out, unless
   * `began` says when the recording began, ms.
   */
  constructor(receivedAt: (() => number) | undefined, began?: number) {
    this.#receivedAt = receivedAt;
    this.#clock = began;
  }

  /** The recording's own time, where it has told one. */
  get clock(): number | undefined {
    return this.#clock;
  }

  hear(line: string): Observed[] {
    if (line === '' || line.startsWith('#')) return [];
    const sentence = this.#reader.read(line);
    if (this.#reader.dropped > 0) this.counts['part-dropped'] = this.#reader.dropped;
    if (sentence.kind === 'clock') this.#set(sentence.time);
    if (sentence.kind === 'refused') this.#count(sentence.code);
    if (sentence.kind !== 'ais') return [];
    const decoded = decode(sentence.bits);
    if ('code' in decoded) return this.#count(decoded.code);
    if (sentence.tagTime !== undefined) this.#clock = sentence.tagTime;
    const base = sentence.tagTime ?? this.#time();
    return base === undefined ? this.#count('no-clock') : this.#observe(decoded.raw, base);
  }

  #set(time: number): void {
    this.#clock = time;
    if (this.#receivedAt !== undefined) this.#ahead = time - this.#receivedAt();
  }

  /** A recording has only the clock it told; a live source has ours, corrected by its RMC once that came. */
  #time(): number | undefined {
    return this.#receivedAt === undefined ? this.#clock : this.#receivedAt() + this.#ahead;
  }

  #observe(raw: Raw, base: number): Observed[] {
    this.#count(`type-${raw['type']}`);
    const observed: Observed[] = [];
    if (raw['lon'] !== undefined) {
      const position = positionOf(raw, positionTime(base, Number(raw['second'])));
      if (position === undefined) this.#count('no-position');
      else observed.push(position);
    }
    if (raw['lon'] === undefined || raw['shipname'] !== undefined) observed.push(staticOf(raw, base));
    return observed;
  }

  #count(code: string): [] {
    this.counts[code] = (this.counts[code] ?? 0) + 1;
    return [];
  }
}
