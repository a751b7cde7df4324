// Reads the file of credentials again when it has changed, or when told to; a faulty one changes nothing, and is told of.
import { StartError } from '../errors.ts';
import { Rewritten } from '../files/rewritten.ts';
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
  readonly #file: Rewritten;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#file = new Rewritten(parts.path);
  }

  /** Reads it where it is another than the last time, and whoever wrote it is done. */
  look(): void {
    if (this.#file.look()) this.read();
  }

  read(): void {
    const { path, credentials, completed, onChange, onFault } = this.#parts;
    this.#file.reads();
    try {
      const change = credentials.replace(completed(readAgents(path)));
      if (change !== undefined) onChange(change);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      onFault(`${error.message}; what was read before holds`);
    }
  }
}
