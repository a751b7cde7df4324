// The room along a line, of which each leg may have another width; round a single point, a circle. Joints and ends are round.
import { isWithinLeg, squareToLeg } from './leg.ts';
import type { Spot } from './plane.ts';
import type { Box } from './polygon.ts';

/** A line of x, y pairs, and half the width of the room along each of its legs, mm; a line of one pair has one leg. */
export interface Band {
  readonly line: Float64Array;
  readonly halves: Float64Array;
}

/** A leg from a to b and the room within `halfMm` of it. */
export interface WideLeg {
  ax: number;
  ay: number;
  bx: number;
  by: number;
  halfMm: number;
}

export function* legsOf({ line, halves }: Band): Generator<WideLeg> {
  for (const [leg, halfMm] of halves.entries()) {
    const [from, to] = [2 * leg, endOf(line, leg)];
    yield {
      ...{ ax: line[from] as number, ay: line[from + 1] as number },
      ...{ bx: line[to] as number, by: line[to + 1] as number, halfMm },
    };
  }
}

/** Where a leg's end is in its line: a single point's is the point. */
const endOf = (line: Float64Array, leg: number): number => Math.min(2 * leg + 2, line.length - 2);

/** Edges are inside; exact as legs are. */
export function isWithinBand({ line, halves }: Band, x: number, y: number): boolean {
  for (let leg = 0; leg < halves.length; leg += 1) {
    const [from, to] = [2 * leg, endOf(line, leg)];
    const [ax, ay] = [line[from] as number, line[from + 1] as number];
    if (isWithinLeg(ax, ay, line[to] as number, line[to + 1] as number, halves[leg] as number, x, y)) return true;
  }
  return false;
}

/** Millimetres beyond the edge, negative inside: the least that any leg has to say of it. */
export function beyondBand({ line, halves }: Band, { x, y }: Spot): number {
  let least = Infinity;
  for (let leg = 0; leg < halves.length; leg += 1) {
    const half = halves[leg] as number;
    const reach = least + half;
    if (reach <= 0) continue;
    const [from, to] = [2 * leg, endOf(line, leg)];
    const [ax, ay] = [line[from] as number, line[from + 1] as number];
    const square = squareToLeg(ax, ay, line[to] as number, line[to + 1] as number, x, y);
    // Most legs are farther off than another one: no root is drawn for them.
    if (square < reach * reach) least = Math.sqrt(square) - half;
  }
  return least;
}

/** Around the room of each leg. */
export function boxOfBand(band: Band): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { ax, ay, bx, by, halfMm } of legsOf(band)) {
    minX = Math.min(minX, ax - halfMm, bx - halfMm);
    minY = Math.min(minY, ay - halfMm, by - halfMm);
    maxX = Math.max(maxX, ax + halfMm, bx + halfMm);
    maxY = Math.max(maxY, ay + halfMm, by + halfMm);
  }
  return { minX, minY, maxX, maxY };
}
