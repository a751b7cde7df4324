// The clocks of the simulated machines: each has the true time wrong in a way of its own, and may be set by somebody.
import type { Clock as AgentClock } from '../../edge-agents/clock.ts';
import { clockOver, type Clock as HubClock } from '../../hub/clock.ts';
import type { Agenda, Life } from './agenda.ts';
import type { Chance } from './chance.ts';

/** A wall clock that gains so many millionths, and is off by so much. */
export class Wall {
  readonly #agenda: Agenda;
  readonly #began: number;
  readonly #gains: number;
  off: number;
  /** So long the machine was paused: its steady clock stood still. */
  #paused = 0;

  constructor(agenda: Agenda, { gains, off }: { gains: number; off: number }) {
    this.#agenda = agenda;
    this.#began = agenda.now;
    this.#gains = gains / 1_000_000;
    this.off = off;
  }

  now(): number {
    const { now } = this.#agenda;
    return Math.floor(now + (now - this.#began) * this.#gains + this.off);
  }

  /** The same oscillator, which nobody sets. */
  steady(): number {
    const elapsed = this.#agenda.now - this.#began - this.#paused;
    return elapsed + elapsed * this.#gains;
  }

  /** The machine is paused for so long, from now on; the wall clock goes on. */
  pauses(ms: number): void {
    this.#paused += ms;
  }

  /** Somebody sets it right. */
  setRight(): void {
    this.off = -Math.floor((this.#agenda.now - this.#began) * this.#gains);
  }
}

export const agentClock = (wall: Wall, life: Life): AgentClock => ({
  now: () => wall.now(),
  steady: () => wall.steady(),
  every: (ms, act) => life.every(ms, act),
  after: (ms, act) => life.after(ms, act),
});

/** A busy machine wakes nobody sooner than this, ms: ten thousand ports in a quarter of an hour want few steps. */
const wakesMs = 500;

/** The hub's own clock over such a wall. `steady` goes on by a little whenever it is read: work takes time. */
export function hubClock(wall: Wall, life: Life, chance: Chance): HubClock {
  let last = 0;
  const steady = (): number => {
    last = Math.max(wall.steady(), last + (chance.odds(0.02) ? 3 : 0.01));
    return last;
  };
  return {
    ...clockOver(() => wall.now(), steady),
    every: (ms, act) => life.every(Math.max(ms, wakesMs), act),
    after: (ms, act) => life.after(ms, act),
  };
}
