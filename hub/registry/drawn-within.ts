// How rings lie to one another: holes in their ring and none in another, parts of an area beside each other. Touching at a point is allowed.
import type { Plane, Spot } from '../../geo/plane.ts';
import { type Box, boxOf, covers, distanceToEdge, type Polygon } from '../../geo/polygon.ts';
import type { Fault, Place } from '../files/place.ts';
import { edgesOf, type Meeting, meetings } from './drawn-meet.ts';
import { pointAt } from './drawn-rings.ts';
import { flat, laid, type Rings } from './drawn-shape.ts';

/** What is nearer to an edge than the pen is wide is on it. */
const onEdgeMm = 10;

/** @param rings closed, none crosses itself */
export function holeFaults(board: Plane, place: Place, rings: Rings): Fault[] {
  const spots = rings.map((ring) => laid(board, ring));
  const over = across(spots, () => true);
  if (over !== undefined) {
    const at = pointAt(board, over.at);
    const hole = place.at(Math.max(over.first.line, over.second.line));
    return [hole.fault(`a hole meets an edge at ${at.join(', ')}`, { code: 'drawn-hole-crossing', at })];
  }
  const [outer = { stops: [], polygon: [], box: boxOf([]) }, ...holes] = spots.map(measured);
  return holes.flatMap((hole, i) => {
    const at = rings[i + 1]?.[0] ?? [];
    const there = place.at(i + 1);
    if (!liesIn(hole, outer)) return [there.fault('hole lies outside of the ring', { code: 'drawn-hole-outside', at })];
    const isNested = holes.some((other, j) => (j < i || (j > i && !liesIn(other, hole))) && liesIn(hole, other));
    return isNested ? [there.fault('hole lies in another hole', { code: 'drawn-hole-nested', at })] : [];
  });
}

/** Parts of one area that overlap: the ring between them parts nothing. @param areas each sound by itself */
export function overlapFaults(board: Plane, places: readonly Place[], areas: readonly Rings[]): Fault[] {
  if (areas.length < 2) return [];
  const owners = areas.flatMap((rings, i) => rings.map(() => i));
  const isOfTwo = ({ first, second }: Meeting): boolean => owners[first.line] !== owners[second.line];
  const laidOut = areas.map((rings) => rings.map((ring) => laid(board, ring)));
  const over = across(laidOut.flat(), isOfTwo);
  const code = 'drawn-parts-overlap';
  if (over !== undefined) {
    const at = pointAt(board, over.at);
    const part = places[owners[Math.max(over.first.line, over.second.line)] ?? 0];
    return part === undefined ? [] : [part.fault(`two parts meet at ${at.join(', ')}`, { code, at })];
  }
  const parts = laidOut.map((rings) => ({ ...measured(rings[0] ?? []), polygon: rings.map(flat) }));
  const inner = parts.findIndex((part) => parts.some((other) => other !== part && isPartlyIn(part, other)));
  const at = areas[inner]?.[0]?.[0] ?? [];
  const place = places[inner];
  return place === undefined ? [] : [place.fault('a part lies in another', { code, at })];
}

/** Where two rings cross or run along each other. */
function across(rings: readonly (readonly Spot[])[], isMeant: (meeting: Meeting) => boolean): Meeting | undefined {
  for (const meeting of meetings(edgesOf(rings)))
    if (meeting.kind !== 'touch' && meeting.first.line !== meeting.second.line && isMeant(meeting)) return meeting;
  return undefined;
}

interface Measured {
  /** Every corner and the middle of every edge: a ring may touch another with its corners, and leave it between them. */
  readonly stops: readonly Spot[];
  readonly polygon: Polygon;
  readonly box: Box;
}

function measured(ring: readonly Spot[]): Measured {
  const stops = ring.flatMap((spot, i) => {
    const before = ring[i - 1];
    return before === undefined ? [spot] : [{ x: (spot.x + before.x) / 2, y: (spot.y + before.y) / 2 }, spot];
  });
  const polygon = [flat(ring)];
  return { stops, polygon, box: boxOf(polygon) };
}

const isInBox = ({ x, y }: Spot, { minX, maxX, minY, maxY }: Box): boolean =>
  x >= minX - onEdgeMm && x <= maxX + onEdgeMm && y >= minY - onEdgeMm && y <= maxY + onEdgeMm;

const liesIn = ({ stops }: Measured, { polygon, box }: Measured): boolean =>
  stops.every((spot) => isInBox(spot, box) && (covers(polygon, spot) || distanceToEdge(polygon, spot) <= onEdgeMm));

/** Some of it is well inside: not on an edge, nor in a hole. */
const isPartlyIn = ({ stops }: Measured, { polygon, box }: Measured): boolean =>
  stops.some((spot) => isInBox(spot, box) && covers(polygon, spot) && distanceToEdge(polygon, spot) > onEdgeMm);
