// Does a straight way touch one fence, and where? Edge by edge, for fences that lie beside the grid; the way itself for tests.
import { legsOf } from './band.ts';
import { type Fence, isInside } from './fence.ts';
import { meetEdge, type Way } from './meet.ts';
import { meetLeg } from './meet-leg.ts';
import type { Box } from './polygon.ts';
import type { Touches } from './touches.ts';

/** Notes a fence, known to the touches as `number`, where the way touches it. */
export function walkFence(fence: Fence, number: number, way: Way, touches: Touches): void {
  const { x0, y0, x1, y1 } = way;
  if (passes(fence.box, way)) return;
  if (isInside(fence, { x: x0, y: y0 })) touches.note(number, 0, 0);
  if (isInside(fence, { x: x1, y: y1 })) touches.note(number, 1, 1);
  if (x0 !== x1 || y0 !== y1) meetFence(fence, number, way, touches);
}

/** Notes it where the way, which has a length, meets its edge. */
export function meetFence(fence: Fence, number: number, way: Way, touches: Touches): void {
  if (passes(fence.box, way)) return;
  for (const polygon of fence.polygons) for (const ring of polygon) meetRing(ring, number, way, touches);
  if (fence.band !== undefined) for (const leg of legsOf(fence.band)) meetLeg(touches, number, way, leg);
}

/** Is the box wholly on one side of it? */
const passes = ({ minX, minY, maxX, maxY }: Box, { x0, y0, x1, y1 }: Way): boolean =>
  (x0 < minX && x1 < minX) || (x0 > maxX && x1 > maxX) || (y0 < minY && y1 < minY) || (y0 > maxY && y1 > maxY);

function meetRing(ring: Float64Array, number: number, way: Way, touches: Touches): void {
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay] = [ring[j] as number, ring[j + 1] as number];
    const [bx, by] = [ring[i] as number, ring[i + 1] as number];
    // The same way round as in a grid, so that both find the same to the last bit.
    if (by > ay || (by === ay && bx < ax)) meetEdge(touches, number, way, ax, ay, bx, by);
    else meetEdge(touches, number, way, bx, by, ax, ay);
  }
}
