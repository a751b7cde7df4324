// Alerts on disk by what is still to be done about them: those that stand, all; those that have ended, newest first and a page at a time.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Alert } from '../contracts/alert.ts';
import type { Transition } from '../flow.ts';

/** An alert as it was told last, and under which sequence. */
export type Told = Pick<Transition, 'seq' | 'alert'>;

export class AlertStore {
  readonly #active: StatementSync;
  readonly #standing: StatementSync;
  readonly #ended: StatementSync;
  readonly #endedSince: StatementSync;

  constructor(db: DatabaseSync) {
    const select = 'SELECT seq, body FROM alert WHERE condition';
    this.#active = db.prepare(`${select} = 'active'`);
    this.#standing = db.prepare(`${select} = 'standing'`);
    const ended = `${select} NOT IN ('active', 'standing')`;
    this.#ended = db.prepare(`${ended} AND seq < ? ORDER BY seq DESC LIMIT ?`);
    this.#endedSince = db.prepare(`${ended} AND seq > ? AND seq < ? ORDER BY seq LIMIT ?`);
  }

  /** Every one that somebody has still to see to, active or over, the oldest change first. */
  standing(): Told[] {
    return [...this.#active.all(), ...this.#standing.all()].map(toldOf).sort((a, b) => a.seq - b.seq);
  }

  /** Those that are over and seen to, of which the last change is before a sequence, the newest change first. */
  ended(most: number, before: number = Number.MAX_SAFE_INTEGER): Told[] {
    return this.#ended.all(before, most).map(toldOf);
  }

  /** Of these the ones whose last change is after a sequence, the oldest change first. */
  endedSince(after: number, most: number, before: number): Told[] {
    return this.#endedSince.all(after, before, most).map(toldOf);
  }
}

const toldOf = ({ seq, body }: Record<string, unknown>): Told => ({
  seq: seq as number,
  alert: JSON.parse(body as string) as Alert,
});
