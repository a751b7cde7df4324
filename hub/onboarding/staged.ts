// A plan folder with some of its files changed, whole beside the old one until it is found sound, and then in its place.
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Change, changedList, type YamlList } from '../files/yaml-file.ts';
import { checkPortPlan, type Fault } from '../registry/port-plan.ts';
import type { Entry } from './entry.ts';

/** Lanes first: a plan with lanes at which nothing stands yet is sound, and the other way round it is not. */
const lists: readonly YamlList[] = [
  { file: 'gates.yaml', list: 'lanes' },
  { file: 'devices.yaml', list: 'devices' },
];
const prefix = '.onboard-';

export interface Staged {
  /** What is wrong with the plan as it would be; then it cannot be put in place. */
  readonly faults: readonly Fault[];
  /** Each file by a rename; what is killed before leaves the old plan. @returns false when somebody has changed the plan meanwhile */
  place(): boolean;
  /** Leaves nothing behind. */
  drop(): void;
}

/** Writes the plan as it would be into a folder within it, to the disk. @throws whatever the disk has to say */
export function staged(folder: string, entries: readonly Entry[]): Staged {
  sweep(folder);
  const beside = join(folder, `${prefix}${process.pid}`);
  mkdirSync(beside);
  for (const file of readdirSync(folder).filter((name) => /\.(yaml|geojson)$/.test(name)))
    copyFileSync(join(folder, file), join(beside, file));
  const changed = lists.flatMap((one) => {
    const changes = entries.filter(({ list }) => list === one.list).map(changeOf);
    return changes.length === 0 ? [] : [{ file: one.file, was: written(beside, one, changes) }];
  });
  const { faults } = checkPortPlan(beside);
  return {
    faults,
    place: () => {
      if (faults.length > 0) return false;
      if (changed.some(({ file, was }) => textOf(join(folder, file)) !== was)) return false;
      for (const { file } of changed) renameSync(join(beside, file), join(folder, file));
      synced(folder);
      return true;
    },
    drop: () => rmSync(beside, { recursive: true, force: true }),
  };
}

const changeOf = ({ id, fields, note }: Entry): Change => ({
  ...{ id, fields },
  ...(note === '' ? {} : { note: note.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ') }),
});

/** @returns what was there before; undefined where the plan had no such file */
function written(folder: string, one: YamlList, changes: readonly Change[]): string | undefined {
  const path = join(folder, one.file);
  const was = textOf(path);
  writeFileSync(path, changedList(was ?? '', one.list, changes), { flush: true });
  return was;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function synced(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** What one that was killed has left. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length) : NaN);
    if (Number.isInteger(pid) && pid > 0 && (pid === process.pid || !isRunning(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
