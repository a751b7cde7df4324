// Takes turns among those who speak: an agent that returns with hours of spool waits for itself, and nobody waits for it.

/** The process's other work, and its time. */
export interface Turning {
  /** Milliseconds, in fractions. */
  readonly steady: () => number;
  /** Runs it when all else had its chance. */
  readonly later: (run: () => void) => void;
  /** Runs it in so many milliseconds, unless it is called off. @returns calls it off */
  readonly after: (ms: number, run: () => void) => () => void;
}

interface Speaker {
  readonly said: (() => void)[];
  /** Not heard again before this: whoever took long leaves time to the others. */
  restsUntil: number;
}

/** What may be said and not heard yet; beyond it a broker that can wait is made to. */
const waitingMost = 2000;

/** Who was heard for longer than this, ms, rests for so much of it: late events are long to hear, and nearly half of the time is the others'. */
const longMs = 1;
const restOf = 0.75;

export class Turns {
  /** Who waits, the next to be heard first, each with what it said in its order. */
  readonly #speakers = new Map<string, Speaker>();
  readonly #turning: Turning;
  /** Somebody was heard just now, and the next one is about to be. */
  #running = false;
  #callOff: () => void = () => {};
  #waiting = 0;
  #room: PromiseWithResolvers<void> | undefined;

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

  /** Heard at once when nobody waits and it need not rest; else one of each speaker's in turn, and everything else in between. */
  take(name: string, hear: () => void): void {
    this.#waiting += 1;
    const speaker = this.#speakers.get(name);
    if (speaker === undefined) this.#speakers.set(name, { said: [hear], restsUntil: 0 });
    else speaker.said.push(hear);
    if (!this.#running) this.#next();
  }

  #next(): void {
    this.#callOff();
    const now = this.#turning.steady();
    for (const [name, speaker] of this.#speakers) {
      if (speaker.restsUntil > now) continue;
      this.#speakers.delete(name);
      const hear = speaker.said.shift();
      // Who has nothing more to say, and has rested, leaves.
      if (hear === undefined) continue;
      this.#hear(name, hear, speaker.said);
      return;
    }
    this.#wait(now);
  }

  #hear(name: string, hear: () => void, said: (() => void)[]): void {
    this.#running = true;
    this.#waiting -= 1;
    if (this.#waiting < waitingMost) this.#room?.resolve();
    if (this.#waiting < waitingMost) this.#room = undefined;
    const began = this.#turning.steady();
    hear();
    const now = this.#turning.steady();
    const rests = now - began > longMs;
    if (said.length > 0 || rests)
      this.#speakers.set(name, { said, restsUntil: rests ? now + (now - began) * restOf : 0 });
    this.#turning.later(() => this.#next());
  }

  /** Nobody to be heard now: later those who rest, or at once whoever speaks before that. */
  #wait(now: number): void {
    this.#running = false;
    const rests = [...this.#speakers.values()].map(({ restsUntil }) => restsUntil - now);
    if (rests.length > 0) this.#callOff = this.#turning.after(Math.min(...rests), () => this.#next());
  }
}
