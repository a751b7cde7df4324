// What is drawn in a plan: rings closed and not crossed, corridors lines with a width, nothing far off, segments in place.
import { area, kinks } from '@turf/turf';
import { type Plane, planeAt } from '../../geo/plane.ts';
import type { Fault, Place } from '../files/place.ts';
import { edgesOf, laneOffEdge, segmentOffEdge } from './plan-edge.ts';
import type { PlanFolder } from './plan-folder.ts';
import { linesOf, type Point, placesFaults, pointsOf, postFaults } from './plan-line.ts';

/** Nearer to a pole a degree of longitude is next to nothing, and the plane with it. */
export const originLatMax = 85;

/** Every fault of what is drawn, as far as it can be read. */
export function drawingFaults(folder: PlanFolder): Fault[] {
  const plane = planeOf(folder.head);
  const fences = folder.list('fences').map((fence) => ({ fence, faults: fenceFaults(plane, fence) }));
  const sound = fences.filter(({ faults }) => faults.length === 0).map(({ fence }) => fence);
  const edges = edgesOf(plane, sound);
  const posts = [...folder.list('sites'), ...folder.list('lanes'), ...folder.list('devices')];
  return [
    ...fences.flatMap(({ faults }) => faults),
    ...folder.list('segments').flatMap((segment) => {
      const broken = [...placesFaults(plane, segment.at('geometry', 'coordinates')), ...crossFaults(segment)];
      return broken.length > 0 ? broken : segmentOffEdge(plane, edges, segment);
    }),
    ...folder.list('wharves').flatMap((wharf) => placesFaults(plane, wharf.at('quay'))),
    ...posts.flatMap((post) => postFaults(plane, post)),
    ...folder.list('lanes').flatMap((lane) => laneOffEdge(plane, edges, lane)),
  ];
}

/** Undefined while the origin itself is at fault: then nothing can be measured. */
function planeOf(head: Place | undefined): Plane | undefined {
  const { number: lon = NaN } = head?.at('origin', 'lon') ?? {};
  const { number: lat = NaN } = head?.at('origin', 'lat') ?? {};
  return Math.abs(lon) <= 180 && Math.abs(lat) <= originLatMax ? planeAt(lon, lat) : undefined;
}

function fenceFaults(plane: Plane | undefined, fence: Place): Fault[] {
  const isLine = fence.at('geometry', 'type').text === 'LineString';
  const coordinates = fence.at('geometry', 'coordinates');
  const drawn = [
    ...placesFaults(plane, coordinates),
    ...(isLine ? [] : coordinates.entries.flatMap(openFaults)),
    ...crossFaults(fence),
  ];
  return [...kindFaults(fence, isLine), ...(isLine || drawn.length > 0 ? drawn : flatFaults(fence))];
}

function openFaults(ring: Place): Fault[] {
  const points = pointsOf(ring) ?? [];
  const [first, last] = [points[0], points.at(-1)];
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return isClosed ? [] : [ring.fault('ring is not closed')];
}

/** A corridor is a line with a width; all else is an area. */
function kindFaults(fence: Place, isLine: boolean): Fault[] {
  const purpose = fence.at('properties', 'purpose');
  const width = fence.at('properties', 'widthM');
  const isCorridor = purpose.text === 'corridor';
  const faults: Fault[] = [];
  if (isLine && !isCorridor) faults.push(purpose.fault('is a line: only a corridor is one'));
  if (!isLine && isCorridor) faults.push(purpose.fault('is an area: a corridor is a line with a widthM'));
  if (isLine && width.value === undefined) faults.push(width.fault('is a line without a widthM'));
  if (!isLine && width.value !== undefined) faults.push(width.fault('has a widthM: only a line has one'));
  return isLine ? [...faults, ...widthFaults(width, fence.at('geometry', 'coordinates'))] : faults;
}

/** One for all legs, or one a leg: a leg leads from one point to the next. */
function widthFaults(width: Place, line: Place): Fault[] {
  if (!Array.isArray(width.value) || !Array.isArray(line.value)) return [];
  const [widths, legs] = [width.value.length, line.value.length - 1];
  return widths === legs ? [] : [width.fault(`has ${widths} widths: it has ${legs} ${legs === 1 ? 'leg' : 'legs'}`)];
}

function crossFaults(feature: Place): Fault[] {
  const lines = linesOf(feature);
  if (lines === undefined) return [];
  const [line = []] = lines;
  const isArea = feature.at('geometry', 'type').text === 'Polygon';
  const [kink] = kinks(isArea ? polygonOf(lines) : { type: 'LineString', coordinates: copied(line) }).features;
  if (kink === undefined) return [];
  return [feature.at('geometry').fault(`crosses itself at ${kink.geometry.coordinates.join(', ')}`)];
}

const copied = (line: readonly Point[]): number[][] => line.map((point) => [...point]);
const polygonOf = (rings: readonly (readonly Point[])[]) => ({
  type: 'Polygon' as const,
  coordinates: rings.map(copied),
});

/** Less than a square metre: its points lie on one line. */
function flatFaults(fence: Place): Fault[] {
  const rings = linesOf(fence);
  if (rings === undefined || rings.some((ring) => ring.length < 4)) return [];
  return area(polygonOf(rings)) >= 1 ? [] : [fence.at('geometry').fault('encloses nothing')];
}
