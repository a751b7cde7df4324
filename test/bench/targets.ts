// What is measured: the hub as it is started, or the bare pipe; and what a process has used of the machine.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endOf, freePort, startHub, temporaryFolder } from '../a-port.ts';

export const targetNames = ['bare', 'hub'] as const;
export type TargetName = (typeof targetNames)[number];

export interface Target {
  readonly broker: string;
  readonly web: string;
  readonly child: ChildProcess;
  /** The hub's own counts; of the bare pipe nothing. */
  counts(): Promise<Readonly<Record<string, number>>>;
  end(): Promise<void>;
}

/** Over an empty folder of its own. */
export async function startTarget(name: TargetName): Promise<Target> {
  const folder = temporaryFolder();
  const started = name === 'hub' ? await hub(folder.path) : await bare(folder.path);
  const end = async (): Promise<void> => {
    await endOf(started.child, 'SIGTERM');
    folder.remove();
  };
  return { ...started, end };
}

async function hub(folder: string): Promise<Omit<Target, 'end'>> {
  const { broker, web, child, get } = await startHub(folder);
  const counts = async () => (await get<{ counts: Record<string, number> }>('/api/v1/status')).counts;
  return { broker, web, child, counts };
}

async function bare(folder: string): Promise<Omit<Target, 'end'>> {
  const [port, webPort] = [await freePort(), await freePort()];
  const args = [join(import.meta.dirname, 'bare-pipe.ts'), String(port), folder, String(webPort)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready) => child.stdout?.once('data', ready));
  const [broker, web] = [`mqtt://127.0.0.1:${port}`, `http://127.0.0.1:${webPort}`];
  return { broker, web, child, counts: async () => ({}) };
}

/** CPU seconds of a process, all its threads (proc(5), fields 14 and 15 of stat, in 1/100 s). */
export function cpuSeconds({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The most a process ever had in memory, MB (proc(5), VmHWM). */
export function mostResidentMb({ pid }: ChildProcess): number {
  const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb) / 1000);
}
