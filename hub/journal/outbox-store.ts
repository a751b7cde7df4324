// The outbox on disk: what stands to be told to whom, and what is on its way. Written with the transition that made it.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Delivery } from '../contracts/delivery.ts';
import type { Placed } from '../flow.ts';

/** What the writer is to do; in order, in the transaction of whatever made it. */
export type OutboxOp =
  | ({ readonly op: 'place' } & Placed)
  /** Told, or nobody wants to hear it: `stays` go on firing, `goes` are over. `delivery` is what is on its way now. */
  | {
      readonly op: 'tell';
      readonly group: string;
      readonly stays: readonly string[];
      readonly goes: readonly string[];
      readonly delivery?: Delivery | undefined;
    }
  /** One more try was made of it; or it has ended. */
  | { readonly op: 'tried'; readonly delivery: Delivery };

export const outboxTables = `
CREATE TABLE IF NOT EXISTS outbox (
  grp TEXT NOT NULL, alert TEXT NOT NULL, status TEXT NOT NULL, told TEXT, since INTEGER NOT NULL, labels TEXT NOT NULL,
  PRIMARY KEY (grp, alert)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS delivery (
  id INTEGER PRIMARY KEY, grp TEXT NOT NULL, state TEXT NOT NULL, made INTEGER NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS delivery_of ON delivery (grp, id);
CREATE INDEX IF NOT EXISTS delivery_waiting ON delivery (id) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS delivered_alert (alert TEXT NOT NULL, delivery INTEGER NOT NULL, PRIMARY KEY (alert, delivery))
  STRICT, WITHOUT ROWID;
`;

/** Ended deliveries that are remembered. */
const endedMost = 10_000;

/** The writer's half. @returns runs one operation within the open transaction */
export function outboxWriting(db: DatabaseSync): (op: OutboxOp) => void {
  const run = (sql: string) => {
    const statement = db.prepare(sql);
    return (...values: SQLInputValue[]): void => void statement.run(...values);
  };
  const place = run('INSERT OR REPLACE INTO outbox VALUES (?, ?, ?, ?, ?, ?)');
  const stay = run("UPDATE outbox SET told = 'firing' WHERE grp = ? AND alert = ?");
  const go = run('DELETE FROM outbox WHERE grp = ? AND alert = ?');
  const put = run('INSERT OR REPLACE INTO delivery VALUES (?, ?, ?, ?, ?)');
  const name = run('INSERT OR IGNORE INTO delivered_alert VALUES (?, ?)');
  const trim = run("DELETE FROM delivery WHERE state <> 'waiting' AND id <= ?");
  const trimNames = run(
    'DELETE FROM delivered_alert WHERE delivery <= ? AND delivery NOT IN (SELECT id FROM delivery)',
  );
  const putDelivery = (delivery: Delivery): void => {
    const { id, group, state, madeAt } = delivery;
    put(id, group, state, madeAt, JSON.stringify(delivery));
  };
  return (op) => {
    if (op.op === 'place') place(op.group, op.alert, op.status, op.told ?? null, op.since, JSON.stringify(op.labels));
    else if (op.op === 'tried') putDelivery(op.delivery);
    else {
      for (const alert of op.stays) stay(op.group, alert);
      for (const alert of op.goes) go(op.group, alert);
      if (op.delivery === undefined) return;
      putDelivery(op.delivery);
      for (const alert of op.delivery.alerts) name(alert, op.delivery.id);
      // A hundred at a time is often enough.
      const upTo = op.delivery.id - endedMost;
      if (upTo > 0 && op.delivery.id % 100 === 0) trim(upTo);
      if (upTo > 0 && op.delivery.id % 100 === 0) trimNames(upTo);
    }
  };
}

export class OutboxStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  placed(): Placed[] {
    const rows = this.#db
      .prepare('SELECT grp AS "group", alert, status, told, since, labels FROM outbox ORDER BY grp, since, alert')
      .all();
    return rows.map(({ told, labels, ...row }) => {
      return { ...row, told: told ?? undefined, labels: JSON.parse(labels as string) };
    }) as unknown as Placed[];
  }

  waiting(): Delivery[] {
    return this.#read("WHERE state = 'waiting' ORDER BY id", []);
  }

  /** When a group was told something last; undefined if that is not remembered. */
  toldAt(group: string): number | undefined {
    return this.#db.prepare('SELECT made FROM delivery WHERE grp = ? ORDER BY id DESC LIMIT 1').get(group)?.['made'] as
      | number
      | undefined;
  }

  get lastId(): number {
    return this.#db.prepare('SELECT coalesce(max(id), 0) AS id FROM delivery').get()?.['id'] as number;
  }

  /** The newest first, of those with a smaller number; all, or of one alert. */
  newest(
    most: number,
    { before, alert }: { before?: number | undefined; alert?: string | undefined } = {},
  ): Delivery[] {
    const below = before ?? Number.MAX_SAFE_INTEGER;
    if (alert === undefined) return this.#read('WHERE id < ? ORDER BY id DESC LIMIT ?', [below, most]);
    const of = 'WHERE id IN (SELECT delivery FROM delivered_alert WHERE alert = ?)';
    return this.#read(`${of} AND id < ? ORDER BY id DESC LIMIT ?`, [alert, below, most]);
  }

  #read(which: string, values: SQLInputValue[]): Delivery[] {
    const rows = this.#db.prepare(`SELECT body FROM delivery ${which}`).all(...values);
    return rows.map(({ body }) => JSON.parse(body as string) as Delivery);
  }
}
