// Takes turns among those who speak: an agent that returns with hours of spool waits for itself, and nobody waits for it.

/** The process's other work, and its time: `later` runs when all else had its chance, `after` so many ms from now. */
export interface Turning {
  readonly now: () => number;
  readonly later: (run: () => void) => void;
  readonly after: (run: () => void, ms: number) => void;
}

interface Speaker {
  readonly said: (() => void)[];
  /** Not heard again before this: whoever took long leaves as long to the others. */
  restsUntil: number;
}

/** What may be said and not heard yet; beyond it a broker that can wait is made to. */
const waitingMost = 2000;

/** What takes longer than this to hear is rested from, ms: a batch of late events may be hundreds of rewinds. */
const longMs = 8;

export class Turns {
  /** Who waits, the next to be heard first, each with what it said in its order. */
  readonly #speakers = new Map<string, Speaker>();
  readonly #turning: Turning;
  #running = false;
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

  /** Heard at once when nobody waits; else one of each speaker's in turn, and everything else in between. */
  take(name: string, hear: () => void): void {
    if (!this.#running) {
      this.#running = true;
      this.#hear(name, hear, []);
      return;
    }
    this.#waiting += 1;
    const speaker = this.#speakers.get(name);
    if (speaker === undefined) this.#speakers.set(name, { said: [hear], restsUntil: 0 });
    else speaker.said.push(hear);
  }

  #next(): void {
    const now = this.#turning.now();
    const ready = [...this.#speakers].find(([, { restsUntil }]) => restsUntil <= now);
    if (ready === undefined) this.#wait(now);
    else this.#turn(...ready);
  }

  /** Who has nothing more to say, and has rested, leaves. */
  #turn(name: string, { said }: Speaker): void {
    const hear = said.shift();
    this.#speakers.delete(name);
    if (hear === undefined) {
      this.#turning.later(() => this.#next());
      return;
    }
    this.#waiting -= 1;
    if (this.#waiting < waitingMost) this.#room?.resolve();
    if (this.#waiting < waitingMost) this.#room = undefined;
    this.#hear(name, hear, said);
  }

  #hear(name: string, hear: () => void, said: (() => void)[]): void {
    const began = this.#turning.now();
    hear();
    const now = this.#turning.now();
    const took = now - began;
    const rests = took > longMs;
    if (said.length > 0 || rests) this.#speakers.set(name, { said, restsUntil: rests ? now + took : 0 });
    this.#turning.later(() => this.#next());
  }

  /** Nobody to be heard now: later those who rest, or whoever speaks next. */
  #wait(now: number): void {
    const rests = [...this.#speakers.values()].map(({ restsUntil }) => restsUntil - now);
    if (rests.length > 0) this.#turning.after(() => this.#next(), Math.min(...rests));
    else this.#running = false;
  }
}
