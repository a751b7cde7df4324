// One look at a drawing each: is it closed, does it cross itself, enclose anything, double back, and are its holes in it?
import { type Plane, planeAt, type Spot, toSpot } from '../../geo/plane.ts';
import { covers, distanceToEdge, distanceToLine } from '../../geo/polygon.ts';
import type { Fault, Place } from '../files/place.ts';
import { areaOf, lineKink, type Rings, ringsKink } from './drawn-turf.ts';
import { type Point, pointsOf } from './plan-line.ts';

/** As many corners as a fence may have: whoever draws more has traced something, and every fix would pay for it. */
export const pointsMost = 2000;
/** Points nearer than this are one. */
const doubledMm = 10;
/** Out and back so near to itself is a slip of the pen: a hand's breadth. */
const handMm = 100;
/** Shorter, it is a corner. */
const spikeLeastMm = 1000;
/** A hole's corner on the ring, within the pen's width, is in it. */
const onEdgeMm = 10;

const isSame = (a: Point | undefined, b: Point | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/** Ends where it began. */
export const isClosed = (ring: readonly Point[]): boolean => isSame(ring[0], ring.at(-1));
export const closed = (ring: readonly Point[]): readonly Point[] => (isClosed(ring) ? ring : [...ring, ring[0] ?? []]);

/** A plane around a drawing, true where it lies. */
export const planeOver = ([[[lon = 0, lat = 0] = []] = []]: Rings): Plane => planeAt(lon, lat);

const spotOf = (plane: Plane, [lon = 0, lat = 0]: Point = []): Spot => toSpot(plane, lon, lat);
export const flat = (plane: Plane, line: readonly Point[]): Float64Array =>
  new Float64Array(line.flatMap((point) => [spotOf(plane, point).x, spotOf(plane, point).y]));
const apart = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

export function openFaults(ring: Place): Fault[] {
  const points = pointsOf(ring) ?? [];
  const [at = []] = points;
  return isClosed(points) ? [] : [ring.fault('ring is not closed', { code: 'drawn-unclosed', at })];
}

/** Points that stand where the one before stands count once: they cross nothing. */
const stepping = (line: readonly Point[]): readonly Point[] =>
  line.filter((point, i) => i === 0 || !isSame(point, line[i - 1]));

/** @param rings closed */
export function crossFaults(geometry: Place, rings: Rings, isLine: boolean): Fault[] {
  const lines = rings.map(stepping);
  const crossing = lines
    .map((line) => (isLine ? lineKink(line) : ringsKink([line])))
    .find((kink) => kink !== undefined);
  const says = (kink: Point) => `crosses itself at ${kink.join(', ')}`;
  if (crossing !== undefined) return [geometry.fault(says(crossing), { code: 'drawn-crossing', at: crossing })];
  const over = isLine || lines.length === 1 ? undefined : ringsKink(lines);
  if (over === undefined) return [];
  return [geometry.fault(`${says(over)}, where a hole meets an edge`, { code: 'drawn-hole-crossing', at: over })];
}

/** Less than a square metre: its points lie on one line. */
export function flatFaults(geometry: Place, rings: Rings): Fault[] {
  const [[at = []] = []] = rings;
  return areaOf(rings) >= 1 ? [] : [geometry.fault('encloses nothing', { code: 'drawn-flat', at })];
}

/** A hole that is not in the ring, or is in another: inside and outside would change places. @param rings none crosses another */
export function holeFaults(coordinates: Place, rings: Rings): Fault[] {
  const plane = planeOver(rings);
  const [outer = new Float64Array(), ...holes] = rings.map((ring) => flat(plane, ring));
  return holes.flatMap((hole, i) => {
    const at = rings[i + 1]?.[0] ?? [];
    const place = coordinates.at(i + 1);
    if (!liesIn(hole, outer)) return [place.fault('hole lies outside of the ring', { code: 'drawn-hole-outside', at })];
    const isNested = holes.some((other, j) => (j < i || (j > i && !liesIn(other, hole))) && liesIn(hole, other));
    return isNested ? [place.fault('hole lies in another hole', { code: 'drawn-hole-nested', at })] : [];
  });
}

function liesIn(ring: Float64Array, outer: Float64Array): boolean {
  for (let i = 0; i < ring.length; i += 2) {
    const spot = { x: ring[i] ?? 0, y: ring[i + 1] ?? 0 };
    if (!covers([outer], spot) && distanceToEdge([outer], spot) > onEdgeMm) return false;
  }
  return true;
}

/** Which points of a line stand on the one before, their places in it. */
export function doubledAt(line: readonly Point[]): number[] {
  const plane = planeOver([line]);
  const spots = line.map((point) => spotOf(plane, point));
  let last = spots[0];
  return spots.flatMap((spot, i) => {
    if (i > 0 && last !== undefined && apart(spot, last) < doubledMm) return [i];
    last = spot;
    return [];
  });
}

export function doubledFaults(line: Place, points: readonly Point[]): Fault[] {
  const doubled = doubledAt(points);
  const [first] = doubled;
  if (first === undefined) return [];
  const says =
    doubled.length === 1 ? 'a point stands on the one before' : `${doubled.length} points stand on the one before`;
  return [line.at(first).fault(says, { code: 'drawn-doubled', at: points[first] ?? [] })];
}

/** Where a closed ring first goes out and comes back within a hand's breadth of itself: the tip's place in it. */
export function spikeAt(ring: readonly Point[]): number | undefined {
  const plane = planeOver([ring]);
  const spots = ring.slice(0, -1).map((point) => spotOf(plane, point));
  const at = spots.findIndex((tip, i) => isSpike(spots.at(i - 1) ?? tip, tip, spots[(i + 1) % spots.length] ?? tip));
  return at < 0 ? undefined : at;
}

function isSpike(before: Spot, tip: Spot, after: Spot): boolean {
  const [near, far] = apart(before, tip) <= apart(after, tip) ? [before, after] : [after, before];
  const leg = new Float64Array([tip.x, tip.y, far.x, far.y]);
  const isBack = (near.x - tip.x) * (far.x - tip.x) + (near.y - tip.y) * (far.y - tip.y) > 0;
  return isBack && apart(near, tip) >= spikeLeastMm && distanceToLine(leg, near) <= handMm;
}

export function spikeFaults(line: Place, ring: readonly Point[]): Fault[] {
  const tip = spikeAt(ring);
  if (tip === undefined) return [];
  const at = ring[tip] ?? [];
  return [line.at(tip).fault(`a spike: out to ${at.join(', ')} and back the same way`, { code: 'drawn-spike', at })];
}

/** Counter-clockwise? Twice the area by its sign, from the first corner so that nothing is lost. */
export function isCounterClockwise(ring: readonly Point[]): boolean {
  const [[lon0 = 0, lat0 = 0] = []] = ring;
  let twice = 0;
  for (const [i, [lon = 0, lat = 0]] of ring.entries()) {
    const [before = lon0, below = lat0] = ring[i - 1] ?? [];
    twice += (before - lon0) * (lat - lat0) - (lon - lon0) * (below - lat0);
  }
  return twice >= 0;
}

/** RFC 7946 has the outer ring counter-clockwise, holes clockwise, and readers take either. */
export function windingFaults(coordinates: Place, rings: Rings): Fault[] {
  return rings.flatMap((ring, i) => {
    if (isCounterClockwise(ring) === (i === 0)) return [];
    const runs = i === 0 ? 'ring runs clockwise' : 'hole runs counter-clockwise';
    return [
      coordinates
        .at(i)
        .fault(`${runs}, against RFC 7946; it is read all the same`, { code: 'drawn-winding', at: ring[0] ?? [] }),
    ];
  });
}
