// Reads the file of credentials again when it has changed, or when told to; a faulty one changes nothing, and is told of.
import { statSync } from 'node:fs';
import { StartError } from '../errors.ts';
import { type AgentsFile, readAgents } from './agents-file.ts';
import type { Change, Credentials } from './credentials.ts';

export interface WatchParts {
  readonly path: string;
  readonly credentials: Credentials;
  /** What is there besides the file, such as the demo's own. */
  readonly completed: (file: AgentsFile) => AgentsFile;
  readonly onChange: (change: Change) => void;
  /** Once a fault, in words that repeat no key. */
  readonly onFault: (says: string) => void;
}

export class AgentsWatch {
  readonly #parts: WatchParts;
  /** As it was when it was read last. Polled: editors put another file in its place, which a watch on the old one would miss. */
  #seen = '';

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** Reads it where it is another than the last time. */
  look(): void {
    const seen = signOf(this.#parts.path);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.read();
  }

  read(): void {
    const { path, credentials, completed, onChange, onFault } = this.#parts;
    try {
      const change = credentials.replace(completed(readAgents(path)));
      if (change !== undefined) onChange(change);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      onFault(`${error.message}; what was read before holds`);
    }
  }
}

function signOf(path: string): string {
  const at = statSync(path, { throwIfNoEntry: false });
  return at === undefined ? 'absent' : [at.mtimeMs, at.ctimeMs, at.size, at.ino].join(' ');
}
