// Which cameras may have seen what an alert is of: the one that is its evidence, else those that look where it happened.
import type { Alert } from '../contracts/alert.ts';
import type { DeviceEntry, SegmentFeature } from '../contracts/port.ts';

export interface Watched {
  readonly devices: readonly DeviceEntry[];
  readonly segments: readonly SegmentFeature[];
}

/** The nearest to the last place its evidence names first; none for an alert of no place, such as a silent agent's. */
export function camerasOf(alert: Alert, { devices, segments }: Watched): readonly DeviceEntry[] {
  const cameras = devices.filter(({ kind }) => kind === 'camera');
  const { device, lane = after(alert.key, 'lane:'), fence = scopeFence(alert), segment } = alert.why.facts;
  const own = after(alert.key, 'camera:') ?? device;
  const piece = segments.find(({ id }) => id === (segment ?? after(alert.key, 'segment:')));
  const ways = [
    cameras.filter(({ id }) => id === own),
    cameras.filter((camera) => camera.lane !== undefined && camera.lane === lane),
    cameras.filter((camera) => camera.fence !== undefined && camera.fence === fence),
    cameras.filter(({ id }) => piece?.properties.sensors.includes(id)),
  ];
  return nearest(ways.find((found) => found.length > 0) ?? [], alert);
}

const after = (key: string, prefix: string): string | undefined =>
  key.startsWith(prefix) ? key.slice(prefix.length) : undefined;

/** A scope begins with the fence it is of. */
const scopeFence = ({ scope }: Alert): string | undefined => scope.split(/[@/]/)[0];

function nearest(cameras: readonly DeviceEntry[], { why }: Alert): readonly DeviceEntry[] {
  const seen = why.evidence.findLast(({ lon, lat }) => lon !== undefined && lat !== undefined);
  if (seen?.lon === undefined || seen.lat === undefined) return cameras;
  const { lon, lat } = seen;
  // A degree of longitude is shorter than one of latitude; over a port one factor does for both.
  const east = Math.cos((lat * Math.PI) / 180);
  const far = (camera: DeviceEntry): number =>
    camera.lon === undefined || camera.lat === undefined
      ? Infinity
      : Math.hypot((camera.lon - lon) * east, camera.lat - lat);
  return cameras.toSorted((a, b) => far(a) - far(b) || (a.id < b.id ? -1 : 1));
}
