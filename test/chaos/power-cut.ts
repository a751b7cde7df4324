// Opens what a power cut may have left, journal and spool, and asks for everything that had been promised by then.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chanceOf } from '../../edge-agents/sim/chance.ts';
import type { Accounts } from '../../edge-agents/spool-accounts.ts';
import { temporaryFolder } from '../a-port.ts';
import { type CrashState, crashStates } from './crash-states.ts';
import { auditedAs, transitionOf } from './workload-entry.ts';
import { type Op, record } from './write-log.ts';

export interface Cut {
  readonly states: number;
  /** Operations of the log, and how many of them were syncs. */
  readonly ops: number;
  readonly syncs: number;
  readonly faults: readonly string[];
}

/** Entries of the workloads: enough for SQLite to put its log back into the file on the way. */
export const journalEntries = 200;
const spoolRecords = 700;

export type Workload = 'journal' | 'spool';

const workloads = {
  journal: { program: 'test/chaos/journal-workload.ts', count: journalEntries, faultsOf: journalFaults },
  spool: { program: 'test/chaos/spool-workload.ts', count: spoolRecords, faultsOf: spoolFaults },
} as const;

export async function recorded(which: Workload, folder: string): Promise<Op[]> {
  const { program, count } = workloads[which];
  mkdirSync(join(folder, 'data'), { recursive: true });
  return record(program, folder, count);
}

/** In memory where there is such a place: thousands of files that nobody needs a moment later. */
function quickFolder(): { path: string; remove: () => void } {
  const path = `/dev/shm/efence-${process.pid}`;
  if (statSync('/dev/shm', { throwIfNoEntry: false }) === undefined) return temporaryFolder();
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function cutPower(which: Workload, ops: readonly Op[], states: number, seed: number): Cut {
  const folder = quickFolder();
  const faults: string[] = [];
  try {
    for (const state of crashStates(ops, states, chanceOf(seed))) {
      layDown(folder.path, state.files);
      const found = workloads[which].faultsOf(folder.path, state);
      faults.push(...found.map((fault) => `after ${state.after} of ${ops.length}: ${fault}`));
    }
  } finally {
    folder.remove();
  }
  return { states, ops: ops.length, syncs: ops.filter(({ op }) => op === 'sync').length, faults };
}

export function layDown(folder: string, files: CrashState['files']): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), bytes);
  }
}

/** Opens it as whoever starts next would; SQLite itself recovers what its log holds. */
function inside<T>(path: string, nothing: T, ask: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path);
  try {
    // A file without a table is one that nothing had been promised of yet; the caller knows.
    const { n } = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    return n === 0 ? nothing : ask(db);
  } finally {
    db.close();
  }
}

export const integrity = (db: DatabaseSync): string[] => {
  const said = db
    .prepare('PRAGMA integrity_check')
    .all()
    .map((row) => String(row['integrity_check']));
  return said[0] === 'ok' ? [] : said.slice(0, 3);
};

/** All that was acked, in order and without a gap; of each entry everything or nothing. */
function journalFaults(folder: string, { marks }: CrashState): string[] {
  const acked = Number(marks.at(-1) ?? 0);
  const nothing = acked === 0 ? [] : ['the journal is gone'];
  try {
    return inside(join(folder, 'data', 'journal.sqlite'), nothing, (db) => [
      ...integrity(db),
      ...entryFaults(db, acked),
    ]);
  } catch (error) {
    return [String(error)];
  }
}

export function entryFaults(db: DatabaseSync, acked: number): string[] {
  const has = db
    .prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('input', 'transition', 'audit')")
    .get();
  if (has?.['n'] !== 3) return acked === 0 ? [] : ['a table is gone'];
  const inputs = db.prepare('SELECT id, payload FROM input ORDER BY id').all();
  const transitions = db.prepare('SELECT seq, body FROM transition ORDER BY seq').all();
  const audits = db.prepare('SELECT detail FROM audit ORDER BY id').all();
  const faults = inputs.length < acked ? [`${inputs.length} of ${acked} acked`] : [];
  if (transitions.length !== inputs.length || audits.length !== inputs.length)
    faults.push(`half: ${inputs.length} inputs, ${transitions.length} transitions, ${audits.length} audited`);
  for (const [at, row] of inputs.entries()) {
    const i = at + 1;
    const payload = Buffer.from(row['payload'] as Uint8Array).toString();
    const same = row['id'] === i && payload === JSON.stringify({ i }) && audits[at]?.['detail'] === auditedAs(i).detail;
    if (!same || transitions[at]?.['body'] !== JSON.stringify(transitionOf(i).alert))
      faults.push(`entry ${i} is another`);
  }
  return faults;
}

/** The same epoch; all that was kept and not let go, without a gap, each as it was. */
function spoolFaults(folder: string, { marks }: CrashState): string[] {
  const last = (word: string): string | undefined => marks.findLast((mark) => mark.startsWith(word))?.split(' ')[1];
  const promised = {
    epoch: last('epoch'),
    kept: Number(last('kept') ?? 0),
    let: Math.max(0, Number(last('let') ?? 0)),
  };
  const nothing = promised.epoch === undefined ? [] : ['the spool is gone'];
  try {
    return inside(join(folder, 'spool.sqlite'), nothing, (db) => [...integrity(db), ...keptFaults(db, promised)]);
  } catch (error) {
    return [String(error)];
  }
}

function keptFaults(db: DatabaseSync, promised: { epoch: string | undefined; kept: number; let: number }): string[] {
  const has = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('spool', 'kept')").get();
  if (has?.['n'] !== 2) return promised.epoch === undefined ? [] : ['a table is gone'];
  const rows = db.prepare('SELECT name, value FROM spool').all();
  const of = new Map(rows.map(({ name, value }) => [name, String(value)]));
  const { routine } = JSON.parse(of.get('accounts') ?? '{}') as Partial<Accounts>;
  const { last = 0, gone: acked = 0 } = routine ?? {};
  const kept = db.prepare("SELECT seq, body FROM kept WHERE class = 'routine' ORDER BY seq").all();
  const faults: string[] = [];
  if (promised.epoch !== undefined && of.get('epoch') !== promised.epoch) faults.push('another epoch');
  if (last < promised.kept) faults.push(`${last} of ${promised.kept} kept`);
  if (acked > promised.let) faults.push(`let go up to ${acked}, not ${promised.let}`);
  const expected = Array.from({ length: last - acked }, (_, i) => acked + 1 + i);
  if (kept.map(({ seq }) => seq).join() !== expected.join())
    faults.push(`holds ${kept[0]?.['seq']}–${kept.at(-1)?.['seq']}, and says ${acked + 1}–${last}`);
  for (const { seq, body } of kept) if (!String(body).includes(`"data":{"n":${seq}}`)) faults.push(`${seq} is another`);
  return faults;
}
