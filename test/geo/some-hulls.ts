// Hulls and fences by metres on the plane, and an exact opinion on whether they meet.
import { expect } from 'chai';
import { boxOfBand } from '../../geo/band.ts';
import type { Fence } from '../../geo/fence.ts';
import { type Dimensions, type Hull, hullOf } from '../../geo/hull.ts';
import { boxOf } from '../../geo/polygon.ts';
import { ExactFence, ringsOf } from './oracles.ts';

/** Bow, stern, port and starboard, metres. */
export const dimensions = (toBow: number, toStern: number, toPort: number, toStarboard: number): Dimensions => ({
  ...{ toBow, toStern, toPort, toStarboard },
});
export const hullAt = (x: number, y: number, headingDeg: number, told = dimensions(80, 20, 10, 10)): Hull =>
  hullOf({ x: 1000 * x, y: 1000 * y }, told, headingDeg) ?? expect.fail('no hull');

const beliefs = { id: 'one', breadthMm: 1000, hysteresisMm: 0, fixes: 1, ofFixes: 1, settleMs: 0, byHull: true };
const runOf = (points: readonly (readonly number[])[]) =>
  Float64Array.from(points.flat().map((metres) => metres * 1000));
/** Of polygons by their rings' corners, metres. */
export const areas = (...polygons: number[][][][]): Fence => {
  const drawn = polygons.map((rings) => rings.map((ring) => runOf([...ring, ring[0] ?? []])));
  return { ...beliefs, polygons: drawn, band: undefined, box: boxOf(drawn.flat()) };
};
export const square = (x: number, y: number, side: number): number[][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];
export const area = (...rings: number[][][]): Fence => areas(rings);
/** A corridor; of one point a circle. */
export const band = (halfM: number, ...line: number[][]): Fence => {
  const run = runOf(line);
  const halves = new Float64Array(Math.max(1, line.length - 1)).fill(halfM * 1000);
  const drawn = { line: run, halves };
  return { ...beliefs, polygons: [], band: drawn, box: boxOfBand(drawn) };
};

/** An edge touches it, or one of its corners lies in the hull. */
export function meetsExactly(fence: Fence, hull: Hull): boolean {
  const exact = new ExactFence(fence);
  const within = new ExactFence({ ...fence, polygons: [[hull.corners]], band: undefined });
  const [corners = []] = ringsOf([hull.corners]);
  const isTouched = corners.slice(1).some(([x1 = 0, y1 = 0], i) => {
    const [x0 = 0, y0 = 0] = corners[i] ?? [];
    return exact.touches({ x0, y0, x1, y1 });
  });
  const runs = [...fence.polygons.flat(), ...(fence.band === undefined ? [] : [fence.band.line])];
  return (
    isTouched ||
    ringsOf(runs)
      .flat()
      .some(([x = 0, y = 0]) => within.has({ x, y }))
  );
}
