// Do a fence and a hull share a spot? Both closed, and exact as lookups are: signs of whole millimetres decide.
import { type Band, legsOf } from './band.ts';
import type { Fence } from './fence.ts';
import type { Hull } from './hull.ts';
import { isWithinLeg } from './leg.ts';
import { beyond, turn } from './meet.ts';
import { type Box, covers, type Polygon } from './polygon.ts';

/**
 * An edge is crossed, the hull lies in the fence, or the whole fence in the hull; a hull wholly within a hole meets nothing.
 * Exact where fence and hull lie within 47 km of each other both ways.
 */
export function meetsHull({ box, polygons, band }: Fence, hull: Hull): boolean {
  if (!meetsBox(box, hull.box)) return false;
  for (const polygon of polygons) if (meetsPolygon(polygon, hull)) return true;
  return band !== undefined && meetsBand(band, hull);
}

export const meetsBox = (a: Box, b: Box): boolean =>
  a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;

/** One for all: a lookup asks one spot after another. */
const spot = { x: 0, y: 0 };

function isIn(polygon: Polygon, x: number, y: number): boolean {
  spot.x = x;
  spot.y = y;
  return covers(polygon, spot);
}

const ringOf: [Float64Array] = [new Float64Array()];

/** Is x, y in the hull, its edges included? */
function isInHull({ corners, box }: Hull, x: number, y: number): boolean {
  if (x < box.minX || x > box.maxX || y < box.minY || y > box.maxY) return false;
  ringOf[0] = corners;
  return isIn(ringOf, x, y);
}

/** Where no edge is crossed, one lies in the other with every corner, or they are apart. */
function meetsPolygon(polygon: Polygon, hull: Hull): boolean {
  for (const ring of polygon) if (meetsRing(ring, hull)) return true;
  return isIn(polygon, hull.corners[0] as number, hull.corners[1] as number);
}

/** Does an edge of the ring touch the hull, or lie in it? */
function meetsRing(ring: Float64Array, hull: Hull): boolean {
  if (isInHull(hull, ring[0] as number, ring[1] as number)) return true;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    if (crosses(hull, ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number)) return true;
  return false;
}

/** Does the edge a–b touch one of the hull's? */
function crosses({ corners, box }: Hull, ax: number, ay: number, bx: number, by: number): boolean {
  if (beyond(ax, bx, box.minX, box.maxX) || beyond(ay, by, box.minY, box.maxY)) return false;
  for (let i = 0; i < 8; i += 2) {
    const [px, py] = [corners[i] as number, corners[i + 1] as number];
    const [qx, qy] = [corners[i + 2] as number, corners[i + 3] as number];
    if (beyond(ax, bx, px, qx) || beyond(ay, by, py, qy)) continue;
    if (isAside(turn(ax, ay, bx, by, px, py), turn(ax, ay, bx, by, qx, qy))) continue;
    if (!isAside(turn(px, py, qx, qy, ax, ay), turn(px, py, qx, qy, bx, by))) return true;
  }
  return false;
}

/** Both on the same side, neither on the line? */
const isAside = (a: number, b: number): boolean => (a > 0 && b > 0) || (a < 0 && b < 0);

function meetsBand(band: Band, hull: Hull): boolean {
  for (const { ax, ay, bx, by, halfMm } of legsOf(band)) if (meetsLeg(hull, ax, ay, bx, by, halfMm)) return true;
  return false;
}

/** Two straight pieces that do not cross are nearest at an end of one of them; so are a piece and what it lies outside of. */
function meetsLeg(hull: Hull, ax: number, ay: number, bx: number, by: number, halfMm: number): boolean {
  const { corners, box } = hull;
  if (Math.min(ax, bx) - halfMm > box.maxX || Math.max(ax, bx) + halfMm < box.minX) return false;
  if (Math.min(ay, by) - halfMm > box.maxY || Math.max(ay, by) + halfMm < box.minY) return false;
  if (isInHull(hull, ax, ay) || crosses(hull, ax, ay, bx, by)) return true;
  for (let i = 0; i < 8; i += 2) {
    const [px, py] = [corners[i] as number, corners[i + 1] as number];
    const [qx, qy] = [corners[i + 2] as number, corners[i + 3] as number];
    if (isWithinLeg(ax, ay, bx, by, halfMm, px, py)) return true;
    if (isWithinLeg(px, py, qx, qy, halfMm, ax, ay) || isWithinLeg(px, py, qx, qy, halfMm, bx, by)) return true;
  }
  return false;
}
