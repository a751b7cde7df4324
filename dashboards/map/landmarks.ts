// What stands in the port besides its fences: sites always, lanes and devices when the map is close. Pure.
import type { DeviceEntry, Port, SiteEntry } from '../../hub/contracts/port.ts';
import type { SegmentRow } from '../../hub/contracts/socket.ts';
import { seesOf } from '../state/coverage.ts';

export type Landmark =
  | { readonly is: 'site'; readonly id: string; readonly kind: SiteEntry['kind']; readonly active: boolean }
  | { readonly is: 'lane'; readonly id: string; readonly direction: 'in' | 'out' | 'both' }
  | { readonly is: 'device'; readonly id: string; readonly kind: DeviceEntry['kind'] };

export type Standing = Landmark & {
  readonly lon: number;
  readonly lat: number;
  /** CSS pixels aside, so that what stands in one place can all be seen. */
  readonly aside: number;
};

const asidePx = 15;

/** Devices without a place of their own stand at their lane; without a lane they are in the lists only. */
export function landmarksOf({ sites, lanes, devices }: Pick<Port, 'sites' | 'lanes' | 'devices'>): Standing[] {
  const laneAt = new Map(lanes.map((lane) => [lane.id, lane]));
  const deviceSpots = devices.map((device) => {
    const { lon, lat } = device.lon !== undefined ? device : (laneAt.get(device.lane ?? '') ?? device);
    return { is: 'device' as const, id: device.id, kind: device.kind, lon, lat };
  });
  const all = [
    ...sites.map(({ id, kind, lifecycle, lon, lat }) => ({
      ...{ is: 'site' as const, id, kind, active: lifecycle === 'active', lon, lat },
    })),
    ...lanes.map(({ id, direction, lon, lat }) => ({ is: 'lane' as const, id, direction, lon, lat })),
    ...deviceSpots,
  ];
  return spread(all);
}

function spread(all: readonly (Landmark & { lon?: number; lat?: number })[]): Standing[] {
  const taken = new Map<string, number>();
  return all.flatMap((one): Standing[] => {
    const { lon, lat } = one;
    if (lon === undefined || lat === undefined) return [];
    const spot = `${lon.toFixed(5)} ${lat.toFixed(5)}`;
    const before = taken.get(spot) ?? 0;
    if (one.is !== 'site') taken.set(spot, before + 1);
    return [{ ...one, lon, lat, aside: before * asidePx }];
  });
}

/** What of a device is known to see, as the segments tell: undefined is not known. */
export function sightsOf(devices: readonly DeviceEntry[], rows: readonly SegmentRow[]): Map<string, boolean> {
  const sights = new Map<string, boolean>();
  for (const { id } of devices) {
    const sees = seesOf(id, rows);
    if (sees !== undefined) sights.set(id, sees);
  }
  return sights;
}
