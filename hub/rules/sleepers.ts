// Keys that an earlier run kept and that nobody has asked for yet: by name alone, until something is told or asked of one.
import type { StoredKey } from '../journal/chain.ts';
import type { KeyState } from './key-state.ts';

/** Only keys that wait for nothing may sleep: whoever waits to be woken has to be known. */
export interface Asleep {
  /** Each with the number of the arrival it stands at. */
  readonly positions: Map<string, number>;
  read(key: string): StoredKey<KeyState> | undefined;
}

export class Sleepers {
  readonly #positions: Map<string, number>;
  readonly #read: Asleep['read'];

  constructor({ positions, read }: Asleep = { positions: new Map(), read: () => undefined }) {
    this.#positions = positions;
    this.#read = read;
  }

  get size(): number {
    return this.#positions.size;
  }

  names(): Iterable<string> {
    return this.#positions.keys();
  }

  /** It has folded this arrival already, and may sleep on. */
  hasFolded(key: string, number: number): boolean {
    return (this.#positions.get(key) ?? -1) >= number;
  }

  /** As it was kept, once; undefined for one that does not sleep. */
  take(key: string): StoredKey<KeyState> | undefined {
    return this.#positions.delete(key) ? this.#read(key) : undefined;
  }

  /** The names of some of them. */
  some(most: number): string[] {
    const names: string[] = [];
    for (const name of this.#positions.keys()) {
      if (names.length >= most) break;
      names.push(name);
    }
    return names;
  }
}
