// A document of EPCIS 2.0 taken apart: an EPCISDocument, an EPCISQueryDocument, or one bare event; each event by itself.
import { type Check, fieldsOf, isRecord, isUri, matching, moment, text, uri } from './check.ts';
import { type Context, contextOf } from './context.ts';
import { type ReadEvent, readEvent } from './event.ts';
import { documentFault, type EpcisFault, eventFault } from './fault.ts';
import { isEventType, isTerm } from './shapes.ts';

/** What one capture may be; answered as GS1-EPCIS-Capture-File-Size-Limit and GS1-EPCIS-Capture-Limit (EPCIS 2.0 §12.6). */
export const captureLimits: Limits = { bytes: 1024 * 1024, events: 1000 };

export interface Limits {
  readonly bytes: number;
  readonly events: number;
}

/** Deeper than anybody nests; what walks a document does so by recursion. */
const depthMost = 64;

export interface EpcisReading {
  readonly events: readonly ReadEvent[];
  /** What is wrong with single events, by their place. */
  readonly faults: readonly EpcisFault[];
  /** How many events there are, sound or not. */
  readonly count: number;
  readonly bare: boolean;
}

/**
 * Reads what was captured, or refuses it as a whole. A wrong event is a fault and takes no other along.
 * @returns one fault without an event where it is no document of EPCIS at all
 */
export function readEpcis(payload: Uint8Array, limits: Limits = captureLimits): EpcisReading | EpcisFault {
  if (payload.length > limits.bytes) return oversized(`${payload.length} bytes`, limits);
  const value = parsed(payload);
  if (value === undefined)
    return { code: 'json-malformed', field: 'document', detail: 'document: is not JSON in UTF-8' };
  if (!isRecord(value) || depthOver(value)) return documentFault('document', 'is not an object of reasonable depth');
  const { type } = value;
  const isDocument = type === 'EPCISDocument' || type === 'EPCISQueryDocument';
  const isEvent = isEventType(type) || (typeof type === 'string' && isUri(type)) || 'eventTime' in value;
  if (!isDocument && !isEvent) return documentFault('type', 'is neither EPCISDocument nor a type of event');
  const context = outermost(value);
  if ('code' in context) return context;
  if (!isDocument) return together([readEvent(value, 1, context)], true);
  const fault = envelopeFault(value, context);
  if (fault !== undefined) return fault;
  const list = eventsOf(value);
  if (!Array.isArray(list)) return documentFault('epcisBody.eventList', 'is missing or not a list');
  if (list.length > limits.events) return oversized(`${list.length} events`, limits);
  return together(
    list.map((event, i) => readEvent(event, i + 1, context)),
    false,
  );
}

const oversized = (what: string, { bytes, events }: Limits): EpcisFault => ({
  code: 'capture-oversized',
  field: 'document',
  detail: `document: ${what}; at most ${bytes} bytes and ${events} events`,
});

function parsed(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as unknown;
  } catch {
    return undefined;
  }
}

/** Level by level, without recursion. */
function depthOver(value: object): boolean {
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthMost) return true;
    level = level
      .flatMap((one) => Object.values(one) as unknown[])
      .filter((one) => typeof one === 'object' && one !== null);
  }
  return false;
}

/** EPCIS 2.0 §9.1: without the context of EPCIS no field has a meaning. */
function outermost(value: Readonly<Record<string, unknown>>): Context | EpcisFault {
  if (!('@context' in value)) return documentFault('@context', 'is missing');
  const context = contextOf(value['@context'], isTerm);
  if (typeof context === 'string') return documentFault('@context', context);
  return context.epcis ? context : documentFault('@context', 'does not name the context of EPCIS');
}

const pass: Check = () => {};
/** A node of JSON-LD may be blank, `_:document1`. */
const name: Check = (value, field, look) => {
  if (!/^_:[\w.-]+$/.test(String(value))) uri(value, field, look);
};
const version = matching(/^2\.\d+(\.\d+)*$/, 'is not a version 2 of EPCIS, such as "2.0"');
const envelope = {
  '@context': pass,
  id: name,
  type: pass,
  schemaVersion: version,
  creationDate: moment,
  instanceIdentifier: text,
  sender: text,
  receiver: text,
  epcisHeader: pass,
  epcisBody: pass,
};

function envelopeFault(value: Readonly<Record<string, unknown>>, context: Context): EpcisFault | undefined {
  const faults: EpcisFault[] = [];
  const fault = (field: string, says: string): void => void faults.push(documentFault(field, says));
  // A query document need not say when it was made (§9.6).
  const made = value['type'] === 'EPCISDocument' ? ['schemaVersion', 'creationDate'] : [];
  fieldsOf(value, '', envelope, [...made, 'epcisBody'], { context, fault });
  return faults[0];
}

function eventsOf({ type, epcisBody }: Readonly<Record<string, unknown>>): unknown {
  const inside = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
  const body = type === 'EPCISQueryDocument' ? inside(inside(epcisBody, 'queryResults'), 'resultsBody') : epcisBody;
  return inside(body, 'eventList');
}

function together(read: readonly (ReadEvent | readonly EpcisFault[])[], bare: boolean): EpcisReading {
  const events = read.filter((one): one is ReadEvent => 'event' in one);
  const faults = read.flatMap((one) => ('event' in one ? [] : one));
  return { events, faults, count: read.length, bare };
}

/** An eventID may stand in a document once, but for error declarations, which bear that of the event they declare wrong. */
export const repeatedFault = ({ place, event }: ReadEvent, first: number): EpcisFault =>
  eventFault(place, event.eventID, 'eventID', `is that of event ${first}, which says something else`);
