// What a table of devices is measured against: the plan by its names, and its fences on the plane.
import { type Fence, metresBeyond } from '../../geo/fence.ts';
import { type Plane, planeAt, type Spot, toSpot } from '../../geo/plane.ts';
import type { DeviceEntry, LaneEntry } from '../contracts/port.ts';
import type { PortPlan } from '../registry/port-plan.ts';
import { drawn } from '../registry/world.ts';

export interface Ground {
  readonly plane: Plane;
  readonly sites: ReadonlySet<string>;
  /** The site that each speaks for. */
  readonly agents: ReadonlyMap<string, string>;
  readonly lanes: ReadonlyMap<string, LaneEntry>;
  readonly devices: ReadonlyMap<string, DeviceEntry>;
  readonly fences: ReadonlyMap<string, Fence>;
  /** Metres from the nearest fence of a site, less than nothing within it, and which it is; undefined of a site without one. */
  nearest(site: string, lon: number, lat: number): { readonly fence: string; readonly metres: number } | undefined;
}

export function groundOf(plan: PortPlan): Ground {
  const plane = planeAt(plan.origin.lon, plan.origin.lat);
  const named = <T extends { id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));
  const fences = named(plan.fences.map((feature) => drawn(plane, feature)));
  // What is drawn for orientation is no fence that anything stands at.
  const real = plan.fences.filter(({ properties }) => properties.purpose !== 'orientation');
  const bySite = Map.groupBy(
    real.map(({ id, properties: { site } }) => ({ site, fence: fences.get(id) })),
    ({ site }) => site,
  );
  return {
    ...{ plane, fences, lanes: named(plan.lanes), devices: named(plan.devices) },
    sites: new Set(plan.sites.map(({ id }) => id)),
    agents: new Map(plan.agents.map(({ id, site }) => [id, site])),
    nearest: (site, lon, lat) => nearestOf(bySite.get(site) ?? [], toSpot(plane, lon, lat)),
  };
}

function nearestOf(
  around: readonly { readonly fence: Fence | undefined }[],
  spot: Spot,
): ReturnType<Ground['nearest']> {
  let nearest: ReturnType<Ground['nearest']>;
  for (const { fence } of around) {
    // Ten thousand devices, and as many fences: to most of them the box tells enough.
    if (fence === undefined || boxGap(fence.box, spot) / 1000 > (nearest?.metres ?? Infinity)) continue;
    const metres = metresBeyond(fence, spot);
    if (metres < (nearest?.metres ?? Infinity)) nearest = { fence: fence.id, metres };
  }
  return nearest;
}

const boxGap = ({ minX, minY, maxX, maxY }: Fence['box'], { x, y }: Spot): number =>
  Math.hypot(Math.max(0, minX - x, x - maxX), Math.max(0, minY - y, y - maxY));
