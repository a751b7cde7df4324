// The local flat plane: longitude and latitude to whole millimetres and back, true to angles, and to lengths within a centimetre.
import { integral, inverse, of, plus, power, type Series, scaled, sine, times } from './series.ts';

type Six = readonly [number, number, number, number, number, number];

/** Coefficients around an origin; made once per port, so that folds need + − × ÷ only. Angles are in degrees throughout. */
export interface Plane {
  readonly lon0: number;
  readonly lat0: number;
  /** Isometric latitude beyond the origin's, by powers of the latitude beyond it, from the first on. */
  readonly isometric: Six;
  /** Millimetres north + i × east, by powers of isometric latitude + i × longitude, from the first on. */
  readonly spread: Six;
  /** So far from the origin the series hold; what lies beyond is laid on straight from there. */
  readonly reachLon: number;
  readonly reachLat: number;
  /** At the origin. */
  readonly mmPerDegLon: number;
  readonly mmPerDegLat: number;
}

/** A point on the plane, whole millimetres east and north of the origin. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** WGS-84. */
const equatorMm = 6_378_137_000;
const eccentricity2 = 0.006_694_379_990_141_316;

/** Half across the disc in which lengths are nowhere a centimetre wrong. */
const discMm = 15_000_000;
/** Of what the scale grows by until there: so much less at the origin, and ways through it are as much too short as others are too long. */
const share = 1 / (1 + Math.cbrt(2));
/** Of the series. */
const powers = 6;
/** Two hundred kilometres: twice as far as a plan may reach. */
const reachDeg = 2;
const rad = Math.PI / 180;

/**
 * The plane at (lon0, lat0), degrees WGS-84, at most 85° north or south. It is conformal, and on the origin's meridian
 * y = (1 − c)(s + s³ / 12R²), s being the way along it and R² = M·N: so its scale is 1 − c + r² / 4R² at r from the
 * origin whichever way one looks, and c is 0.44 of that at 15 km. The distance of any two spots of the disc of 30 km
 * across is within 8.2 mm of the shortest way on the ellipsoid; with both spots in whole millimetres, within a centimetre.
 * Farther out lengths are too long: by 15 parts in a million at 50 km from the origin, by 61 at 100 km.
 */
export function planeAt(lon0: number, lat0: number): Plane {
  const { meridian, isometric, radius2 } = alongMeridian(lat0 * rad);
  const way = of(meridian, inverse(isometric));
  const north = plus(way, scaled(times(way, times(way, way)), 1 / (12 * radius2)));
  const spread = inDegrees(scaled(north, 1 - (share * discMm ** 2) / (4 * radius2)));
  const latitudes = inDegrees(scaled(isometric, 1 / rad));
  const [mmPerDegLon] = spread;
  const mmPerDegLat = mmPerDegLon * latitudes[0];
  const reachLon = reachDeg / Math.cos(lat0 * rad);
  return { lon0, lat0, isometric: latitudes, spread, reachLon, reachLat: reachDeg, mmPerDegLon, mmPerDegLat };
}

/** Millimetres and isometric latitude by powers of latitude (radians), and the square of the mean radius of curvature. */
function alongMeridian(phi: number): { meridian: Series; isometric: Series; radius2: number } {
  const sin = sine(phi, powers + 1);
  const cos = sine(phi + Math.PI / 2, powers + 1);
  const w = scaled(times(sin, sin), -eccentricity2).map((v, n) => (n === 0 ? 1 + v : v));
  const polar = 1 - eccentricity2;
  return {
    meridian: integral(scaled(power(w, -1.5), equatorMm * polar)),
    isometric: integral(scaled(power(times(w, cos), -1), polar)),
    radius2: (equatorMm ** 2 * polar) / (w[0] as number) ** 2,
  };
}

const inDegrees = (series: Series) => series.slice(1).map((v, n) => v * rad ** (n + 1)) as unknown as Six;

/** Of what is drawn, once per fence; of a fix, once. */
export function toSpot(plane: Plane, lon: number, lat: number): Spot {
  const spot = unrounded(plane, lon, lat);
  spot.x = Math.round(spot.x);
  spot.y = Math.round(spot.y);
  return spot;
}

/** As `toSpot`, before whole millimetres are made of it. */
export function unrounded(plane: Plane, lon: number, lat: number): { x: number; y: number } {
  const { isometric: a, spread: c } = plane;
  const lonOff = lon - plane.lon0;
  const latOff = lat - plane.lat0;
  const east = held(lonOff, plane.reachLon);
  const north = held(latOff, plane.reachLat);
  const up = north * (a[0] + north * (a[1] + north * (a[2] + north * (a[3] + north * (a[4] + north * a[5])))));
  // Powers of up + i × east, from the highest on: as coefficients are real, each step is by the two before it (Goertzel).
  const twice = up + up;
  const square = up * up + east * east;
  const b5 = c[4] + twice * c[5];
  const b4 = c[3] + twice * b5 - square * c[5];
  const b3 = c[2] + twice * b4 - square * b5;
  const b2 = c[1] + twice * b3 - square * b4;
  const b1 = c[0] + twice * b2 - square * b3;
  return {
    x: east * b1 + (lonOff - east) * plane.mmPerDegLon,
    y: up * b1 - square * b2 + (latOff - north) * plane.mmPerDegLat,
  };
}

const held = (v: number, most: number): number => Math.min(most, Math.max(-most, v));

/** Of guesses: at 100 km from the origin each is thirty times nearer than the last at 60° N, five times at 85°. */
const rounds = 10;

/** Degrees WGS-84, good to a thousandth of a millimetre until 100 km from the origin; beyond 80° N or S to one within 30 km. */
export function toLonLat(plane: Plane, { x, y }: Spot): [lon: number, lat: number] {
  let lon = plane.lon0 + x / plane.mmPerDegLon;
  let lat = plane.lat0 + y / plane.mmPerDegLat;
  for (let round = 0; round < rounds; round += 1) {
    const guess = unrounded(plane, lon, lat);
    lon += (x - guess.x) / plane.mmPerDegLon;
    lat += (y - guess.y) / plane.mmPerDegLat;
  }
  return [lon, lat];
}
