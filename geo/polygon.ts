// Is a point in a polygon, how far from its edge, and how broad is it? Boundaries are closed; holes are open inside.
import { squareToLeg } from './leg.ts';
import type { Spot } from './plane.ts';

/** Outer ring first, then holes; each ring a closed run of x, y pairs in millimetres. */
export type Polygon = readonly Float64Array[];

export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Around all rings, so that what lies outside of it is outside of the polygon, however its holes were drawn. */
export function boxOf(rings: Polygon): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i] as number;
      const y = ring[i + 1] as number;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  return { minX, minY, maxX, maxY };
}

/**
 * True inside or on any edge, a hole's edge included: the closed predicate of turf and Tile38's outer ring. Exact for whole
 * millimetres within 67 km of the polygon's corners both ways: each product stays below 2^52, so no sign is lost.
 */
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
    const d2 = nearest(ring, x, y);
    if (d2 < best) best = d2;
  }
  return Math.sqrt(best);
}

/** Square millimetres to the nearest point of a ring; a single point is one, too. */
function nearest(ring: Float64Array, x: number, y: number): number {
  let best = Infinity;
  for (let i = ring.length === 2 ? 0 : 2; i < ring.length; i += 2) {
    const from = Math.max(0, i - 2);
    const [ax, ay] = [ring[from] as number, ring[from + 1] as number];
    const square = squareToLeg(ax, ay, ring[i] as number, ring[i + 1] as number, x, y);
    if (square < best) best = square;
  }
  return best;
}

/** The shorter side of the rectangle that has as much area and edge, mm: the width of a strip, the side of a square. */
export function breadthOf(parts: readonly Polygon[]): number {
  let area2 = 0;
  let edge = 0;
  for (const polygon of parts) {
    for (const [i, ring] of polygon.entries()) {
      const { area2: ofRing, edge: around } = measure(ring);
      area2 += i === 0 ? ofRing : -ofRing;
      edge += around;
    }
  }
  const half = edge / 2;
  return (half - Math.sqrt(Math.max(0, half * half - 2 * Math.max(0, area2)))) / 2;
}

function measure(ring: Float64Array): { area2: number; edge: number } {
  let area2 = 0;
  let edge = 0;
  for (let i = 2; i < ring.length; i += 2) {
    const dx = (ring[i] as number) - (ring[i - 2] as number);
    const dy = (ring[i + 1] as number) - (ring[i - 1] as number);
    // From the ring's first corner, so that nothing is lost in large products.
    const x = (ring[i - 2] as number) - (ring[0] as number);
    const y = (ring[i - 1] as number) - (ring[1] as number);
    area2 += x * dy - y * dx;
    edge += Math.sqrt(dx * dx + dy * dy);
  }
  return { area2: Math.abs(area2), edge };
}
