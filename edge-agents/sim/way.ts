// A way as a line of points: how long it is, and where one is after so many metres. Pure.

/** Degrees WGS-84. */
export type Point = readonly [lon: number, lat: number];

interface Leg {
  readonly from: Point;
  readonly to: Point;
  readonly metres: number;
  readonly courseDeg: number;
}

export interface Way {
  readonly legs: readonly Leg[];
  readonly metres: number;
}

export interface Spot {
  readonly lon: number;
  readonly lat: number;
  readonly courseDeg: number;
}

/** At 22.86 N; over the few kilometres of a port the plane is flat. */
const metresPerDegLat = 110_750;
const metresPerDegLon = 102_600;

/** @param points at least two, no two neighbours in one place */
export function wayOf(points: readonly Point[]): Way {
  const legs = points.slice(1).map((to, i) => legOf(points[i] ?? to, to));
  return { legs, metres: legs.reduce((sum, leg) => sum + leg.metres, 0) };
}

/** Where one is after `metres` of the way: at its ends before and beyond. */
export function spotOn(way: Way, metres: number): Spot {
  let left = Math.max(0, metres);
  for (const leg of way.legs) {
    if (left <= leg.metres) return along(leg, left / leg.metres);
    left -= leg.metres;
  }
  const last = way.legs.at(-1);
  if (last === undefined) throw new Error('a way has at least two points');
  return along(last, 1);
}

/** A point so many metres east and north of another. */
export const shifted = ({ lon, lat }: { readonly lon: number; readonly lat: number }, east: number, north: number) => ({
  lon: round7(lon + east / metresPerDegLon),
  lat: round7(lat + north / metresPerDegLat),
});

function along({ from, to, courseDeg }: Leg, part: number): Spot {
  return { lon: from[0] + part * (to[0] - from[0]), lat: from[1] + part * (to[1] - from[1]), courseDeg };
}

function legOf(from: Point, to: Point): Leg {
  const east = (to[0] - from[0]) * metresPerDegLon;
  const north = (to[1] - from[1]) * metresPerDegLat;
  const courseDeg = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
  return { from, to, metres: Math.hypot(east, north), courseDeg };
}

/** A centimetre. */
export const round7 = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
