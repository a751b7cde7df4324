// Port-sized zones of every shape, seeded, on the plane: stars with holes, multipolygons, corridors and circles.
import { circleOf } from '../../geo/circle.ts';
import { corridorOf } from '../../geo/corridor.ts';
import { type Fence, fenceOfParts } from '../../geo/fence.ts';
import { planeAt, type Spot, toLonLat } from '../../geo/plane.ts';

export const plane = planeAt(113.59, 22.86);

/** 32 bits of state, the same everywhere (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Ring = readonly (readonly number[])[];

const degrees = (x: number, y: number): number[] => [...toLonLat(plane, { x, y })];

/** A star round a point, its radii between `least` and `most` of `radius`, mm. */
function star(next: () => number, { x, y }: Spot, radius: number, corners: number, [least, most] = [0.5, 1]): Ring {
  const ring = Array.from({ length: corners }, (_, i) => {
    const r = radius * ((least ?? 0.5) + next() * ((most ?? 1) - (least ?? 0.5)));
    const angle = (2 * Math.PI * i) / corners;
    return degrees(Math.round(x + r * Math.cos(angle)), Math.round(y + r * Math.sin(angle)));
  });
  return [...ring, ring[0] ?? []];
}

/** Radii log-uniform from 30 to 400 m, every hundredth zone 1 to 3.5 km. */
const radiusOf = (next: () => number, i: number): number =>
  1000 * (i % 100 === 99 ? 1000 + 2500 * next() : 30 * (400 / 30) ** next());

/** How zones differ from plain stars, and the box they lie in, mm. */
export interface Drawing {
  readonly seed: number;
  readonly count: number;
  /** Among twenty: one each of multipolygon (parts overlap), corridor and circle. */
  readonly mixed?: boolean;
  readonly boxMm?: number;
  readonly hysteresisM?: number;
}

/** Sorted by id; every tenth has a hole. */
export function someZones({ seed, count, mixed = false, boxMm = 20_000_000, hysteresisM = 0 }: Drawing): Fence[] {
  const next = chance(seed);
  const digits = String(count).length;
  return Array.from({ length: count }, (_, i) => {
    const belief = { id: `zone-${String(i).padStart(digits, '0')}`, hysteresisM, fixes: 1 };
    const at = { x: Math.round(next() * boxMm), y: Math.round(next() * boxMm) };
    const radius = radiusOf(next, i);
    const corners = 8 + Math.floor(next() * 53);
    const kind = mixed ? i % 20 : 0;
    if (kind === 7)
      return circleOf(plane, { ...belief, centre: degrees(at.x, at.y), radiusM: Math.round(radius / 1000) });
    if (kind === 13) {
      const line = bends(next, at, radius);
      return corridorOf(plane, { ...belief, line, widthM: widthsOf(i, line.length - 1, 10 + next() * 40) });
    }
    const rings = [star(next, at, radius, corners)];
    if (i % 10 === 4) rings.push(star(next, at, radius * 0.4, 3 + Math.floor(next() * 9)));
    const beside = { x: at.x + Math.round(radius * next() * 2), y: at.y };
    const parts = kind === 17 ? [rings, [star(next, beside, radius * 0.7, corners)]] : [rings];
    return fenceOfParts(plane, { ...belief, parts });
  });
}

/** Every second corridor has legs that are narrower and wider by turns. */
const widthsOf = (i: number, legs: number, metres: number): number | number[] =>
  i % 40 < 20 ? metres : Array.from({ length: legs }, (_, leg) => metres * ([1, 0.4, 2.5][leg % 3] ?? 1));

function bends(next: () => number, { x, y }: Spot, length: number): Ring {
  const legs = 2 + Math.floor(next() * 6);
  return Array.from({ length: legs }, () =>
    degrees(Math.round(x + (next() - 0.5) * 2 * length), Math.round(y + (next() - 0.5) * 2 * length)),
  );
}

export const spotAnywhere = (next: () => number, boxMm = 20_000_000): Spot => ({
  x: Math.round((next() * 1.1 - 0.05) * boxMm),
  y: Math.round((next() * 1.1 - 0.05) * boxMm),
});

/** A run of corners of a fence: one of its rings, or its line. */
export function runOf(next: () => number, { polygons, band }: Fence): Float64Array {
  const runs = band === undefined ? polygons.flat() : [band.line];
  return runs[Math.floor(next() * runs.length)] as Float64Array;
}

/** Where mistakes would be: on a corner, level with one, on an edge's middle, beside it, or some metres off it. */
export function spotNear(next: () => number, fence: Fence, offMm = 20_000): Spot {
  const run = runOf(next, fence);
  const i = 2 * Math.floor(next() * (run.length / 2));
  const j = (i + 2) % run.length;
  const [ax, ay, bx, by] = [run[i], run[i + 1], run[j], run[j + 1]] as [number, number, number, number];
  const way = Math.floor(next() * 5);
  if (way === 0) return { x: ax, y: ay };
  if (way === 1) return { x: Math.round(ax + (next() - 0.5) * 4 * offMm), y: ay };
  if (way === 2) return spotOn(ax, ay, bx, by, next);
  const along = next();
  const off = way === 3 ? 2 : offMm;
  const x = ax + along * (bx - ax) + (next() - 0.5) * 2 * off;
  return { x: Math.round(x), y: Math.round(ay + along * (by - ay) + (next() - 0.5) * 2 * off) };
}

/** A whole spot exactly on an edge, where it has one besides its ends. */
function spotOn(ax: number, ay: number, bx: number, by: number, next: () => number): Spot {
  const steps = commonDivisor(Math.abs(bx - ax), Math.abs(by - ay));
  const step = Math.floor(next() * (steps + 1));
  return {
    x: ax + (steps === 0 ? 0 : ((bx - ax) / steps) * step),
    y: ay + (steps === 0 ? 0 : ((by - ay) / steps) * step),
  };
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
