// What comes in over REST and is answered once it is on disk: results of remote checks, captures of EPCIS.
import type { EpcisSeam } from './api/epcis.ts';
import type { Check } from './contracts/trust.ts';
import type { EventQuery } from './epcis/query.ts';
import type { ErrorCode } from './errors.ts';
import type { Arrival, Captured, Settled } from './flow.ts';
import type { Journal } from './journal/journal.ts';
import type { Said } from './trust/checks.ts';

export interface DeskParts {
  readonly commit: (input: Arrival, durable: () => void) => Settled;
  readonly now: () => number;
  readonly journal: Pick<Journal<unknown>, 'epcis' | 'room' | 'trust'>;
}

/** Captures that may wait for the one before them, each up to a mebibyte; beyond it whoever asks is to come again. */
const capturesMost = 16;

/** The plan's agent in whose name EPCIS is captured. */
const captureAccount = 'epcis';

export class Desk implements EpcisSeam {
  readonly #parts: DeskParts;
  #capturing: Promise<unknown> = Promise.resolve();
  #captures = 0;
  #capturedAt = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  now(): number {
    return this.#parts.now();
  }

  /** Of two who answer at once the first one does; the other is told. */
  async check(id: string, said: Said): Promise<Check | ErrorCode> {
    const known = this.#parts.journal.trust.check(id);
    if (known === undefined) return 'not-found';
    if (known.state !== 'open') return known.state === 'done' ? 'check-done' : 'check-expired';
    if (this.#parts.journal.room() !== undefined) return 'not-ready';
    const payload = Buffer.from(JSON.stringify({ check: id, ...said }));
    const { trust, refusals } = await this.#commit({ kind: 'check', payload, receivedAt: this.now() });
    const done = trust?.checks.find((check) => check.id === id);
    if (done === undefined) return refusals.length > 0 ? 'hub-fault' : 'check-done';
    return done.state === 'done' ? done : 'check-expired';
  }

  /** One after the other, and each at a moment of its own: what came before is on disk when the next is taken. */
  async capture(payload: Buffer, behaviour: 'rollback' | 'proceed'): Promise<Captured | ErrorCode> {
    if (this.#captures >= capturesMost) return 'capture-busy';
    this.#captures += 1;
    const taken = this.#capturing.then(() => this.#captureNext(payload, behaviour === 'proceed'));
    // One that failed is no reason for the next one to.
    this.#capturing = taken.catch(() => {});
    return taken.finally(() => {
      this.#captures -= 1;
    });
  }

  async #captureNext(payload: Buffer, proceed: boolean): Promise<Captured | ErrorCode> {
    this.#capturedAt = Math.max(this.now(), this.#capturedAt + 1);
    const capture = { kind: 'capture', account: captureAccount, proceed } as const;
    const { captured } = await this.#commit({ ...capture, payload, receivedAt: this.#capturedAt });
    return captured ?? 'hub-fault';
  }

  job(captureID: string) {
    return this.#parts.journal.epcis.job(captureID);
  }

  jobs(limit: number, after?: string) {
    return this.#parts.journal.epcis.jobs(limit, after);
  }

  events(query: EventQuery) {
    return this.#parts.journal.epcis.events(query);
  }

  eventTypes(): string[] {
    return this.#parts.journal.epcis.eventTypes();
  }

  async #commit(input: Arrival): Promise<Settled> {
    const durable = Promise.withResolvers<void>();
    const settled = this.#parts.commit(input, durable.resolve);
    await durable.promise;
    return settled;
  }
}
