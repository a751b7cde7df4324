// A file that somebody writes anew while a process runs: whether it is another than was read, and whoever writes it is done.
import { statSync } from 'node:fs';

/** How often it is looked at, ms. */
export const lookMs = 500;

/** Polled: editors put another file in its place, which a watch on the old one would miss. */
export class Rewritten {
  readonly #path: string;
  #read = '';
  #seen = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** To be said before it is read: what changes from now on is another. */
  reads(): void {
    this.#read = stampOf(this.#path);
  }

  /** Half a file may be sound, too. @returns whether it is another than was read, and has stood since the last look */
  look(): boolean {
    const now = stampOf(this.#path);
    const isStill = now === this.#seen;
    this.#seen = now;
    return isStill && now !== this.#read;
  }
}

/** What tells one state of a file from another, as far as it can be known without reading it. */
function stampOf(path: string): string {
  const { mtimeMs, ctimeMs, size, ino } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}
