// The file that a spool lies in: opened by one process only, and what of its errors is the disk's fault.
import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * SQLite in WAL with FULL sync: a group survives power loss whole or not at all; a torn last record cannot be read. The
 * log beside it is brought home every 256 pages, 1 MiB.
 */
const schema = `
PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256;
CREATE TABLE IF NOT EXISTS spool (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS kept (class TEXT NOT NULL, seq INTEGER NOT NULL, time INTEGER NOT NULL, body TEXT NOT NULL,
  at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (class, seq)) STRICT, WITHOUT ROWID;
`;
const afterSchema = 'CREATE INDEX IF NOT EXISTS kept_time ON kept (time);';

/** @throws Error in one sentence when another agent has it open, or the disk has no room for it. @param now what an older spool holds counts as kept now, ms */
export function openSpoolFile(path: string, now: number): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(schema);
    const columns = db.prepare('PRAGMA table_info(kept)').all();
    if (!columns.some(({ name }) => name === 'at'))
      db.exec(`ALTER TABLE kept ADD COLUMN at INTEGER NOT NULL DEFAULT 0; UPDATE kept SET at = ${now}`);
    db.exec(afterSchema);
    db.exec('BEGIN IMMEDIATE; COMMIT');
    return db;
  } catch (error) {
    if (isFull(error)) throw new Error(`${path}: the disk is full; an agent needs some room to begin`);
    if (!String(error).includes('locked')) throw error;
    throw new Error(`${path} is in use by another agent; choose another with --agent or --spool`);
  }
}

/** Twice what the log holds: to bring it home the file must grow, and on a full disk it could not. */
export const reserveBytes = 2 * 1024 * 1024;

/** Room set aside beside the file, for the day the disk is full. */
export class Reserve {
  readonly #path: string;

  /** @param file that it stands beside */
  constructor(file: string) {
    this.#path = `${file}-reserve`;
  }

  /** @returns whether it is there, whole */
  take(): boolean {
    try {
      if (statSync(this.#path, { throwIfNoEntry: false })?.size !== reserveBytes)
        // Nothing that a file system could store in less.
        writeFileSync(this.#path, randomBytes(reserveBytes));
      return true;
    } catch {
      this.give();
      return false;
    }
  }

  /** @returns whether there was something to give */
  give(): boolean {
    const was = statSync(this.#path, { throwIfNoEntry: false })?.size === reserveBytes;
    rmSync(this.#path, { force: true });
    return was;
  }
}

const full = 13;
/** SQLITE_READONLY, IOERR, FULL, CANTOPEN: the disk's fault, and perhaps a passing one. */
const diskTrouble = [8, 10, full, 14];
/** SQLITE_IOERR_FSYNC and _DIR_FSYNC: nobody knows any more what is on disk, and a second sync would say nothing of it. */
const failedSync = [1034, 1290];
const codeOf = (error: unknown): number => (error as { errcode?: number }).errcode ?? 0;

export const isFull = (error: unknown): boolean => (codeOf(error) & 0xff) === full;
export const isFailedSync = (error: unknown): boolean => failedSync.includes(codeOf(error));
/** It may be tried again. */
export const isDiskTrouble = (error: unknown): boolean =>
  diskTrouble.includes(codeOf(error) & 0xff) && !isFailedSync(error);
