// Everything that is wrong with one drawn fence, look by look: what makes the next look senseless ends it.
import type { Plane } from '../../geo/plane.ts';
import type { Fault, Place } from '../files/place.ts';
import { isFault } from './drawn-codes.ts';
import type { DrawnContext } from './drawn-context.ts';
import { datumFaults, type Lies } from './drawn-datum.ts';
import { crossFaults, doubledFaults, isFlat, openFaults, spikeFaults, windingFaults } from './drawn-rings.ts';
import {
  boardFor,
  closed,
  drawingOf,
  type Line,
  manyFaults,
  polygonPlaces,
  type Rings,
  strayFaults,
} from './drawn-shape.ts';
import { areaOf } from './drawn-turf.ts';
import { holeFaults, overlapFaults } from './drawn-within.ts';

/** @param fence a feature of whatever shape: what of it cannot be read is not told here */
export function drawnFaults(context: DrawnContext, fence: Place): Fault[] {
  const geometry = fence.at('geometry');
  const many = manyFaults(geometry);
  if (many.length > 0) return many;
  const drawing = drawingOf(geometry);
  const strayed = strayFaults(context.plane, geometry);
  if (drawing === undefined || drawing.kind === 'circle') return strayed;
  if (strayed.length > 0)
    return drawing.kind === 'areas' ? [...strayed, ...unclosed(geometry, drawing.areas)] : strayed;
  if (drawing.kind === 'line') return lineLooks(context.plane, geometry.at('coordinates'), drawing.line);
  return areasLooks(context, fence, drawing.areas);
}

function lineLooks(plane: Plane | undefined, place: Place, line: Line): Fault[] {
  const board = boardFor(plane, line);
  const slips = [...doubledFaults(board, place, line), ...spikeFaults(board, place, line, false)];
  const [at = []] = line;
  const stands = line.every(([lon, lat]) => lon === at[0] && lat === at[1]);
  if (stands) return [place.fault('has no length', { code: 'drawn-flat', at })];
  return [...crossFaults(board, place, line, false), ...slips];
}

function areasLooks(context: DrawnContext, fence: Place, areas: readonly Rings[]): Fault[] {
  const geometry = fence.at('geometry');
  const board = boardFor(context.plane, areas[0]?.[0] ?? []);
  const places = polygonPlaces(geometry);
  const open = unclosed(geometry, areas);
  const shut = areas.map((rings) => rings.map(closed));
  // Of fewer corners the schema tells.
  if (shut.some((rings) => rings.some((ring) => ring.length < 4))) return open;
  const inEach = shut.flatMap((rings, i) => areaLooks(board, places[i] ?? geometry, rings));
  if (inEach.some(isFault)) return [...open, ...inEach];
  const together = overlapFaults(board, places, shut);
  const whole = shut.length === 1 && together.length === 0 ? (shut[0] ?? []) : undefined;
  const datum = whole === undefined ? [] : datumFaults(board, geometry, whole, companyOf(context, fence));
  return [...open, ...inEach, ...together, ...datum];
}

function unclosed(geometry: Place, areas: readonly Rings[]): Fault[] {
  const places = polygonPlaces(geometry);
  return areas.flatMap((rings, i) => rings.flatMap((ring, j) => openFaults(places[i]?.at(j) ?? geometry, ring)));
}

/** @param rings closed, if only here: that one is not is told once */
function areaLooks(board: Plane, place: Place, rings: Rings): Fault[] {
  const each = rings.map((ring, i) => ({ ring, at: place.at(i), corner: ring[0] ?? [] }));
  const slips = each.flatMap(({ ring, at }) => [
    ...doubledFaults(board, at, ring),
    ...spikeFaults(board, at, ring, true),
  ]);
  const broken = each.flatMap(({ ring, at, corner }) =>
    isFlat(board, ring)
      ? [at.fault('encloses nothing', { code: 'drawn-flat', at: corner })]
      : crossFaults(board, at, ring, true),
  );
  if (broken.length > 0) return [...broken, ...slips];
  const inside = holeFaults(board, place, rings);
  const winding = each.flatMap(({ ring, at }, i) => windingFaults(at, ring, i > 0));
  return [...(inside.length > 0 ? inside : emptyFaults(place, rings)), ...slips, ...winding];
}

/** Less than a square metre. */
function emptyFaults(place: Place, rings: Rings): Fault[] {
  const [[at = []] = []] = rings;
  return areaOf([rings]) >= 1 ? [] : [place.fault('encloses less than a square metre', { code: 'drawn-flat', at })];
}

function companyOf({ company }: DrawnContext, fence: Place): Lies[] {
  const { text: own = '' } = fence.at('id');
  const { text: at = '' } = fence.at('properties', 'site');
  return (company.get(at) ?? []).filter(({ id }) => id === '' || id !== own);
}
