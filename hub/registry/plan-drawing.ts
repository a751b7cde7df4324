// What is drawn in a plan, held against the plane: rings closed, nothing crossed, nothing far off, segments on their edge.
import { area, kinks } from '@turf/turf';
import { type Plane, planeAt, type Spot, toSpot } from '../../geo/plane.ts';
import { distanceToEdge, type Polygon } from '../../geo/polygon.ts';
import type { Fault, Place } from './plan-place.ts';
import type { PlanFolder } from './plan-folder.ts';

type Point = readonly number[];

/** What stands in for a piece of an edge, or leads through it, lies on it but for the pen's width. */
const offEdgeM = 50;
/** Farther from the origin the plane is no plane any more; and a typing error is no port. */
const farM = 100_000;
/** A straight stretch is looked at this often: it may leave an edge between its ends. */
const strideM = 20;

/** Every fault of what is drawn, as far as it can be read. */
export function drawingFaults(folder: PlanFolder): Fault[] {
  const plane = planeOf(folder.head);
  const fences = folder.list('fences').map((fence) => ({ fence, faults: fenceFaults(plane, fence) }));
  const sound = fences.filter(({ faults }) => faults.length === 0).map(({ fence }) => fence);
  const edges = plane === undefined ? new Map<string, Edge>() : edgesOf(plane, sound);
  const posts = [...folder.list('sites'), ...folder.list('lanes'), ...folder.list('devices')];
  return [
    ...fences.flatMap(({ faults }) => faults),
    ...folder.list('segments').flatMap((segment) => segmentFaults(plane, edges, segment)),
    ...folder.list('wharves').flatMap((wharf) => placesFaults(plane, wharf.at('quay'))),
    ...posts.flatMap((post) => postFaults(plane, post)),
    ...folder.list('lanes').flatMap((lane) => laneFaults(plane, edges, lane)),
  ];
}

/** Undefined while the origin itself is at fault. */
function planeOf(head: Place | undefined): Plane | undefined {
  const { number: lon = NaN } = head?.at('origin', 'lon') ?? {};
  const { number: lat = NaN } = head?.at('origin', 'lat') ?? {};
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? planeAt(lon, lat) : undefined;
}

const isNumbers = (value: unknown): value is Point =>
  Array.isArray(value) && value.length >= 2 && value.every((one) => typeof one === 'number');

/** The line as numbers, or undefined while it is not made of points. */
function pointsOf(line: Place): readonly Point[] | undefined {
  const points = line.value;
  return Array.isArray(points) && points.length >= 2 && points.every(isNumbers) ? points : undefined;
}

/** The first point of each ring or line that is not where it can be. */
function placesFaults(plane: Plane | undefined, line: Place): Fault[] {
  if (line.entries.some(({ entries }) => entries.some(({ entries: inner }) => inner.length > 0)))
    return line.entries.flatMap((ring) => placesFaults(plane, ring));
  for (const point of line.entries) {
    const says = isNumbers(point.value) ? wrongPlace(plane, point.value) : undefined;
    if (says !== undefined) return [point.fault(says)];
  }
  return [];
}

function postFaults(plane: Plane | undefined, post: Place): Fault[] {
  const [lon, lat] = [post.at('lon').number, post.at('lat').number];
  const says = lon === undefined || lat === undefined ? undefined : wrongPlace(plane, [lon, lat]);
  return says === undefined ? [] : [post.at('lon').fault(says)];
}

function wrongPlace(plane: Plane | undefined, [lon = NaN, lat = NaN]: Point): string | undefined {
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return `${lon}, ${lat} is not lon, lat`;
  if (plane === undefined) return undefined;
  const { x, y } = toSpot(plane, lon, lat);
  const metres = Math.hypot(x, y) / 1000;
  return metres <= farM ? undefined : `${lon}, ${lat} is ${Math.round(metres / 1000)} km from the origin`;
}

function fenceFaults(plane: Plane | undefined, fence: Place): Fault[] {
  const geometry = fence.at('geometry');
  const { text: type } = geometry.at('type');
  if (type === undefined) return [];
  const isLine = type === 'LineString';
  const rings = isLine ? [] : geometry.at('coordinates').entries;
  const open = rings.filter((ring) => isOpen(pointsOf(ring) ?? [])).map((ring) => ring.fault('ring is not closed'));
  const places = placesFaults(plane, geometry.at('coordinates'));
  const crossed = crossFaults(fence);
  const broken = open.length + places.length + crossed.length > 0;
  return [
    ...kindFaults(fence, isLine),
    ...[...places, ...open, ...crossed],
    ...(isLine || broken ? [] : flatFaults(geometry)),
  ];
}

function isOpen(ring: readonly Point[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] !== last?.[0] || first?.[1] !== last?.[1];
}

