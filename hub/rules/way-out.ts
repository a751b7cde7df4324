// Over which piece of the perimeter a thing leaves: the way on which it went out, until the fence believes that it has.
import { isInside } from '../../geo/fence.ts';
import { toSpot } from '../../geo/plane.ts';
import { crossingsOf, nearestOn, type WaterFront } from '../../geo/water-front.ts';
import type { Place } from '../flow.ts';
import type { World } from '../world.ts';
import type { Moment } from './rule.ts';

/** Degrees: a new plan may lie on another plane. */
type Degrees = readonly [lon: number, lat: number];

/** By fence, of those that it lies outside of and is still believed to be in: the last fix inside, and the first one outside. */
export type WaysOut = ReadonlyMap<string, { readonly from: Degrees; readonly to: Degrees }>;

export const noWaysOut: WaysOut = new Map();

/** After its own fix. The same object where nothing began or ended: most fixes are inside of what they were inside of. */
export function waysOutAfter(ways: WaysOut, moment: Moment, isAsked: (fence: string) => boolean): WaysOut {
  const { event, before, place, inside } = moment;
  if (event.kind !== 'position' || before === undefined || place?.id !== event.id) return ways;
  let after = ways;
  for (const fence of ways.keys()) if (!inside.includes(fence)) after = without(after, fence);
  for (const fence of inside) {
    if (!isAsked(fence)) continue;
    const isOut = liesOutside(moment.world, fence, place);
    if (!isOut) after = without(after, fence);
    else if (!after.has(fence)) after = new Map(after).set(fence, wayOf(before, place));
  }
  return after;
}

function without(ways: WaysOut, fence: string): WaysOut {
  if (!ways.has(fence)) return ways;
  const after = new Map(ways);
  after.delete(fence);
  return after;
}

function liesOutside({ fenceOf, waterFrontOf }: World, id: string, { spot }: Place): boolean {
  const fence = fenceOf(id);
  return fence !== undefined && waterFrontOf(id) !== undefined && !isInside(fence, spot);
}

const wayOf = (from: Place, to: Place) => ({ from: degreesOf(from), to: degreesOf(to) });
const degreesOf = ({ fix }: Place): Degrees => [fix.lon, fix.lat];

/**
 * The segment that it left a fence over, by the way that it went: the last that this crosses, or else the nearest to its first fix
 * outside. Who was carried out has no way of its own: of it the nearest to where it is by now. Undefined of a fence without segments.
 */
export function segmentLeft(ways: WaysOut, moment: Moment, fence: string): string | undefined {
  const { world, event, before, place } = moment;
  const front = world.waterFrontOf(fence);
  if (front === undefined || place === undefined) return undefined;
  const straight = event.kind === 'position' && before !== undefined ? wayOf(before, place) : undefined;
  const way = ways.get(fence) ?? straight;
  return way === undefined ? nearestOn(front, place.spot)?.segment : segmentOn(front, world, way);
}

function segmentOn(
  front: WaterFront,
  { plane }: World,
  { from, to }: { from: Degrees; to: Degrees },
): string | undefined {
  const there = toSpot(plane, ...to);
  return crossingsOf(front, toSpot(plane, ...from), there).at(-1)?.segment ?? nearestOn(front, there)?.segment;
}
