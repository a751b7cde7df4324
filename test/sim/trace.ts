// All that was seen of a run, in its order, as one hash: two runs of a seed are the same run.
import { createHash, type Hash } from 'node:crypto';

export class Trace {
  readonly #hash: Hash = createHash('sha256');
  readonly #began: number;
  readonly #tell: ((line: string) => void) | undefined;

  constructor(began: number, tell?: (line: string) => void) {
    this.#began = began;
    this.#tell = tell;
  }

  say(at: number, line: string): void {
    this.#hash.update(`${at} ${line}\n`);
    this.#tell?.(`${((at - this.#began) / 1000).toFixed(3).padStart(10)} s  ${line}`);
  }

  digest(): string {
    return this.#hash.digest('hex').slice(0, 16);
  }
}
