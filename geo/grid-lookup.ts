// Which of a grid's fences is a spot in? One cell is looked at, nothing is allocated, and edges belong to the fence.
import { covered, edged, type Grid } from './grid.ts';
import { isWithinLeg } from './leg.ts';

/** Where the words of the spot's cell begin, or -1 outside of the grid. */
export function cellAt({ minX, minY, side, columns, rows }: Grid, x: number, y: number): number {
  const column = (x - minX) / side;
  const row = (y - minY) / side;
  return column >= 0 && row >= 0 && column < columns && row < rows ? (row | 0) * columns + (column | 0) : -1;
}

/**
 * Writes the numbers of the fences that a spot is in, each once and rising.
 * @param found room for as many as one cell has
 * @returns how many there are
 */
export function lookUp(grid: Grid, x: number, y: number, found: Int32Array): number {
  const cell = cellAt(grid, x, y);
  if (cell < 0 || ((grid.occupied[cell >> 3] as number) & (1 << (cell & 7))) === 0) return 0;
  return inCell(grid, cell, x | 0, y | 0, found);
}

function inCell({ words, starts }: Grid, cell: number, x: number, y: number, found: Int32Array): number {
  const end = starts[cell + 1] as number;
  let [count, last] = [0, -1];
  for (let at = starts[cell] as number; at < end; ) {
    const word = words[at] as number;
    const fence = word >> 2;
    const kind = word & 3;
    let inside = true;
    if (kind === covered) at += 1;
    else {
      const first = words[at + 1] as number;
      // A part of it has the spot already.
      if (fence !== last) inside = kind === edged ? isInEdged(words, at, x, y) : isInBand(words, at, x, y);
      at += kind === edged ? 3 + 4 * ((first >> 1) + (words[at + 2] as number)) : 2 + 5 * first;
    }
    if (!inside || fence === last) continue;
    found[count] = fence;
    count += 1;
    last = fence;
  }
  return count;
}

/** Spot and corners are whole and near each other, so heights are compared by their differences' signs: one branch for two. */
function isInEdged(words: Int32Array, block: number, x: number, y: number): boolean {
  const head = words[block + 1] as number;
  let inside = head & 1;
  let at = block + 3;
  const free = at + 4 * (head >> 1);
  for (; at < free; at += 4) {
    const up = (y - (words[at + 1] as number)) | 0;
    const down = ((words[at + 3] as number) - y) | 0;
    if ((up | down) < 0) continue;
    const ax = words[at] as number;
    const bx = words[at + 2] as number;
    const turn = (bx - ax) * up - (x - ax) * (up + down);
    // Not at its upper end, which is the next edge's lower one.
    if (turn > 0) inside ^= -down >>> 31;
    else if (turn === 0 && (up + down > 0 || (x >= bx && x <= ax))) return true;
  }
  // Those that go through the east side: the ray crosses them, or comes down that side across them.
  for (const end = free + 4 * (words[block + 2] as number); at < end; at += 4) {
    const up = (y - (words[at + 1] as number)) | 0;
    const down = ((words[at + 3] as number) - y) | 0;
    const ax = words[at] as number;
    const bx = words[at + 2] as number;
    if (up < 0) inside ^= (bx - ax) >>> 31;
    else if (down < 0) inside ^= (ax - bx) >>> 31;
    else {
      const turn = (bx - ax) * up - (x - ax) * (up + down);
      if (turn === 0 && (up + down > 0 || (x >= bx && x <= ax))) return true;
      inside ^= down > 0 ? (turn > 0 ? 1 : 0) : (ax - bx) >>> 31;
    }
  }
  return inside === 1;
}

function isInBand(words: Int32Array, block: number, x: number, y: number): boolean {
  for (let at = block + 2, end = at + 5 * (words[block + 1] as number); at < end; at += 5) {
    const [ax, ay, half] = [words[at] as number, words[at + 1] as number, words[at + 4] as number];
    if (isWithinLeg(ax, ay, words[at + 2] as number, words[at + 3] as number, half, x, y)) return true;
  }
  return false;
}
