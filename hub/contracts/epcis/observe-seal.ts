// What EPCIS says of seals and e-locks: closed or open, and what else the hub told under its own names.
import { subjectOf } from './epc-subject.ts';
import { type Data, own, reportsOf, type Seen, subjects, tell } from './seen.ts';
import type { Told } from './told.ts';

const sealStates = new Map([
  ['container_closed', 'sealed'],
  ['container_open', 'open'],
]);

/**
 * Closed and open are said of a container by its seal: the seals among the things observed, else the device that
 * sensed it, else the thing itself where it is neither box nor truck.
 */
export function seals(seen: Seen): Told[] {
  const state = own(seen, 'sealState') ?? sealStates.get(seen.disposition ?? '');
  if (state === undefined) return [];
  const place = /^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)/.exec(seen.at ?? '');
  const data = {
    state,
    signs: own(seen, 'signs'),
    batteryPct: own(seen, 'batteryPct'),
    actor: own(seen, 'actor'),
    ...(place !== null && { lat: Number(place[1]), lon: Number(place[2]), ...placeWords(seen) }),
  };
  return sealsOf(seen).flatMap((seal) => tell(seen, 'seal.state', seal, data));
}

const placeWords = (seen: Seen): Data => ({
  datum: own(seen, 'datum'),
  accuracyM: own(seen, 'accuracyM'),
  fix: own(seen, 'fix'),
});

function sealsOf(seen: Seen): string[] {
  const { event, context } = seen;
  const all = subjects(event.epcList, seen);
  const plain = all.filter((subject) => subject.startsWith('seal:'));
  if (plain.length > 0) return plain;
  const devices = reportsOf(seen).map(({ device }) => device);
  const sensed = [...new Set(devices)].filter((device) => device !== undefined);
  const ids = sensed.map((device) => subjectOf(device, context)).filter((subject) => subject !== undefined);
  const named = ids.length > 0 ? ids : all;
  return named.filter((subject) => /^(seal|tag):/.test(subject)).map((subject) => subject.replace(/^tag:/, 'seal:'));
}
