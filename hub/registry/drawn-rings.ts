// What is looked at in one ring or line: is it closed, does it cross itself, double back, stand still, enclose anything?
import type { Plane, Spot } from '../../geo/plane.ts';
import { toLonLat } from '../../geo/plane.ts';
import { distanceToEdge } from '../../geo/polygon.ts';
import type { Fault, Place } from '../files/place.ts';
import { edgesOf, isSameSpot, type Meeting, meetings } from './drawn-meet.ts';
import { flat, isClosed, type Line, laid } from './drawn-shape.ts';
import type { Point } from './plan-line.ts';

/** Points nearer than this are one. */
const doubledMm = 10;
/** Out and back so near to itself is a slip of the pen: a hand's breadth. */
const handMm = 100;
/** Shorter, it is a corner. */
const spikeLeastMm = 1000;

const apart = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Degrees to the tenth of a millimetre: where two edges meet. */
export const pointAt = (board: Plane, spot: Spot): Point =>
  toLonLat(board, spot).map((degrees) => Number(degrees.toFixed(9)));
/** To the centimetre, as people write it. */
const shownAt = (board: Plane, spot: Spot): Point => toLonLat(board, spot).map((degrees) => Number(degrees.toFixed(7)));

export function openFaults(ring: Place, points: Line): Fault[] {
  const [at = []] = points;
  return isClosed(points) ? [] : [ring.fault('ring is not closed', { code: 'drawn-unclosed', at })];
}

/** @param line a ring where `isRing`, closed */
export function crossFaults(board: Plane, place: Place, line: Line, isRing: boolean): Fault[] {
  const found = selfMeeting(laid(board, line), isRing);
  if (found === undefined) return [];
  const at = shownAt(board, found.at);
  const does = found.kind === 'crossing' ? 'crosses' : 'touches';
  return [place.at(found.first.from).fault(`${does} itself at ${at.join(', ')}`, { code: 'drawn-crossing', at })];
}

/** Where it meets itself elsewhere than from one edge to the next; from the first of the two edges on. */
export function selfMeeting(spots: readonly Spot[], isRing: boolean): Meeting | undefined {
  const edges = edgesOf([spots]);
  const order = new Map(edges.map((edge, i) => [edge, i]));
  const isNext = (i: number, j: number): boolean => {
    const gap = Math.abs(i - j);
    return gap === 1 || (isRing && gap === edges.length - 1);
  };
  for (const meeting of meetings(edges)) {
    const [i = 0, j = 0] = [order.get(meeting.first), order.get(meeting.second)];
    if (isNext(i, j)) continue;
    return i < j ? meeting : { ...meeting, first: meeting.second, second: meeting.first };
  }
  return undefined;
}

/** All on one line, to a centimetre: nothing of it is enclosed. */
export function isFlat(board: Plane, line: Line): boolean {
  const spots = laid(board, line);
  const [first = { x: 0, y: 0 }] = spots;
  const far = spots.reduce((most, spot) => (apart(spot, first) > apart(most, first) ? spot : most), first);
  const way = isSameSpot(first, far) ? flat([first]) : flat([first, far]);
  return spots.every((spot) => distanceToEdge([way], spot) < doubledMm);
}

/** Which points of a line stand on the one before, their places in it. */
export function doubledAt(board: Plane, line: Line): number[] {
  const spots = laid(board, line);
  let last = spots[0];
  return spots.flatMap((spot, i) => {
    if (i > 0 && last !== undefined && apart(spot, last) < doubledMm) return [i];
    last = spot;
    return [];
  });
}

export function doubledFaults(board: Plane, place: Place, line: Line): Fault[] {
  const doubled = doubledAt(board, line);
  const [first] = doubled;
  if (first === undefined) return [];
  const says =
    doubled.length === 1 ? 'a point stands on the one before' : `${doubled.length} points stand on the one before`;
  return [place.at(first).fault(says, { code: 'drawn-doubled', at: line[first] ?? [] })];
}

/** Where it first goes out and comes back within a hand's breadth of itself: the tip's place in it. */
export function spikeAt(board: Plane, line: Line, isRing: boolean): number | undefined {
  const spots = laid(board, isRing ? line.slice(0, -1) : line);
  const at = spots.findIndex((tip, i) => {
    const after = spots[i + 1] ?? (isRing ? spots[0] : undefined);
    const before = i > 0 || isRing ? spots.at(i - 1) : undefined;
    return before !== undefined && after !== undefined && isSpike(before, tip, after);
  });
  return at < 0 ? undefined : at;
}

function isSpike(before: Spot, tip: Spot, after: Spot): boolean {
  const [near, far] = apart(before, tip) <= apart(after, tip) ? [before, after] : [after, before];
  const isBack = (near.x - tip.x) * (far.x - tip.x) + (near.y - tip.y) * (far.y - tip.y) > 0;
  return isBack && apart(near, tip) >= spikeLeastMm && distanceToEdge([flat([tip, far])], near) <= handMm;
}

export function spikeFaults(board: Plane, place: Place, line: Line, isRing: boolean): Fault[] {
  const tip = spikeAt(board, line, isRing);
  if (tip === undefined) return [];
  const at = line[tip] ?? [];
  return [place.at(tip).fault(`a spike: out to ${at.join(', ')} and back the same way`, { code: 'drawn-spike', at })];
}

/** Counter-clockwise? Twice the area by its sign, from the first corner so that nothing is lost. */
export function isCounterClockwise(ring: Line): boolean {
  const [[lon0 = 0, lat0 = 0] = []] = ring;
  let twice = 0;
  for (const [i, [lon = 0, lat = 0]] of ring.entries()) {
    const [before = lon0, below = lat0] = ring[i - 1] ?? [];
    twice += (before - lon0) * (lat - lat0) - (lon - lon0) * (below - lat0);
  }
  return twice >= 0;
}

/** RFC 7946 §3.1.6 has the outer ring counter-clockwise, holes clockwise, and readers take either. */
export function windingFaults(place: Place, ring: Line, isHole: boolean): Fault[] {
  if (isCounterClockwise(ring) !== isHole) return [];
  const runs = isHole ? 'hole runs counter-clockwise' : 'ring runs clockwise';
  const [at = []] = ring;
  return [place.fault(`${runs}, against RFC 7946; it is read all the same`, { code: 'drawn-winding', at })];
}
