// Was a fence traced on a Chinese web map? Read as GCJ-02 or BD-09 it would then fit what it belongs to, and as drawn it fits nothing.
import { bd09ToGcj02 } from '../../geo/bd09.ts';
import { toWgs84 } from '../../geo/datum.ts';
import type { Plane, Spot } from '../../geo/plane.ts';
import { type Box, boxOf, covers, distanceToEdge, type Polygon } from '../../geo/polygon.ts';
import type { Fault, Place } from '../files/place.ts';
import { flat, type Line, laid, type Rings, spotOf } from './drawn-shape.ts';
import type { Point } from './plan-line.ts';

/** What a fence belongs with: its site's point, and the other areas of the site. */
export interface Company {
  readonly site: Point | undefined;
  readonly fences: readonly { readonly id: string; readonly rings: Rings }[];
}

/** Where two datums all but agree, nothing can be told. */
const shiftLeastM = 100;
/** As drawn it must be off by this part of the shift at least, and read otherwise come this much nearer. */
const offPart = 0.5;
const nearerTimes = 4;
/** Of its company so many are measured, whose boxes are nearest to where it would lie. */
const measuredMost = 8;

const readings = [
  { name: 'GCJ-02', whose: 'Chinese web maps', toWgs: (lon: number, lat: number) => toWgs84('GCJ-02', lon, lat) },
  { name: 'BD-09', whose: 'Baidu', toWgs: (lon: number, lat: number) => toWgs84('GCJ-02', ...bd09ToGcj02(lon, lat)) },
] as const;

interface Lies {
  readonly name: string;
  readonly polygon: Polygon;
  readonly box: Box;
}
interface Fit {
  readonly says: string;
  readonly left: number;
}

/** A suspicion and no more. Whatever fits as drawn, the site or one fence beside it, clears it. @param rings of one area, closed */
export function datumFaults(board: Plane, geometry: Place, rings: Rings, { site, fences }: Company): Fault[] {
  const [outer = []] = rings;
  const [at = []] = outer;
  const drawn = flat(laid(board, outer));
  const company: Lies[] = [
    ...(site === undefined ? [] : [liesAt('its site', [flat([spotOf(board, site)])])]),
    ...fences.map(({ id, rings: theirs }) =>
      liesAt(
        `fence ${id}`,
        theirs.map((ring) => flat(laid(board, ring))),
      ),
    ),
  ];
  const fits = readings.flatMap((reading) => fitOf(board, outer, drawn, reading, company) ?? []);
  const [best] = fits.toSorted((one, other) => one.left - other.left);
  return best === undefined ? [] : [geometry.fault(best.says, { code: 'drawn-datum', at })];
}

const liesAt = (name: string, polygon: Polygon): Lies => ({ name, polygon, box: boxOf(polygon) });

function fitOf(
  board: Plane,
  outer: Line,
  drawn: Float64Array,
  { name, whose, toWgs }: (typeof readings)[number],
  company: readonly Lies[],
): Fit | undefined {
  const read = flat(
    laid(
      board,
      outer.map(([lon = 0, lat = 0]) => toWgs(lon, lat)),
    ),
  );
  const shiftMm = Math.hypot((read[0] ?? 0) - (drawn[0] ?? 0), (read[1] ?? 0) - (drawn[1] ?? 0));
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
  return Math.hypot(x, y);
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
