// Runs one adapter: what it observes goes to the spool in groups, and from there up the link. Knows no fence.
import { type Adapter, farthestMs, type Observed } from './adapter.ts';
import type { Clock } from './clock.ts';
import { Held } from './held.ts';
import type { Spool } from './spool.ts';
import { isDiskTrouble } from './spool-file.ts';
import type { Uplink } from './uplink.ts';

/** A group waits this long for company, unless something urgent is in it. */
const groupMs = 50;
const groupMax = 256;
/** Records the hub has not acked, and how full a spool; beyond either a source that can wait is made to wait. */
const pendingMax = 100_000;
const fullnessMax = 0.75;
/** An observation longer than this would not fit a batch, and would stand in the way of all that come after it. */
const observationBytes = 64 * 1024;
/** A disk that took nothing is tried again after so long. */
const retryMs = 1000;

/** Told in words of what the agent itself does not take, by a code; and of a disk in trouble, once, and once when it is over. */
export interface AgentEars {
  readonly onRefuse: (code: string) => void;
  readonly onDisk: (sentence: string) => void;
}

export class Agent {
  readonly #adapter: Adapter;
  readonly #spool: Spool;
  readonly #uplink: Uplink;
  readonly #ears: AgentEars;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #held = new Held();
  /** Calls off the group that waits for company. */
  #callOff: (() => void) | undefined;
  /** The disk is in trouble, and is left alone until then; calls that off. */
  #retry: (() => void) | undefined;
  #inTrouble = false;
  #isWaiting = false;
  #whenKept: (() => void)[] = [];

  constructor(adapter: Adapter, spool: Spool, uplink: Uplink, clock: Pick<Clock, 'after'>, ears: AgentEars) {
    this.#clock = clock;
    this.#adapter = adapter;
    this.#spool = spool;
    this.#uplink = uplink;
    this.#ears = ears;
    uplink.beforeState(() => {
      this.#keep();
      return this.#held.oldest;
    });
  }

  /** Resolves when a finite source has ended and the hub has all of it; an endless one never does. */
  async run(): Promise<void> {
    await this.#adapter.start((observed) => this.#observe(observed));
    await this.#adapter.ended;
    this.#flush();
    if (this.#held.isWaiting) await new Promise<void>((kept) => this.#whenKept.push(kept));
    await this.#uplink.drained();
    await this.#uplink.finish();
  }

  async stop(): Promise<void> {
    await this.#adapter.stop();
    this.#callOffRetry();
    this.#flush();
    this.#callOffRetry();
    if (this.#held.size > 0) this.#ears.onDisk(`${this.#held.size} observations could not be kept, and are lost`);
    await this.#uplink.close();
    this.#spool.close();
  }

  #callOffRetry(): void {
    this.#retry?.();
    this.#retry = undefined;
  }

  /** What no spool or frame can hold must not stand in the way of all that come after it. */
  async #observe(said: Observed): Promise<void> {
    if (!(Math.abs(said.time) <= farthestMs)) return this.#ears.onRefuse('observation-undated');
    const observed = { ...said, time: Math.round(said.time) };
    const bytes = Buffer.byteLength(JSON.stringify(observed));
    if (bytes > observationBytes) return this.#ears.onRefuse('observation-oversized');
    this.#held.add(this.#adapter.foreignTime === true ? observed : this.#uplink.stamped(observed), bytes);
    if (observed.urgent === true || this.#held.size >= groupMax) this.#flush();
    else this.#callOff ??= this.#clock.after(groupMs, () => this.#flush());
    await this.#room();
  }

  /** Who can wait does so at each observation; one who comes again meanwhile cannot, and is not held. */
  async #room(): Promise<void> {
    if (this.#isWaiting || (this.#spool.pending <= pendingMax && this.#spool.fullness <= fullnessMax)) return;
    this.#isWaiting = true;
    await this.#uplink.drained();
    this.#isWaiting = false;
  }

  #flush(): void {
    if (this.#keep()) this.#uplink.wake();
  }

  /** @returns whether nothing waits for the disk */
  #keep(): boolean {
    this.#callOff?.();
    this.#callOff = undefined;
    if (this.#retry !== undefined) return false;
    if (!this.#held.isWaiting) return true;
    try {
      this.#spool.keep(this.#held.observed, this.#held.losses);
    } catch (error) {
      if (!isDiskTrouble(error)) throw error;
      this.#troubled(error as Error);
      return false;
    }
    this.#held.clear();
    if (this.#inTrouble) this.#ears.onDisk('the disk takes what is observed again');
    this.#inTrouble = false;
    for (const kept of this.#whenKept.splice(0)) kept();
    return true;
  }

  #troubled({ message }: Error): void {
    if (!this.#inTrouble)
      this.#ears.onDisk(
        `the disk does not take what is observed (${message}); it waits in memory, as far as there is room`,
      );
    this.#inTrouble = true;
    this.#retry = this.#clock.after(retryMs, () => {
      this.#retry = undefined;
      this.#flush();
    });
  }
}
