// An event of EPCIS as observations of the hub. What comes to nothing here is kept and answered all the same.
import { subjectOf } from './epc-subject.ts';
import type { ReadEvent } from './event.ts';
import { passage, reads } from './observe-gate.ts';
import { health } from './observe-health.ts';
import { seals } from './observe-seal.ts';
import { own, portions, type Seen, seenOf, subjects, tell } from './seen.ts';
import type { Places, Told } from './told.ts';

/** An error declaration observes nothing: it says that the event it is of was wrong (EPCIS 2.0 §7.4.1.3). */
export function observe(read: ReadEvent, places: Places): Told[] {
  const seen = read.event.errorDeclaration === undefined ? seenOf(read, places) : undefined;
  if (seen === undefined) return [];
  const { type } = read.event;
  if (type === 'AggregationEvent' || type === 'AssociationEvent') return [...ties(seen), ...health(seen)];
  if (type !== 'ObjectEvent') return health(seen);
  return [...(passage(seen) ?? reads(seen)), ...seals(seen), ...health(seen)];
}

const childrenMost = 32;
const isThing = (subject: string): boolean => /^(vehicle|container|seal|tag|plate|mmsi):/.test(subject);

/** Put on and taken off. A DELETE that names no children takes them all, whom only the story of the parent knows. */
function ties(seen: Seen): Told[] {
  const { event, context } = seen;
  const parent = event.parentID === undefined ? undefined : subjectOf(event.parentID, context);
  if (parent === undefined || event.action === 'OBSERVE') return [];
  const from = typeof own(seen, 'from') === 'string' ? subjectOf(String(own(seen, 'from')), context) : undefined;
  const action = event.action === 'DELETE' ? 'remove' : from === undefined ? 'add' : 'move';
  const children = subjects(event.childEPCs, seen).filter(isThing);
  const issuedAt = own(seen, 'issuedAt');
  return portions(children, childrenMost).flatMap((part) =>
    tell(seen, 'association', parent, { action, children: part, from, issuedAt }),
  );
}
