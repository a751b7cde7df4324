// A crowd of sockets that comes in at once, and what it costs the hub in memory meanwhile.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Came } from './crowd-readers.ts';

export interface Crowd extends Came {
  /** Resident, MB: before they came, the most meanwhile, and when they had gone. */
  readonly mb: readonly [before: number, most: number, after: number];
}

/** @param parts processes that the sockets are divided among */
export async function crowdAt(web: string, hub: ChildProcess, sockets: number, parts = 2): Promise<Crowd> {
  const readers = Array.from({ length: parts }, () => fork(join(import.meta.dirname, 'crowd-readers.ts')));
  await Promise.all(readers.map((reader) => new Promise((up) => reader.once('spawn', up))));
  const before = residentMb(hub, 'VmRSS');
  forgetMost(hub);
  const came = await Promise.all(readers.map((reader) => partOf(reader, { web, sockets: sockets / parts })));
  const mb = [before, residentMb(hub, 'VmHWM'), residentMb(hub, 'VmRSS')] as const;
  for (const reader of readers) reader.kill();
  return {
    ms: came.flatMap(({ ms }) => ms),
    refused: came.reduce((sum, { refused }) => sum + refused, 0),
    bytes: came.reduce((sum, { bytes }) => sum + bytes, 0),
    pictures: [...new Set(came.flatMap(({ pictures }) => pictures))],
    alerts: came[0]?.alerts ?? [],
    mb,
  };
}

function partOf(reader: ChildProcess, what: { web: string; sockets: number }): Promise<Came> {
  return new Promise((done, failed) => {
    reader.once('message', (came) => done(came as Came));
    reader.once('exit', (code) => failed(new Error(`readers ended early: ${code}`)));
    reader.send(what);
  });
}

/** Of a process, MB (proc(5)): what is in memory now, or the most since `forgetMost`. */
function residentMb({ pid }: ChildProcess, what: 'VmRSS' | 'VmHWM'): number {
  const kb = new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb) / 1000);
}

const forgetMost = ({ pid }: ChildProcess): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');
