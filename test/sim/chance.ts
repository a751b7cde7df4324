// Chance from a seed: the same seed draws the same, on any machine. mulberry32, of which nobody expects secrets.

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, without 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A chance of its own: what it draws does not depend on how often others drew. */
  fork(name: string): Chance {
    let hash = 2_166_136_261;
    for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
    return new Chance((Math.floor(this.next() * 4_294_967_296) ^ hash) >>> 0);
  }

  odds(of: number): boolean {
    return this.next() < of;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)] as T;
  }

  /** Mostly near `usual`, now and then far more: delays are like this. */
  around(usual: number): number {
    return Math.max(0, Math.round(-Math.log(1 - this.next()) * usual));
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.int(0, 15).toString(16)).join('');
  }
}
