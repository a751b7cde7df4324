// One camera that is wanted: idle → starting → live, and after any end backoff → starting again, until nobody wants it.
import { randomInt } from 'node:crypto';
import type { SourceState } from '../../hub/contracts/video.ts';
import type { RunEvents, Running } from './transcoder.ts';

/** No bytes for so long: it is ended and begun anew. The first picture takes longer than any later one. */
const silenceMs = 8_000;
const firstMs = 15_000;
/** A stream that did not last so long has failed, too: a camera that comes and goes is no better than one that stays away. */
export const lastingMs = 10_000;
/** Between two tries, doubled each time it fails before it has lasted. */
const backoffMs = { least: 1_000, most: 30_000 };

export interface SourceParts {
  readonly run: (events: RunEvents) => Running;
  readonly video: (packets: Buffer) => void;
  readonly state: (state: SourceState, says?: string) => void;
  /** For a test that does not want to wait so long. */
  readonly patience?: {
    readonly silenceMs: number;
    readonly firstMs: number;
    readonly backoffMs: number;
    readonly lastingMs: number;
  };
}

export class CameraSource {
  readonly #parts: SourceParts;
  readonly #patience: NonNullable<SourceParts['patience']>;
  #state: SourceState = 'idle';
  #running: Running | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #failures = 0;
  #liveAt = 0;
  /** Which run it is: what an earlier one still says is not heard. */
  #run = 0;
  /** Runs being ended: the next waits for them, so that a camera never has two of them. */
  #ending: Promise<void> = Promise.resolve();

  constructor(parts: SourceParts) {
    this.#parts = parts;
    this.#patience = parts.patience ?? { silenceMs, firstMs, backoffMs: backoffMs.least, lastingMs };
  }

  get state(): SourceState {
    return this.#state;
  }

  start(): void {
    if (this.#state === 'idle') this.#begin();
  }

  /** Resolves when its process is gone. */
  async stop(): Promise<void> {
    if (this.#state !== 'idle') this.#turn('idle');
    this.#failures = 0;
    clearTimeout(this.#again);
    this.#endRun();
    await this.#ending;
  }

  #begin(): void {
    this.#turn('starting');
    void this.#ending.then(() => {
      if (this.#state === 'starting' && this.#running === undefined) this.#launch();
    });
  }

  #launch(): void {
    const run = this.#run;
    this.#watch(this.#patience.firstMs);
    this.#running = this.#parts.run({
      video: (packets) => {
        if (run === this.#run) this.#onVideo(packets);
      },
      ended: (says) => {
        if (run !== this.#run) return;
        this.#endRun();
        this.#retry(says);
      },
    });
  }

  #onVideo(packets: Buffer): void {
    if (this.#state === 'starting') {
      this.#liveAt = performance.now();
      this.#turn('live');
      this.#watch(this.#patience.silenceMs);
    }
    this.#watchdog?.refresh();
    this.#parts.video(packets);
  }

  #watch(ms: number): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.#endRun();
      this.#retry('the camera sends nothing');
    }, ms);
  }

  #retry(says: string): void {
    if (this.#state === 'live' && performance.now() - this.#liveAt >= this.#patience.lastingMs) this.#failures = 0;
    const doubled = Math.min(this.#patience.backoffMs * 2 ** this.#failures, backoffMs.most);
    // A site's cameras that went together must not all come back in the same instant.
    const ms = Math.round(doubled * (0.75 + randomInt(500) / 1000));
    this.#failures += 1;
    this.#turn('backoff', `${says}; trying again`);
    this.#again = setTimeout(() => this.#begin(), ms);
  }

  #endRun(): void {
    clearTimeout(this.#watchdog);
    this.#run += 1;
    const running = this.#running;
    this.#running = undefined;
    if (running !== undefined) this.#ending = this.#ending.then(() => running.stop());
  }

  #turn(state: SourceState, says?: string): void {
    this.#state = state;
    this.#parts.state(state, says);
  }
}
