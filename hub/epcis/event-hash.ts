// The event hash of CBV 2.0 §8.9: the same event, however it is written, has the same id, and any other another.
import { createHash } from 'node:crypto';
import { isRecord } from '../contracts/epcis/check.ts';
import { type Context, contextOf, expanded, meaningIn } from '../contracts/epcis/context.ts';
import { canonicalLink } from '../contracts/epcis/digital-link.ts';
import type { ReadEvent } from '../contracts/epcis/event.ts';
import { instantOf, instantText } from '../contracts/epcis/instant.ts';
import { type Vocabulary, wordUri } from '../contracts/epcis/words.ts';
import { type Form, type Inside, metadata, type Order, order, report, value, words } from './hash-order.ts';

/** What the hash leaves out of an event. Deeper in there is nothing that is not part of it. */
const ignored = new Set(['@context', 'recordTime', 'eventID', 'errorDeclaration', 'certificationInfo', 'rdfs:comment']);

/** The string that is hashed. Words of the GS1 web vocabulary inside extensions stay as they are written. */
export function prehashOf({ event, context }: ReadEvent): string {
  const known = order.map(([name, form]) => written(name, event[name], form, context)).join('');
  const rest = Object.fromEntries(Object.entries(event).filter(([name]) => !isKnown(name)));
  const ilmd = isRecord(event['ilmd']) ? `ilmd${others(event['ilmd'], context)}` : '';
  return `eventType=${event.type}${known}${ilmd}${sensorExtras(event, context)}${others(rest, context)}`;
}

export function eventHash(read: ReadEvent): string {
  return `ni:///sha-256;${createHash('sha256').update(prehashOf(read)).digest('hex')}?ver=CBV2.0`;
}

const isKnown = (name: string): boolean =>
  ignored.has(name) || name === 'type' || name === 'ilmd' || order.some(([known]) => known === name);

function written(name: string, said: unknown, form: Form, context: Context): string {
  if (said === undefined) return '';
  if (typeof form === 'string') return `${name}=${scalar(said, form, context)}`;
  if (!('each' in form)) return isRecord(said) ? named(name, inside(said, form, context)) : '';
  const items = (Array.isArray(said) ? said : [said]).map((one) => item(name, one, form, context));
  const all = items.sort().join('');
  return form.bare ? all : named(name, all);
}

function item(name: string, one: unknown, form: Extract<Form, { each: string }>, context: Context): string {
  if (form === words) return `${name}=${scalar(one, 'disposition', context)}`;
  if (form.in === undefined || !isRecord(one)) return `${form.each}=${scalar(one, value, context)}`;
  return form.each + inside(one, { in: form.in, ...(form.apart && { apart: true }) }, context);
}

function inside(said: Readonly<Record<string, unknown>>, { in: within, apart }: Inside, context: Context): string {
  const known = within.map(([name, form]) => written(name, said[name], form, context)).join('');
  return apart === true ? known : known + others(extensions(said, within), context);
}

/** An empty property is none. */
const named = (name: string, text: string): string => (text === '' ? '' : name + text);

function scalar(said: unknown, form: Vocabulary | 'value', context: Context): string {
  if (typeof said === 'boolean') return String(said);
  if (typeof said === 'number') return decimal(said);
  const text = String(said).trim();
  if (form !== value) return wordUri(form, text);
  const moment = rounded(text);
  if (moment !== undefined) return moment;
  return decimalText(text) ?? canonicalLink(text) ?? standardUri(text, context);
}

/** Whole numbers in all their digits, others as short as they can be. */
function decimal(number: number): string {
  if (Number.isInteger(number)) return BigInt(number).toString();
  return String(number);
}

/** A number in a text, all its digits kept: an SSCC has more of them than a number can tell apart. */
function decimalText(text: string): string | undefined {
  const [, sign = '', whole = '', part = '', power] = /^([+-]?)(\d*)(?:\.(\d*))?([eE][+-]?\d+)?$/.exec(text) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  if (whole + part === '') return undefined;
  if (power !== undefined) return digits.length <= 15 && Number.isFinite(Number(text)) ? decimal(Number(text)) : text;
  const fraction = part.replace(/0+$/, '');
  const shown = `${whole.replace(/^0+/, '') || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && digits !== '' ? `-${shown}` : shown;
}

/** Milliseconds, the fourth digit of a fraction rounded. */
function rounded(text: string): string | undefined {
  const millis = instantOf(text);
  if (millis === undefined) return undefined;
  const up = /\.\d{3}[5-9]/.test(text) ? 1 : 0;
  return instantText(millis + up);
}

/** CURIEs of GS1's own vocabularies are written out; those of anybody else stay. */
function standardUri(text: string, context: Context): string {
  return /^(?:gs1|cbv|epcis):/.test(text) ? expanded(text, context) : text;
}

/** What has no place in the order: names with their namespace, sorted on every level. */
function others(said: Readonly<Record<string, unknown>>, outer: Context): string {
  const own = '@context' in said ? contextOf(said['@context'], () => false, outer) : outer;
  const context = typeof own === 'string' ? outer : own;
  return Object.entries(said)
    .filter(([name]) => name !== '@context')
    .flatMap(([name, one]) => (Array.isArray(one) ? one : [one]).map((each) => other(name, each, context)))
    .sort()
    .join('');
}

function other(name: string, said: unknown, context: Context): string {
  const full = qualified(name, context);
  if (isRecord(said)) return full + others(said, context);
  if (Array.isArray(said)) return said.map((one) => other(name, one, context)).join('');
  return `${full}=${said === null ? '' : scalar(said, value, context)}`;
}

function qualified(name: string, context: Context): string {
  const colon = name.indexOf(':');
  const namespace = colon < 0 ? undefined : meaningIn(context, name.slice(0, colon));
  if (namespace === undefined) return name;
  const stem = namespace === 'urn:epcglobal:cbv:mda:' ? 'urn:epcglobal:cbv:mda' : namespace;
  return `{${stem}}${name.slice(colon + 1)}`;
}

/** Extensions of sensor elements come after ilmd, in the elements they are of. */
function sensorExtras(event: ReadEvent['event'], context: Context): string {
  const elements = (event.sensorElementList ?? []).map((element) => {
    const { sensorMetadata = {}, sensorReport, type: _, ...rest } = element;
    const ofMetadata = named('sensorMetadata', others(extensions(sensorMetadata, metadata), context));
    const ofReports = sensorReport.map((one) => named('sensorReport', others(extensions(one, report), context))).sort();
    return named('sensorElement', ofMetadata + ofReports.join('') + others(rest, context));
  });
  return elements.sort().join('');
}

const extensions = (said: Readonly<Record<string, unknown>>, within: Order): Record<string, unknown> =>
  Object.fromEntries(Object.entries(said).filter(([name]) => !within.some(([known]) => known === name)));
