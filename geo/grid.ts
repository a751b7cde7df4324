// The fence grid: square cells over the fences' extent, each with the fences that cover it and the edges that cross it.
import type { Fence } from './fence.ts';

/**
 * Cell sides are powers of two and lines lie half a millimetre beside whole ones: no spot and no corner lies on a line, and
 * which cell a spot is in is exact. Each cell is a run of `words`, fence by fence in their order:
 *
 * - `fence × 4 + covered`: the fence covers the whole cell;
 * - `fence × 4 + edged`, `free × 2 + parity`, `through`, then four words an edge (`ax ay bx by`, upwards, level ones to the
 *   west): a polygon's edges in the cell, first those that end in it or leave it elsewhere, then those that go through its
 *   east side. A ray goes east to that side and down it to the corner, of which `parity` is known. So a cell needs none of
 *   the edges east of it, and the answer is that of the whole ray;
 * - `fence × 4 + banded`, `legs`, five words a leg (`ax ay bx by halfMm`): the legs of a band that may reach into the cell.
 */
export interface Grid {
  readonly fences: readonly Fence[];
  /** South-west corner, mm; halves. */
  readonly minX: number;
  readonly minY: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** By cell, rows from the south: where its words begin; one more than there are cells. */
  readonly starts: Uint32Array;
  readonly words: Int32Array;
  /** A bit a cell: has it any words? Most of a port is open water, and this is small enough to be at hand. */
  readonly occupied: Uint8Array;
  /** Fences that did not fit into it, by number: too wide for exact products, or of no extent. Asked one by one. */
  readonly beside: readonly number[];
}

export const [covered, edged, banded] = [0, 1, 2] as const;

/** Of a cell: hundreds of metres of water need no more; metres of quay no less. */
const [leastSide, mostSide] = [2 ** 12, 2 ** 22];
/** Words are what a grid may cost, besides one a cell: 4 bytes each. */
const wordsAFence = 500;
const [leastWords, mostWords] = [2 ** 15, 2 ** 23];
/** A fence this wide, and all spots in it, are exact: corners and cells lie less than 47 km apart. */
const widestMm = 40_000_000;
/** Words are 32 bits; a plane is never this wide. */
const farthestMm = 2_000_000_000;

export type Frame = Pick<Grid, 'minX' | 'minY' | 'side' | 'columns' | 'rows' | 'beside'>;

/** Does it go into a grid? */
function fits({ box: { minX, minY, maxX, maxY } }: Fence): boolean {
  const near = minX > -farthestMm && minY > -farthestMm && maxX < farthestMm && maxY < farthestMm;
  return near && minX <= maxX && maxX - minX <= widestMm && maxY - minY <= widestMm;
}

/** Where the grid lies and how fine it is: as fine as its words allow, by the fences' boxes. */
export function frameOf(fences: readonly Fence[]): Frame {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  let [around, area] = [0, 0];
  const beside: number[] = [];
  for (const [i, fence] of fences.entries()) {
    const { box } = fence;
    if (!fits(fence)) {
      beside.push(i);
      continue;
    }
    minX = Math.min(minX, box.minX);
    minY = Math.min(minY, box.minY);
    maxX = Math.max(maxX, box.maxX);
    maxY = Math.max(maxY, box.maxY);
    around += 2 * (box.maxX - box.minX + box.maxY - box.minY);
    area += (box.maxX - box.minX) * (box.maxY - box.minY);
  }
  if (minX > maxX) return { minX: 0, minY: 0, side: leastSide, columns: 0, rows: 0, beside };
  const most = Math.min(mostWords, Math.max(leastWords, wordsAFence * fences.length));
  const wordsAt = (side: number) =>
    ((maxX - minX + side) * (maxY - minY + side) + area / 2) / (side * side) + (around / side) * 8;
  let side = leastSide;
  while (side < mostSide && wordsAt(side) > most) side *= 2;
  // Where even that is too fine, the extent is a continent and most of it empty.
  while ((maxX - minX + side) * (maxY - minY + side) > mostWords * side * side) side *= 2;
  const columns = Math.floor((maxX - minX + 1) / side) + 1;
  const rows = Math.floor((maxY - minY + 1) / side) + 1;
  return { minX: minX - 0.5, minY: minY - 0.5, side, columns, rows, beside };
}

/** Bytes that the cells take. */
export const bytesOf = ({ starts, words, occupied }: Grid): number =>
  starts.byteLength + words.byteLength + occupied.byteLength;
