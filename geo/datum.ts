// Datums: what a device calls longitude and latitude, to WGS-84. GCJ-02, the Chinese map datum, is 615 m off at Shatian.

export type Datum = 'WGS-84' | 'CGCS2000' | 'GCJ-02';

/** Krasovsky 1940, on which GCJ-02's shift is defined: metres, and the square of the eccentricity. */
const equatorM = 6_378_245;
const eccentricity2 = 0.006_693_421_622_965_943;

/** Of the difference between two guesses when the inverse is near enough: 1e-9° is a tenth of a millimetre. */
const nearDeg = 1e-9;
const roundsMost = 12;

/**
 * Degrees in a device's datum to degrees WGS-84. CGCS2000 differs from it by less than a metre and is taken as it. GCJ-02
 * is defined one way only; its inverse is found by iteration.
 */
export function toWgs84(datum: Datum, lon: number, lat: number): [lon: number, lat: number] {
  if (datum !== 'GCJ-02') return [lon, lat];
  let [x, y] = [lon, lat];
  for (let round = 0; round < roundsMost; round += 1) {
    const [there, north] = wgs84ToGcj02(x, y);
    const [east, up] = [there - lon, north - lat];
    x -= east;
    y -= up;
    if (Math.abs(east) < nearDeg && Math.abs(up) < nearDeg) break;
  }
  return [x, y];
}

/** Degrees WGS-84 to degrees GCJ-02. Outside the box around the mainland the datum is WGS-84 itself. */
export function wgs84ToGcj02(lon: number, lat: number): [lon: number, lat: number] {
  if (lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271) return [lon, lat];
  const phi = (lat / 180) * Math.PI;
  const w2 = 1 - eccentricity2 * Math.sin(phi) ** 2;
  const meridian = (equatorM * (1 - eccentricity2)) / (w2 * Math.sqrt(w2));
  const parallel = (equatorM / Math.sqrt(w2)) * Math.cos(phi);
  const [x, y] = [lon - 105, lat - 35];
  const degrees = 180 / Math.PI;
  return [lon + (eastM(x, y) / parallel) * degrees, lat + (northM(x, y) / meridian) * degrees];
}

const wave = (v: number): number => Math.sin(v * Math.PI);
const ripple = (x: number): number => ((20 * wave(6 * x) + 20 * wave(2 * x)) * 2) / 3;

function eastM(x: number, y: number): number {
  const base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  const long = ((20 * wave(x) + 40 * wave(x / 3)) * 2) / 3 + ((150 * wave(x / 12) + 300 * wave(x / 30)) * 2) / 3;
  return base + ripple(x) + long;
}

function northM(x: number, y: number): number {
  const base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  const long = ((20 * wave(y) + 40 * wave(y / 3)) * 2) / 3 + ((160 * wave(y / 12) + 320 * wave(y / 30)) * 2) / 3;
  return base + ripple(x) + long;
}
