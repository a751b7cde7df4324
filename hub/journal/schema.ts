// The journal's tables, and the version of the data directory they belong to.
import { chmodSync, closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { epcisTables } from '../epcis/query-sql.ts';
import { StartError } from '../errors.ts';
import { actedTables } from './acted-store.ts';
import { keptTables } from './kept-keys.ts';
import { namingTables } from './naming.ts';
import { outboxTables } from './outbox-store.ts';
import { quarantineTables } from './quarantine-store.ts';
import { retentionTables } from './retention.ts';
import { sessionTables } from './session-store.ts';
import { trustTables } from './trust-store.ts';

export const dataVersion = 4;
/** An older one is of a hub before its first release. */
const oldest = 2;

/** WAL and FULL: a commit is on disk when it returns (SQLite, "PRAGMA synchronous"). */
const pragmas = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;';

/**
 * `input` is the truth, one raw row per arrival. `alert` and `transition` follow from it and are kept so that they can
 * be asked without folding; an alert's column `condition` is `standing` once it is over and has still to be seen to. `quarantine` holds what was refused, under the number the ack names and with the input it came in;
 * `audit` what was done or refused that someone must answer for. `chain`, `kept` and `snapshot` are memory on disk: with
 * them a restart need not hear everything again. The outbox has tables of its own. `cursor` is how far whoever follows the journal has come. One small index entry per block of events, and bodies at the end of a table.
 */
const tables = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS input (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, site TEXT, agent TEXT, class TEXT, received INTEGER NOT NULL, payload BLOB
) STRICT;
CREATE TABLE IF NOT EXISTS alert (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, condition TEXT NOT NULL, of TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS alert_open ON alert (seq) WHERE condition = 'active';
CREATE INDEX IF NOT EXISTS alert_standing ON alert (seq) WHERE condition = 'standing';
CREATE INDEX IF NOT EXISTS alert_ended ON alert (seq) WHERE condition NOT IN ('active', 'standing');
CREATE INDEX IF NOT EXISTS alert_of ON alert (of);
CREATE TABLE IF NOT EXISTS transition (seq INTEGER PRIMARY KEY, alert TEXT NOT NULL, change TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, outcome TEXT NOT NULL,
  detail TEXT NOT NULL, input INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS audit_about ON audit (detail, id);
CREATE TABLE IF NOT EXISTS chain (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS chain_at (
  key TEXT NOT NULL, first INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (key, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cursor (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS snapshot (one INTEGER PRIMARY KEY, version TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
`;

/** It holds tomorrow's key of the lottery: its owner's alone, with what SQLite puts beside it under the same mode. */
export function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** What makes of a version the next one, besides new tables: those come by themselves. All in one transaction, so that a kill leaves either. */
const changes: Readonly<Record<number, string>> = {
  2: 'ALTER TABLE kept ADD COLUMN waits INTEGER NOT NULL DEFAULT 1',
  3: "UPDATE alert SET condition = 'standing' WHERE condition <> 'active' AND json_extract(body, '$.reconfirm') = 1",
};

/** @throws StartError where that is what SQLite says (SQLITE_FULL) */
export function throwIfFull(error: unknown): void {
  if ((error as { errcode?: number }).errcode === 13)
    throw new StartError('the disk is full: make room, or choose another folder with --data');
}

/** Opens or makes the journal's file, or brings an older one up to date. @throws StartError for a directory of a newer version, and on a full disk */
export function prepare(db: DatabaseSync): void {
  try {
    make(db);
  } catch (error) {
    throwIfFull(error);
    throw error;
  }
}

function make(db: DatabaseSync): void {
  db.exec(pragmas);
  const { user_version: found } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found > dataVersion) {
    throw new StartError(
      `the data directory has version ${found}; this hub reads up to ${dataVersion}: use a newer hub`,
    );
  }
  if (found > 0 && found < oldest) {
    throw new StartError(
      `the data directory has version ${found}, of a hub before its first release; choose another with --data, or --reset it`,
    );
  }
  db.exec('BEGIN IMMEDIATE');
  for (let version = found; version > 0 && version < dataVersion; version += 1) db.exec(changes[version] ?? '');
  const all = [
    tables,
    actedTables,
    keptTables,
    epcisTables,
    outboxTables,
    quarantineTables,
    sessionTables,
    trustTables,
  ];
  for (const made of [...all, namingTables, retentionTables]) db.exec(made);
  db.exec(`PRAGMA user_version = ${dataVersion}; COMMIT`);
}
