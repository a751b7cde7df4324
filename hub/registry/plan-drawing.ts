// What is drawn in a plan: rings closed and not crossed, shapes with their measures, nothing far off, segments in place.
import { area, featureCollection, intersect, kinks, polygon } from '@turf/turf';
import { type Plane, planeAt } from '../../geo/plane.ts';
import type { Fault, Place } from '../files/place.ts';
import { edgesOf, laneOffEdge, segmentOffEdge } from './plan-edge.ts';
import type { PlanFolder } from './plan-folder.ts';
import { type Drawn, linesOf, type Point, partsOf, placesFaults, pointsOf, postFaults } from './plan-line.ts';
import { measureFaults } from './plan-measures.ts';

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
      const broken = [
        ...placesFaults(plane, segment.at('geometry', 'coordinates')),
        ...partsOf(segment).flatMap(crossFaults),
      ];
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
  const parts = partsOf(fence);
  const areas = parts.filter(({ isArea }) => isArea);
  const drawn = [
    ...placesFaults(plane, fence.at('geometry', 'coordinates')),
    ...areas.flatMap(({ coordinates }) => coordinates.entries.flatMap(openFaults)),
    ...parts.flatMap(crossFaults),
  ];
  if (drawn.length > 0) return [...measureFaults(fence), ...drawn];
  const flat = areas.flatMap(flatFaults);
  return [...measureFaults(fence), ...(flat.length > 0 ? flat : overlapFaults(areas))];
}

function openFaults(ring: Place): Fault[] {
  const points = pointsOf(ring) ?? [];
  const [first, last] = [points[0], points.at(-1)];
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return isClosed ? [] : [ring.fault('ring is not closed')];
}

function crossFaults(part: Drawn): Fault[] {
  const lines = linesOf(part);
  if (lines === undefined) return [];
  const [line = []] = lines;
  const { isArea } = part;
  const [kink] = kinks(isArea ? polygonOf(lines) : { type: 'LineString', coordinates: copied(line) }).features;
  if (kink === undefined) return [];
  return [part.at.fault(`crosses itself at ${kink.geometry.coordinates.join(', ')}`)];
}

const copied = (line: readonly Point[]): number[][] => line.map((point) => [...point]);
const polygonOf = (rings: readonly (readonly Point[])[]) => ({
  type: 'Polygon' as const,
  coordinates: rings.map(copied),
});

/** Less than a square metre: its points lie on one line. */
function flatFaults(part: Drawn): Fault[] {
  const rings = linesOf(part);
  if (rings === undefined || rings.some((ring) => ring.length < 4)) return [];
  return area(polygonOf(rings)) >= 1 ? [] : [part.at.fault('encloses nothing')];
}

/** Parts may touch. Where two overlap by more than a square metre, one of them was meant to lie elsewhere, or to be a hole. */
function overlapFaults(parts: readonly Drawn[]): Fault[] {
  const drawn = parts.map(linesOf);
  return parts.flatMap(({ at }, i) => {
    const before = drawn.slice(0, i).findIndex((other) => overlaps(other, drawn[i]));
    return before < 0 ? [] : [at.fault(`part ${i + 1} overlaps part ${before + 1}`)];
  });
}

type Lines = ReturnType<typeof linesOf>;

function overlaps(a: Lines, b: Lines): boolean {
  if (a === undefined || b === undefined || [...a, ...b].some((ring) => ring.length < 4)) return false;
  try {
    const shared = intersect(featureCollection([polygon(a.map(copied)), polygon(b.map(copied))]));
    return shared !== null && area(shared) >= 1;
  } catch {
    // It gives up on some edges that all but coincide; what lies in two parts is inside all the same.
    return false;
  }
}
