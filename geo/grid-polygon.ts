// A polygon into a grid's cells: the edges that touch each, the parity of its corner, and the cells it covers wholly.
import { edged, type Frame } from './grid.ts';
import type { Blocks } from './grid-blocks.ts';
import { directed, isWestOf } from './grid-edges.ts';
import { type Patch, patchOf } from './grid-patch.ts';
import type { Polygon } from './polygon.ts';

/** Edges and touches of the polygon that is being laid in; one for all, as they come one after another. */
export class PolygonLayer {
  readonly #frame: Frame;
  readonly #blocks: Blocks;
  #edges: Int32Array = new Int32Array();
  /** Touch by touch: the edge's place × 2 + whether it goes through the east side, and the touch before it in the cell. */
  #touched = new Int32Array(2 * 256);
  #touches = 0;

  constructor(frame: Frame, blocks: Blocks) {
    this.#frame = frame;
    this.#blocks = blocks;
  }

  /** @returns how much work it was, in edges and cells looked at */
  lay(fence: number, polygon: Polygon): number {
    const patch = patchOf(this.#frame, polygon);
    if (patch === undefined) return 1;
    this.#edges = directed(polygon);
    this.#touches = 1;
    for (let at = 0; at < this.#edges.length; at += 4) this.#mark(patch, at);
    this.#write(patch, fence);
    return this.#touches + patch.width * patch.height;
  }

  /** Row by row along an edge: whose corners' rays it crosses, and which cells it touches. */
  #mark(patch: Patch, at: number): void {
    const { minX, minY, side } = this.#frame;
    const edges = this.#edges;
    const [ax, ay] = [edges[at] as number, edges[at + 1] as number];
    const [bx, by] = [edges[at + 2] as number, edges[at + 3] as number];
    const slope = by === ay ? 0 : (bx - ax) / (by - ay);
    const top = Math.floor((by - minY) / side);
    for (let row = Math.floor((ay - minY) / side); row <= top; row += 1) {
      const y0 = minY + row * side;
      const y1 = y0 + side;
      const from = y0 > ay ? ax + (y0 - ay) * slope : ax;
      const to = y1 < by ? ax + (y1 - ay) * slope : bx;
      if (y0 > ay) this.#flip(patch, at, row, from);
      // A millimetre more on both sides: a cell too many does no harm.
      const first = Math.floor((Math.min(from, to) - 1 - minX) / side) - patch.west;
      const last = Math.floor((Math.max(from, to) + 1 - minX) / side) - patch.west;
      const line = (row - patch.south) * patch.width;
      for (let i = Math.max(0, first); i <= Math.min(last, patch.width - 1); i += 1)
        this.#touch(patch.touches, line + i, at, minX + (patch.west + i + 1) * side, y0);
    }
  }

  /** Marks the easternmost corner of a row's south side that lies west of the edge, which crosses that side near x. */
  #flip({ west, south, width, flips }: Patch, at: number, row: number, x: number): void {
    const { minX, minY, side } = this.#frame;
    const y = minY + row * side;
    let column = Math.floor((x - minX) / side) - west;
    while (column >= 0 && !isWestOf(this.#edges, at, minX + (west + column + 1) * side, y)) column -= 1;
    while (column + 1 < width && isWestOf(this.#edges, at, minX + (west + column + 2) * side, y)) column += 1;
    const i = (row - south) * width + column;
    if (column >= 0) flips[i] = (flips[i] as number) ^ 1;
  }

  /** The edge is in this cell, of which x is the east side and y the south side, unless it lies east of it. */
  #touch(touches: Int32Array, cell: number, at: number, x: number, y: number): void {
    const [a, b] = [(this.#edges[at] as number) > x, (this.#edges[at + 2] as number) > x];
    if (a && b) return;
    let through = false;
    if (a !== b) {
      const low = isWestOf(this.#edges, at, x, y);
      through = low !== isWestOf(this.#edges, at, x, y + this.#frame.side);
      if (low && !through) return;
    }
    if (this.#touched.length <= 2 * this.#touches + 1) this.#touched = grown(this.#touched);
    this.#touched[2 * this.#touches] = at * 2 + (through ? 1 : 0);
    this.#touched[2 * this.#touches + 1] = touches[cell] as number;
    touches[cell] = this.#touches;
    this.#touches += 1;
  }

  /** From the east, so that what is east of a cell is known: untouched cells are covered or not, others get their edges. */
  #write({ west, south, width, height, flips, touches }: Patch, fence: number): void {
    const { columns } = this.#frame;
    for (let row = 0; row < height; row += 1) {
      let parity = 0;
      for (let column = width - 1; column >= 0; column -= 1) {
        const i = row * width + column;
        parity ^= flips[i] as number;
        const cell = (south + row) * columns + west + column;
        if (touches[i] !== 0) this.#writeEdges(fence, cell, touches[i] as number, parity);
        else if (parity === 1) this.#blocks.cover(fence, cell, cell);
      }
    }
  }

  #writeEdges(fence: number, cell: number, last: number, corner: number): void {
    const { minX, minY, side, columns } = this.#frame;
    const x = minX + ((cell % columns) + 1) * side;
    const y = minY + Math.floor(cell / columns) * side;
    let [free, through, parity] = [0, 0, corner];
    for (let i = last; i !== 0; i = this.#touched[2 * i + 1] as number) {
      const touch = this.#touched[2 * i] as number;
      if ((touch & 1) === 0) free += 1;
      else {
        through += 1;
        if (isWestOf(this.#edges, touch >> 1, x, y)) parity ^= 1;
      }
    }
    const { words, at } = this.#blocks.put(cell, 3 + 4 * (free + through));
    words[at] = fence * 4 + edged;
    words[at + 1] = free * 2 + parity;
    words[at + 2] = through;
    let [nextFree, nextThrough] = [at + 3, at + 3 + 4 * free];
    for (let i = last; i !== 0; i = this.#touched[2 * i + 1] as number) {
      const touch = this.#touched[2 * i] as number;
      const to = (touch & 1) === 0 ? nextFree : nextThrough;
      for (let k = 0; k < 4; k += 1) words[to + k] = this.#edges[(touch >> 1) + k] as number;
      if ((touch & 1) === 0) nextFree += 4;
      else nextThrough += 4;
    }
  }
}

function grown(full: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(full.length * 2);
  more.set(full);
  return more;
}
