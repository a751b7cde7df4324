// What is remembered: the marks of 31 days, so many at most, and how each alert was when it changed last.
import type { Before, Mark } from './marks.ts';

export const keptMs = 31 * 86_400_000;
/** 1,900 alerts a day of which each was acknowledged and disposed; of more than that the eldest days go. */
export const marksMost = 150_000;
/** Of an alert that changes again after so many others have, it is supposed how it was. */
export const alertsMost = 50_000;
/** Those that are let go, in one piece: a part of all. */
const slack = 8;

export class Ledger {
  readonly #most: number;
  #marks: Mark[] = [];
  #keptFrom: number;

  /** @param from nothing is known of before, ms */
  constructor(from = 0, most = marksMost) {
    this.#keptFrom = from;
    this.#most = most;
  }

  /** Everything after this is kept, ms. @param at now */
  keptFrom(at: number): number {
    return Math.max(this.#keptFrom, at - keptMs);
  }

  get size(): number {
    return this.#marks.length;
  }

  /** No earlier than the one before. */
  push(mark: Mark): void {
    this.#marks.push(mark);
    if (this.#marks.length > this.#most) this.#letGo(mark.at);
  }

  /** After `from`, up to `to`, oldest first. */
  between(from: number, to: number): readonly Mark[] {
    return this.#marks.slice(this.#firstAfter(from), this.#firstAfter(to));
  }

  /** What is too old, or else the eldest. */
  #letGo(now: number): void {
    const old = this.#firstAfter(now - keptMs);
    const going = Math.max(old, Math.ceil(this.#most / slack));
    const last = this.#marks[going - 1];
    if (last === undefined) return;
    // What was told at one moment goes together: of a moment all is kept, or it is before what is.
    const upTo = this.#firstAfter(last.at);
    if (last.at > now - keptMs) this.#keptFrom = Math.max(this.#keptFrom, last.at);
    this.#marks = this.#marks.slice(upTo);
  }

  #firstAfter(time: number): number {
    let [low, high] = [0, this.#marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle] as Mark).at > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** By id: those that have not changed for longest are forgotten, of those that are over before any that stands. */
export class Remembered {
  readonly #most: number;
  #active = new Map<string, Before>();
  #over = new Map<string, Before>();

  constructor(most = alertsMost) {
    this.#most = most;
  }

  get size(): number {
    return this.#active.size + this.#over.size;
  }

  get(alert: string): Before | undefined {
    return this.#active.get(alert) ?? this.#over.get(alert);
  }

  put(alert: string, before: Before): void {
    this.#active.delete(alert);
    this.#over.delete(alert);
    (before.condition === 'active' ? this.#active : this.#over).set(alert, before);
    if (this.size <= this.#most) return;
    const from = this.#over.size > 0 ? this.#over : this.#active;
    const [eldest] = from.keys();
    if (eldest !== undefined) from.delete(eldest);
  }
}
