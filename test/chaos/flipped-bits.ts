// One bit turned in a journal that lies on the disk: what SQLite finds of it, and what it does not.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chanceOf } from '../../edge-agents/sim/chance.ts';
import { temporaryFolder } from '../a-port.ts';
import { crashStates } from './crash-states.ts';
import { entryFaults, integrity, journalEntries, layDown } from './power-cut.ts';
import type { Op } from './write-log.ts';

export interface Flips {
  readonly flips: number;
  /** SQLite says so: by an error, or by its integrity check. */
  readonly found: number;
  /** SQLite says nothing, and entries are missing at the end, while all before are as they were. */
  readonly shortened: number;
  /** SQLite says nothing, and an entry is another. */
  readonly unnoticed: number;
  /** It lay where nothing is. */
  readonly harmless: number;
}

type Outcome = Exclude<keyof Flips, 'flips'>;

/** @param where the log that was not put back yet, or the file it was put back into */
export function flipBits(ops: readonly Op[], where: 'log' | 'file', flips: number, seed: number): Flips {
  const folder = temporaryFolder();
  const path = join(folder.path, 'data', 'journal.sqlite');
  const flipped = where === 'log' ? `${path}-wal` : path;
  try {
    const whole = files(folder.path, ops, where);
    const bytes = whole.get(flipped) ?? Buffer.alloc(0);
    const chance = chanceOf(seed);
    const counts: Record<Outcome, number> = { found: 0, shortened: 0, unnoticed: 0, harmless: 0 };
    for (let n = 0; n < flips; n += 1) {
      const bit = Math.floor(chance() * bytes.length * 8);
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      rmSync(`${path}-shm`, { force: true });
      for (const [file, as] of whole) writeFileSync(file, file === flipped ? turned : as);
      counts[outcomeOf(path)] += 1;
    }
    return { flips, ...counts };
  } finally {
    folder.remove();
  }
}

/** How many entries the workload's journal must hold, and its files by path. */
function files(folder: string, ops: readonly Op[], where: 'log' | 'file'): Map<string, Buffer> {
  const path = join(folder, 'data', 'journal.sqlite');
  // All that is synced, in the middle of the log's first life: nothing of it has been put back into the file.
  const upTo = where === 'log' ? ops.slice(0, ops.findLastIndex(({ op }) => op === 'mark') + 1) : ops;
  const synced: Op[] = [
    ...upTo,
    { op: 'sync', file: 'data/journal.sqlite' },
    { op: 'sync', file: 'data/journal.sqlite-wal' },
  ];
  const [state] = crashStates(synced, 1, () => 0.999_999_9);
  layDown(folder, state?.files ?? new Map());
  if (where === 'file') {
    const db = new DatabaseSync(path);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  }
  const parts = where === 'log' ? [path, `${path}-wal`] : [path];
  return new Map(parts.map((part) => [part, readFileSync(part)]));
}

function outcomeOf(path: string): Outcome {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    if (integrity(db).length > 0) return 'found';
    const faults = entryFaults(db, journalEntries);
    if (faults.length === 0) return 'harmless';
    return faults.every((fault) => fault.endsWith('acked') || fault.startsWith('a table')) ? 'shortened' : 'unnoticed';
  } catch {
    return 'found';
  } finally {
    db?.close();
  }
}
