// What a table of devices is measured against: the plan by its names, and its fences on the plane.
import { type Fence, metresBeyond } from '../../geo/fence.ts';
import { type Plane, planeAt, toSpot } from '../../geo/plane.ts';
import type { DeviceEntry, LaneEntry } from '../contracts/port.ts';
import type { PortPlan } from '../registry/port-plan.ts';
import { worldOf } from '../registry/world.ts';

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
  const fences = named(worldOf(plan, 0).fences);
  // What is drawn for orientation is no fence that anything stands at.
  const real = plan.fences.filter(({ properties }) => properties.purpose !== 'orientation');
  const bySite = Map.groupBy(real, ({ properties }) => properties.site);
  return {
    ...{ plane, fences, lanes: named(plan.lanes), devices: named(plan.devices) },
    sites: new Set(plan.sites.map(({ id }) => id)),
    agents: new Map(plan.agents.map(({ id, site }) => [id, site])),
    nearest: (site, lon, lat) => {
      const spot = toSpot(plane, lon, lat);
      const off = (bySite.get(site) ?? []).flatMap(({ id }) => {
        const fence = fences.get(id);
        return fence === undefined ? [] : [{ fence: id, metres: metresBeyond(fence, spot) }];
      });
      return off.toSorted((one, other) => one.metres - other.metres)[0];
    },
  };
}
