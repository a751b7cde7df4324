// What EPCIS says of gates and antennas: vehicles through a lane, and tags that were read.
import { expanded } from './context.ts';
import { subjectOf } from './epc-subject.ts';
import { own, portions, type Seen, subjects, tell, valuesOf } from './seen.ts';
import type { Told } from './told.ts';

const directions = new Map([
  ['arriving', 'in'],
  ['departing', 'out'],
]);

/** What a seal's number may be long at a gate; a longer one is left out, and takes no passage along. */
const sealMost = 64;

/** `entering_exiting` says that one of the two was seen, and not which: it stays unknown. */
export function passage(seen: Seen): Told[] | undefined {
  const { event, step = '', at } = seen;
  const lane = at === undefined ? undefined : (seen.places.laneOf(at) ?? ownPlace(at, 'lane'));
  if (lane === undefined || !['arriving', 'departing', 'entering_exiting'].includes(step)) return undefined;
  const all = subjects(event.epcList, seen);
  const [plates, containers, seals] = [
    portions(valuesOf(all, 'plate', 'vehicle'), 6),
    portions(valuesOf(all, 'container'), 8),
    portions(
      valuesOf(all, 'seal').filter(({ length }) => length <= sealMost),
      8,
    ),
  ];
  const direction = directions.get(step) ?? own(seen, 'direction') ?? 'unknown';
  const data = { direction, decision: own(seen, 'decision'), weightKg: own(seen, 'weightKg') };
  // More than one observation may bear goes through the lane in several.
  return Array.from({ length: Math.max(1, plates.length, containers.length, seals.length) }).flatMap((_, i) =>
    tell(seen, 'gate.passage', `lane:${lane}`, {
      ...data,
      plates: plates[i],
      containers: containers[i],
      seals: seals[i],
    }),
  );
}

/** A read is of the tag, whatever hangs on it: ties say whose tag it is. */
export function reads(seen: Seen): Told[] {
  const { event, step = '', at } = seen;
  const antenna = at === undefined ? undefined : (seen.places.antennaOf(at) ?? ownPlace(at, 'antenna'));
  if (antenna === undefined || event.action !== 'OBSERVE') return [];
  const direction = directions.get(step) ?? own(seen, 'direction') ?? 'unknown';
  const data = { antenna, direction, rssiDbm: own(seen, 'rssiDbm'), count: own(seen, 'count') };
  return (event.epcList ?? []).flatMap((uri) => {
    const subject = subjectOf(uri, seen.context);
    const tag = subject?.startsWith('tag:') ? subject : `tag:${expanded(uri, seen.context)}`;
    return tell(seen, 'rfid.read', tag, data);
  });
}

/** `urn:efence:lane:main-in-1` names a place without any plan. */
function ownPlace(uri: string, scheme: 'lane' | 'antenna'): string | undefined {
  const subject = subjectOf(uri);
  return subject?.startsWith(`${scheme}:`) ? subject.slice(scheme.length + 1) : undefined;
}
