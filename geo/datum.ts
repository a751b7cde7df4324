// Datums: what a device calls longitude and latitude, to WGS-84. At Shatian GCJ-02 is 615 m off, BD-09 1.2 km.
import loaded from 'gcoord';

export type Datum = 'WGS-84' | 'CGCS2000' | 'GCJ-02' | 'BD-09';

/** Its types see a default within the default; when it runs there is none. */
const gcoord = loaded as unknown as typeof loaded.default;

/** Of the difference between two guesses when the inverse is near enough: 1e-9° is a tenth of a millimetre. */
const nearDeg = 1e-9;
const roundsMost = 12;

/**
 * Degrees in a device's datum to degrees WGS-84. CGCS2000 differs from it by less than a metre and is taken as it. GCJ-02,
 * and BD-09 (Baidu's maps), are defined one way only; the way back is found by iteration, as gcoord's own ends a decimetre off.
 */
export function toWgs84(datum: Datum, lon: number, lat: number): [lon: number, lat: number] {
  let [x, y] = [lon, lat];
  if (datum === 'WGS-84' || datum === 'CGCS2000') return [x, y];
  for (let round = 0; round < roundsMost; round += 1) {
    const [there, north] = fromWgs84(datum, x, y);
    const [east, up] = [there - lon, north - lat];
    x -= east;
    y -= up;
    if (Math.abs(east) < nearDeg && Math.abs(up) < nearDeg) break;
  }
  return [x, y];
}

/** Degrees WGS-84 to degrees in a datum. Outside the box around the mainland all of them are WGS-84 itself. */
export function fromWgs84(datum: Datum, lon: number, lat: number): [lon: number, lat: number] {
  if (datum === 'WGS-84' || datum === 'CGCS2000' || !isMainland(lon, lat)) return [lon, lat];
  return gcoord.transform([lon, lat], gcoord.WGS84, datum === 'BD-09' ? gcoord.BD09 : gcoord.GCJ02);
}

const isMainland = (lon: number, lat: number): boolean =>
  lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
