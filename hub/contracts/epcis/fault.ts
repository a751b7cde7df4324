// What is wrong with a document or an event of EPCIS: the code, and which event and field, for a program and for a person.

export type EpcisCode = 'json-malformed' | 'epcis-invalid' | 'capture-oversized';

/** `event` counts from 1 and is absent where the document itself is wrong; `field` is a path such as `quantityList[0].uom`. */
export interface EpcisFault {
  readonly code: EpcisCode;
  readonly event?: number;
  readonly eventID?: string;
  readonly field: string;
  readonly detail: string;
}

/** So many faults of one event are told; it will have to be looked at anyway. */
export const faultsMost = 8;

const shownMost = 60;

/** A value as it may stand in a sentence: short, in one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? 'a list' : typeof value;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'string') return text === 'object' ? 'an object' : text;
  const cut = text.length > shownMost ? `${text.slice(0, shownMost)}…` : text;
  return JSON.stringify(cut);
}

/** An event as a person finds it: `event 2 (eventID urn:uuid:…)`. */
function eventName(event: number, eventID: string | undefined): string {
  return eventID === undefined ? `event ${event}` : `event ${event} (eventID ${eventID})`;
}

const placeMost = 160;
const saysMost = 240;

/** A name or an id may be as long as its document: a job would repeat it with every fault. */
const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

export function documentFault(field: string, says: string): EpcisFault {
  const where = short(field, placeMost);
  return { code: 'epcis-invalid', field: where, detail: `document: ${where} ${short(says, saysMost)}` };
}

/** `event` is the place in the document, from 1; `says` ends the sentence that the field begins. */
export function eventFault(event: number, eventID: string | undefined, field: string, says: string): EpcisFault {
  const [id, where] = [eventID === undefined ? undefined : short(eventID, placeMost), short(field, placeMost)];
  const detail = `${eventName(event, id)}: ${where} ${short(says, saysMost)}`;
  return { code: 'epcis-invalid', event, ...(id !== undefined && { eventID: id }), field: where, detail };
}
