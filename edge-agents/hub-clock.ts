// What time the hub has, from questions and their answers (NTP's four timestamps and clock filter, RFC 5905 §8 and §10).
import { randomBytes } from 'node:crypto';
import { type ClockEstimate, centuryMs, type Echo, type Sent } from '../hub/contracts/clock.ts';
import type { Clock } from './clock.ts';

/**
 * What an observation bears of its clock: how that stood to the hub's, ms; or, where nothing was known yet, the moment by
 * the steady clock, so that what is learnt later can be said of it.
 */
export type ClockStamp =
  | { readonly off: number; readonly err: number }
  | { readonly stretch: string; readonly wall: number; readonly steady: number };

/** The hub's clock less our steady one, and by how much that may be wrong, at `at` of the steady one. */
interface Sample {
  readonly ahead: number;
  readonly error: number;
  readonly at: number;
}

/** Answers remembered; the best of them is believed. */
const samplesMost = 16;
/** Questions that still wait for an answer. */
const askedMost = 64;
/** By how much two clocks drift apart, at most: what 50 ppm come to. */
const drift = 50e-6;
/** The hub's times are whole milliseconds, cut off. */
const cutMs = 1;
/** The wall clock moved so much otherwise than the steady one: it was set, or the machine slept. */
const jumpMs = 500;

/**
 * Reckons by the steady clock, so that a wall clock that is set does no harm to what is known: it only stands otherwise to
 * it. But a machine that slept looks the same, and its steady clock may have stood still: after a jump nothing is known
 * until the next answer.
 */
export class HubClock {
  readonly #clock: Pick<Clock, 'now' | 'steady'>;
  readonly #onJump: () => void;
  #samples: Sample[] = [];
  /** When each was asked, by the steady clock, by what it said. */
  #asked = new Map<number, number>();
  #askedAt = -Infinity;
  #mark = newName();
  /** Within one the wall clock and the steady one went alike. */
  #stretch = newName();
  #ahead: number;

  /** @param onJump told when what was known is known no more */
  constructor(clock: Pick<Clock, 'now' | 'steady'>, onJump: () => void = () => {}) {
    this.#clock = clock;
    this.#onJump = onJump;
    this.#ahead = clock.now() - clock.steady();
  }

  /** A connection begins: what still comes of an earlier one answers nothing. */
  connected(): void {
    this.#mark = newName();
    this.#asked.clear();
  }

  /** What goes with something that is sent now. */
  ask(): Sent {
    const { wall, steady } = this.#read();
    // Of two questions of one millisecond the earlier stands for both: its way is the longer one, and that is no lie.
    if (!this.#asked.has(wall)) this.#asked.set(wall, steady);
    const [eldest] = this.#asked.keys();
    if (this.#asked.size > askedMost && eldest !== undefined) this.#asked.delete(eldest);
    this.#askedAt = steady;
    return { at: wall, mark: this.#mark };
  }

  /** The same, unless there was a question within the last `ms`. */
  askAgain(ms: number): Sent | undefined {
    return this.#clock.steady() - this.#askedAt < ms ? undefined : this.ask();
  }

  /** An answer came. @param hubTime when the hub gave it, ms. @returns whether anything was learnt from it */
  answered({ sent, heard }: Echo, hubTime: number): boolean {
    const { steady } = this.#read();
    const asked = sent.mark === this.#mark ? this.#asked.get(sent.at) : undefined;
    if (asked === undefined) return false;
    this.#asked.delete(sent.at);
    const onTheWay = steady - asked - (hubTime - heard);
    // No way takes less than no time: the hub's clock was not itself.
    if (hubTime < heard || onTheWay < -2 * cutMs) return false;
    const ahead = (heard - asked + (hubTime - steady)) / 2;
    const error = Math.max(0, onTheWay) / 2 + cutMs + drift * (steady - asked);
    this.#learn({ ahead, error, at: asked });
    return true;
  }

  /** How the wall clock stands to the hub's now; undefined while nothing is known. */
  known(): ClockEstimate | undefined {
    const { wall, steady, reading } = this.#read();
    return this.#estimate(wall, steady, reading);
  }

  /** What an observation of this moment bears. */
  stamp(): ClockStamp {
    const { wall, steady, reading } = this.#read();
    const known = this.#estimate(wall, steady, reading);
    if (known !== undefined) return { off: known.offsetMs, err: known.errorMs };
    return { stretch: this.#stretch, wall, steady };
  }

  /** What is known by now of an observation's clock: of one from another stretch nothing can be learnt any more. */
  resolve(stamp: ClockStamp): ClockEstimate | undefined {
    if ('off' in stamp) return { offsetMs: stamp.off, errorMs: stamp.err };
    return stamp.stretch === this.#stretch ? this.#estimate(stamp.wall, stamp.steady) : undefined;
  }

  #estimate(wall: number, steady: number, reading = 0): ClockEstimate | undefined {
    const best = this.#bestAt(steady);
    if (best === undefined) return undefined;
    const offsetMs = Math.round(best.ahead + steady - wall);
    if (Math.abs(offsetMs) > centuryMs) return undefined;
    // The wall clock is read in whole milliseconds, cut off, and so is what we say.
    return { offsetMs, errorMs: Math.min(centuryMs, Math.ceil(best.error + reading + cutMs + 0.5)) };
  }

  /** The sample whose error is least by now. */
  #bestAt(steady: number): Sample | undefined {
    const grown = this.#samples.map((one) => ({ ...one, error: one.error + drift * Math.abs(steady - one.at) }));
    return grown.reduce<Sample | undefined>((a, b) => (a === undefined || b.error < a.error ? b : a), undefined);
  }

  /** One that cannot be true beside what is known: the hub's clock was set, or this machine slept. Then it stands alone. */
  #learn(sample: Sample): void {
    const best = this.#bestAt(sample.at);
    const contradicts = best !== undefined && Math.abs(best.ahead - sample.ahead) > best.error + sample.error;
    this.#samples = contradicts ? [sample] : [...this.#samples, sample].slice(-samplesMost);
  }

  /** Both clocks at one moment, or as near to it as a busy machine lets us: `reading` is how far apart they may be, ms. */
  #read(): { wall: number; steady: number; reading: number } {
    const before = this.#clock.steady();
    const wall = this.#clock.now();
    const after = this.#clock.steady();
    const steady = (before + after) / 2;
    const ahead = wall - steady;
    const jumped = Math.abs(ahead - this.#ahead) > jumpMs + (after - before);
    this.#ahead = ahead;
    if (jumped) this.#jumped();
    return { wall, steady, reading: (after - before) / 2 };
  }

  #jumped(): void {
    const known = this.#samples.length > 0;
    this.#samples = [];
    this.connected();
    this.#stretch = newName();
    if (known) this.#onJump();
  }
}

const newName = (): string => randomBytes(4).toString('hex');
