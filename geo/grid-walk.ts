// Which of a grid's fences does a straight way meet? Only the cells that it passes are looked at; nothing is allocated.
import type { WideLeg } from './band.ts';
import { banded, covered, type Grid } from './grid.ts';
import { meetEdge, type Way } from './meet.ts';
import { meetLeg } from './meet-leg.ts';
import type { Touches } from './touches.ts';

/** Notes every fence of which the way meets an edge; those that it is in from end to end are for a look at its ends. */
export function walkGrid(grid: Grid, way: Way, touches: Touches): void {
  const { minY, side, rows } = grid;
  const { y0, y1 } = way;
  const low = Math.max(0, Math.floor((Math.min(y0, y1) - minY) / side));
  const high = Math.min(rows - 1, Math.floor((Math.max(y0, y1) - minY) / side));
  for (let row = low; row <= high; row += 1) walkRow(grid, way, row, touches);
}

function walkRow(grid: Grid, way: Way, row: number, touches: Touches): void {
  const { minX, minY, side, columns } = grid;
  const { x0, y0, x1, y1 } = way;
  const south = minY + row * side;
  const north = south + side;
  const slope = y1 === y0 ? 0 : (x1 - x0) / (y1 - y0);
  const from = y0 < south ? x0 + (south - y0) * slope : y0 > north ? x0 + (north - y0) * slope : x0;
  const to = y1 < south ? x0 + (south - y0) * slope : y1 > north ? x0 + (north - y0) * slope : x1;
  // A millimetre more on both sides: a cell or an edge too many does no harm.
  here.minX = Math.min(from, to) - 1;
  here.maxX = Math.max(from, to) + 1;
  here.minY = Math.max(south, Math.min(y0, y1));
  here.maxY = Math.min(north, Math.max(y0, y1));
  const first = Math.max(0, Math.floor((here.minX - minX) / side));
  const last = Math.min(columns - 1, Math.floor((here.maxX - minX) / side));
  for (let column = first; column <= last; column += 1) walkCell(grid, way, row * columns + column, touches);
}

/** The box of the way's part in the row it is walked through: an edge that meets the way there meets this. */
const here = { minX: 0, minY: 0, maxX: 0, maxY: 0 };
const leg: WideLeg = { ax: 0, ay: 0, bx: 0, by: 0, halfMm: 0 };

function walkCell({ words, starts, occupied }: Grid, way: Way, cell: number, touches: Touches): void {
  if (((occupied[cell >> 3] as number) & (1 << (cell & 7))) === 0) return;
  const end = starts[cell + 1] as number;
  for (let at = starts[cell] as number; at < end; ) {
    const word = words[at] as number;
    const kind = word & 3;
    if (kind === covered) {
      at += 1;
      continue;
    }
    const first = words[at + 1] as number;
    const begins = at + (kind === banded ? 2 : 3);
    at = begins + (kind === banded ? 5 * first : 4 * ((first >> 1) + (words[at + 2] as number)));
    if (kind === banded) meetLegs(words, begins, at, way, word >> 2, touches);
    else meetEdges(words, begins, at, way, word >> 2, touches);
  }
}

function meetEdges(words: Int32Array, from: number, end: number, way: Way, fence: number, touches: Touches): void {
  const { minX, minY, maxX, maxY } = here;
  for (let at = from; at < end; at += 4) {
    const ay = words[at + 1] as number;
    const by = words[at + 3] as number;
    if (by < minY || ay > maxY) continue;
    const ax = words[at] as number;
    const bx = words[at + 2] as number;
    if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) continue;
    meetEdge(touches, fence, way, ax, ay, bx, by);
  }
}

function meetLegs(words: Int32Array, from: number, end: number, way: Way, fence: number, touches: Touches): void {
  for (let at = from; at < end; at += 5) {
    leg.ax = words[at] as number;
    leg.ay = words[at + 1] as number;
    leg.bx = words[at + 2] as number;
    leg.by = words[at + 3] as number;
    leg.halfMm = words[at + 4] as number;
    meetLeg(touches, fence, way, leg);
  }
}
