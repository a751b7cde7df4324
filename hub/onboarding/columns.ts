// The columns of a table of devices, by their English and Chinese names, and its rows as read through them.
import type { CsvRecord } from '../files/csv-file.ts';

// biome-ignore format: a table
const names = {
  id: ['编号', '设备编号'], kind: ['type', '类型'], site: ['场所'], agent: ['代理'],
  name_zh: ['名称', '中文名', '中文名称'], name_en: ['英文名', '英文名称'], lane: ['车道'], fence: ['围栏', '围网'],
  gate: ['卡口'], direction: ['方向'], lon: ['longitude', '经度'], lat: ['latitude', '纬度'], datum: ['坐标系'],
  address: ['地址'], note: ['备注'],
} as const satisfies Record<string, readonly string[]>;
export type Column = keyof typeof names;

const needed: readonly Column[] = ['id', 'kind', 'site'];
const byName = new Map<string, Column>(
  (Object.keys(names) as Column[]).flatMap((column) => [column, ...names[column]].map((name) => [name, column])),
);

/** One line of the table. */
export interface Row {
  readonly line: number;
  /** Trimmed; empty where the table has no such column. */
  text(column: Column): string;
  /** Which field it is, from 1, and as the table calls it; 0 where there is none. */
  at(column: Column): { readonly column: number; readonly name: string };
  /** As many fields as the table has columns? */
  readonly isWhole: boolean;
}

/** Why a head is none: a column nobody knows, one that is there twice, or one that must be there. */
export interface HeadTrouble {
  readonly code: 'column-unknown' | 'column-twice' | 'column-missing' | 'table-empty';
  readonly line: number;
  readonly column: number;
  readonly found: string;
}

/** The first record names the columns. */
export function rowsOf([head, ...records]: readonly CsvRecord[]): { rows: readonly Row[] } | { trouble: HeadTrouble } {
  if (head === undefined) return { trouble: { code: 'table-empty', line: 0, column: 0, found: '' } };
  const order = new Map<Column, number>();
  for (const [i, field] of head.fields.entries()) {
    const column = byName.get(
      field
        .trim()
        .toLowerCase()
        .replace(/[\s_-]+/g, '_'),
    );
    const code = column === undefined ? 'column-unknown' : order.has(column) ? 'column-twice' : undefined;
    if (code !== undefined) return { trouble: { code, line: head.line, column: i + 1, found: field.trim() } };
    if (column !== undefined) order.set(column, i);
  }
  const lacks = needed.find((column) => !order.has(column));
  if (lacks !== undefined) return { trouble: { code: 'column-missing', line: head.line, column: 0, found: lacks } };
  return { rows: records.map((record) => rowOf(head, order, record)) };
}

function rowOf(head: CsvRecord, order: ReadonlyMap<Column, number>, { line, fields }: CsvRecord): Row {
  return {
    line,
    text: (column) => fields[order.get(column) ?? -1]?.trim() ?? '',
    at: (column) => {
      const i = order.get(column);
      return i === undefined ? { column: 0, name: column } : { column: i + 1, name: head.fields[i]?.trim() ?? column };
    },
    isWhole: fields.length === head.fields.length,
  };
}
