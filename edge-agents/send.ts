// Observations from the command line, so that a newcomer can try: the envelope is filled in, the rest is as given.
import type { EventClass } from '../hub/contracts/ids.ts';
import { type Adapter, farthestMs, type Observed } from './adapter.ts';

/** What a file holds, or the command line: whose word it is, what it shows, and the events in their order. */
export interface Sending {
  readonly agent?: string;
  readonly site?: string;
  readonly events: readonly Record<string, unknown>[];
}

/** Where in the file the events of each class stand, from 1 on. */
export type Places = Readonly<Record<EventClass, readonly number[]>>;

/** One event, a list of them, or `{"agent", "site", "says", "events"}`. @throws Error in one sentence when it is neither */
export function readSending(text: string): Sending {
  const value = parse(text);
  if (Array.isArray(value)) return { events: value };
  const { agent, site, events } = value as Record<string, unknown>;
  if (!Array.isArray(events)) return { events: [value as Record<string, unknown>] };
  return { ...(typeof agent === 'string' && { agent }), ...(typeof site === 'string' && { site }), events };
}

export function placesOf({ events }: Sending): Places {
  const places: Record<EventClass, number[]> = { urgent: [], routine: [] };
  for (const [i, { urgent }] of events.entries()) places[urgent === false ? 'routine' : 'urgent'].push(i + 1);
  return places;
}

/** Each in turn, urgent unless it says otherwise. @throws Error in one sentence naming the event that is none */
export function sendAdapter({ events }: Sending, now: () => number): Adapter {
  const began = now();
  const observed = events.map((event, i) => observedOf(event, i + 1, began));
  return {
    lagMs: 0,
    foreignTime: true,
    async start(emit) {
      for (const one of observed) await emit(one);
    },
    async stop() {},
    counts: () => ({ sent: observed.length }),
  };
}

/** `time` is RFC 3339; `agoSeconds` so long before now, so that an example needs no editing; without either it is now. */
function observedOf(
  { type, subject, time, agoSeconds, data, urgent }: Record<string, unknown>,
  place: number,
  now: number,
): Observed {
  const at = typeof time === 'string' ? Date.parse(time) : now - agoMs(agoSeconds);
  if (typeof type !== 'string' || typeof subject !== 'string' || typeof data !== 'object' || data === null) {
    throw new Error(
      `event ${place} needs "type", "subject" and "data": {"type":"vessel.position","subject":"mmsi:413999999","data":{…}}`,
    );
  }
  if (!(Math.abs(at) <= farthestMs))
    throw new Error(`event ${place}: "time" is not RFC 3339, or "agoSeconds" no number: ${String(time ?? agoSeconds)}`);
  return {
    type,
    subject,
    time: at,
    urgent: urgent !== false,
    data: issued(data as Record<string, unknown>, place, now),
  };
}

/** A fact's `issuedAgoSeconds` becomes its `issuedAt`. */
function issued(
  { issuedAgoSeconds, ...data }: Record<string, unknown>,
  place: number,
  now: number,
): Record<string, unknown> {
  if (issuedAgoSeconds === undefined) return data;
  const at = now - agoMs(issuedAgoSeconds);
  if (!(Math.abs(at) <= farthestMs))
    throw new Error(`event ${place}: "issuedAgoSeconds" is no number: ${String(issuedAgoSeconds)}`);
  return { ...data, issuedAt: new Date(at).toISOString() };
}

const agoMs = (seconds: unknown): number =>
  seconds === undefined ? 0 : typeof seconds === 'number' ? seconds * 1000 : NaN;

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // said below, in the words of the command line
  }
  throw new Error(`not a JSON object: ${text.slice(0, 80)}`);
}
