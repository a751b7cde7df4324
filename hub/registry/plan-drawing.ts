// What is drawn in a plan: rings closed and not crossed, corridors lines with a width, nothing far off, segments in place.
import { type Plane, planeAt } from '../../geo/plane.ts';
import type { Fault, Place } from '../files/place.ts';
import { isFault } from './drawn-codes.ts';
import { contextOf, type DrawnContext, drawnFaults } from './drawn-faults.ts';
import { crossFaults } from './drawn-rings.ts';
import { edgesOf, laneOffEdge, segmentOffEdge } from './plan-edge.ts';
import type { PlanFolder } from './plan-folder.ts';
import { linesOf, placesFaults, postFaults } from './plan-line.ts';

/** Nearer to a pole a degree of longitude is next to nothing, and the plane with it. */
export const originLatMax = 85;

/** Every fault of what is drawn, as far as it can be read; warnings among them. */
export function drawingFaults(folder: PlanFolder): Fault[] {
  const plane = planeOf(folder.head);
  const context = drawnInto(folder);
  const fences = folder.list('fences').map((fence) => ({ fence, faults: fenceFaults(context, fence) }));
  const sound = fences.filter(({ faults }) => !faults.some(isFault)).map(({ fence }) => fence);
  const edges = edgesOf(plane, sound);
  const posts = [...folder.list('sites'), ...folder.list('lanes'), ...folder.list('devices')];
  return [
    ...fences.flatMap(({ faults }) => faults),
    ...folder.list('segments').flatMap((segment) => {
      const broken = [...placesFaults(plane, segment.at('geometry', 'coordinates')), ...segmentCross(segment)];
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

/** What fences are drawn into, as far as the folder can be read. */
export const drawnInto = (folder: PlanFolder): DrawnContext =>
  contextOf(planeOf(folder.head), folder.list('sites'), folder.list('fences'));

const fenceFaults = (context: DrawnContext, fence: Place): Fault[] => [
  ...kindFaults(fence, fence.at('geometry', 'type').text === 'LineString'),
  ...drawnFaults(context, fence),
];

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
  return faults;
}

function segmentCross(segment: Place): Fault[] {
  const lines = linesOf(segment);
  return lines === undefined ? [] : crossFaults(segment.at('geometry'), lines, true);
}
