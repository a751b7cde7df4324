// One capture taken: the same bytes, with the same past, always come to the same events and the same faults.
import { createHash } from 'node:crypto';
import { meaningIn } from '../contracts/epcis/context.ts';
import { readEpcis, repeatedFault } from '../contracts/epcis/document.ts';
import type { ReadEvent } from '../contracts/epcis/event.ts';
import type { EpcisFault } from '../contracts/epcis/fault.ts';
import { observe } from '../contracts/epcis/observe.ts';
import type { Places, Told } from '../contracts/epcis/told.ts';
import { eventHash } from './event-hash.ts';
import { type EventRow, rowOf } from './row.ts';

/** GS1-Capture-Error-Behaviour (EPCIS 2.0 §12.6): all or nothing, or whatever is sound. */
export type Behaviour = 'rollback' | 'proceed';

/** `isStored` and `isWrong` are the past: what was captured before this, by key, and which eventIDs were declared wrong. */
export interface CaptureOptions {
  readonly behaviour: Behaviour;
  readonly receivedAt: number;
  readonly places: Places;
  readonly isStored: (key: string) => boolean;
  readonly isWrong: (eventID: string) => boolean;
}

/** What an error declaration takes back: the event of that id, which by the standard it repeats word by word. */
export interface Retraction {
  readonly eventID: string;
  /** Key of the event, where the declaration repeats it as it was. */
  readonly key: string;
  /** What the event had told. */
  readonly told: readonly Told[];
}

export interface CapturedEvent {
  readonly place: number;
  /** Of id and content: 64 hex digits. The same event again has the same key, and no other has. */
  readonly key: string;
  readonly eventID: string;
  readonly row: EventRow;
  /** Nothing for a declaration, and for an event that is known to be wrong already. */
  readonly told: readonly Told[];
  readonly retracts?: Retraction;
}

export interface TakenCapture {
  /** New, in the order of the document. */
  readonly events: readonly CapturedEvent[];
  /** Ids of all that stand now, new or captured before. */
  readonly eventIDs: readonly string[];
  readonly faults: readonly EpcisFault[];
  /** How many events the document has. */
  readonly count: number;
}

interface Keyed extends ReadEvent {
  readonly key: string;
  readonly eventID: string;
  readonly hash: string;
}

export function takeCapture(payload: Uint8Array, options: CaptureOptions): TakenCapture {
  const read = readEpcis(payload);
  if ('code' in read) return { events: [], eventIDs: [], faults: [read], count: 0 };
  const { once, faults: repeated } = withoutRepeats(read.events.map(keyed));
  const faults = [...read.faults, ...repeated].sort((a, b) => (a.event ?? 0) - (b.event ?? 0));
  const { count } = read;
  if (faults.length > 0 && options.behaviour === 'rollback') return { events: [], eventIDs: [], faults, count };
  const declared = new Set(once.filter(declares).map(({ eventID }) => eventID));
  const isWrong = (eventID: string): boolean => declared.has(eventID) || options.isWrong(eventID);
  const events = once.filter(({ key }) => !options.isStored(key)).map((one) => captured(one, { ...options, isWrong }));
  return { events, eventIDs: [...new Set(once.map(({ eventID }) => eventID))], faults, count };
}

const declares = ({ event }: ReadEvent): boolean => event.errorDeclaration !== undefined;

/** An event without an id gets its hash for one (CBV 2.0 §8.9): nobody's clock and no chance, so that it is the same again. */
function keyed(read: ReadEvent): Keyed {
  const hash = eventHash(read);
  const eventID = read.event.eventID ?? hash;
  return { ...read, hash, eventID, key: keyOf(read, eventID) };
}

/**
 * Over all that an event says, as it is written but for the order of its fields, and what its prefixes stand for. The
 * event hash would lose events: by it `007` is 7, and whoever certified is no part of the event.
 */
function keyOf({ event, context }: ReadEvent, eventID: string): string {
  const { '@context': _context, eventID: _id, recordTime: _recorded, ...rest } = event;
  const stems = new Set<string>();
  const said = sorted(rest, stems);
  const meant = [...stems].sort().map((stem) => [stem, meaningIn(context, stem)]);
  return createHash('sha256')
    .update(JSON.stringify([eventID, said, meant, [...context.beyond]]))
    .digest('hex');
}

/** The same whatever the order of its fields, and of no other value. What may be a prefix or term in it goes into `stems`. */
function sorted(value: unknown, stems: Set<string>): unknown {
  if (typeof value === 'string') stems.add(stemOf(value));
  if (Array.isArray(value)) return value.map((one) => sorted(one, stems));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name] of fields) stems.add(stemOf(name));
  return Object.fromEntries(fields.map(([name, one]) => [name, sorted(one, stems)]));
}

function stemOf(text: string): string {
  const colon = text.indexOf(':');
  return colon < 0 ? text : text.slice(0, colon);
}

/**
 * The same event twice is one; two events under one id are a fault of the later one, unless it declares the id wrong, or
 * the id is but its hash, which nobody gave it and another may have as well.
 */
function withoutRepeats(all: readonly Keyed[]): { once: Keyed[]; faults: EpcisFault[] } {
  const byKey = new Map<string, Keyed>();
  const byId = new Map<string, Keyed>();
  const faults: EpcisFault[] = [];
  for (const one of all) {
    if (byKey.has(one.key)) continue;
    const before = declares(one) || one.eventID === one.hash ? undefined : byId.get(one.eventID);
    if (before !== undefined) faults.push(repeatedFault(one, before.place));
    else byKey.set(one.key, one);
    if (!declares(one) && before === undefined) byId.set(one.eventID, one);
  }
  return { once: [...byKey.values()], faults };
}

function captured(one: Keyed, { receivedAt, places, isWrong }: CaptureOptions): CapturedEvent {
  const { place, key, eventID, event } = one;
  const row = rowOf(one, { key, eventID, recordTime: receivedAt });
  const known = { place, key, eventID, row };
  if (!declares(one)) return { ...known, told: isWrong(eventID) ? [] : observe(one, places) };
  const { errorDeclaration: _, ...original } = event;
  const read = { ...one, event: original };
  return { ...known, told: [], retracts: { eventID, key: keyOf(read, eventID), told: observe(read, places) } };
}
