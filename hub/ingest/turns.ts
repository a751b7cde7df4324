// Takes turns among those who speak: an agent that returns with hours of spool waits for itself, and nobody waits for it.
import type { EventClass } from '../contracts/ids.ts';

/** The process's other work, and its time. */
export interface Turning {
  /** Milliseconds, in fractions. */
  readonly steady: () => number;
  /** Runs it when all else had its chance. */
  readonly later: (run: () => void) => void;
  /** Runs it in so many milliseconds, unless it is called off. @returns calls it off */
  readonly after: (ms: number, run: () => void) => () => void;
  /** What was heard since it was said last is to be written: nobody else is heard right now, or it waited long enough. */
  readonly handOver: () => void;
}

interface Speaker {
  readonly said: (() => void)[];
  /** Not heard again before this: whoever took long leaves time to the others. */
  restsUntil: number;
}

/** Who waits, the next to be heard first, each with what it said in its order. */
type Queue = Map<string, Speaker>;

/** What may be said and not heard yet; beyond it a broker that can wait is made to. */
const waitingMost = 2000;

/** Who was heard for longer than this, ms, rests for so much of it: late events are long to hear, and nearly half of the time is the others'. */
const longMs = 1;
const restOf = 0.75;

/** Urgent words heard in a row while routine ones wait: so long the urgent are not all there is. */
const urgentInARow = 16;

/** What was heard waits for what is heard next so long, ms: a commit costs as much for one batch as for ten. */
const handOverMs = 4;

export class Turns {
  readonly #urgent: Queue = new Map();
  readonly #routine: Queue = new Map();
  readonly #turning: Turning;
  /** Somebody was heard just now, and the next one is about to be. */
  #running = false;
  #callOff: () => void = () => {};
  #waiting = 0;
  #room: PromiseWithResolvers<void> | undefined;
  #urgentSince = 0;
  #handedOverAt = -Infinity;
  /** Speakers whose state waits among their routine words: it comes before all they say under it. */
  readonly #states = new Map<string, number>();

  constructor(turning: Turning) {
    this.#turning = turning;
  }

  /** Undefined while there is room for more; else a promise of it. */
  room(): Promise<void> | undefined {
    if (this.#waiting < waitingMost) return undefined;
    this.#room ??= Promise.withResolvers<void>();
    return this.#room.promise;
  }

  /** How much was said and not heard yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Heard at once when nobody waits and it need not rest; else one of each speaker's in turn, and everything else in
   * between. What is urgent is heard before all that is routine, its own speaker's too.
   */
  take(name: string, what: EventClass | 'state', hear: () => void): void {
    this.#waiting += 1;
    const first = what === 'urgent' && !this.#states.has(name);
    if (what === 'state') this.#states.set(name, (this.#states.get(name) ?? 0) + 1);
    const queue = first ? this.#urgent : this.#routine;
    const said = what === 'state' ? () => this.#stateHeard(name, hear) : hear;
    const speaker = queue.get(name);
    if (speaker === undefined) queue.set(name, { said: [said], restsUntil: 0 });
    else speaker.said.push(said);
    if (!this.#running) this.#next();
  }

  #stateHeard(name: string, hear: () => void): void {
    const left = (this.#states.get(name) ?? 1) - 1;
    if (left === 0) this.#states.delete(name);
    else this.#states.set(name, left);
    hear();
  }

  #next(): void {
    this.#callOff();
    const now = this.#turning.steady();
    const turns = this.#urgentSince < urgentInARow ? [this.#urgent, this.#routine] : [this.#routine, this.#urgent];
    for (const queue of turns) {
      const next = nextOf(queue, now);
      if (next === undefined) continue;
      this.#urgentSince = queue === this.#urgent ? this.#urgentSince + 1 : 0;
      this.#hear(queue, ...next);
      return;
    }
    this.#urgentSince = 0;
    this.#wait(now);
  }

  #hear(queue: Queue, name: string, hear: () => void, said: (() => void)[]): void {
    this.#running = true;
    this.#waiting -= 1;
    if (this.#waiting < waitingMost) this.#room?.resolve();
    if (this.#waiting < waitingMost) this.#room = undefined;
    const began = this.#turning.steady();
    hear();
    const now = this.#turning.steady();
    const rests = now - began > longMs;
    if (said.length > 0 || rests) queue.set(name, { said, restsUntil: rests ? now + (now - began) * restOf : 0 });
    if (now - this.#handedOverAt >= handOverMs || queue === this.#urgent) this.#handOver(now);
    this.#turning.later(() => this.#next());
  }

  #handOver(now: number): void {
    this.#handedOverAt = now;
    this.#turning.handOver();
  }

  /** Nobody to be heard now: later those who rest, or at once whoever speaks before that. */
  #wait(now: number): void {
    this.#running = false;
    this.#handOver(now);
    const speakers = [...this.#urgent.values(), ...this.#routine.values()];
    const rests = speakers.map(({ restsUntil }) => restsUntil - now);
    if (rests.length > 0) this.#callOff = this.#turning.after(Math.min(...rests), () => this.#next());
  }
}

/** Whose turn it is, taken from the queue. Who has nothing more to say, and has rested, leaves. */
function nextOf(queue: Queue, now: number): [name: string, hear: () => void, said: (() => void)[]] | undefined {
  for (const [name, { said, restsUntil }] of queue) {
    if (restsUntil > now) continue;
    queue.delete(name);
    const hear = said.shift();
    if (hear !== undefined) return [name, hear, said];
  }
  return undefined;
}
