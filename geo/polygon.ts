// Is a point in a polygon, and how far from its edge? Boundaries are closed; holes are open inside.
import type { Spot } from './plane.ts';

/** Outer ring first, then holes; each ring a closed run of x, y pairs in millimetres. */
export type Polygon = readonly Float64Array[];

export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export function boxOf(polygon: Polygon): Box {
  const outer = polygon[0] ?? new Float64Array();
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < outer.length; i += 2) {
    const x = outer[i] as number;
    const y = outer[i + 1] as number;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY };
}

/** True inside or on any edge, a hole's edge included: the closed predicate of turf and Tile38's outer ring. */
export function covers(polygon: Polygon, { x, y }: Spot): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const ax = ring[i] as number;
      const ay = ring[i + 1] as number;
      const bx = ring[j] as number;
      const by = ring[j + 1] as number;
      const turn = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
      if (turn === 0 && between(ax, bx, x) && between(ay, by, y)) return true;
      if (ay > y !== by > y && turn > 0 === by > ay) inside = !inside;
    }
  }
  return inside;
}

const between = (a: number, b: number, v: number): boolean => (a <= b ? a <= v && v <= b : b <= v && v <= a);

/** Millimetres to the nearest edge, of holes too. */
export function distanceToEdge(polygon: Polygon, { x, y }: Spot): number {
  let best = Infinity;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const ax = ring[j] as number;
      const ay = ring[j + 1] as number;
      const dx = (ring[i] as number) - ax;
      const dy = (ring[i + 1] as number) - ay;
      const length2 = dx * dx + dy * dy;
      const along = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length2;
      const t = along < 0 ? 0 : Math.min(along, 1);
      const ex = x - ax - t * dx;
      const ey = y - ay - t * dy;
      const d2 = ex * ex + ey * ey;
      if (d2 < best) best = d2;
    }
  }
  return Math.sqrt(best);
}
