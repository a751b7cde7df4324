// What the journal keeps of a captured event: its body as it is answered, and beside it what can be asked for.
import { isRecord } from '../contracts/epcis/check.ts';
import { type Context, expanded } from '../contracts/epcis/context.ts';
import { canonicalLink } from '../contracts/epcis/digital-link.ts';
import type { EpcisEvent, ReadEvent } from '../contracts/epcis/event.ts';
import { instantOf, instantText } from '../contracts/epcis/instant.ts';
import { type Vocabulary, wordUri } from '../contracts/epcis/words.ts';

/** Which part of an event names a thing: a lot or class has parts of its own. */
export type Part = 'epc' | 'child' | 'parent' | 'input' | 'output' | 'class' | 'inputClass' | 'outputClass';

/** `uri` as it was written, `epc` in the one form in which things are compared. */
export interface EpcRow {
  readonly part: Part;
  readonly epc: string;
  readonly uri: string;
}

/** Words in full, places and things in canonical form, times in ms; `declares` is 1 for an error declaration. */
export interface EventRow {
  readonly key: string;
  readonly eventID: string;
  readonly declares: 0 | 1;
  readonly eventTime: number;
  readonly recordTime: number;
  readonly type: string;
  readonly action: string | null;
  readonly bizStep: string | null;
  readonly disposition: string | null;
  readonly readPoint: string | null;
  readonly bizLocation: string | null;
  readonly parentID: string | null;
  readonly epcs: readonly EpcRow[];
  readonly body: string;
}

/** A row in the order of capture. */
export type StoredRow = EventRow & { readonly seq: number };

/** The form in which a thing or place is compared: a GS1 key is the same key however it is written. */
export const comparable = (uri: string, context?: Context): string => {
  const full = context === undefined ? uri : expanded(uri, context);
  return canonicalLink(full) ?? full;
};

/** The form in which a word of a vocabulary is compared. */
export const comparableWord = (vocabulary: Vocabulary, text: string, context?: Context): string => {
  const uri = wordUri(vocabulary, text);
  return context === undefined ? uri : expanded(uri, context);
};

export function rowOf(
  read: ReadEvent,
  { key, eventID, recordTime }: { key: string; eventID: string; recordTime: number },
): EventRow {
  const { event, context } = read;
  const word = (vocabulary: Vocabulary, text: string | undefined): string | null =>
    text === undefined ? null : comparableWord(vocabulary, text, context);
  const thing = (uri: string | undefined): string | null => (uri === undefined ? null : comparable(uri, context));
  return {
    key,
    eventID,
    declares: event.errorDeclaration === undefined ? 0 : 1,
    eventTime: instantOf(event.eventTime) ?? 0,
    recordTime,
    type: comparableType(event.type, context),
    action: event.action ?? null,
    bizStep: word('step', event.bizStep),
    disposition: word('disposition', event.disposition),
    readPoint: thing(event.readPoint?.id),
    bizLocation: thing(event.bizLocation?.id),
    parentID: thing(event.parentID),
    epcs: epcsOf(event, context),
    body: bodyOf(read, eventID, recordTime),
  };
}

export const comparableType = (type: string, context?: Context): string =>
  context === undefined ? type : expanded(type, context);

const lists: readonly (readonly [name: string, part: Part])[] = [
  ['epcList', 'epc'],
  ['childEPCs', 'child'],
  ['inputEPCList', 'input'],
  ['outputEPCList', 'output'],
];
const quantityLists: readonly (readonly [name: string, part: Part])[] = [
  ['quantityList', 'class'],
  ['childQuantityList', 'class'],
  ['inputQuantityList', 'inputClass'],
  ['outputQuantityList', 'outputClass'],
];

function epcsOf(event: EpcisEvent, context: Context): EpcRow[] {
  const row = (part: Part, uri: unknown): EpcRow[] =>
    typeof uri === 'string' ? [{ part, epc: comparable(uri, context), uri: expanded(uri, context) }] : [];
  const listed = (name: string): unknown[] => (Array.isArray(event[name]) ? (event[name] as unknown[]) : []);
  return [
    ...row('parent', event.parentID),
    ...lists.flatMap(([name, part]) => listed(name).flatMap((uri) => row(part, uri))),
    ...quantityLists.flatMap(([name, part]) =>
      listed(name).flatMap((one) => (isRecord(one) ? row(part, one['epcClass']) : [])),
    ),
  ];
}

/**
 * The event as it came, under an id, with the hub's own record time (EPCIS 2.0 §7.4.1: the repository's, not the
 * sender's), and with whatever its prefixes need of the context of its document.
 */
function bodyOf({ event, context }: ReadEvent, eventID: string, recordTime: number): string {
  const { '@context': _context, recordTime: _theirs, ...rest } = event;
  const own = [...new Map(context.own.map((entry) => [JSON.stringify(entry), entry])).values()];
  const head = own.length > 0 ? { '@context': own } : {};
  return JSON.stringify({ ...head, ...rest, eventID, recordTime: instantText(recordTime) });
}
