// Runs one adapter: what it observes goes to the spool in groups, and from there up the link. Knows no fence.
import type { Adapter, Observed } from './adapter.ts';
import type { Spool, Stamped } from './spool.ts';
import type { Uplink } from './uplink.ts';

/** A group waits this long for company, unless something urgent is in it. */
const groupMs = 50;
const groupMax = 256;
/** Records the hub has not acked; beyond it a source that can wait is made to wait. */
const pendingMax = 100_000;
/** An observation longer than this would not fit a batch, and would stand in the way of all that come after it. */
const observationBytes = 64 * 1024;

export class Agent {
  readonly #adapter: Adapter;
  readonly #spool: Spool;
  readonly #uplink: Uplink;
  #group: Stamped[] = [];
  #timer: NodeJS.Timeout | undefined;

  readonly #onRefuse: (code: string) => void;

  /** `onRefuse` is told of what the agent itself does not take. */
  constructor(adapter: Adapter, spool: Spool, uplink: Uplink, onRefuse: (code: string) => void) {
    this.#adapter = adapter;
    this.#spool = spool;
    this.#uplink = uplink;
    this.#onRefuse = onRefuse;
    uplink.beforeState(() => this.#keep());
  }

  /** Resolves when a finite source has ended and the hub has all of it; an endless one never does. */
  async run(): Promise<void> {
    await this.#adapter.start((observed) => this.#observe(observed));
    await this.#adapter.ended;
    this.#flush();
    await this.#uplink.drained();
    await this.#uplink.finish();
  }

  async stop(): Promise<void> {
    await this.#adapter.stop();
    this.#flush();
    await this.#uplink.close();
    this.#spool.close();
  }

  async #observe(observed: Observed): Promise<void> {
    if (Buffer.byteLength(JSON.stringify(observed)) > observationBytes) return this.#onRefuse('observation-oversized');
    this.#group.push(this.#adapter.foreignTime === true ? observed : this.#uplink.stamped(observed));
    if (observed.urgent === true || this.#group.length >= groupMax) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), groupMs);
    if (this.#spool.pending > pendingMax) await this.#uplink.drained();
  }

  #flush(): void {
    this.#keep();
    this.#uplink.wake();
  }

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#group.length > 0) this.#spool.keep(this.#group.splice(0));
  }
}
