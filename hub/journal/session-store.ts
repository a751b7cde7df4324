// Who may come in, on disk: sessions by the hash of each token, since when, until when and when they were there last; locks; tokens of programs by their hash.
import type { DatabaseSync } from 'node:sqlite';
import type { IdentityOp, KeptIdentity } from '../identity/kept.ts';
import type { SessionRow } from '../identity/sessions.ts';
import type { KeptToken } from '../identity/tokens.ts';

/** An older hub's `session` knew no idle time: whoever was in by it comes in again. */
export const sessionTables = `
DROP TABLE IF EXISTS session;
CREATE TABLE IF NOT EXISTS came_in (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL, began INTEGER NOT NULL,
  until INTEGER NOT NULL, seen INTEGER NOT NULL, provedUntil INTEGER NOT NULL, said TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS locked (name TEXT PRIMARY KEY, by TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS token (id TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
`;

/** The writer's half. @returns runs one operation within the open transaction */
export function sessionWriting(db: DatabaseSync): (op: IdentityOp) => void {
  const put = db.prepare('INSERT OR REPLACE INTO came_in VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const end = db.prepare('DELETE FROM came_in WHERE id = ?');
  const lock = db.prepare('INSERT OR REPLACE INTO locked VALUES (?, ?, ?, ?)');
  const unlock = db.prepare('DELETE FROM locked WHERE name = ?');
  const token = db.prepare('INSERT OR REPLACE INTO token VALUES (?, ?, ?, ?)');
  const tokenGone = db.prepare('DELETE FROM token WHERE id = ?');
  return (op) => {
    if (op.op === 'put') {
      const { id, hash, name, account, began, until, seen, provedUntil, said = null } = op.row;
      put.run(id, hash, name, account, began, until, seen, provedUntil, said);
    } else if (op.op === 'end') end.run(op.id);
    else if (op.op === 'lock') lock.run(op.row.name, op.row.by, op.row.at, op.row.reason);
    else if (op.op === 'unlock') unlock.run(op.name);
    else if (op.op === 'token') token.run(op.row.id, op.row.hash, op.row.at, JSON.stringify(op.row));
    else tokenGone.run(op.id);
  };
}

/** As the disk has it, oldest first. */
export const keptIdentity = (db: DatabaseSync): KeptIdentity => {
  const all = (statement: string): never => db.prepare(statement).all() as never;
  const sessions = db.prepare('SELECT * FROM came_in ORDER BY began').all();
  const tokens = db.prepare('SELECT body FROM token ORDER BY at').all();
  return {
    sessions: sessions.map(({ said, ...row }) => ({ ...row, ...(said !== null && { said }) }) as SessionRow),
    locks: all('SELECT * FROM locked'),
    tokens: tokens.map(({ body }) => JSON.parse(body as string) as KeptToken),
  };
};
