// A disk of a few megabytes that belongs to a test alone: a tmpfs in a mount namespace of its own, filled and freed from outside.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { endOf, root, until } from '../a-port.ts';

export interface SmallDisk {
  /** Where it is for a process that begins with `under`. */
  readonly inside: string;
  /** Where it is for everybody else. */
  readonly outside: string;
  readonly under: readonly string[];
  /** Until not a byte more fits. */
  fill(): void;
  free(): void;
  end(): Promise<void>;
}

/** @returns undefined, and loudly so, where nobody may mount */
export async function smallDisk(folder: string, megabytes: number): Promise<SmallDisk | undefined> {
  if (spawnSync('unshare', ['-m', 'true']).status !== 0) {
    console.warn('SKIPPED: no mount namespace without being root; a full disk is not tested');
    return undefined;
  }
  const inside = join(folder, 'disk');
  mkdirSync(inside);
  const script = `mount -t tmpfs -o size=${megabytes}m none ${inside} && echo mounted && exec sleep 1000`;
  const holder = spawn('unshare', ['-m', 'sh', '-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  holder.stdout.on('data', (chunk) => (said += chunk));
  await until('it is mounted', () => said.includes('mounted'));
  const outside = `/proc/${holder.pid}/root${inside}`;
  const ballast = join(outside, 'ballast');
  return {
    inside,
    outside,
    under: ['nsenter', '-t', `${holder.pid}`, '-m', `--wd=${root}`, '--'],
    fill: () => fill(ballast),
    free: () => rmSync(ballast, { force: true }),
    end: () => endOf(holder, 'SIGKILL'),
  };
}

function fill(path: string): void {
  const file = openSync(path, 'a');
  for (const size of [65_536, 4096, 1]) {
    try {
      while (writeSync(file, Buffer.alloc(size)) > 0);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}
