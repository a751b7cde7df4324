// Where on the map an alert is: at its asset while it lasts, afterwards where its evidence last saw it; an alert of a
// segment, device or lane is where the port has that.
import type { Alert } from '../../hub/contracts/alert.ts';
import { isActive } from './alerts.ts';
import type { LonLat } from './carried.ts';
import { middleOf, type PortIndex, placeIn } from './port-index.ts';

/** Undefined for an alert of no place, such as a silent agent's. `stand` is where its asset is, `index` the port. */
export function placeOf(alert: Alert, stand: LonLat | undefined, index: PortIndex): LonLat | undefined {
  if (isActive(alert) && stand !== undefined) return stand;
  return spotsOf(alert).at(-1) ?? stand ?? fixedPlaceOf(alert, index);
}

/** The places its evidence names, in the order told. */
export function spotsOf(alert: Alert): LonLat[] {
  return alert.why.evidence.flatMap(({ lon, lat }): LonLat[] =>
    lon === undefined || lat === undefined ? [] : [[lon, lat]],
  );
}

/** What does not see lies beside a fence, and a seal or a long stay is merely in one: it is not what the alert is about. */
const beside = [
  ...['agent-silent', 'device-silent', 'segment-blind', 'events-unjudged', 'clock-jumped'],
  ...['events-lost', 'sequence-gap', 'epoch-changed'],
  ...['dwell-over-limit', 'seal-opened-outside', 'seal-tampered'],
];

/** The fences an alert is about: the one its scope begins with, and the one its facts name. */
export function fencesOf({ rule, scope, why }: Alert): string[] {
  const { fence } = why.facts;
  if (beside.includes(rule)) return [];
  return [scope.split(/[@/]/)[0] ?? scope, ...(fence === undefined ? [] : [fence])];
}

function fixedPlaceOf({ key, scope, why }: Alert, index: PortIndex): LonLat | undefined {
  const { segment, device, lane, fence } = why.facts;
  const told = [key, segment, device, lane, scope, fence].filter((one) => one !== undefined);
  const place = told.map((one) => placeIn(index, one)).find((one) => one !== undefined);
  return place && middleOf(place, index);
}
