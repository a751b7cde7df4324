// The local flat plane: longitude and latitude to whole millimetres and back, the way cheap-ruler does it.

/** Millimetres per degree around an origin; made once per port, so that folds need + − × ÷ only. */
export interface Plane {
  readonly lon0: number;
  readonly lat0: number;
  readonly mmPerDegLon: number;
  readonly mmPerDegLat: number;
}

/** A point on the plane, whole millimetres east and north of the origin. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const equatorMm = 6_378_137_000;
const eccentricity2 = 0.006_694_379_990_141_316;

/**
 * The plane tangent at (lon0, lat0), degrees WGS-84. Being linear in longitude and latitude it keeps every straight
 * GeoJSON edge straight (RFC 7946 §3.1.1), so inside stays inside at any distance; lengths are true at lat0 and grow
 * wrong by about 0.07 % per 10 km north or south of it at 23° N.
 */
export function planeAt(lon0: number, lat0: number): Plane {
  const rad = Math.PI / 180;
  const sin = Math.sin(lat0 * rad);
  const w = 1 - eccentricity2 * sin * sin;
  const prime = equatorMm / Math.sqrt(w);
  const meridian = (prime * (1 - eccentricity2)) / w;
  return { lon0, lat0, mmPerDegLon: prime * Math.cos(lat0 * rad) * rad, mmPerDegLat: meridian * rad };
}

export function toSpot(plane: Plane, lon: number, lat: number): Spot {
  return {
    x: Math.round((lon - plane.lon0) * plane.mmPerDegLon),
    y: Math.round((lat - plane.lat0) * plane.mmPerDegLat),
  };
}

export function toLonLat(plane: Plane, spot: Spot): [lon: number, lat: number] {
  return [plane.lon0 + spot.x / plane.mmPerDegLon, plane.lat0 + spot.y / plane.mmPerDegLat];
}
