// What was refused, on disk: under the number its ack named, with the input it came in, and on whose word it was heard again.
import type { DatabaseSync } from 'node:sqlite';
import type { Quarantined } from '../contracts/status.ts';
import type { Entry } from './entry.ts';

export const quarantineTables = `
CREATE TABLE IF NOT EXISTS quarantine (
  id INTEGER PRIMARY KEY, site TEXT, agent TEXT, seq INTEGER, received INTEGER NOT NULL, code TEXT NOT NULL,
  detail TEXT NOT NULL, input INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS replayed (quarantine INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL) STRICT;
`;

/** Refusals that are kept, the newest; what they came in is an input, and stays as long as inputs do. */
const keptMost = 10_000;

/** The writer's half. @param row of the input it came in @returns writes what was refused of it, within the open transaction */
export function quarantineWriting(
  db: DatabaseSync,
): (entry: Entry, who: readonly [site: string | null, agent: string | null], row: number | bigint | null) => void {
  const put = db.prepare('INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const putReplayed = db.prepare('INSERT INTO replayed VALUES (?, ?, ?)');
  const trim = ['quarantine WHERE id', 'replayed WHERE quarantine'].map((which) =>
    db.prepare(`DELETE FROM ${which} <= (SELECT max(id) FROM quarantine) - ${keptMost}`),
  );
  return ({ input, quarantined = [], replayed }, [site, agent], row) => {
    for (const { id, seq, code, detail } of quarantined)
      put.run(id, site, agent, seq ?? null, input?.receivedAt ?? 0, code, detail, row);
    if (quarantined.length > 0) for (const statement of trim) statement.run();
    if (replayed !== undefined) putReplayed.run(replayed.quarantine, replayed.at, replayed.by);
  };
}

const select = `
SELECT id, site, agent, seq, received, code, detail, input, at, who FROM quarantine LEFT JOIN replayed ON quarantine = id`;

export class QuarantineStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Of those with a smaller number. */
  newest(most: number, before: number = Number.MAX_SAFE_INTEGER): Quarantined[] {
    const rows = this.#db.prepare(`${select} WHERE id < ? ORDER BY id DESC LIMIT ?`).all(before, most);
    return rows.map((row) => rowOf(row).refused);
  }

  /** With the number of the input it came in. */
  one(id: number): { refused: Quarantined; input: number | null } | undefined {
    const row = this.#db.prepare(`${select} WHERE id = ?`).get(id);
    return row === undefined ? undefined : rowOf(row);
  }

  lastId(): number {
    const row = this.#db.prepare('SELECT coalesce(max(id), 0) AS id FROM quarantine').get() as { id: number };
    return row.id;
  }
}

function rowOf({ input, at, who, ...row }: Record<string, unknown>): { refused: Quarantined; input: number | null } {
  const replayed = at === null ? {} : { replayed: { at: at as number, by: who as string } };
  return { refused: { ...(row as unknown as Quarantined), ...replayed }, input: input as number | null };
}
