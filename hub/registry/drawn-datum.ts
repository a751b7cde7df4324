// Was a fence traced on a Chinese web map? Read as GCJ-02 or BD-09 it would then fit what it belongs to, and as drawn it fits nothing.
import { toWgs84 } from '../../geo/datum.ts';
import type { Plane, Spot } from '../../geo/plane.ts';
import { type Box, boxOf, covers, distanceToEdge, type Polygon } from '../../geo/polygon.ts';
import type { Fault, Place } from '../files/place.ts';
import { flat, laid, type Rings } from './drawn-shape.ts';

/** What stands there already, and what a fence may belong with: another fence, or its site's point. */
export interface Lies {
  readonly name: string;
  readonly polygon: Polygon;
  readonly box: Box;
}

export const liesAt = (board: Plane, name: string, rings: Rings): Lies => {
  const polygon = rings.map((ring) => flat(laid(board, ring)));
  return { name, polygon, box: boxOf(polygon) };
};

/** Where two datums all but agree, nothing can be told. */
const shiftLeastM = 100;
/** As drawn it must be off by this part of the shift at least, and read otherwise come this much nearer. */
const offPart = 0.5;
const nearerTimes = 4;
/** Of its company so many are measured, whose boxes are nearest to where it would lie. */
const measuredMost = 8;
/** As near as a careful hand traces an edge; in a yard of even rows more would fit by chance. */
const onEdgeMm = 3000;
/** Among more areas than this some edge is there by chance. */
const edgesMost = 500;

const readings = [
  { name: 'GCJ-02', whose: 'Chinese web maps', toWgs: (lon: number, lat: number) => toWgs84('GCJ-02', lon, lat) },
  { name: 'BD-09', whose: 'Baidu', toWgs: (lon: number, lat: number) => toWgs84('BD-09', lon, lat) },
] as const;

interface Fit {
  readonly says: string;
  readonly left: number;
}

/**
 * A suspicion and no more. Whatever fits as drawn, the site or one fence beside it, clears it.
 * @param rings of one area, closed. @param company its site and the other areas of it
 */
export function datumFaults(board: Plane, geometry: Place, [outer = []]: Rings, company: readonly Lies[]): Fault[] {
  const [at = []] = outer;
  const drawn = flat(laid(board, outer));
  const fits = readings.flatMap((reading) => {
    const read = flat(
      laid(
        board,
        outer.map(([lon = 0, lat = 0]) => reading.toWgs(lon, lat)),
      ),
    );
    return fitOf(drawn, read, reading, company) ?? edgesFitOf(drawn, read, reading, company) ?? [];
  });
  const [best] = fits.toSorted((one, other) => one.left - other.left);
  return best === undefined ? [] : [geometry.fault(best.says, { code: 'drawn-datum', at })];
}

/** In the midst of a wide fence all fits somehow: there it is told by edges, on which every corner lies when read so, and hardly one as drawn. */
function edgesFitOf(
  drawn: Float64Array,
  read: Float64Array,
  { name, whose }: (typeof readings)[number],
  company: readonly Lies[],
): Fit | undefined {
  const corners = read.length / 2 - 1;
  if (corners < 4 || company.length > edgesMost || shiftOf(drawn, read) < shiftLeastM * 1000) return undefined;
  const left = offEdges(read, company);
  if (left.some((off) => off > onEdgeMm)) return undefined;
  if (offEdges(drawn, company).filter((off) => off <= onEdgeMm).length > corners / 4) return undefined;
  const metres = Math.round(shiftOf(drawn, read) / 1000);
  const says =
    `as drawn its corners are ${metres} m off edges that they lie on when it is read as ${name}, ` +
    `the datum of ${whose}: was it traced on one?`;
  return { says, left: Math.max(...left) };
}

/** Of each corner how far from the nearest edge, mm; those farther than what counts are Infinity. */
function offEdges(ring: Float64Array, company: readonly Lies[]): number[] {
  const around = boxOf([ring]);
  const beside = company.filter(
    ({ box, polygon: [outer] }) => outer && outer.length > 2 && boxGap(box, around) <= onEdgeMm,
  );
  return Array.from({ length: ring.length / 2 - 1 }, (_, i) => {
    const spot = { x: ring[2 * i] ?? 0, y: ring[2 * i + 1] ?? 0 };
    const here = { minX: spot.x, maxX: spot.x, minY: spot.y, maxY: spot.y };
    const near = beside.filter(({ box }) => boxGap(box, here) <= onEdgeMm);
    return Math.min(...near.map(({ polygon }) => distanceToEdge(polygon, spot)));
  });
}

const shiftOf = (drawn: Float64Array, read: Float64Array): number =>
  Math.hypot((read[0] ?? 0) - (drawn[0] ?? 0), (read[1] ?? 0) - (drawn[1] ?? 0));

function fitOf(
  drawn: Float64Array,
  read: Float64Array,
  { name, whose }: (typeof readings)[number],
  company: readonly Lies[],
): Fit | undefined {
  const shiftMm = shiftOf(drawn, read);
  if (shiftMm < shiftLeastM * 1000) return undefined;
  const least = shiftMm * offPart;
  const [drawnBox, readBox] = [boxOf([drawn]), boxOf([read])];
  // Between boxes it is never farther than between what is in them.
  if (company.some(({ polygon, box }) => boxGap(box, drawnBox) < least && gap(polygon, drawn) < least))
    return undefined;
  const nearest = company
    .map((lies) => ({ ...lies, near: boxGap(lies.box, readBox) }))
    .toSorted((one, other) => one.near - other.near)
    .slice(0, measuredMost)
    .map((lies) => ({ ...lies, off: gap(lies.polygon, drawn), left: gap(lies.polygon, read) }));
  const [fit] = nearest
    .filter(({ off, left }) => left * nearerTimes <= off)
    .toSorted((one, other) => one.left - other.left);
  if (fit === undefined) return undefined;
  const metres = (mm: number): number => Math.round(mm / 1000);
  const there = fit.left === 0 ? 'at it' : `${metres(fit.left)} m off`;
  const says =
    `as drawn it is ${metres(fit.off)} m off ${fit.name}; read as ${name}, the datum of ${whose}, ` +
    `it would lie ${metres(shiftMm)} m away and be ${there}: was it traced on one?`;
  return { says, left: fit.left };
}

function boxGap(a: Box, b: Box): number {
  const x = Math.max(0, a.minX - b.maxX, b.minX - a.maxX);
  const y = Math.max(0, a.minY - b.maxY, b.minY - a.maxY);
  return x === 0 ? y : y === 0 ? x : Math.sqrt(x * x + y * y);
}

/** Millimetres between two areas, or an area and a point; 0 where a corner of one is in the other. */
const gap = (polygon: Polygon, outer: Float64Array): number =>
  Math.min(toCorners(polygon, outer), toCorners([outer], polygon[0] ?? outer));

function toCorners(polygon: Polygon, ring: Float64Array): number {
  let least = Infinity;
  for (let i = 0; i < ring.length && least > 0; i += 2) {
    const spot: Spot = { x: ring[i] ?? 0, y: ring[i + 1] ?? 0 };
    least = Math.min(least, covers(polygon, spot) ? 0 : distanceToEdge(polygon, spot));
  }
  return least;
}
