// Looks at drawings for whoever asks, one after another, in a thread that is ended when one takes too long: nobody else waits for it.
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import type { DrawnInto } from './drawn-context.ts';
import type { FromThread, ToThread } from './drawn-thread.ts';

export interface DrawnLimits {
  /** For one drawing, from when the thread begins with it. */
  readonly lookMs: number;
  /** Drawings that wait. */
  readonly waitingMost: number;
  /** So long a thread stays when nobody asks. */
  readonly idleMs: number;
}
const usual: DrawnLimits = { lookMs: 1000, waitingMost: 16, idleMs: 30_000 };
/** Of a thread that does not even begin. */
const beginMs = 30_000;
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 };

interface Job extends ToThread {
  readonly answer: (told: string | 'drawings-busy') => void;
  /** What is known of it so far. */
  told?: string;
}

export class Draughtsman {
  readonly #into: string;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #limits: DrawnLimits;
  readonly #waiting: Job[] = [];
  readonly #ending = new Set<Promise<unknown>>();
  #job: Job | undefined;
  #worker: Worker | undefined;
  #isReady = false;
  #isClosed = false;
  #stopTimer: () => void = () => {};

  constructor(into: DrawnInto, clock: Pick<Clock, 'after'>, limits: Partial<DrawnLimits> = {}) {
    this.#into = JSON.stringify(into);
    this.#clock = clock;
    this.#limits = { ...usual, ...limits };
  }

  /**
   * A DrawnCheck as JSON. Where mending takes too long it says so, and what is wrong all the same.
   * @param text one GeoJSON feature, sound JSON. @param sees ids of the sites it may be compared with
   */
  check(text: string, sees: readonly string[]): Promise<string | 'drawings-busy'> {
    if (this.#isClosed || this.#waiting.length >= this.#limits.waitingMost) return Promise.resolve('drawings-busy');
    return new Promise((answer) => {
      this.#waiting.push({ text, sees, answer });
      this.#next();
    });
  }

  /** Whoever waits is answered; resolves when no thread is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#giveUp();
    for (const { answer } of this.#waiting.splice(0)) answer('drawings-busy');
    await Promise.all(this.#ending);
  }

  #next(): void {
    if (this.#job !== undefined || this.#isClosed) return;
    this.#job = this.#waiting.shift();
    this.#stopTimer();
    if (this.#job === undefined) {
      this.#stopTimer = this.#clock.after(this.#limits.idleMs, () => this.#end());
      return;
    }
    this.#worker ??= this.#begin();
    if (this.#isReady) this.#look();
    else this.#stopTimer = this.#clock.after(beginMs, () => this.#giveUp());
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./drawn-thread.ts', import.meta.url), {
      workerData: this.#into,
      resourceLimits: memory,
    });
    worker.on('message', (word: FromThread) => worker === this.#worker && this.#hear(word));
    // Out of memory, or broken: as if it had taken too long.
    worker.on('error', () => worker === this.#worker && this.#giveUp());
    return worker;
  }

  #look(): void {
    const { text, sees } = this.#job ?? { text: 'null', sees: [] };
    this.#stopTimer = this.#clock.after(this.#limits.lookMs, () => this.#giveUp());
    this.#worker?.postMessage({ text, sees } satisfies ToThread);
  }

  #hear(word: FromThread): void {
    if (word === 'ready') {
      this.#isReady = true;
      this.#stopTimer();
      if (this.#job !== undefined) this.#look();
    } else if (word.last) this.#answer(word.told);
    else if (this.#job !== undefined) this.#job.told = word.told;
  }

  #giveUp(): void {
    this.#end();
    this.#answer(this.#job?.told ?? 'drawings-busy');
  }

  #answer(told: string): void {
    this.#stopTimer();
    this.#job?.answer(told);
    this.#job = undefined;
    this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#isReady = false;
    if (worker === undefined) return;
    const ended = worker.terminate().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
