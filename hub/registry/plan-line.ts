// The points of what is drawn in a plan: read as numbers as far as they are, and each where a port can have it.
import { laid } from '../../geo/fence.ts';
import { type Plane, type Spot, toSpot } from '../../geo/plane.ts';
import type { DrawnCode } from '../contracts/drawn-codes.ts';
import type { Fault, Place } from '../files/place.ts';

/** Longitude, latitude, and perhaps a height. */
export type Point = readonly number[];

/** Farther from the origin the plane is no plane any more; and a slip of the pen is no port. */
const farM = 100_000;

export const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length >= 2 && value.every((one) => typeof one === 'number');

/** Undefined while the line is not made of points: its shape is at fault. */
export function pointsOf(line: Place): readonly Point[] | undefined {
  const points = line.value;
  return Array.isArray(points) && points.length >= 2 && points.every(isPoint) ? points : undefined;
}

/** What of a feature is drawn in one: its line, its area, or one part of its areas. */
export interface Drawn {
  /** Where a fault of it is told. */
  readonly at: Place;
  readonly isArea: boolean;
  readonly coordinates: Place;
}

/** None of a circle, of which only the centre is drawn. */
export function partsOf(feature: Place): Drawn[] {
  const geometry = feature.at('geometry');
  const coordinates = geometry.at('coordinates');
  const { text: type } = geometry.at('type');
  if (type === 'MultiPolygon') return coordinates.entries.map((at) => ({ at, isArea: true, coordinates: at }));
  return type === 'Point' ? [] : [{ at: geometry, isArea: type === 'Polygon', coordinates }];
}

/** The line of a part, or its rings. */
export function linesOf({ coordinates }: Drawn): readonly (readonly Point[])[] | undefined {
  const line = pointsOf(coordinates);
  if (line !== undefined) return [line];
  const rings = coordinates.entries.map(pointsOf);
  return rings.length > 0 && rings.every((ring) => ring !== undefined) ? rings : undefined;
}

/** As the fence engine has it: of its long edges points in between, too. */
export function spotsOf(plane: Plane, line: readonly Point[]): Spot[] {
  const flat = laid(plane, line);
  return Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i] ?? NaN, y: flat[2 * i + 1] ?? NaN }));
}

/** Of each ring or line the first point that is not where it can be: the others are wrong in the same way. */
export function placesFaults(plane: Plane | undefined, drawn: Place): Fault[] {
  if (isPoint(drawn.value)) return pointFaults(plane, drawn);
  const isRings = drawn.entries.some(({ entries }) => entries.some(({ value }) => Array.isArray(value)));
  return isRings ? drawn.entries.flatMap((ring) => placesFaults(plane, ring)) : firstFault(plane, drawn);
}

function pointFaults(plane: Plane | undefined, point: Place): Fault[] {
  const at = isPoint(point.value) ? point.value : undefined;
  const wrong = at && wrongPlace(plane, at);
  return wrong === undefined ? [] : [point.fault(wrong.says, { code: wrong.code, at })];
}

function firstFault(plane: Plane | undefined, line: Place): Fault[] {
  for (const point of line.entries) {
    const faults = pointFaults(plane, point);
    if (faults.length > 0) return faults;
  }
  return [];
}

/** What stands at a `lon` and `lat` of its own. */
export function postFaults(plane: Plane | undefined, post: Place): Fault[] {
  const at = postOf(post);
  const wrong = at && wrongPlace(plane, at);
  return wrong === undefined ? [] : [post.at('lon').fault(wrong.says, { code: wrong.code, at })];
}

/** Undefined where it has none, or one that its schema refuses already. */
export function postOf(post: Place): Point | undefined {
  const [lon, lat] = [post.at('lon').number, post.at('lat').number];
  return lon !== undefined && lat !== undefined && isOnEarth(lon, lat) ? [lon, lat] : undefined;
}

const isOnEarth = (lon: number, lat: number): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** Why a port cannot have a point there; undefined where it can. Latitude first is the usual slip, and named as that. */
export function wrongPlace(plane: Plane | undefined, point: Point): { code: DrawnCode; says: string } | undefined {
  const [lon = NaN, lat = NaN] = point;
  const wrong = strayed(plane, lon, lat);
  if (wrong === undefined || plane === undefined || strayed(plane, lat, lon) !== undefined) return wrong;
  return { code: 'drawn-swapped', says: `${wrong.says}; ${lat}, ${lon} is in the port: longitude goes first` };
}

function strayed(plane: Plane | undefined, lon: number, lat: number): { code: DrawnCode; says: string } | undefined {
  if (!isOnEarth(lon, lat)) return { code: 'drawn-off-earth', says: `${lon}, ${lat} is not lon, lat` };
  if (plane === undefined) return undefined;
  const { x, y } = toSpot(plane, lon, lat);
  const metres = Math.hypot(x, y) / 1000;
  if (metres <= farM) return undefined;
  return { code: 'drawn-far', says: `${lon}, ${lat} is ${Math.round(metres / 1000)} km from the origin` };
}
