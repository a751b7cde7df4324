// A vehicle's journey as a timetable: when it is on which way, when it stands, and what happens on it. Pure.
import type { Observed } from '../adapter.ts';
import { type Spot, spotOn, type Way } from './way.ts';

/** Something told once. What `stands` is told again by an agent that begins later: a fact, not a moment. */
export interface Act {
  readonly at: number;
  readonly agent: string;
  readonly stands?: boolean;
  readonly observed: Omit<Observed, 'time'>;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly way: Way;
  readonly fromM: number;
  readonly toM: number;
}

export interface Place extends Spot {
  readonly speedKmh: number;
}

/** Written step by step: drive, stand, and what is said meanwhile. */
export class Journey {
  readonly acts: Act[] = [];
  readonly from: number;
  readonly #stretches: Stretch[] = [];
  #at: number;

  constructor(from: number) {
    this.from = from;
    this.#at = from;
  }

  /** The moment the journey has come to. */
  get at(): number {
    return this.#at;
  }

  drive(way: Way, kmh: number): this {
    return this.#go(way, 0, way.metres, Math.round((way.metres / kmh) * 3600));
  }

  /** Stands at the end of the way it came by. */
  stand(ms: number): this {
    const last = this.#stretches.at(-1);
    if (last === undefined) throw new Error('a journey begins on a way');
    return this.#go(last.way, last.toM, last.toM, ms);
  }

  /** `agent` says so, `afterMs` from here on the journey's clock. */
  say(
    agent: string,
    observed: Act['observed'],
    options: { readonly afterMs?: number; readonly stands?: boolean } = {},
  ) {
    const { afterMs = 0, stands = false } = options;
    this.acts.push({ at: this.#at + afterMs, agent, observed, stands });
    return this;
  }

  /** Where it is at a moment: at its ends before and after. */
  placeAt(time: number): Place {
    const stretch = this.#stretches.find(({ to }) => time < to) ?? this.#stretches.at(-1);
    if (stretch === undefined) throw new Error('a journey begins on a way');
    const { from, to, way, fromM, toM } = stretch;
    const part = Math.min(1, Math.max(0, (time - from) / Math.max(1, to - from)));
    const moving = toM > fromM && time >= from && time < to;
    const speedKmh = moving ? Math.round(((toM - fromM) * 36_000) / (to - from)) / 10 : 0;
    return { ...spotOn(way, fromM + part * (toM - fromM)), speedKmh };
  }

  /** Where it stands at the moment it has come to. */
  get place(): Place {
    return this.placeAt(this.#at);
  }

  #go(way: Way, fromM: number, toM: number, ms: number): this {
    this.#stretches.push({ from: this.#at, to: this.#at + ms, way, fromM, toM });
    this.#at += ms;
    return this;
  }
}
