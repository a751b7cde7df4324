// What is drawn, by its kind, as far as it can be read: areas, a line, a circle's middle; and where in the file each part of it is.
import { type Plane, planeAt, type Spot, toSpot } from '../../geo/plane.ts';
import type { Fault, Place } from '../files/place.ts';
import { isPoint, type Point, placesFaults, pointsOf, wrongPlace } from './plan-line.ts';

export type Line = readonly Point[];
/** Outer ring first, then holes. */
export type Rings = readonly Line[];

export type Drawing =
  | { readonly kind: 'areas'; readonly areas: readonly Rings[] }
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'circle'; readonly middle: Point };

/** As many points as a fence may have: whoever draws more has traced something, and every fix would pay for it. */
export const pointsMost = 2000;
/** Lists and numbers: what is not made of points is not read without end, either. */
const nodesMost = 10 * pointsMost;

/** Undefined while it is not made of points: its shape is at fault. */
export function drawingOf(geometry: Place): Drawing | undefined {
  const coordinates = geometry.at('coordinates');
  switch (geometry.at('type').text) {
    case 'Polygon':
      return areasOf([coordinates]);
    case 'MultiPolygon':
      return areasOf(coordinates.entries);
    case 'LineString': {
      const line = pointsOf(coordinates);
      return line && { kind: 'line', line };
    }
    case 'Point':
      return isPoint(coordinates.value) ? { kind: 'circle', middle: coordinates.value } : undefined;
    default:
      return undefined;
  }
}

function areasOf(polygons: readonly Place[]): Drawing | undefined {
  const areas = polygons.map((polygon) => polygon.entries.map(pointsOf));
  const isRead = areas.length > 0 && areas.every((rings) => rings.length > 0 && rings.every((ring) => ring));
  return isRead ? { kind: 'areas', areas: areas as Line[][] } : undefined;
}

/** Each polygon's own place. */
export function polygonPlaces(geometry: Place): readonly Place[] {
  const coordinates = geometry.at('coordinates');
  return geometry.at('type').text === 'MultiPolygon' ? coordinates.entries : [coordinates];
}

/** Points that are not where a port can have them. */
export function strayFaults(plane: Plane | undefined, geometry: Place): Fault[] {
  const { value } = geometry.at('coordinates');
  const wrong = geometry.at('type').text === 'Point' && isPoint(value) ? wrongPlace(plane, value) : undefined;
  if (wrong !== undefined)
    return [geometry.at('coordinates').fault(wrong.says, { code: wrong.code, at: value as Point })];
  return polygonPlaces(geometry).flatMap((polygon) => placesFaults(plane, polygon));
}

/** Looked at before all else, and without recursion: nothing may be long, however it is nested. */
export function manyFaults(geometry: Place): Fault[] {
  const left: unknown[] = [geometry.at('coordinates').value];
  let [points, nodes] = [0, 0];
  let at: Point | undefined;
  for (let one = left.pop(); left.length > 0 || one !== undefined; one = left.pop()) {
    nodes += 1;
    if (!Array.isArray(one)) continue;
    if (typeof one[0] === 'number') {
      points += 1;
      at ??= one.slice(0, 3).filter((number) => typeof number === 'number');
    }
    for (const inner of one) left.push(inner);
  }
  const code = 'drawn-many';
  if (points > pointsMost)
    return [geometry.fault(`has ${points} points, ${pointsMost} are the most`, { code, at: at ?? [] })];
  return nodes > nodesMost
    ? [geometry.fault(`has ${nodes} lists and numbers, ${nodesMost} are the most`, { code })]
    : [];
}

const isSame = (a: Point | undefined, b: Point | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/** Ends where it began. */
export const isClosed = (ring: Line): boolean => isSame(ring[0], ring.at(-1));
export const closed = (ring: Line): Line => (isClosed(ring) ? ring : [...ring, ring[0] ?? []]);
export const pointsIn = (rings: Rings): number => rings.reduce((sum, ring) => sum + ring.length, 0);

/** The port's plane, on which it will be judged; while there is none, one around the drawing. */
export const boardFor = (plane: Plane | undefined, [[lon = 0, lat = 0] = []]: Line): Plane =>
  plane ?? planeAt(lon, Math.max(-85, Math.min(85, lat)));

export const spotOf = (board: Plane, [lon = 0, lat = 0]: Point = []): Spot => toSpot(board, lon, lat);
export const laid = (board: Plane, line: Line): Spot[] => line.map((point) => spotOf(board, point));
export const flat = (spots: readonly Spot[]): Float64Array => new Float64Array(spots.flatMap(({ x, y }) => [x, y]));
