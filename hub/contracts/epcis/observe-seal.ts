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
 * sensed it, else the thing itself where no box, truck or ship is named with it: beside one of those a tag is cargo.
 */
export function seals(seen: Seen): Told[] {
  const state = own(seen, 'sealState') ?? sealStates.get(seen.disposition ?? '');
  if (state === undefined) return [];
  const data = {
    state,
    signs: own(seen, 'signs'),
    batteryPct: own(seen, 'batteryPct'),
    actor: own(seen, 'actor'),
  };
  const place = placeOf(seen);
  return sealsOf(seen).flatMap((seal) => {
    const placed = tell(seen, 'seal.state', seal, { ...data, ...place });
    // A place that is none on earth must not hide that the seal is open.
    return placed.length > 0 ? placed : tell(seen, 'seal.state', seal, data);
  });
}

const geo = /^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:,-?\d+(?:\.\d+)?)?(?:;|$)/i;

/** Degrees, from a read point as RFC 5870 writes it, latitude first. */
function placeOf(seen: Seen): Data {
  const [, lat, lon] = geo.exec(seen.at ?? '') ?? [];
  if (lat === undefined || lon === undefined) return {};
  const said = { datum: own(seen, 'datum'), accuracyM: own(seen, 'accuracyM'), fix: own(seen, 'fix') };
  return { lat: Number(lat), lon: Number(lon), ...said };
}

function sealsOf(seen: Seen): string[] {
  const { event, context } = seen;
  const all = subjects(event.epcList, seen);
  const plain = all.filter((subject) => subject.startsWith('seal:'));
  if (plain.length > 0) return plain;
  const devices = reportsOf(seen).map(({ device }) => device);
  const sensed = [...new Set(devices)].filter((device) => device !== undefined);
  const ids = sensed.map((device) => subjectOf(device, context)).filter((subject) => subject !== undefined);
  const named = ids.length > 0 ? ids : all.some(isCarrier) ? [] : all;
  return named.filter((subject) => /^(seal|tag):/.test(subject)).map((subject) => subject.replace(/^tag:/, 'seal:'));
}

const isCarrier = (subject: string): boolean => /^(container|vehicle|plate|mmsi):/.test(subject);
