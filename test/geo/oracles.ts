// Other opinions on where a spot lies: exact ones in whole numbers without bounds, and those of libraries.
import { booleanPointInPolygon, multiPolygon, point } from '@turf/turf';
import pointInPolygon from 'point-in-polygon-hao';
import type { Fence } from '../../geo/fence.ts';
import type { Way } from '../../geo/meet.ts';
import type { Spot } from '../../geo/plane.ts';
import type { Polygon } from '../../geo/polygon.ts';

type Big = readonly [x: bigint, y: bigint];

const sub = ([ax, ay]: Big, [bx, by]: Big): Big => [ax - bx, ay - by];
const cross = ([ax, ay]: Big, [bx, by]: Big): bigint => ax * by - ay * bx;
const dot = ([ax, ay]: Big, [bx, by]: Big): bigint => ax * bx + ay * by;
const sign = (v: bigint): number => (v > 0n ? 1 : v < 0n ? -1 : 0);
const big = (x: number, y: number): Big => [BigInt(x), BigInt(y)];

const cornersOf = (run: Float64Array): Big[] =>
  Array.from({ length: run.length / 2 }, (_, i) => big(run[2 * i] ?? 0, run[2 * i + 1] ?? 0));

const isOn = (p: Big, a: Big, b: Big): boolean => cross(sub(b, a), sub(p, a)) === 0n && dot(sub(a, p), sub(b, p)) <= 0n;

/** How often a ring goes round a spot that is not on it, by the quadrants in which its corners lie. */
function windings(p: Big, ring: readonly Big[]): number {
  const quadrant = ([x, y]: Big) => (y >= 0n ? (x >= 0n ? 0 : 1) : x < 0n ? 2 : 3);
  let quarters = 0;
  for (const [i, at] of ring.entries()) {
    const [from, to] = [sub(at, p), sub(ring[(i + 1) % ring.length] as Big, p)];
    const turned = (quadrant(to) - quadrant(from) + 4) % 4;
    quarters += turned === 3 ? -1 : turned === 2 ? 2 * sign(cross(from, to)) : turned;
  }
  return quarters / 4;
}

/** Of the polygon as even–odd has it, edges included. */
function isInPolygon(p: Big, polygon: readonly (readonly Big[])[]): boolean {
  if (polygon.some((ring) => ring.some((a, i) => isOn(p, a, ring[(i + 1) % ring.length] as Big)))) return true;
  return polygon.reduce((sum, ring) => sum + windings(p, ring), 0) % 2 !== 0;
}

/** Is the distance from a leg at most `half`? Compared as squares of fractions. */
function isNear(p: Big, a: Big, b: Big, half: bigint): boolean {
  const [leg, to] = [sub(b, a), sub(p, a)];
  const [along, length2] = [dot(to, leg), dot(leg, leg)];
  if (along <= 0n) return dot(to, to) <= half * half;
  if (along >= length2) return dot(sub(p, b), sub(p, b)) <= half * half;
  return cross(leg, to) ** 2n <= half * half * length2;
}

const meets = (a: Big, b: Big, p: Big, q: Big): boolean => {
  const side = (u: Big, v: Big, w: Big) => sign(cross(sub(v, u), sub(w, u)));
  const apart = side(a, b, p) * side(a, b, q) < 0 && side(p, q, a) * side(p, q, b) < 0;
  return apart || isOn(p, a, b) || isOn(q, a, b) || isOn(a, p, q) || isOn(b, p, q);
};

/** A fence in whole numbers without bounds. */
export class ExactFence {
  readonly #polygons: readonly (readonly (readonly Big[])[])[];
  readonly #legs: readonly (readonly [a: Big, b: Big, half: bigint])[];

  constructor({ polygons, band }: Fence) {
    this.#polygons = polygons.map((polygon) => polygon.map(cornersOf));
    const line = band === undefined ? [] : cornersOf(band.line);
    const halves = [...(band?.halves ?? [])].map(BigInt);
    this.#legs = halves.map((half, i) => [line[i] as Big, line[Math.min(i + 1, line.length - 1)] as Big, half]);
  }

  has({ x, y }: Spot): boolean {
    const p = big(x, y);
    return (
      this.#polygons.some((polygon) => isInPolygon(p, polygon)) ||
      this.#legs.some(([a, b, half]) => isNear(p, a, b, half))
    );
  }

  touches({ x0, y0, x1, y1 }: Way): boolean {
    const [from, to] = [big(x0, y0), big(x1, y1)];
    if (this.has({ x: x0, y: y0 }) || this.has({ x: x1, y: y1 })) return true;
    const rings = this.#polygons.flat();
    if (rings.some((ring) => ring.some((a, i) => meets(from, to, a, ring[(i + 1) % ring.length] as Big)))) return true;
    return this.#legs.some(
      ([a, b, half]) => meets(from, to, a, b) || isNear(a, from, to, half) || isNear(b, from, to, half),
    );
  }
}

const pairs = (run: Float64Array): number[][] =>
  Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i] ?? 0, run[2 * i + 1] ?? 0]);

export const ringsOf = (polygon: Polygon): number[][][] => polygon.map(pairs);

/** A fence of polygons as libraries see it, on the plane in millimetres; edges are inside. */
export class LibraryFence {
  readonly #polygons: number[][][][];
  readonly #feature: ReturnType<typeof multiPolygon>;

  constructor({ polygons }: Fence) {
    this.#polygons = polygons.map(ringsOf);
    this.#feature = multiPolygon(this.#polygons);
  }

  hao({ x, y }: Spot): boolean {
    return this.#polygons.some((polygon) => pointInPolygon([x, y], polygon) !== false);
  }

  turf({ x, y }: Spot): boolean {
    return booleanPointInPolygon(point([x, y]), this.#feature);
  }
}
