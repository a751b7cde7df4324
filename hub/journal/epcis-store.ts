// The captured events of EPCIS on disk, as they are asked for: by query, by id, and by what was known before a moment.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CaptureJob } from '../contracts/epcis/capture-job.ts';
import type { EventQuery } from '../epcis/query.ts';
import { pageFrom, pageOf } from '../epcis/query-match.ts';
import { eventColumns, insertEpc, insertEvent, pageSql } from '../epcis/query-sql.ts';
import type { Captured } from '../flow.ts';

/** A row of the table, as far as a page needs it. */
interface Found {
  readonly seq: number;
  readonly eventTime: number;
  readonly recordTime: number;
  readonly body: string;
}

const typesMost = 100;

export class EpcisStore {
  readonly #db: DatabaseSync;
  readonly #stored: StatementSync;
  readonly #wrong: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#stored = db.prepare('SELECT 1 FROM epcis_event WHERE key = ? AND recordTime < ?');
    this.#wrong = db.prepare('SELECT 1 FROM epcis_event WHERE eventID = ? AND declares = 1 AND recordTime < ?');
  }

  /** Was an event of this key captured before `at`? No two captures are of the same moment. */
  isStored(key: string, at: number): boolean {
    return this.#stored.get(key, at) !== undefined;
  }

  isWrong(eventID: string, at: number): boolean {
    return this.#wrong.get(eventID, at) !== undefined;
  }

  job(captureID: string): CaptureJob | undefined {
    const row = this.#db.prepare('SELECT body FROM epcis_job WHERE captureID = ?').get(captureID);
    return row === undefined ? undefined : (JSON.parse(row['body'] as string) as CaptureJob);
  }

  jobs(limit: number, after?: string): { jobs: CaptureJob[]; more: boolean } {
    const from =
      after === undefined ? undefined : this.#db.prepare('SELECT seq FROM epcis_job WHERE captureID = ?').get(after);
    const before = (from?.['seq'] as number | undefined) ?? Number.MAX_SAFE_INTEGER;
    const found = this.#db
      .prepare('SELECT body FROM epcis_job WHERE seq < ? ORDER BY seq DESC LIMIT ?')
      .iterate(before, limit + 1);
    const { rows, more } = pageFrom(found as Iterable<{ body: string }>, limit);
    return { jobs: rows.map(({ body }) => JSON.parse(body) as CaptureJob), more };
  }

  events(query: EventQuery): { bodies: string[]; next?: string } {
    const { sql, values } = pageSql(query);
    const { rows, next } = pageOf(query, this.#db.prepare(sql).iterate(...values) as Iterable<Found>);
    return { bodies: rows.map(({ body }) => body), ...(next !== undefined && { next }) };
  }

  eventTypes(): string[] {
    const rows = this.#db.prepare('SELECT DISTINCT type FROM epcis_event ORDER BY type LIMIT ?').all(typesMost);
    return rows.map(({ type }) => type as string);
  }
}

/** Keeps what a capture came to; an event that is there already is left as it is. */
export function captureWriting(db: DatabaseSync): (captured: Captured) => void {
  const putJob = db.prepare('INSERT OR IGNORE INTO epcis_job (captureID, body) VALUES (?, ?)');
  const putEvent = db.prepare(insertEvent);
  const putEpc = db.prepare(insertEpc);

  return ({ job, rows }) => {
    putJob.run(job.captureID, JSON.stringify(job));
    for (const row of rows) {
      const { changes, lastInsertRowid } = putEvent.run(...eventColumns.map((column) => row[column]));
      if (changes === 0) continue;
      for (const { epc, part, uri } of row.epcs) putEpc.run(epc, lastInsertRowid, part, uri);
    }
  };
}
