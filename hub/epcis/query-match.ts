// A query as a question to one row, and as a page of rows in memory: what the SQL beside it must agree with.
import { type Condition, type EventQuery, type Mark, type Order, tokenOf } from './query.ts';
import type { StoredRow } from './row.ts';

export const matches = ({ conditions }: EventQuery, row: StoredRow): boolean =>
  conditions.every((condition) => holds(condition, row));

function holds(condition: Condition, row: StoredRow): boolean {
  if (condition.is === 'declaration') return row.declares === 1;
  if (condition.is === 'one-of') return condition.values.includes(row[condition.column] ?? '\0');
  if (condition.is === 'names') return isNamed(condition, row);
  const at = row[condition.column];
  return condition.is === 'from' ? at >= condition.at : at < condition.at;
}

function isNamed({ parts, epcs, stems }: Extract<Condition, { is: 'names' }>, row: StoredRow): boolean {
  const fits = (epc: string, uri: string): boolean => epcs.includes(epc) || stems.some((stem) => uri.startsWith(stem));
  return row.epcs.some(({ part, epc, uri }) => parts.includes(part) && fits(epc, uri));
}

/** Of so many bytes of bodies, or little more, an answer is still one text and soon sent. */
export const pageBytesMost = 4 * 1024 * 1024;

/** As many as go on a page, one at least; `more` where something was left over. Takes no more from `found` than it needs. */
export function pageFrom<Row extends { body: string }>(
  found: Iterable<Row>,
  most: number,
): { rows: Row[]; more: boolean } {
  const rows: Row[] = [];
  let bytes = 0;
  for (const row of found) {
    bytes += Buffer.byteLength(row.body);
    if (rows.length >= most || (rows.length > 0 && bytes > pageBytesMost)) return { rows, more: true };
    rows.push(row);
  }
  return { rows, more: false };
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The token of the next page, where there is one. */
  readonly next?: string;
}

/** From one row more than a page holds, in the order of the query: the page, and whether there is a next. */
export function pageOf<Row extends Position & { readonly body: string }>(
  query: EventQuery,
  found: Iterable<Row>,
): Page<Row> {
  const left = query.after?.left ?? query.limit;
  const most = Math.min(query.perPage, left ?? query.perPage);
  const { rows, more } = pageFrom(found, most);
  const last = rows.at(-1);
  const remaining = left === undefined ? undefined : left - rows.length;
  if (last === undefined || !more || remaining === 0) return { rows };
  const mark: Mark = {
    value: last[query.order.by],
    seq: last.seq,
    ...(remaining !== undefined && { left: remaining }),
  };
  return { rows, next: tokenOf(mark) };
}

/** The same over rows in memory. */
export function select(query: EventQuery, rows: readonly StoredRow[]): Page<StoredRow> {
  const { order, after, perPage } = query;
  const found = rows
    .filter((row) => matches(query, row) && (after === undefined || compare(order, row, positionOf(order, after)) > 0))
    .sort((a, b) => compare(order, a, b));
  return pageOf(query, found.slice(0, perPage + 1));
}

interface Position {
  readonly seq: number;
  readonly eventTime: number;
  readonly recordTime: number;
}

const positionOf = ({ by }: Order, { value, seq }: Mark): Position => ({
  seq,
  eventTime: by === 'eventTime' ? value : 0,
  recordTime: by === 'recordTime' ? value : 0,
});

function compare({ by, down }: Order, a: Position, b: Position): number {
  const ahead = a[by] - b[by] || a.seq - b.seq;
  return down ? -ahead : ahead;
}
