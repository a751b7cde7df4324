// Segments and lanes belong on the edge of their fence: how far off each is drawn.
import { laid } from '../../geo/fence.ts';
import { type Plane, type Spot, toSpot } from '../../geo/plane.ts';
import { distanceToEdge } from '../../geo/polygon.ts';
import type { Fault, Place } from '../files/place.ts';
import { linesOf, type Point, partsOf, pointsOf, postOf, spotsOf } from './plan-line.ts';

/** What stands in for a piece of an edge, or leads through it, lies on it but for the pen's width. */
const offEdgeM = 50;
/** A straight stretch is looked at this often: it may leave an edge between its ends. */
const strideM = 20;

/** How far a spot is from it, mm. */
type Edge = (spot: Spot) => number;

/** `none` of a corridor. A fence that is not here is not there, or at fault itself: nothing more is said of it. */
export type Edges = ReadonlyMap<string, Edge | 'none'>;

/** @param fences without a fault of their own; of two of one id the first */
export function edgesOf(plane: Plane | undefined, fences: readonly Place[]): Edges {
  const edges = new Map<string, Edge | 'none'>();
  if (plane === undefined) return edges;
  for (const fence of fences) {
    const { text: id = '' } = fence.at('id');
    const edge = edgeOf(plane, fence);
    if (edge !== undefined && !edges.has(id)) edges.set(id, edge);
  }
  return edges;
}

function edgeOf(plane: Plane, fence: Place): Edge | 'none' | undefined {
  const { text: type } = fence.at('geometry', 'type');
  if (type === 'LineString') return 'none';
  if (type === 'Point') return edgeOfCircle(plane, fence);
  const parts = partsOf(fence).map(linesOf);
  if (parts.includes(undefined)) return undefined;
  const rings = parts.flatMap((lines = []) => lines.map((ring) => laid(plane, ring)));
  return (spot) => distanceToEdge(rings, spot);
}

function edgeOfCircle(plane: Plane, fence: Place): Edge | undefined {
  const [lon, lat] = fence.at('geometry', 'coordinates').entries.map(({ number }) => number);
  const { number: radiusM } = fence.at('properties', 'radiusM');
  if (lon === undefined || lat === undefined || radiusM === undefined) return undefined;
  const centre = toSpot(plane, lon, lat);
  return (spot) => Math.abs(Math.hypot(spot.x - centre.x, spot.y - centre.y) - radiusM * 1000);
}

/** A segment that is drawn elsewhere would watch something else. */
export function segmentOffEdge(plane: Plane | undefined, edges: Edges, segment: Place): Fault[] {
  const line = pointsOf(segment.at('geometry', 'coordinates'));
  if (plane === undefined || line === undefined) return [];
  return offEdge(edges, segment.at('properties', 'fence'), strides(plane, line), segment.at('geometry'));
}

/** A lane leads through its fence. */
export function laneOffEdge(plane: Plane | undefined, edges: Edges, lane: Place): Fault[] {
  const [lon, lat] = postOf(lane) ?? [];
  if (plane === undefined || lon === undefined || lat === undefined) return [];
  return offEdge(edges, lane.at('fence'), [toSpot(plane, lon, lat)], lane.at('lon'));
}

function offEdge(edges: Edges, fence: Place, spots: readonly Spot[], drawn: Place): Fault[] {
  const edge = edges.get(fence.text ?? '');
  if (edge === undefined) return [];
  if (edge === 'none') return [fence.fault(`${fence.text} is a corridor and has no edge`)];
  const off = Math.max(...spots.map(edge)) / 1000;
  return off <= offEdgeM ? [] : [drawn.fault(`is ${Math.round(off)} m off the edge of ${fence.text}`)];
}

/** Spots along a line, its corners and what lies between them. */
function strides(plane: Plane, line: readonly Point[]): Spot[] {
  return spotsOf(plane, line).flatMap((to, i, spots) => {
    const from = spots[i - 1] ?? to;
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (strideM * 1000)));
    const part = (step: number, a: number, b: number) => a + ((b - a) * step) / steps;
    return Array.from({ length: steps }, (_, k) => ({ x: part(k + 1, from.x, to.x), y: part(k + 1, from.y, to.y) }));
  });
}
