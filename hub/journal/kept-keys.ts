// The keys as they were kept last, for a restart: those that wait for something at once, the others by name until they are wanted.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { deserialize } from 'node:v8';
import type { SilentTick, StoredKey } from './chain.ts';

/** `waits` is 1 where it is not known: then the key is read at the start, which costs time and nothing else. */
export const keptTables = `
CREATE TABLE IF NOT EXISTS kept (
  key TEXT PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL, waits INTEGER NOT NULL DEFAULT 1
) STRICT;
`;

export class KeptKeys<S> {
  readonly #db: DatabaseSync;
  readonly #one: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#one = db.prepare('SELECT key, position, body, waits FROM kept WHERE key = ?');
  }

  /** At which arrival each key stands: those that wait for something, and those that may sleep. */
  positions(): { waiting: Map<string, number>; asleep: Map<string, number> } {
    const [waiting, asleep] = [new Map<string, number>(), new Map<string, number>()];
    for (const { key, position, waits } of this.#db.prepare('SELECT key, position, waits FROM kept').iterate())
      (waits === 1 ? waiting : asleep).set(key as string, position as number);
    return { waiting, asleep };
  }

  read(key: string): StoredKey<S> | undefined {
    const row = this.#one.get(key);
    if (row === undefined) return undefined;
    const { position, waits } = row as { position: number; waits: number };
    const [state, newest, given = []] = deserialize(row['body'] as Uint8Array) as [S, number, SilentTick[]?];
    return { key, position, state, newest, given, waits: waits === 1 };
  }
}
