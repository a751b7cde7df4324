// A circle as a fence: the room within so many metres of a point.
import { type Belief, believed, type Fence, laid } from './fence.ts';
import type { Plane } from './plane.ts';

/** The room within `radiusM` metres of `centre` (degrees WGS-84): a band round a line of one point. */
export function circleOf(
  plane: Plane,
  drawn: Belief & { readonly centre: readonly number[]; readonly radiusM: number },
): Fence {
  const line = laid(plane, [drawn.centre]);
  const halfMm = Math.round(drawn.radiusM * 1000);
  const [x, y] = [line[0] as number, line[1] as number];
  const box = { minX: x - halfMm, minY: y - halfMm, maxX: x + halfMm, maxY: y + halfMm };
  return { ...believed(drawn), polygons: [], band: { line, halfMm }, box, breadthMm: halfMm };
}
