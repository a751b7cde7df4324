// What a scrawl encloses: its edges cut wherever they meet, and of the pieces those kept that part inside from outside. Always ends.
import type { Spot } from '../../geo/plane.ts';
import { assembled } from './drawn-assemble.ts';
import { edgesOf, isSameSpot, meetings, side } from './drawn-meet.ts';

/** Outer ring first, then holes; each closed. */
export type SpotRings = readonly (readonly Spot[])[];

/** A piece of an edge, west end first, and the rings that run along it an odd number of times. */
interface Piece {
  readonly a: Spot;
  readonly b: Spot;
  readonly rings: ReadonlySet<number>;
}
interface Cut {
  readonly a: Spot;
  readonly b: Spot;
  readonly line: number;
}

/** Where a crossing is put on the next whole millimetre its edges bend, and may meet others anew: so often it is looked again. */
const roundsMost = 8;
/** Pieces are compared each with each. */
const piecesMost = 4000;

/**
 * The areas of all polygons together, overlaps once: inside is what an odd number of a polygon's outer ring's rounds enclose,
 * and of none of its holes. Undefined where there are too many pieces.
 */
export function enclosedBy(polygons: readonly SpotRings[]): SpotRings[] | undefined {
  const pieces = piecesOf(polygons.flat());
  if (pieces === undefined) return undefined;
  const isInside = insideOf(polygons);
  const borders = pieces.flatMap((piece) => {
    const left = oddLeftOf(piece, pieces);
    const [isLeft, isRight] = [isInside(left), isInside(flipped(left, piece.rings))];
    if (isLeft === isRight) return [];
    return [isLeft ? { a: piece.a, b: piece.b } : { a: piece.b, b: piece.a }];
  });
  return assembled(borders);
}

/** By the rings that go around a place an odd number of times. */
function insideOf(polygons: readonly SpotRings[]): (odd: ReadonlySet<number>) => boolean {
  let next = 0;
  const numbered = polygons.map((rings) => {
    const outer = next;
    next += rings.length;
    return { outer, holes: rings.slice(1).map((_, i) => outer + 1 + i) };
  });
  return (odd) => numbered.some(({ outer, holes }) => odd.has(outer) && !holes.some((hole) => odd.has(hole)));
}

function piecesOf(rings: SpotRings): Piece[] | undefined {
  let cuts: Cut[] = edgesOf(rings).map(({ a, b, line }) => ({ a, b, line }));
  for (let round = 0; round < roundsMost; round += 1) {
    if (cuts.length > piecesMost) return undefined;
    const next = cutWhereTheyMeet(cuts);
    if (next === undefined) return undefined;
    if (next.length === cuts.length) return merged(cuts);
    cuts = next;
  }
  return undefined;
}

function cutWhereTheyMeet(cuts: readonly Cut[]): Cut[] | undefined {
  const places: Spot[][] = cuts.map(() => []);
  let found = 0;
  for (const { first, second, at, to } of meetings(cuts.map(({ a, b }, i) => ({ a, b, line: i, from: 0 })))) {
    for (const { line, a, b } of [first, second])
      for (const place of isSameSpot(at, to) ? [at] : [at, to]) {
        if (isSameSpot(place, a) || isSameSpot(place, b)) continue;
        places[line]?.push(place);
        found += 1;
      }
    if (found > 2 * piecesMost) return undefined;
  }
  return cuts.flatMap((cut, i) => cutAt(cut, places[i] ?? []));
}

function cutAt({ a, b, line }: Cut, places: readonly Spot[]): Cut[] {
  const along = ({ x, y }: Spot): number => (x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y);
  const stops = [a, ...places.toSorted((one, other) => along(one) - along(other)), b];
  return stops.flatMap((to, i) => {
    const from = stops[i - 1];
    return from === undefined || isSameSpot(from, to) ? [] : [{ a: from, b: to, line }];
  });
}

/** Pieces that lie on one another are one; where a ring runs along it twice it parts nothing. */
function merged(cuts: readonly Cut[]): Piece[] {
  const pieces = new Map<string, { a: Spot; b: Spot; rings: Set<number> }>();
  for (const { a, b, line } of cuts) {
    const [west, east] = a.x < b.x || (a.x === b.x && a.y < b.y) ? [a, b] : [b, a];
    const name = `${west.x} ${west.y} ${east.x} ${east.y}`;
    const piece = pieces.get(name) ?? { a: west, b: east, rings: new Set<number>() };
    toggle(piece.rings, line);
    pieces.set(name, piece);
  }
  return [...pieces.values()].filter(({ rings }) => rings.size > 0);
}

/** The rings that go around the place just left of a piece: a ray from its middle, north, or west where it runs north. */
function oddLeftOf({ a, b }: Piece, pieces: readonly Piece[]): Set<number> {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const odd = new Set<number>();
  const isUpright = a.x === b.x;
  for (const { a: c, b: d, rings } of pieces) {
    const isHit = isUpright ? isWestOf(c, d, middle) : c.x <= middle.x && middle.x < d.x && side(c, d, middle) < 0;
    if (isHit) for (const ring of rings) toggle(odd, ring);
  }
  return odd;
}

function isWestOf(c: Spot, d: Spot, { x, y }: Spot): boolean {
  const [low, high] = c.y < d.y ? [c, d] : [d, c];
  return low.y <= y && y < high.y && side(low, high, { x, y }) < 0;
}

function flipped(odd: ReadonlySet<number>, rings: ReadonlySet<number>): Set<number> {
  const other = new Set(odd);
  for (const ring of rings) toggle(other, ring);
  return other;
}

function toggle(set: Set<number>, one: number): void {
  if (!set.delete(one)) set.add(one);
}
