// What may lie on the disk after the power went: all that was synced, and of what was not any part, torn at sectors.
import type { Op } from './write-log.ts';

type Change = Extract<Op, { op: 'write' | 'cut' }>;

/** One file as it is for certain, and what was done to it since. */
interface Disk {
  certain: Buffer;
  since: Change[];
}

export interface CrashState {
  /** How many of the log's operations had been done. */
  readonly after: number;
  readonly files: ReadonlyMap<string, Buffer>;
  /** What had been promised by then. */
  readonly marks: readonly string[];
}

const sectors = [512, 4096];

/**
 * States after operations drawn from the log, in its order. A directory's entries are taken to be there: SQLite syncs
 * the folder with the first sync of a new log (os_unix.c, UNIXFILE_DIRSYNC).
 */
export function* crashStates(ops: readonly Op[], count: number, chance: () => number): Generator<CrashState> {
  const moments = Array.from({ length: count }, () => 1 + Math.floor(chance() * ops.length)).sort((a, b) => a - b);
  const disks = new Map<string, Disk>();
  const marks: string[] = [];
  let done = 0;
  for (const after of moments) {
    for (; done < after; done += 1) happen(ops[done] as Op, disks, marks);
    const files = new Map([...disks].map(([file, disk]) => [file, afterCut(disk, chance)]));
    yield { after, files, marks: [...marks] };
  }
}

function happen(op: Op, disks: Map<string, Disk>, marks: string[]): void {
  if (op.op === 'mark') marks.push(op.says);
  else if (op.op === 'gone') disks.delete(op.file);
  else if (op.op === 'sync') synced(disks.get(op.file));
  else {
    const disk = disks.get(op.file) ?? { certain: Buffer.alloc(0), since: [] };
    disks.set(op.file, disk);
    disk.since.push(op);
  }
}

/** Of a folder's sync nothing is to be done: its entries are there. */
function synced(disk: Disk | undefined): void {
  if (disk === undefined) return;
  disk.certain = changed(disk.certain, disk.since);
  disk.since = [];
}

/** Nothing, everything, a beginning, or any part of what was not synced; half of the time some of it torn. */
function afterCut({ certain, since }: Disk, chance: () => number): Buffer {
  const kind = chance();
  const share = kind < 0.1 ? 0 : kind < 0.2 ? 1 : chance();
  const kept = kind < 0.4 ? since.slice(0, Math.ceil(share * since.length)) : since.filter(() => chance() < share);
  const torn = chance() < 0.5 ? kept : kept.flatMap((change) => (chance() < 0.2 ? tornOf(change, chance) : [change]));
  return changed(certain, torn);
}

/** Whole sectors of a write, each there or not. */
function tornOf(change: Change, chance: () => number): Change[] {
  if (change.op === 'cut') return [change];
  const sector = sectors[Math.floor(chance() * sectors.length)] ?? 512;
  const { at, bytes } = change;
  const pieces: Change[] = [];
  for (let from = at; from < at + bytes.length; ) {
    const to = Math.min(at + bytes.length, (Math.floor(from / sector) + 1) * sector);
    if (chance() < 0.5) pieces.push({ ...change, at: from, bytes: bytes.subarray(from - at, to - at) });
    from = to;
  }
  return pieces;
}

function changed(file: Buffer, changes: readonly Change[]): Buffer {
  if (changes.length === 0) return file;
  let length = file.length;
  for (const one of changes) length = one.op === 'cut' ? one.length : Math.max(length, one.at + one.bytes.length);
  const most = changes.reduce((m, one) => Math.max(m, one.op === 'cut' ? 0 : one.at + one.bytes.length), file.length);
  const into = Buffer.alloc(Math.max(most, length));
  file.copy(into);
  for (const one of changes) {
    if (one.op === 'cut') into.fill(0, one.length);
    else one.bytes.copy(into, one.at);
  }
  return into.subarray(0, length);
}
