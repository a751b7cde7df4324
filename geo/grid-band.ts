// A band (a corridor, or a circle round a line of one point) into a grid's cells: legs that may reach each, and cells within one.
import { type Band, legsOf, type WideLeg } from './band.ts';
import { banded, type Frame } from './grid.ts';
import type { Blocks } from './grid-blocks.ts';
import { isWithinLeg } from './leg.ts';

/** @returns how much work it was, in cells looked at */
export function layBand(frame: Frame, blocks: Blocks, fence: number, band: Band): number {
  const reached = new Map<number, WideLeg[]>();
  let work = 1;
  for (const leg of legsOf(band)) work += reach(frame, leg, reached);
  for (const [cell, legs] of reached) {
    if (legs.some((leg) => coversCell(frame, cell, leg))) blocks.cover(fence, cell, cell);
    else writeLegs(blocks, fence, cell, legs);
  }
  return work + reached.size;
}

/** Notes the leg in each cell that it may reach: row by row, in the box of its part there and its width. */
function reach(frame: Frame, leg: WideLeg, reached: Map<number, WideLeg[]>): number {
  const { minX, minY, side, columns, rows } = frame;
  const { ay, by, halfMm } = leg;
  const rowOf = (y: number) => Math.min(rows - 1, Math.max(0, Math.floor((y - minY) / side)));
  const columnOf = (x: number) => Math.min(columns - 1, Math.max(0, Math.floor((x - minX) / side)));
  let work = 0;
  const top = rowOf(Math.max(ay, by) + halfMm);
  for (let row = rowOf(Math.min(ay, by) - halfMm); row <= top; row += 1) {
    const south = minY + row * side - halfMm;
    const [from, to] = partBetween(leg, south, south + side + 2 * halfMm);
    const last = columnOf(Math.max(from, to) + halfMm + 1);
    for (let column = columnOf(Math.min(from, to) - halfMm - 1); column <= last; column += 1) {
      work += 1;
      const cell = row * columns + column;
      const legs = reached.get(cell);
      if (legs === undefined) reached.set(cell, [leg]);
      else legs.push(leg);
    }
  }
  return work;
}

/** Where a leg is between two heights, by x. */
function partBetween({ ax, ay, bx, by }: WideLeg, south: number, north: number): [from: number, to: number] {
  if (ay === by) return [ax, bx];
  const at = (y: number) => ax + ((bx - ax) * (y - ay)) / (by - ay);
  const inside = (y: number) => y >= south && y <= north;
  const [low, high] = ay < by ? [south, north] : [north, south];
  return [inside(ay) ? ax : at(low), inside(by) ? bx : at(high)];
}

/** Are all its corners within the leg's width, half a millimetre beyond them too? Then so is the cell, for that is round. */
function coversCell({ minX, minY, side, columns }: Frame, cell: number, { ax, ay, bx, by, halfMm }: WideLeg): boolean {
  const west = minX + (cell % columns) * side - 0.5;
  const south = minY + Math.floor(cell / columns) * side - 0.5;
  const [east, north] = [west + side + 1, south + side + 1];
  const within = (x: number, y: number) => isWithinLeg(ax, ay, bx, by, halfMm, x, y);
  return within(west, south) && within(east, south) && within(west, north) && within(east, north);
}

function writeLegs(blocks: Blocks, fence: number, cell: number, legs: readonly WideLeg[]): void {
  const { words, at } = blocks.put(cell, 2 + 5 * legs.length);
  words[at] = fence * 4 + banded;
  words[at + 1] = legs.length;
  for (const [i, { ax, ay, bx, by, halfMm }] of legs.entries()) words.set([ax, ay, bx, by, halfMm], at + 2 + 5 * i);
}
