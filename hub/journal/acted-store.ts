// Acts that bore a key (Idempotency-Key): which transition came of each, so that the same act sent twice is done once.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Acted } from '../flow.ts';

export const actedTables = `
CREATE TABLE IF NOT EXISTS acted (key TEXT PRIMARY KEY, print TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS acted_by_seq ON acted (seq);
`;

/** Kept, the newest: days of a busy port. */
const keptMost = 20_000;

/** The writer's half. @returns writes one within the open transaction */
export function actedWriting(db: DatabaseSync, most = keptMost): (acted: Acted) => void {
  const put = db.prepare('INSERT OR IGNORE INTO acted VALUES (?, ?, ?)');
  const trim = db.prepare('DELETE FROM acted WHERE seq <= (SELECT seq FROM acted ORDER BY seq DESC LIMIT 1 OFFSET ?)');
  return ({ key, print, seq }) => {
    put.run(key, print, seq);
    trim.run(most);
  };
}

export class ActedStore {
  readonly #of: StatementSync;

  constructor(db: DatabaseSync) {
    this.#of = db.prepare('SELECT key, print, seq FROM acted WHERE key = ?');
  }

  of(key: string): Acted | undefined {
    return this.#of.get(key) as Acted | undefined;
  }
}
