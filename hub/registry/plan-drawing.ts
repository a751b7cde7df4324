// What is drawn in a plan: rings closed and not crossed, shapes with their measures, nothing far off, segments in place.
import { type Plane, planeAt } from '../../geo/plane.ts';
import type { Fault, Place } from '../files/place.ts';
import { isFault } from './drawn-codes.ts';
import { contextOf, type DrawnContext, type DrawnInto } from './drawn-context.ts';
import { drawnFaults } from './drawn-faults.ts';
import { crossFaults } from './drawn-rings.ts';
import { boardFor } from './drawn-shape.ts';
import { edgesOf, laneOffEdge, segmentOffEdge } from './plan-edge.ts';
import type { PlanFolder } from './plan-folder.ts';
import { placesFaults, pointsOf, postFaults } from './plan-line.ts';
import { measureFaults } from './plan-measures.ts';

/** Nearer to a pole a degree of longitude is next to nothing, and the plane with it. */
export const originLatMax = 85;

/** Every fault of what is drawn, as far as it can be read; warnings among them. */
export function drawingFaults(folder: PlanFolder): Fault[] {
  const plane = planeOf(folder.head);
  const context = contextOf(drawnInto(folder), () => true);
  const fences = folder.list('fences').map((fence) => ({ fence, faults: fenceFaults(context, fence) }));
  const sound = fences.filter(({ faults }) => !faults.some(isFault)).map(({ fence }) => fence);
  const edges = edgesOf(plane, sound);
  const posts = [...folder.list('sites'), ...folder.list('lanes'), ...folder.list('devices')];
  return [
    ...fences.flatMap(({ faults }) => faults),
    ...folder.list('segments').flatMap((segment) => {
      const broken = [...placesFaults(plane, segment.at('geometry', 'coordinates')), ...segmentCross(plane, segment)];
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

/** What fences are drawn into, as far as the folder can be read: a fence at fault is nothing that another would have to fit. */
export function drawnInto(folder: PlanFolder): DrawnInto {
  const plane = planeOf(folder.head);
  const bare = contextOf({ plane, sites: [], fences: [] }, () => true);
  const sound = folder.list('fences').filter((fence) => !drawnFaults(bare, fence).some(isFault));
  return { plane, sites: folder.list('sites').map(({ value }) => value), fences: sound.map(({ value }) => value) };
}

const fenceFaults = (context: DrawnContext, fence: Place): Fault[] => [
  ...measureFaults(fence),
  ...drawnFaults(context, fence),
];

function segmentCross(plane: Plane | undefined, segment: Place): Fault[] {
  const coordinates = segment.at('geometry', 'coordinates');
  const line = pointsOf(coordinates);
  return line === undefined ? [] : crossFaults(boardFor(plane, line), coordinates, line, false);
}
