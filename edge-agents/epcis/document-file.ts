// One file as a document of EPCIS, or the words that say why it is none: nothing in a folder ends an import.
import { readFile, stat } from 'node:fs/promises';
import { type EpcisReading, type Limits, readEpcis } from '../../hub/contracts/epcis/document.ts';

/** A file on a disk is not a capture over the net, but it is read in one piece. */
const limits: Limits = { bytes: 64 * 1024 * 1024, events: 1_000_000 };

/** @returns the document with its single faults, or what a person is told of the file */
export async function readDocument(path: string): Promise<EpcisReading | string> {
  try {
    const file = await stat(path);
    if (!file.isFile()) return 'is no file';
    if (file.size > limits.bytes) return `is ${file.size} bytes; at most ${limits.bytes}`;
    const read = readEpcis(await readFile(path), limits);
    return 'code' in read ? read.detail : read;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return `cannot be read: ${reasons[code ?? ''] ?? code ?? message}`;
  }
}

/** What the system says, for a person. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there, or no longer',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ELOOP: 'its links lead in a circle',
};
