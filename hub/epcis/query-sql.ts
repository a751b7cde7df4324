// A query as SQL over the journal's two tables, and their definition. Strings only: the journal runs them.
import type { Condition, EventQuery, Order } from './query.ts';

/**
 * `epcis_epc` has a row for every thing that an event names. `body` lies last, so that a search over the other columns
 * need not read it.
 */
export const epcisTables = `
CREATE TABLE IF NOT EXISTS epcis_event (
  seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, eventID TEXT NOT NULL, declares INTEGER NOT NULL,
  eventTime INTEGER NOT NULL, recordTime INTEGER NOT NULL, type TEXT NOT NULL, action TEXT, bizStep TEXT,
  disposition TEXT, readPoint TEXT, bizLocation TEXT, parentID TEXT, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS epcis_event_id ON epcis_event (eventID);
CREATE INDEX IF NOT EXISTS epcis_event_time ON epcis_event (eventTime);
CREATE INDEX IF NOT EXISTS epcis_record_time ON epcis_event (recordTime);
CREATE TABLE IF NOT EXISTS epcis_epc (
  epc TEXT NOT NULL, event INTEGER NOT NULL, part TEXT NOT NULL, uri TEXT NOT NULL, PRIMARY KEY (epc, event, part, uri)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS epcis_job (
  seq INTEGER PRIMARY KEY, captureID TEXT NOT NULL UNIQUE, body TEXT NOT NULL
) STRICT;
`;

/** The columns of a row, in the order of `insertEvent`; `seq` is counted by the table. */
export const eventColumns = [
  ...(['key', 'eventID', 'declares', 'eventTime', 'recordTime', 'type', 'action', 'bizStep'] as const),
  ...(['disposition', 'readPoint', 'bizLocation', 'parentID', 'body'] as const),
] as const;

/** The same event again changes nothing. */
export const insertEvent = `INSERT OR IGNORE INTO epcis_event (${eventColumns.join(', ')}) VALUES (${marks(eventColumns)})`;
export const insertEpc = 'INSERT OR IGNORE INTO epcis_epc (epc, event, part, uri) VALUES (?, ?, ?, ?)';

export interface Sql {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** What follows WHERE: the conditions, and what lies beyond the mark. Columns are of `epcis_event AS e`. */
export function whereOf({ conditions, order, after }: EventQuery): Sql {
  const parts = conditions.map(clauseOf);
  if (after !== undefined) parts.push(beyond(order, after));
  if (parts.length === 0) return { sql: 'TRUE', values: [] };
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

/** One page, and one row more: it says whether there is a next. */
export function pageSql(query: EventQuery): Sql {
  const { sql, values } = whereOf(query);
  const way = query.order.down ? 'DESC' : 'ASC';
  const by = query.order.by === 'seq' ? `e.seq ${way}` : `e.${query.order.by} ${way}, e.seq ${way}`;
  return {
    sql: `SELECT e.* FROM epcis_event AS e WHERE ${sql} ORDER BY ${by} LIMIT ?`,
    values: [...values, query.perPage + 1],
  };
}

function clauseOf(condition: Condition): Sql {
  if (condition.is === 'declaration') return { sql: 'e.declares = 1', values: [] };
  if (condition.is === 'one-of') {
    const { column, values } = condition;
    return { sql: `e.${column} IN (${marks(values)})`, values };
  }
  if (condition.is === 'names') return named(condition);
  return { sql: `e.${condition.column} ${condition.is === 'from' ? '>=' : '<'} ?`, values: [condition.at] };
}

/** By the index of what is named; a pattern has to look at every name. */
function named({ parts, epcs, stems }: Extract<Condition, { is: 'names' }>): Sql {
  const same = `epc IN (${marks(epcs)})`;
  const begins = stems.map(() => 'substr(uri, 1, length(?)) = ?');
  const what = [same, ...begins].join(' OR ');
  return {
    sql: `e.seq IN (SELECT event FROM epcis_epc WHERE (${what}) AND part IN (${marks(parts)}))`,
    values: [...epcs, ...stems.flatMap((stem) => [stem, stem]), ...parts],
  };
}

function beyond({ by, down }: Order, { value, seq }: { value: number; seq: number }): Sql {
  const past = down ? '<' : '>';
  if (by === 'seq') return { sql: `e.seq ${past} ?`, values: [seq] };
  return { sql: `(e.${by}, e.seq) ${past} (?, ?)`, values: [value, seq] };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
