// Was a fence traced on a Chinese web map? Read as GCJ-02 it would then fit what it belongs to, and as drawn it fits nothing.
import { toWgs84 } from '../../geo/datum.ts';
import { type Plane, toSpot } from '../../geo/plane.ts';
import { covers, distanceToEdge, type Polygon } from '../../geo/polygon.ts';
import type { Fault, Place } from '../files/place.ts';
import { flat, planeOver } from './drawn-rings.ts';
import type { Rings } from './drawn-turf.ts';
import type { Point } from './plan-line.ts';

/** What a fence belongs with: its site's point, and the other fences of the site. */
export interface Company {
  readonly site: Point | undefined;
  readonly fences: readonly { readonly id: string; readonly rings: Rings }[];
}

/** Where both datums all but agree, nothing can be told. */
const shiftLeastM = 100;
/** As drawn it must be off by this part of the shift at least, and read otherwise come this much nearer. */
const offPart = 0.5;
const nearerTimes = 4;

/** The rings read as GCJ-02, in WGS-84. */
export const asGcj02 = (rings: Rings): Rings =>
  rings.map((ring) => ring.map(([lon = 0, lat = 0, ...more]) => [...toWgs84('GCJ-02', lon, lat), ...more]));

/** A suspicion and no more. Whatever fits as drawn, the site or one fence beside it, clears it. @param rings closed */
export function datumFaults(geometry: Place, rings: Rings, { site, fences }: Company): Fault[] {
  const plane = planeOver(rings);
  const others = asGcj02(rings);
  const [at = []] = rings[0] ?? [];
  const [to = []] = others[0] ?? [];
  const shiftMm = between(plane, at, to);
  if (shiftMm < shiftLeastM * 1000) return [];
  const laid = (each: Rings): Polygon => each.map((ring) => flat(plane, ring));
  const [drawn, read] = [laid(rings), laid(others)];
  const company = [
    ...(site === undefined ? [] : [{ name: 'its site', lies: [new Float64Array(coordinatesOf(plane, site))] }]),
    ...fences.map(({ id, rings: lies }) => ({ name: `fence ${id}`, lies: laid(lies) })),
  ].map(({ name, lies }) => ({ name, off: gap(drawn, lies), read: gap(read, lies) }));
  const isOff = company.every(({ off }) => off >= shiftMm * offPart);
  const nearer = company.find(({ off, read: left }) => left * nearerTimes <= off);
  if (!isOff || nearer === undefined) return [];
  const metres = (mm: number) => Math.round(mm / 1000);
  const says =
    `as drawn it is ${metres(nearer.off)} m off ${nearer.name}; read as GCJ-02, the datum of Chinese web maps, ` +
    `it would lie ${metres(shiftMm)} m away and be ${nearer.read === 0 ? 'at it' : `${metres(nearer.read)} m off`}: was it traced on one?`;
  return [geometry.fault(says, { code: 'drawn-datum', at })];
}

const coordinatesOf = (plane: Plane, [lon = 0, lat = 0]: Point): [x: number, y: number] => {
  const { x, y } = toSpot(plane, lon, lat);
  return [x, y];
};

function between(plane: Plane, a: Point, b: Point): number {
  const [[ax, ay], [bx, by]] = [coordinatesOf(plane, a), coordinatesOf(plane, b)];
  return Math.hypot(ax - bx, ay - by);
}

/** Millimetres between two areas, or an area and a point; 0 where a corner of one is in the other. */
const gap = (a: Polygon, b: Polygon): number => Math.min(toCorners(a, b), toCorners(b, a));

function toCorners(polygon: Polygon, [ring = new Float64Array()]: Polygon): number {
  let least = Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    const spot = { x: ring[i] ?? 0, y: ring[i + 1] ?? 0 };
    least = Math.min(least, covers(polygon, spot) ? 0 : distanceToEdge(polygon, spot));
  }
  return least;
}
