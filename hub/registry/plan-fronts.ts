// The segments of a plan as water fronts, one for each fence that has any; they follow one another as the plan names them.
import type { Plane } from '../../geo/plane.ts';
import { type WaterFront, waterFrontOf } from '../../geo/water-front.ts';
import type { PortPlan } from './port-plan.ts';

/** By fence. */
export function frontsOf(plane: Plane, segments: PortPlan['segments']): ReadonlyMap<string, WaterFront> {
  const fronts = new Map<string, WaterFront>();
  for (const [fence, all] of Map.groupBy(segments, ({ properties }) => properties.fence)) {
    const drawn = all.map(({ id, geometry }) => ({ id, line: geometry.coordinates }));
    fronts.set(fence, waterFrontOf(plane, drawn));
  }
  return fronts;
}
