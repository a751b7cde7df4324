// A circle as a fence: the room within so many metres of a point.
import { boxOfBand } from './band.ts';
import { type Belief, believed, type Fence, laid } from './fence.ts';
import type { Plane } from './plane.ts';

/** The room within `radiusM` metres of `centre` (degrees WGS-84): a band round a line of one point. */
export function circleOf(
  plane: Plane,
  drawn: Belief & { readonly centre: readonly number[]; readonly radiusM: number },
): Fence {
  const halfMm = Math.round(drawn.radiusM * 1000);
  const band = { line: laid(plane, [drawn.centre]), halves: Float64Array.of(halfMm) };
  return { ...believed(drawn), polygons: [], band, box: boxOfBand(band), breadthMm: halfMm };
}
