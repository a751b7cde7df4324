// By which name an error declaration and the event it declares wrong know each other: the eventID, else what they say.
import { createHash } from 'node:crypto';
import { expanded } from '../../hub/contracts/epcis/context.ts';
import type { ReadEvent } from '../../hub/contracts/epcis/event.ts';

/** A declaration repeats its event but for these (EPCIS 2.0 §7.4.1.3). */
const ownToEach = new Set(['@context', 'eventID', 'recordTime', 'errorDeclaration']);

/**
 * An event without an eventID is known by all it says, whatever the order of its fields and lists and the prefixes of its
 * names. The hub's own hash (CBV 2.0 §8.9) forgives more: a time in another zone, a key in another form.
 */
export function nameOf({ event, context }: ReadEvent): string {
  if (event.eventID !== undefined) return event.eventID;
  const said = Object.entries(event).filter(([name]) => !ownToEach.has(name));
  const plain = inOneForm(Object.fromEntries(said), (name) => expanded(name, context));
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}

function inOneForm(value: unknown, inFull: (text: string) => string): unknown {
  if (typeof value === 'string') return inFull(value);
  if (Array.isArray(value)) return sorted(value.map((one) => inOneForm(one, inFull)));
  if (typeof value !== 'object' || value === null) return value;
  return sorted(Object.entries(value).map(([name, one]) => [inFull(name), inOneForm(one, inFull)]));
}

const sorted = (all: readonly unknown[]): unknown[] =>
  all
    .map((one) => [JSON.stringify(one), one] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, one]) => one);
