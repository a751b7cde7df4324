// Sessions on disk: the hash of each token, whose it is by which account, and until when.
import type { DatabaseSync } from 'node:sqlite';
import type { SessionOp, SessionRow } from '../identity/sessions.ts';

export const sessionTables = `
CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, name TEXT NOT NULL, account TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
`;

/** The writer's half. @returns runs one operation within the open transaction */
export function sessionWriting(db: DatabaseSync): (op: SessionOp) => void {
  const begin = db.prepare('INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?)');
  const end = db.prepare('DELETE FROM session WHERE id = ?');
  return (op) => {
    if (op.op === 'begin') begin.run(op.row.id, op.row.name, op.row.account, op.row.until);
    else end.run(op.id);
  };
}

/** Oldest first. */
export const keptSessions = (db: DatabaseSync): SessionRow[] =>
  db.prepare('SELECT id, name, account, until FROM session ORDER BY until').all() as unknown as SessionRow[];