/** A corridor is a line with a width; all else is an area. */
function kindFaults(fence: Place, isLine: boolean): Fault[] {
  const purpose = fence.at('properties', 'purpose');
  const width = fence.at('properties', 'widthM');
  const isCorridor = purpose.text === 'corridor';
  return [
    ...(isLine === isCorridor || purpose.text === undefined
      ? []
      : [
          purpose.fault(
            isLine ? `is a line, as only a corridor may be, not a ${purpose.text}` : 'a corridor is drawn as a line',
          ),
        ]),
    ...(isLine && width.value === undefined ? [width.fault('is a line without a widthM')] : []),
    ...(!isLine && width.value !== undefined ? [width.fault('has a widthM, as only a line may')] : []),
  ];
}

/** Points apart, so that turf is not given what it throws at. */
function linesOf(feature: Place): readonly (readonly Point[])[] | undefined {
  const coordinates = feature.at('geometry', 'coordinates');
  const line = pointsOf(coordinates);
  if (line !== undefined) return [line];
  const rings = coordinates.entries.map(pointsOf);
  return rings.length > 0 && rings.every((ring) => ring !== undefined) ? rings : undefined;
}

function crossFaults(feature: Place): Fault[] {
  const lines = linesOf(feature);
  if (lines === undefined) return [];
  const type = feature.at('geometry', 'type').text;
  const shape = type === 'Polygon' ? polygonOf(lines) : lineOf(lines[0] ?? []);
  const [kink] = kinks(shape).features;
  return kink === undefined
    ? []
    : [feature.at('geometry').fault(`crosses itself at ${kink.geometry.coordinates.join(', ')}`)];
}

const polygonOf = (rings: readonly (readonly Point[])[]) => ({
  type: 'Polygon' as const,
  coordinates: rings.map((ring) => ring.map((point) => [...point])),
});
const lineOf = (line: readonly Point[]) => ({
  type: 'LineString' as const,
  coordinates: line.map((point) => [...point]),
});

/** Less than a square metre: its points lie on one line. */
function flatFaults(geometry: Place): Fault[] {
  const rings = geometry.at('coordinates').entries.map(pointsOf);
  if (rings.length === 0 || !rings.every((ring) => ring !== undefined && ring.length >= 4)) return [];
  return area(polygonOf(rings as Point[][])) >= 1 ? [] : [geometry.fault('encloses nothing')];
}

/** `none` of a corridor. A fence that is not here is not there, or at fault itself: nothing more is said of it. */
type Edge = Polygon | 'none';

function edgesOf(plane: Plane, fences: readonly Place[]): ReadonlyMap<string, Edge> {
  const edges = new Map<string, Edge>();
  for (const fence of fences) {
    const isLine = fence.at('geometry', 'type').text === 'LineString';
    const edge = isLine ? 'none' : linesOf(fence)?.map((ring) => flat(plane, ring));
    const { text: id } = fence.at('id');
    if (id !== undefined && edge !== undefined) edges.set(id, edge);
  }
  return edges;
}

const flat = (plane: Plane, ring: readonly Point[]): Float64Array =>
  new Float64Array(spotsOf(plane, ring).flatMap(({ x, y }) => [x, y]));

const spotsOf = (plane: Plane, line: readonly Point[]): Spot[] =>
  line.map(([lon = NaN, lat = NaN]) => toSpot(plane, lon, lat));

function segmentFaults(plane: Plane | undefined, edges: ReadonlyMap<string, Edge>, segment: Place): Fault[] {
  const coordinates = segment.at('geometry', 'coordinates');
  const places = placesFaults(plane, coordinates);
  const line = pointsOf(coordinates);
  const broken = [...places, ...crossFaults(segment)];
  if (plane === undefined || line === undefined || broken.length > 0) return broken;
  return offFaults(edges, segment.at('properties', 'fence'), strides(plane, line), segment.at('geometry'));
}

/** A lane leads through its fence, so it lies on the edge. */
function laneFaults(plane: Plane | undefined, edges: ReadonlyMap<string, Edge>, lane: Place): Fault[] {
  const [lon, lat] = [lane.at('lon').number, lane.at('lat').number];
  if (plane === undefined || lon === undefined || lat === undefined) return [];
  return offFaults(edges, lane.at('fence'), [toSpot(plane, lon, lat)], lane.at('lon'));
}

function offFaults(edges: ReadonlyMap<string, Edge>, fence: Place, spots: readonly Spot[], drawn: Place): Fault[] {
  const edge = edges.get(fence.text ?? '');
  if (edge === undefined) return [];
  if (edge === 'none') return [fence.fault(`${fence.text} is a corridor and has no edge`)];
  const off = Math.max(...spots.map((spot) => distanceToEdge(edge, spot))) / 1000;
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
