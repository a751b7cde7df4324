// Records every write and sync of a process to files of one folder, in order, by strace: what a power cut can take away again.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../a-port.ts';

/** `mark`: what the process said it had been promised by then. */
export type Op =
  | { readonly op: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly op: 'cut'; readonly file: string; readonly length: number }
  | { readonly op: 'sync'; readonly file: string }
  | { readonly op: 'gone'; readonly file: string }
  | { readonly op: 'mark'; readonly says: string };

/** Is it there, and may it trace? Loudly not, where it cannot. */
export function canTrace(): boolean {
  const can = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
  if (!can) console.warn('SKIPPED: no strace that may trace; npm run setup installs it');
  return can;
}

/** What goes before a program so that something is done to a call of it: the program stays our child, strace stands aside. */
export const meddling = (call: string, what: string): string[] => [
  'strace',
  '-D',
  '-f',
  '-q',
  '-o',
  '/dev/null',
  '-e',
  `trace=${call}`,
  '-e',
  `inject=${call}:${what}`,
];

const calls = 'pwrite64,write,fdatasync,fsync,ftruncate,unlink';

/** Runs a workload, which takes a folder and a count, and writes `marks` beside its data. */
export async function record(workload: string, folder: string, count: number): Promise<Op[]> {
  const log = join(folder, 'log');
  const whole = ['-e', `trace=${calls}`, '-e', 'signal=none', '-xx', '-s', '1000000', '-o', log];
  const traced = ['strace', '-f', '--seccomp-bpf', '-q', '-y', ...whole];
  const [command = '', ...args] = [...traced, process.execPath, join(root, workload), folder, `${count}`];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`${workload} ended with ${code}`);
  return opsOf(readFileSync(log, 'latin1'), folder);
}

/** The log's lines, with calls that another thread interrupted put together where they began; a sync counts where it ended. */
export function opsOf(log: string, folder: string): Op[] {
  const ops: Op[] = [];
  const unfinished = new Map<string, string>();
  for (const line of log.split('\n')) {
    const [, thread = '', said = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(said);
    const whole = resumed === null ? said : (unfinished.get(thread) ?? '') + resumed[1];
    if (said.endsWith('<unfinished ...>')) unfinished.set(thread, said.slice(0, -'<unfinished ...>'.length));
    else {
      const op = opOf(whole, folder);
      if (op !== undefined) ops.push(op);
    }
  }
  return ops;
}

const plain = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex');

function opOf(call: string, folder: string): Op | undefined {
  const [, name = '', rest = ''] = /^(\w+)\((.*)$/.exec(call) ?? [];
  if (/ = -1 /.test(rest.slice(-80))) return undefined;
  const path = /^(?:\d+<([^>]*)>|"([^"]*)")/.exec(rest);
  const file = plain(path?.[1] ?? path?.[2] ?? '').toString();
  if (!file.startsWith(`${folder}/`) || /-shm$|lock\.sqlite/.test(file)) return undefined;
  const short = file.slice(folder.length + 1);
  if (name === 'fsync' || name === 'fdatasync') return { op: 'sync', file: short };
  if (name === 'unlink') return { op: 'gone', file: short };
  const [, bytes = '', at = ''] = /, "([^"]*)", \d+(?:, (\d+))? *\)/.exec(rest) ?? [];
  if (name === 'pwrite64') return { op: 'write', file: short, at: Number(at), bytes: plain(bytes) };
  if (name === 'ftruncate') return { op: 'cut', file: short, length: Number(/, (\d+) *\)/.exec(rest)?.[1]) };
  return short === 'marks' ? { op: 'mark', says: plain(bytes).toString().trim() } : undefined;
}
