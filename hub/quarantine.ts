// What was refused, as it may be looked at, and heard again: on a person's word, once.
import type { QuarantineSeam, StillRefused } from './api/quarantine.ts';
import type { Quarantined, QuarantinedWhole } from './contracts/status.ts';
import type { ErrorCode } from './errors.ts';
import type { Arrival, Audited, Heard, Settled } from './flow.ts';
import { refusedOf, replayOf } from './ingest/replay.ts';
import type { Journal } from './journal/journal.ts';

type Replay = Extract<Arrival, { kind: 'replay' }>;

export interface QuarantineParts {
  readonly journal: Pick<Journal<unknown>, 'quarantine' | 'input' | 'room' | 'write'>;
  readonly commit: (input: Arrival, durable: () => void) => Settled;
  /** What would be heard, and nothing changed. */
  readonly judge: (replay: Replay) => Heard;
  readonly now: () => number;
}

/** Bytes of what was refused that are told. */
const bytesTold = 16 * 1024;

export class Quarantine implements QuarantineSeam {
  readonly #parts: QuarantineParts;
  /** Heard again, and not on disk yet. */
  readonly #underWay = new Set<number>();

  constructor(parts: QuarantineParts) {
    this.#parts = parts;
  }

  newest(most: number, before?: number): Quarantined[] {
    return this.#parts.journal.quarantine.newest(most, before);
  }

  whole(id: number): QuarantinedWhole | undefined {
    const { journal } = this.#parts;
    const one = journal.quarantine.one(id);
    if (one === undefined) return undefined;
    const input = one.input === null ? undefined : journal.input(one.input);
    return { ...one.refused, ...(input !== undefined && toldOf(payloadOf(input, one.refused.seq))) };
  }

  /** What is refused still is so by code, and nothing changes; what is sound now is on disk when this resolves. */
  async replay(id: number, by: string): Promise<Quarantined | StillRefused | ErrorCode> {
    const { journal, commit, judge, now } = this.#parts;
    const one = journal.quarantine.one(id);
    if (one === undefined) return 'not-found';
    if (one.refused.replayed !== undefined || this.#underWay.has(id)) return 'replayed-already';
    const input = one.input === null ? undefined : journal.input(one.input);
    const refused = input && refusedOf(input, one.refused.seq);
    if (refused === undefined) return 'replay-unfit';
    if (journal.room() !== undefined) return 'not-ready';
    const replay = replayOf(refused, { quarantine: id, by }, now());
    const { replayed, refusals } = judge(replay);
    const [still] = refusals;
    if (replayed === undefined) {
      const { code, detail } = still ?? { code: one.refused.code, detail: one.refused.detail };
      await this.#audit({ at: now(), who: by, what: 'replay', outcome: code, detail: `quarantine ${id}` });
      return { code: 'replay-refused', detail: `${code}: ${detail}`, more: { refusal: code } };
    }
    this.#underWay.add(id);
    const durable = Promise.withResolvers<void>();
    const settled = commit(replay, durable.resolve);
    await durable.promise;
    this.#underWay.delete(id);
    return settled.replayed === undefined ? 'hub-fault' : (journal.quarantine.one(id)?.refused ?? 'not-found');
  }

  #audit(audited: Audited): Promise<void> {
    return new Promise((done) => this.#parts.journal.write({ audited: [audited] }, done));
  }
}

/** Of an event that was refused the event itself; else all that came. */
function payloadOf(input: Arrival, seq: number | null): Buffer {
  const refused = refusedOf(input, seq);
  if (refused === undefined) return 'payload' in input ? input.payload : Buffer.alloc(0);
  if (seq === null) return refused.payload;
  const { events } = JSON.parse(refused.payload.toString('utf8')) as { events: readonly unknown[] };
  return Buffer.from(JSON.stringify(events[0]));
}

function toldOf(payload: Buffer): Pick<QuarantinedWhole, 'bytes' | 'text' | 'base64'> {
  const told = payload.subarray(0, bytesTold);
  try {
    // As a stream: what the bound cuts in two is no fault.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(told, { stream: true });
    return { bytes: payload.length, text };
  } catch {
    return { bytes: payload.length, base64: told.toString('base64') };
  }
}
