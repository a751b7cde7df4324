// A corridor: the room within so many metres of a line, as a fence. By distance, so that bends and loops need no drawing.
import { type Belief, believed, type Fence, laid } from './fence.ts';
import type { Plane } from './plane.ts';
import { boxOf } from './polygon.ts';

/** The room within `widthM` metres of a line (degrees WGS-84), round at its ends. */
export function corridorOf(
  plane: Plane,
  drawn: Belief & { readonly line: readonly (readonly number[])[]; readonly widthM: number },
): Fence {
  const line = laid(plane, drawn.line);
  const halfMm = Math.round(drawn.widthM * 1000);
  const { minX, minY, maxX, maxY } = boxOf([line]);
  const box = { minX: minX - halfMm, minY: minY - halfMm, maxX: maxX + halfMm, maxY: maxY + halfMm };
  return { ...believed(drawn), polygons: [], band: { line, halfMm }, box, breadthMm: 2 * halfMm };
}
