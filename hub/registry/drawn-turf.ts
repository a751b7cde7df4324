// The door to turf: what a drawing encloses, and with how few corners it would still be the same.
import { area, simplify } from '@turf/turf';
import type { Line, Rings } from './drawn-shape.ts';

const multi = (areas: readonly Rings[]) => ({
  ...{ type: 'MultiPolygon' as const },
  coordinates: areas.map((rings) => rings.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon, lat]))),
});

/** Square metres on the round earth, holes taken off; each ring is closed. */
export const areaOf = (areas: readonly Rings[]): number => area(multi(areas));

/**
 * With fewer corners: none that is left out lay farther than so many degrees from what is kept. As it came where the library
 * runs out of stack, as it does on a comb of thousands of teeth.
 */
export function thinned(areas: readonly Rings[], tolerance: number): readonly Rings[] {
  try {
    return simplify(multi(areas), { tolerance, highQuality: true }).coordinates;
  } catch {
    return areas;
  }
}

export function thinnedLine(line: Line, tolerance: number): Line {
  const coordinates = line.map(([lon = 0, lat = 0]) => [lon, lat]);
  try {
    return simplify({ type: 'LineString', coordinates }, { tolerance, highQuality: true }).coordinates;
  } catch {
    return line;
  }
}
