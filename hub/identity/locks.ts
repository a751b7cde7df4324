// Who is kept out for a while, by name: it is on disk, and holds whatever the people file says.
import type { Lock } from '../contracts/roll.ts';
import type { Told } from './told.ts';

export type LockRow = Lock & { readonly name: string };

/** What is to be kept on disk of it. */
export type LockOp = { readonly op: 'lock'; readonly row: LockRow } | { readonly op: 'unlock'; readonly name: string };

type KeepLocks = (ops: readonly LockOp[], told: readonly Told[]) => Promise<void>;

export class Locks {
  readonly #rows: Map<string, LockRow>;
  readonly #keep: KeepLocks;

  constructor(kept: readonly LockRow[], keep: KeepLocks) {
    this.#rows = new Map(kept.map((row) => [row.name, row]));
    this.#keep = keep;
  }

  of(name: string): Lock | undefined {
    const row = this.#rows.get(name);
    return row && { by: row.by, at: row.at, reason: row.reason };
  }

  names(): string[] {
    return [...this.#rows.keys()];
  }

  /** From now on; resolves once it is on disk, with its line of the audit. */
  async lock(row: LockRow, told: Told): Promise<void> {
    this.#rows.set(row.name, row);
    await this.#keep([{ op: 'lock', row }], [told]);
  }

  /** Resolves once it is on disk, and only then are they let in. */
  async unlock(name: string, told: Told): Promise<void> {
    await this.#keep([{ op: 'unlock', name }], [told]);
    this.#rows.delete(name);
  }
}
