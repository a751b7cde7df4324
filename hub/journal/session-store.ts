// Sessions on disk: the hash of each token, whose it is by which account, since when, until when, and when they were there last.
import type { DatabaseSync } from 'node:sqlite';
import type { SessionOp, SessionRow } from '../identity/sessions.ts';

/** An older hub's `session` knew no idle time: whoever was in by it comes in again. */
export const sessionTables = `
DROP TABLE IF EXISTS session;
CREATE TABLE IF NOT EXISTS came_in (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL, began INTEGER NOT NULL,
  until INTEGER NOT NULL, seen INTEGER NOT NULL, provedUntil INTEGER NOT NULL
) STRICT;
`;

/** The writer's half. @returns runs one operation within the open transaction */
export function sessionWriting(db: DatabaseSync): (op: SessionOp) => void {
  const put = db.prepare('INSERT OR REPLACE INTO came_in VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const end = db.prepare('DELETE FROM came_in WHERE id = ?');
  return (op) => {
    if (op.op === 'end') return void end.run(op.id);
    const { id, hash, name, account, began, until, seen, provedUntil } = op.row;
    put.run(id, hash, name, account, began, until, seen, provedUntil);
  };
}

/** Oldest first. */
export const keptSessions = (db: DatabaseSync): SessionRow[] =>
  db.prepare('SELECT * FROM came_in ORDER BY began').all() as unknown as SessionRow[];
