// One file that a person wrote, read and parsed: its root as a place, or why it cannot be read; and a list in it, added to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, YAMLSeq } from 'yaml';
import { type Fault, type Kinds, Place, type Step } from './place.ts';

/** `root` is undefined when the file is not there, says nothing, or cannot be read; `faults` say which. */
export interface YamlFile {
  readonly there: boolean;
  readonly root: Place | undefined;
  readonly faults: readonly Fault[];
}

/** YAML 1.2 reads JSON too, so one parser names the line in both. */
export function readYamlFile(folder: string, file: string, kinds: Kinds): YamlFile {
  const bad = (faults: readonly Fault[]): YamlFile => ({ there: true, root: undefined, faults });
  const text = textOf(join(folder, file));
  if (text === 'absent') return { there: false, root: undefined, faults: [] };
  if ('trouble' in text) return bad([{ file, line: 0, says: text.trouble }]);
  const lines = new LineCounter();
  const isJson = file.endsWith('json');
  const document = parseDocument(text.text, { lineCounter: lines, ...(isJson && { schema: 'json' }) });
  const wrong = malformed(file, document, lines);
  if (wrong.length === 0 && isJson) wrong.push(...notJson(file, text.text));
  if (wrong.length > 0) return bad(wrong);
  const value = plain(document);
  if ('trouble' in value) return bad([{ file, line: 0, says: value.trouble }]);
  if (value.plain === null) return { there: true, root: undefined, faults: [] };
  const root = new Place(file, value.plain, (path) => lineOf(document, lines, path), kinds);
  return { there: true, root, faults: [] };
}

function textOf(path: string): 'absent' | { text: string } | { trouble: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    return { trouble: error instanceof TypeError ? 'is not UTF-8' : `cannot be read: ${(error as Error).message}` };
  }
}

/** One a line: what follows on the same line follows from it. */
function malformed(file: string, { errors, warnings }: Document.Parsed, lines: LineCounter): Fault[] {
  const faults = new Map<number, Fault>();
  for (const { pos, message } of [...errors, ...warnings]) {
    const { line } = lines.linePos(pos[0]);
    const says = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    if (!faults.has(line)) faults.set(line, { file, line, says });
  }
  return [...faults.values()];
}

/** What a map tool would stumble over: a drawing is JSON and nothing more. */
function notJson(file: string, text: string): Fault[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const { message } = error as Error;
    const line = Number(/\(line (\d+)/.exec(message)?.[1] ?? 1);
    return [{ file, line, says: `is not JSON: ${message.split(' in JSON')[0]?.split('\n')[0]}` }];
  }
}

/** Aliases that multiply without end are refused by the library, as an exception. */
function plain(document: Document.Parsed): { plain: unknown } | { trouble: string } {
  try {
    return { plain: document.toJS() };
  } catch (error) {
    return { trouble: (error as Error).message };
  }
}

/** Of a field the line of its name, of an entry its first; of what is not there the nearest thing around it. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly Step[]): number {
  let node: unknown = document.contents;
  let start = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const next = pair === undefined ? (isSeq(node) ? node.items[Number(step)] : undefined) : pair.value;
    const from = startOf(pair?.key ?? next);
    if (from === undefined) break;
    start = from;
    node = next;
  }
  return lines.linePos(start).line;
}

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

/** A list of a file. */
export interface YamlList {
  readonly file: string;
  readonly list: string;
}

/** One entry of a list: of one that is there the fields to set, else a new one with a note before it. */
export interface Change {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly note?: string;
}

/** The text of a file with entries of a list changed, or new at its end; order and comments stay. @throws Error of text that is not YAML */
export function changedList(text: string, list: string, changes: readonly Change[]): string {
  const document = parseDocument(text);
  const [wrong] = document.errors;
  if (wrong !== undefined) throw wrong;
  if (!isMap(document.contents)) document.contents = document.createNode({}) as unknown as typeof document.contents;
  if (!isSeq(document.get(list))) document.set(list, new YAMLSeq());
  const entries = document.get(list) as YAMLSeq;
  // In a list that was written as `[]` there is no room for notes.
  if (entries.items.length === 0) entries.flow = false;
  const known = new Map(entries.items.map((item, i) => [isMap(item) ? item.get('id') : undefined, i]));
  for (const { id, fields, note } of changes) {
    const at = known.get(id);
    if (at !== undefined) setFields(document, [list, at], fields);
    else entries.add(entryNode(document, { id, ...fields }, note));
  }
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function setFields(document: Document, path: readonly Step[], fields: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'object') setFields(document, [...path, name], value as typeof fields);
    else document.setIn([...path, name], value);
  }
}

function entryNode(document: Document, value: object, note: string | undefined): Node {
  const node = document.createNode(value, { flow: true });
  if (note !== undefined) node.commentBefore = ` ${note}`;
  return node;
}
