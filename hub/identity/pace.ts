// How often somebody may: a bucket each, filled at a steady rate, emptied by whatever they do. Whoever was quiet may do much at once.

export interface Pace {
  readonly perSecond: number;
  readonly atOnce: number;
}

interface Bucket {
  left: number;
  at: number;
}

const usuallyRemembered = 5_000;

export class Buckets {
  readonly #pace: Pace;
  readonly #now: () => number;
  readonly #remembered: number;
  /** The one longest quiet first. */
  readonly #buckets = new Map<string, Bucket>();

  /** @param now ms @param remembered of so many it is known; the one longest quiet goes, and its bucket is full again */
  constructor(pace: Pace, now: () => number, remembered = usuallyRemembered) {
    this.#pace = pace;
    this.#now = now;
    this.#remembered = remembered;
  }

  /** Of how many it is known. */
  get size(): number {
    return this.#buckets.size;
  }

  /** @returns seconds until they may; 0: they may now, and have */
  take(name: string): number {
    const bucket = this.#filled(name);
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / this.#pace.perSecond);
    bucket.left -= 1;
    return 0;
  }

  /** Whether they might; takes nothing. */
  isEmpty(name: string): boolean {
    return this.#filled(name).left < 1;
  }

  #filled(name: string): Bucket {
    const { perSecond, atOnce } = this.#pace;
    const now = this.#now();
    const was = this.#buckets.get(name) ?? { left: atOnce, at: now };
    const left = Math.min(atOnce, was.left + (Math.max(0, now - was.at) / 1000) * perSecond);
    const bucket = { left, at: now };
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    const [quietest] = this.#buckets.keys();
    if (this.#buckets.size > this.#remembered && quietest !== undefined) this.#buckets.delete(quietest);
    return bucket;
  }
}
