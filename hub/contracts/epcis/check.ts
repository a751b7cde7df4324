// The small checks of which the shapes of EPCIS are made: a moment, a URI, a word, a list, a record. Each tells what it finds.
import { type Context, contextOf, isNamed } from './context.ts';
import { shown } from './fault.ts';
import { instantOf } from './instant.ts';
import { calledOf, isWord, type Vocabulary } from './words.ts';

/** What a check knows, and where it tells what is wrong: the path of the field, and the end of the sentence. */
export interface Look {
  readonly context: Context;
  readonly fault: (field: string, says: string) => void;
}

export type Check = (value: unknown, field: string, look: Look) => void;

export type Fields = Readonly<Record<string, Check>>;

/** A check of one value by a question; `not` is what it is otherwise. */
const is =
  (sound: (value: unknown) => boolean, not: string): Check =>
  (value, field, look) => {
    if (!sound(value)) look.fault(field, `${shown(value)} ${not}`);
  };

const isText = (value: unknown): value is string => typeof value === 'string';

/** RFC 3986 and 3987 in outline: a scheme, and then something without spaces, with whole escapes. */
export const isUri = (value: unknown): value is string =>
  isText(value) && /^[A-Za-z][A-Za-z0-9+.-]*:(?:[^\s<>"{}|\\^`%\p{Cc}]|%[0-9A-Fa-f]{2})+$/u.test(value);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const uri = is(isUri, 'is not a URI');
export const text = is((value) => isText(value) && value.length > 0, 'is not a text');
export const moment = is(
  (value) => isText(value) && instantOf(value) !== undefined,
  'is not a date and time with its time zone',
);
export const number = is((value) => typeof value === 'number' && Number.isFinite(value), 'is not a number');
export const flag = is((value) => typeof value === 'boolean', 'is neither true nor false');
export const hex = is((value) => isText(value) && /^(?:[0-9A-Fa-f]{2})+$/.test(value), 'is not in hexadecimal octets');
export const oneOf = (...words: readonly string[]): Check =>
  is((value) => isText(value) && words.includes(value), `is none of ${words.join(', ')}`);
export const matching = (form: RegExp, not: string): Check => is((value) => isText(value) && form.test(value), not);

/** CBV 2.0: a bare word must be one of the vocabulary; anybody may have words of their own as URIs. */
export const word = (vocabulary: Vocabulary): Check =>
  is((value) => isText(value) && (isWord(vocabulary, value) || isUri(value)), `is not a ${calledOf(vocabulary)}`);

/** A list; `min` things at least. Of URIs each stands there once: these lists are sets. */
export const list =
  (item: Check, { min = 0, once = false } = {}): Check =>
  (value, field, look) => {
    if (!Array.isArray(value)) return look.fault(field, `${shown(value)} is not a list`);
    if (value.length < min) look.fault(field, 'is empty');
    for (const [i, one] of value.entries()) item(one, `${field}[${i}]`, look);
    if (once && new Set(value).size < value.length) look.fault(field, 'names the same twice');
  };

/** An object of fields, all that are `needed` among them; others only under a name that says whose they are. */
export const record =
  (fields: Fields, ...needed: readonly string[]): Check =>
  (value, field, look) => {
    if (!isRecord(value)) return look.fault(field, `${shown(value)} is not an object`);
    fieldsOf(value, field === '' ? '' : `${field}.`, fields, needed, look);
  };

export function fieldsOf(
  value: Readonly<Record<string, unknown>>,
  path: string,
  fields: Fields,
  needed: readonly string[],
  look: Look,
): void {
  for (const name of needed) if (!Object.hasOwn(value, name)) look.fault(path + name, 'is missing');
  for (const [name, one] of Object.entries(value)) {
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (check !== undefined) check(one, path + name, look);
    else extension(name, one, path, look);
  }
}

/** A field of somebody's own (EPCIS 2.0 §9.1, "extensions"): its name has a namespace, and so has every prefix in it. */
function extension(name: string, value: unknown, path: string, look: Look): void {
  if (isNamed(name, look.context)) inside(value, path + name, look);
  else if (name.includes(':')) look.fault(path + name, `has the prefix ${name.split(':')[0]}, which is not declared`);
  else look.fault(path + name, 'is no field of EPCIS here, and has no namespace');
}

/** Deeper in, names without a prefix are the owner's; a prefix still has to be declared. */
function inside(value: unknown, path: string, look: Look): void {
  if (Array.isArray(value)) for (const [i, one] of value.entries()) inside(one, `${path}[${i}]`, look);
  if (!isRecord(value)) return;
  const context = Object.hasOwn(value, '@context')
    ? contextOf(value['@context'], () => false, look.context)
    : undefined;
  if (typeof context === 'string') {
    look.fault(`${path}.@context`, context);
    return;
  }
  const here = context === undefined ? look : { ...look, context };
  for (const [name, one] of Object.entries(value)) {
    if (name === '@context') continue;
    if (name.includes(':')) extension(name, one, `${path}.`, here);
    else inside(one, `${path}.${name}`, here);
  }
}
