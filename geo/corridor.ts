// A corridor: the room within so many metres of a line, as a fence. By distance, so that bends and loops need no drawing.
import { type Band, boxOfBand, legsOf } from './band.ts';
import { type Belief, believed, type Fence } from './fence.ts';
import type { Plane } from './plane.ts';
import { edgesOn } from './straight.ts';

/** `widthM`: metres to each side, of all legs (a leg leads from one point to the next) or of each. */
export interface DrawnCorridor extends Belief {
  readonly line: readonly (readonly number[])[];
  readonly widthM: number | readonly number[];
}

/** The room along a line (degrees WGS-84), round at its ends and joints. */
export function corridorOf(plane: Plane, drawn: DrawnCorridor): Fence {
  const { widthM } = drawn;
  const legs = edgesOn(plane, drawn.line);
  // Of a long leg each piece is as wide as all of it.
  const halves = legs.slice(1).flatMap((spots, leg) => {
    const halfMm = Math.round(1000 * (typeof widthM === 'number' ? widthM : (widthM[leg] ?? NaN)));
    return spots.slice(0, spots.length / 2).fill(halfMm);
  });
  const band = { line: Float64Array.from(legs.flat()), halves: Float64Array.from(halves) };
  return { ...believed(drawn), polygons: [], band, box: boxOfBand(band), breadthMm: breadthOf(band) };
}

/** Mean width, long legs counting for more: as of a polygon, twice the area over the length of the edge. */
function breadthOf(band: Band): number {
  let [area, edge, widest] = [0, 0, 0];
  for (const { ax, ay, bx, by, halfMm } of legsOf(band)) {
    const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    area += 2 * halfMm * length;
    edge += length;
    widest = Math.max(widest, 2 * halfMm);
  }
  return edge === 0 ? widest : Math.round(area / edge);
}
