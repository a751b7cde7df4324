// Ends a process by its own id: asked first, then killed, and always waited for.
import type { ChildProcess } from 'node:child_process';

/** ffmpeg on a camera that stands still does not hear SIGTERM; it waits inside a read. */
const killAfterMs = 2_000;

export const isGone = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

/** Resolves when it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (isGone(child)) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await gone;
  clearTimeout(timer);
}
