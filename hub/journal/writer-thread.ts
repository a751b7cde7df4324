// Who writes for the journal: a thread of its own, so that the line never waits for the disk.
import { Worker } from 'node:worker_threads';
import type { Entry, FromWriter, ToWriter } from './entry.ts';
import { handedOver } from './hand-over.ts';

export interface WriterEvents {
  onMessage(message: FromWriter): void;
  /** It ended, and not because it was told to. */
  onFault(says: string): void;
}

/** Answers every group, in order; groups that a full disk keeps waiting are tried again. */
export interface Writer {
  write(group: number, entries: readonly Entry[]): void;
  close(): Promise<void>;
}

/** @param path of the journal's file, which is prepared */
export type WriterOf = (path: string, events: WriterEvents) => Writer;

export const writerThread: WriterOf = (path, { onMessage, onFault }) => {
  const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: { path } });
  worker.on('message', onMessage);
  worker.on('error', (error) => onFault(error.message));
  return {
    write(group, whole) {
      const { entries, moved } = handedOver(whole);
      worker.postMessage({ group, entries } satisfies ToWriter, [moved]);
    },
    async close() {
      worker.postMessage('close' satisfies ToWriter);
      await new Promise((resolve) => worker.once('exit', resolve));
    },
  };
};
