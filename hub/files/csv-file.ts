// A table that a person exported: RFC 4180 in UTF-8, read within bounds, each record with the line it begins on.
import { readFileSync, statSync } from 'node:fs';

/** A record as it stands, and its first line, from 1: a field in quotes may go on over several. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

export type CsvCode =
  | 'file-absent'
  | 'file-unreadable'
  | 'file-too-large'
  | 'file-gb18030'
  | 'file-not-utf8'
  | 'csv-quote'
  | 'csv-unclosed'
  | 'csv-too-many';

/** Why a file is no table. `line` and `column` (which field) are from 1, and 0 of the file as a whole. */
export interface CsvTrouble {
  readonly code: CsvCode;
  readonly line: number;
  readonly column: number;
}

export type Csv = { readonly records: readonly CsvRecord[] } | { readonly trouble: CsvTrouble };

/** A row of a device has some 200 bytes; whoever has more rows than that has another kind of file. */
export const csvBytesMost = 16 * 1024 * 1024;
export const csvRowsMost = 10_000;

/** Reads a file as `csvOf` does. Never throws. */
export function readCsvFile(path: string): Csv {
  try {
    const seen = statSync(path);
    if (!seen.isFile()) return whole('file-unreadable');
    return seen.size > csvBytesMost ? whole('file-too-large') : csvOf(readFileSync(path));
  } catch (error) {
    return whole((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'file-absent' : 'file-unreadable');
  }
}

/** Any bytes: the records of a table, or one coded reason why it is none. Lines without anything are left out. */
export function csvOf(bytes: Uint8Array): Csv {
  if (bytes.length > csvBytesMost) return whole('file-too-large');
  const text = decoded(bytes, 'utf-8');
  if (text === undefined) return whole(isChinese(decoded(bytes, 'gb18030')) ? 'file-gb18030' : 'file-not-utf8');
  return new Scan(text).records();
}

const whole = (code: CsvCode): Csv => ({ trouble: { code, line: 0, column: 0 } });

/** A byte-order mark is taken off. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What spreadsheets in China write by themselves; whatever else decodes as it has no such words and no commas. */
const isChinese = (text = ''): boolean => /\p{Script=Han}{2}/u.test(text) && text.includes(',') && !text.includes('\0');

const lineBreak = /\r\n|\r|\n/g;
const endOfBare = /[",\r\n]/g;

class Scan {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  records(): Csv {
    const records: CsvRecord[] = [];
    while (this.#at < this.#text.length) {
      const line = this.#line;
      const fields = this.#record();
      if (!Array.isArray(fields)) return { trouble: fields };
      if (fields.every((field) => field.trim() === '')) continue;
      // The names of the columns are a record, too.
      if (records.length > csvRowsMost) return { trouble: { code: 'csv-too-many', line, column: 0 } };
      records.push({ line, fields });
    }
    return { records };
  }

  #record(): string[] | CsvTrouble {
    const fields: string[] = [];
    for (;;) {
      const field = this.#text[this.#at] === '"' ? this.#quoted() : this.#bare();
      if (typeof field !== 'string') return { ...field, column: fields.length + 1 };
      fields.push(field);
      if (this.#text[this.#at] !== ',') break;
      this.#at += 1;
    }
    this.#pastBreak();
    return fields;
  }

  #bare(): string | Omit<CsvTrouble, 'column'> {
    endOfBare.lastIndex = this.#at;
    const end = endOfBare.exec(this.#text)?.index ?? this.#text.length;
    if (this.#text[end] === '"') return { code: 'csv-quote', line: this.#line };
    const field = this.#text.slice(this.#at, end);
    this.#at = end;
    return field;
  }

  #quoted(): string | Omit<CsvTrouble, 'column'> {
    const from = this.#at;
    let close = this.#text.indexOf('"', from + 1);
    while (close >= 0 && this.#text[close + 1] === '"') close = this.#text.indexOf('"', close + 2);
    if (close < 0) return { code: 'csv-unclosed', line: this.#line };
    const field = this.#text.slice(from + 1, close);
    this.#at = close + 1;
    if (this.#at < this.#text.length && !',\r\n'.includes(this.#text[this.#at] ?? ''))
      return { code: 'csv-quote', line: this.#line };
    this.#line += field.match(lineBreak)?.length ?? 0;
    return field.replaceAll('""', '"');
  }

  #pastBreak(): void {
    if (this.#at >= this.#text.length) return;
    this.#at += this.#text.startsWith('\r\n', this.#at) ? 2 : 1;
    this.#line += 1;
  }
}
