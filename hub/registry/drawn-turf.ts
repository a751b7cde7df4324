// The door to turf: where a drawing crosses itself, its area, and what is left when loops and holes are cut.
import { area, difference, featureCollection, kinks, polygon, simplify, union } from '@turf/turf';
import type { Point } from './plan-line.ts';

/** Outer ring first, then holes. */
export type Rings = readonly (readonly Point[])[];

const copied = (line: readonly Point[]): number[][] => line.map(([lon = 0, lat = 0]) => [lon, lat]);
const polygonOf = (rings: Rings) => ({ type: 'Polygon' as const, coordinates: rings.map(copied) });

/** Where it first crosses or touches itself, degrees. */
export const lineKink = (line: readonly Point[]): Point | undefined =>
  firstOf(kinks({ type: 'LineString', coordinates: copied(line) }));

/** Where a ring first crosses or touches itself or another of them. */
export const ringsKink = (rings: Rings): Point | undefined => firstOf(kinks(polygonOf(rings)));

const firstOf = ({ features: [first] }: ReturnType<typeof kinks>): Point | undefined => first?.geometry.coordinates;

/** How often rings cross or touch themselves or one another. */
export const kinksIn = (rings: Rings): number => kinks(polygonOf(rings)).features.length;

/** Square metres, holes taken off; each ring is closed. */
export const areaOf = (rings: Rings): number => area(polygonOf(rings));

/**
 * The parts of what a drawing encloses, largest first: loops resolved, holes taken out. Undefined where the library cannot
 * tell: it throws on rings that all but coincide.
 */
export function partsOf([outer = [], ...holes]: Rings): Rings[] | undefined {
  try {
    const ring = polygon([copied(outer)]);
    const whole = union(featureCollection([ring, ring]));
    const cut = whole && holes.length > 0 ? difference(featureCollection([whole, ...holes.map(holeOf)])) : whole;
    if (!cut) return [];
    const { type, coordinates } = cut.geometry;
    const parts: Rings[] = type === 'Polygon' ? [coordinates] : coordinates;
    return parts.toSorted((a, b) => areaOf(b) - areaOf(a));
  } catch {
    return undefined;
  }
}

const holeOf = (hole: readonly Point[]) => polygon([copied(hole)]);

/** With fewer corners: none that is left out lay farther than so many degrees from what is kept. */
export function thinned(rings: Rings, tolerance: number): Rings {
  return simplify(polygonOf(rings), { tolerance, highQuality: true }).coordinates;
}
