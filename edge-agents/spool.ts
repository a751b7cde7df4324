// What an agent keeps on disk until the hub says it is on disk there: numbered per class, committed in groups.
import { randomBytes } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { correctionOf } from '../hub/contracts/clock.ts';
import type { EventClass } from '../hub/contracts/ids.ts';
import type { Observed } from './adapter.ts';
import type { ClockStamp } from './hub-clock.ts';

/** An observation with what was known of the clock it was made by. */
export type Stamped = Observed & { readonly clock?: ClockStamp };

export interface Kept {
  readonly seq: number;
  readonly observed: Stamped;
}

/** SQLite in WAL with FULL sync: a group survives power loss whole or not at all; a torn last record cannot be read. */
const schema = `
PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS spool (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS kept (class TEXT NOT NULL, seq INTEGER NOT NULL, time INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (class, seq)) STRICT, WITHOUT ROWID;
`;

export class Spool {
  readonly epoch: string;
  readonly #db: DatabaseSync;
  readonly #put: StatementSync;
  readonly #read: StatementSync;
  readonly #drop: StatementSync;
  readonly #meta: StatementSync;
  readonly #last: Record<EventClass, number>;
  readonly #acked: Record<EventClass, number>;

  /** A new file is a new epoch: its sequences start at 1. @throws Error in one sentence when another agent has it open */
  constructor(path: string) {
    this.#db = open(path);
    this.#put = this.#db.prepare('INSERT INTO kept VALUES (?, ?, ?, ?)');
    this.#read = this.#db.prepare('SELECT seq, body FROM kept WHERE class = ? AND seq > ? ORDER BY seq LIMIT ?');
    this.#drop = this.#db.prepare('DELETE FROM kept WHERE class = ? AND seq <= ?');
    this.#meta = this.#db.prepare('INSERT OR REPLACE INTO spool VALUES (?, ?)');
    this.epoch = this.#get('epoch') ?? randomBytes(8).toString('hex');
    this.#meta.run('epoch', this.epoch);
    this.#last = { urgent: Number(this.#get('last-urgent') ?? 0), routine: Number(this.#get('last-routine') ?? 0) };
    this.#acked = { urgent: Number(this.#get('acked-urgent') ?? 0), routine: Number(this.#get('acked-routine') ?? 0) };
  }

  /** How many lives of the connection this spool has seen; each birth takes the next. */
  nextConnection(): number {
    const next = Number(this.#get('connection') ?? 0) + 1;
    this.#meta.run('connection', String(next));
    return next;
  }

  /** Numbers and keeps a group; it is on disk when this returns. */
  keep(group: readonly Stamped[]): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const observed of group) {
        const cls = classOf(observed);
        this.#last[cls] += 1;
        this.#put.run(cls, this.#last[cls], hubTimeOf(observed), JSON.stringify(observed));
      }
      this.#meta.run('last-urgent', String(this.#last.urgent));
      this.#meta.run('last-routine', String(this.#last.routine));
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  after(cls: EventClass, seq: number, limit: number): Kept[] {
    return this.#read.all(cls, seq, limit).map((row) => {
      return { seq: row['seq'] as number, observed: JSON.parse(row['body'] as string) as Stamped };
    });
  }

  /** The hub has everything up to `seq` on disk. Never beyond what was numbered here. */
  acked(cls: EventClass, seq: number): void {
    if (seq <= this.#acked[cls] || seq > this.#last[cls]) return;
    this.#acked[cls] = seq;
    this.#drop.run(cls, seq);
    this.#meta.run(`acked-${cls}`, String(seq));
  }

  ackedUpTo(cls: EventClass): number {
    return this.#acked[cls];
  }

  /** The last sequence that was given out. */
  lastOf(cls: EventClass): number {
    return this.#last[cls];
  }

  get pending(): number {
    return this.#last.urgent - this.#acked.urgent + this.#last.routine - this.#acked.routine;
  }

  /** The event time of the oldest record not yet acked, as the hub will take it: `upTo` must not pass it. */
  oldest(): number | undefined {
    const row = this.#db.prepare('SELECT min(time) AS time FROM kept').get() as { time: number | null };
    return row.time ?? undefined;
  }

  close(): void {
    this.#db.close();
  }

  #get(name: string): string | undefined {
    const row = this.#db.prepare('SELECT value FROM spool WHERE name = ?').get(name) as { value: string } | undefined;
    return row?.value;
  }
}

/** A clock that was set between two records must not put them in the wrong order. */
const hubTimeOf = ({ time, clock }: Stamped): number =>
  clock === undefined || !('off' in clock) ? time : time + correctionOf({ offsetMs: clock.off, errorMs: clock.err });

const classOf = (observed: Observed): EventClass => (observed.urgent === true ? 'urgent' : 'routine');

/** One process numbers the sequences of a spool, and no other. */
function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(schema);
    db.exec('BEGIN IMMEDIATE; COMMIT');
    return db;
  } catch (error) {
    if (!String(error).includes('locked')) throw error;
    throw new Error(`${path} is in use by another agent; choose another with --agent or --spool`);
  }
}
