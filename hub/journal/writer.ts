// The writer thread: each group is written and synced before it is answered. A full disk is waited out.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Entry, ToWriter } from './entry.ts';
import { prepare } from './schema.ts';
import { writingOver } from './writing.ts';

const db = new DatabaseSync((workerData as { path: string }).path);
prepare(db);
const write = writingOver(db);
const retryMs = 1000;

/** Tries again and again while the disk is full; nothing else is worth a second try. */
function settle(group: number, entries: readonly Entry[]): void {
  for (;;) {
    const outcome = write(group, entries);
    parentPort?.postMessage(outcome);
    if (outcome.kind !== 'full') return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs);
  }
}

parentPort?.on('message', (message: ToWriter) => {
  if (message === 'close') {
    db.close();
    parentPort?.close();
  } else {
    settle(message.group, message.entries);
  }
});
