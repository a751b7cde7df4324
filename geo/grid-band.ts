// A band (a corridor, or a circle round a line of one point) into a grid's cells: legs that may reach each, and cells within one.
import type { Band } from './fence.ts';
import { banded, type Frame } from './grid.ts';
import type { Blocks } from './grid-blocks.ts';
import { isWithinLeg } from './leg.ts';

type Leg = readonly [ax: number, ay: number, bx: number, by: number];

/** @returns how much work it was, in cells looked at */
export function layBand(frame: Frame, blocks: Blocks, fence: number, band: Band): number {
  const { line, halfMm } = band;
  const reached = new Map<number, Leg[]>();
  let work = 1;
  for (let i = line.length === 2 ? 0 : 2; i < line.length; i += 2) {
    const from = line.length === 2 ? 0 : i - 2;
    const leg: Leg = [line[from] as number, line[from + 1] as number, line[i] as number, line[i + 1] as number];
    work += reach(frame, leg, halfMm, reached);
  }
  for (const [cell, legs] of reached) {
    if (legs.some((leg) => coversCell(frame, cell, leg, halfMm))) blocks.cover(fence, cell, cell);
    else writeLegs(blocks, fence, cell, legs, halfMm);
  }
  return work + reached.size;
}

/** Notes the leg in each cell that it may reach: row by row, in the box of its part there and its width. */
function reach(frame: Frame, leg: Leg, halfMm: number, reached: Map<number, Leg[]>): number {
  const { minX, minY, side, columns, rows } = frame;
  const [_ax, ay, _bx, by] = leg;
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
function partBetween([ax, ay, bx, by]: Leg, south: number, north: number): [from: number, to: number] {
  if (ay === by) return [ax, bx];
  const at = (y: number) => ax + ((bx - ax) * (y - ay)) / (by - ay);
  const inside = (y: number) => y >= south && y <= north;
  const [low, high] = ay < by ? [south, north] : [north, south];
  return [inside(ay) ? ax : at(low), inside(by) ? bx : at(high)];
}

/** Are all its corners within the leg's width, half a millimetre beyond them too? Then so is the cell, for that is round. */
function coversCell(
  { minX, minY, side, columns }: Frame,
  cell: number,
  [ax, ay, bx, by]: Leg,
  halfMm: number,
): boolean {
  const west = minX + (cell % columns) * side - 0.5;
  const south = minY + Math.floor(cell / columns) * side - 0.5;
  const [east, north] = [west + side + 1, south + side + 1];
  const within = (x: number, y: number) => isWithinLeg(ax, ay, bx, by, halfMm, x, y);
  return within(west, south) && within(east, south) && within(west, north) && within(east, north);
}

function writeLegs(blocks: Blocks, fence: number, cell: number, legs: readonly Leg[], halfMm: number): void {
  const { words, at } = blocks.put(cell, 3 + 4 * legs.length);
  words[at] = fence * 4 + banded;
  words[at + 1] = legs.length;
  words[at + 2] = halfMm;
  for (const [i, leg] of legs.entries()) words.set(leg, at + 3 + 4 * i);
}
