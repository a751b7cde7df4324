// A fence on the plane, an area or the room along a line: is a spot in it, and how far from its edge?
import { type Band, beyondBand, isWithinBand } from './band.ts';
import type { Plane, Spot } from './plane.ts';
import { type Box, boxOf, breadthOf, covers, distanceToEdge, type Polygon } from './polygon.ts';
import { edgesOn } from './straight.ts';

/**
 * `hysteresisMm`: leaving counts only this far beyond the edge. `fixes`, `ofFixes` and `settleMs`: of the last so many fixes
 * so many must agree, over so long, before entering or leaving is believed. `breadthMm`: the width of a strip, or of a square; a fix
 * that may be more wrong than that tells nothing of being inside.
 */
export interface Fence {
  readonly id: string;
  /** One, or the parts of a multipolygon: inside is what lies in any of them. */
  readonly polygons: readonly Polygon[];
  /** Of a corridor or a circle, in the polygons' stead. */
  readonly band: Band | undefined;
  readonly box: Box;
  readonly breadthMm: number;
  readonly hysteresisMm: number;
  readonly fixes: number;
  readonly ofFixes: number;
  readonly settleMs: number;
  /** A ship is in it with any part of her hull; else with her antenna. */
  readonly byHull: boolean;
}

/** What must be so before a change is believed: metres, fixes (in a row, where `ofFixes` is silent), seconds. */
export interface Belief {
  readonly id: string;
  readonly hysteresisM: number;
  readonly fixes: number;
  readonly ofFixes?: number;
  readonly settleSeconds?: number;
  readonly byHull?: boolean;
}

/** Of one polygon in degrees: its outer ring, then its holes. */
type Rings = readonly (readonly (readonly number[])[])[];

/** Lays a GeoJSON polygon's rings (degrees, RFC 7946) on the plane. */
export function fenceOf(plane: Plane, { rings, ...drawn }: Belief & { readonly rings: Rings }): Fence {
  return fenceOfParts(plane, { ...drawn, parts: [rings] });
}

/** Lays the polygons of a GeoJSON multipolygon on the plane. */
export function fenceOfParts(plane: Plane, drawn: Belief & { readonly parts: readonly Rings[] }): Fence {
  const polygons = drawn.parts.map((rings) => rings.map((ring) => laid(plane, ring)));
  return { ...believed(drawn), polygons, band: undefined, box: boxOf(polygons.flat()), breadthMm: breadthOf(polygons) };
}

/** Degrees to x, y pairs on the plane, long edges in pieces. */
export const laid = (plane: Plane, line: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(edgesOn(plane, line).flat());

export function believed({ id, hysteresisM, fixes, ofFixes = fixes, settleSeconds = 0, byHull = false }: Belief) {
  return {
    id,
    hysteresisMm: Math.round(hysteresisM * 1000),
    fixes,
    ofFixes,
    settleMs: Math.round(settleSeconds * 1000),
    byHull,
  };
}

/** Edges are inside. */
export function isInside({ box, polygons, band }: Fence, spot: Spot): boolean {
  if (spot.x < box.minX || spot.x > box.maxX || spot.y < box.minY || spot.y > box.maxY) return false;
  if (band !== undefined) return isWithinBand(band, spot.x, spot.y);
  for (const polygon of polygons) if (covers(polygon, spot)) return true;
  return false;
}

/** Metres beyond the edge, to the centimetre; negative inside. */
export function metresBeyond(fence: Fence, spot: Spot): number {
  const metres = Math.round(fromEdge(fence, spot) / 10) / 100;
  return isInside(fence, spot) ? -metres : metres;
}

/** Millimetres; inside a corridor at least so much, where it bends or meets itself there may be more. */
export const fromEdge = ({ polygons, band }: Fence, spot: Spot): number =>
  band === undefined
    ? polygons.reduce((least, polygon) => Math.min(least, distanceToEdge(polygon, spot)), Infinity)
    : Math.abs(beyondBand(band, spot));

/** Do both have the same room and the same beliefs? */
export function isSameFence(a: Fence, b: Fence): boolean {
  if (a === b) return true;
  if (a.id !== b.id || a.hysteresisMm !== b.hysteresisMm || a.settleMs !== b.settleMs) return false;
  if (a.fixes !== b.fixes || a.ofFixes !== b.ofFixes || a.byHull !== b.byHull) return false;
  if (a.breadthMm !== b.breadthMm) return false;
  const [runs, others] = [runsOf(a), runsOf(b)];
  return runs.length === others.length && runs.every((run, i) => isSameRun(run, others[i] as Float64Array));
}

const empty = new Float64Array();

/** Its rings, each part's end marked by an empty one; or its line and its widths. */
const runsOf = ({ polygons, band }: Fence): readonly Float64Array[] =>
  band === undefined ? polygons.flatMap((polygon) => [...polygon, empty]) : [band.line, band.halves];

const isSameRun = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((v, i) => v === b[i]);
