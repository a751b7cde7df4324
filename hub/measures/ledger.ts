// What is remembered: the marks of 31 days, so many at most, and how each alert was when it changed last.
import type { Before, Mark } from './marks.ts';

export const keptMs = 31 * 86_400_000;
/** 1,000 alerts a day of which each was acknowledged and disposed; of more than that the eldest days go. */
const marksMost = 100_000;
/** Of an alert that changes again after so many others have, it is supposed how it was. */
export const alertsMost = 50_000;
/** Those that are let go, in one piece: a part of all. */
const slack = 8;

type Of<W extends Mark['what']> = Extract<Mark, { what: W }>;
export type Called = Of<'annunciated'>;
export type Acknowledged = Of<'acknowledged'>;
export type Word = Of<'disposed' | 'reopened'>;
export type Rest = Of<'claimed' | 'escalated' | 'ticketed' | 'chattered'>;

/** By what they are asked for; what is asked for together keeps its order. */
export interface Lists {
  readonly called: Called[];
  readonly acknowledged: Acknowledged[];
  readonly words: Word[];
  readonly rest: Rest[];
}

/** After `from`, up to `to`, oldest first. */
export type MarksOf = <L extends keyof Lists>(list: L, from: number, to: number) => Lists[L];

export class Ledger {
  readonly #most: number;
  #lists: Lists = { called: [], acknowledged: [], words: [], rest: [] };
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
    return this.#all().reduce((sum, { length }) => sum + length, 0);
  }

  /** No earlier than the one before. */
  push(mark: Mark): void {
    const { called, acknowledged, words, rest } = this.#lists;
    if (mark.what === 'annunciated') called.push(mark);
    else if (mark.what === 'acknowledged') acknowledged.push(mark);
    else if (mark.what === 'disposed' || mark.what === 'reopened') words.push(mark);
    else rest.push(mark);
    if (this.size > this.#most) this.#letGo(mark.at);
  }

  readonly between: MarksOf = <L extends keyof Lists>(list: L, from: number, to: number) =>
    cut<Mark>(this.#lists[list], from, to) as Lists[L];

  #all(): readonly (readonly Mark[])[] {
    return Object.values(this.#lists);
  }

  /** What is too old, or else the eldest. What was told at one moment goes together: of a moment all is kept, or it is before what is. */
  #letGo(now: number): void {
    const upTo = Math.max(now - keptMs, this.#momentOf(Math.ceil(this.#most / slack)));
    if (upTo > now - keptMs) this.#keptFrom = Math.max(this.#keptFrom, upTo);
    const { called, acknowledged, words, rest } = this.#lists;
    this.#lists = {
      called: cut(called, upTo, Infinity),
      acknowledged: cut(acknowledged, upTo, Infinity),
      words: cut(words, upTo, Infinity),
      rest: cut(rest, upTo, Infinity),
    };
  }

  /** When the so-many-th was made, ms. */
  #momentOf(count: number): number {
    const lists = this.#all();
    let low = Math.min(...lists.map((list) => list[0]?.at ?? Infinity));
    let high = Math.max(...lists.map((list) => list.at(-1)?.at ?? -Infinity));
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (lists.reduce((sum, list) => sum + firstAfter(list, middle), 0) >= count) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const cut = <M extends Mark>(marks: readonly M[], from: number, to: number): M[] =>
  marks.slice(firstAfter(marks, from), firstAfter(marks, to));

/** The place of the first that was made after a time, oldest first. */
export function firstAfter(marks: readonly { readonly at: number }[], time: number): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] as Mark).at > time) high = middle;
    else low = middle + 1;
  }
  return low;
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
