// From now on every sync of a running process fails, as on a disk that is broken: strace is put to it while it runs.
import { type ChildProcess, spawn } from 'node:child_process';
import { endOf, until } from '../a-port.ts';

/** @returns ends the meddling */
export async function failSyncs({ pid }: ChildProcess): Promise<() => Promise<void>> {
  const inject = ['fsync', 'fdatasync'].flatMap((call) => ['-e', `inject=${call}:error=EIO`]);
  const args = ['-f', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync', ...inject, '-p', `${pid}`];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  strace.stderr.on('data', (chunk) => (said += chunk));
  await until('strace is put to it', () => said.includes('attached'));
  return () => endOf(strace, 'SIGKILL');
}
