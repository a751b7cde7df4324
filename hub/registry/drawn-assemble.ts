// Pieces of edge, each with the inside on its left, put together to polygons: outer rings, and the holes that lie in them.
import type { Spot } from '../../geo/plane.ts';
import { covers } from '../../geo/polygon.ts';
import { isSameSpot } from './drawn-meet.ts';

type Ring = readonly Spot[];
export interface Border {
  readonly a: Spot;
  readonly b: Spot;
}

/** @param borders none crosses another, and as many begin at a spot as end there */
export function assembled(borders: readonly Border[]): Ring[][] {
  const rings = ringsOf(borders).map((ring) => ({ ring, twice: twiceAreaOf(ring) }));
  const outers = rings.filter(({ twice }) => twice > 0).toSorted((one, other) => one.twice - other.twice);
  const polygons = outers.map(({ ring }) => [ring]);
  for (const { ring: hole, twice } of rings.filter(({ twice: of }) => of < 0)) {
    const at = outers.findIndex((outer) => outer.twice > -twice && liesIn(hole, outer.ring));
    polygons[at]?.push(hole);
  }
  return polygons;
}

function ringsOf(borders: readonly Border[]): Ring[] {
  const from = new Map<string, Border[]>();
  for (const border of borders) {
    const name = nameOf(border.a);
    from.set(name, [...(from.get(name) ?? []), border]);
  }
  const rings: Ring[] = [];
  for (const border of borders) {
    const way = walked(border, from);
    if (way.length > 0) rings.push(...loopsOf(way));
  }
  return rings;
}

const nameOf = ({ x, y }: Spot): string => `${x} ${y}`;

/** From one border on, with the inside on the left, back to its beginning; each border is walked once. Empty where it was walked before. */
function walked(start: Border, from: Map<string, Border[]>): Spot[] {
  const way: Spot[] = [];
  let border: Border | undefined = from.get(nameOf(start.a))?.includes(start) ? start : undefined;
  while (border !== undefined) {
    const left = from.get(nameOf(border.a)) ?? [];
    left.splice(left.indexOf(border), 1);
    way.push(border.a);
    border = nextOf(border, from.get(nameOf(border.b)) ?? []);
  }
  return way;
}

/** The first one clockwise from where we come: so rings that touch stay apart. */
function nextOf({ a, b }: Border, ways: readonly Border[]): Border | undefined {
  const back = bearing(b, a);
  const turn = (way: Border): number => {
    const by = back - bearing(b, way.b);
    return by > 0 ? by : by + 2 * Math.PI;
  };
  return ways.toSorted((one, other) => turn(one) - turn(other))[0];
}

const bearing = (a: Spot, b: Spot): number => Math.atan2(b.y - a.y, b.x - a.x);

/** A way that comes by a spot twice is two rings that touch there. Closed rings. */
function loopsOf(way: readonly Spot[]): Ring[] {
  const loops: Ring[] = [];
  const open: Spot[] = [];
  for (const spot of [...way, ...way.slice(0, 1)]) {
    const seen = open.findIndex((one) => isSameSpot(one, spot));
    if (seen >= 0) loops.push([...open.splice(seen), spot]);
    open.push(spot);
  }
  return loops;
}

/** Above 0 counter-clockwise. */
function twiceAreaOf([first = { x: 0, y: 0 }, ...rest]: Ring): number {
  let [twice, before] = [0, first];
  for (const spot of rest) {
    twice += (before.x - first.x) * (spot.y - first.y) - (spot.x - first.x) * (before.y - first.y);
    before = spot;
  }
  return twice;
}

const liesIn = (hole: Ring, outer: Ring): boolean => {
  const polygon = [new Float64Array(outer.flatMap(({ x, y }) => [x, y]))];
  return hole.every((spot) => covers(polygon, spot));
};
