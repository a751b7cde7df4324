// Boxes by number, found by a box: in blocks of neighbours with a box around each, in flat arrays, so that nothing is allocated.
import type { Box } from './polygon.ts';

const blockOf = 16;

export class Boxes {
  /** Numbers, block by block. */
  readonly #order: Int32Array;
  /** In that order, four sides each: west, south, east, north. */
  readonly #sides: Float64Array;
  /** Of what is in each block. */
  readonly #around: Float64Array;

  constructor(boxes: readonly Box[]) {
    this.#order = inBlocks(boxes);
    this.#sides = new Float64Array(4 * boxes.length);
    this.#around = new Float64Array(4 * Math.ceil(boxes.length / blockOf));
    for (let block = 0; 4 * block < this.#around.length; block += 1)
      this.#around.set([Infinity, Infinity, -Infinity, -Infinity], 4 * block);
    for (const [place, number] of this.#order.entries()) this.#put(place, boxes[number] as Box);
  }

  #put(place: number, { minX, minY, maxX, maxY }: Box): void {
    const around = this.#around;
    const at = 4 * Math.floor(place / blockOf);
    this.#sides.set([minX, minY, maxX, maxY], 4 * place);
    around[at] = Math.min(around[at] as number, minX);
    around[at + 1] = Math.min(around[at + 1] as number, minY);
    around[at + 2] = Math.max(around[at + 2] as number, maxX);
    around[at + 3] = Math.max(around[at + 3] as number, maxY);
  }

  /** Writes the numbers of the boxes that share a spot with this one to `found`, edges included. @returns how many there are */
  meeting(box: Box, found: Int32Array): number {
    let count = 0;
    for (let block = 0; 4 * block < this.#around.length; block += 1) {
      if (!meets(this.#around, 4 * block, box)) continue;
      const end = Math.min(this.#order.length, (block + 1) * blockOf);
      for (let place = block * blockOf; place < end; place += 1) {
        if (!meets(this.#sides, 4 * place, box)) continue;
        found[count] = this.#order[place] as number;
        count += 1;
      }
    }
    return count;
  }
}

const meets = (sides: Float64Array, at: number, { minX, minY, maxX, maxY }: Box): boolean =>
  (sides[at] as number) <= maxX &&
  (sides[at + 1] as number) <= maxY &&
  (sides[at + 2] as number) >= minX &&
  (sides[at + 3] as number) >= minY;

/** Strips from west to east, each from south to north: neighbours come into one block. */
function inBlocks(boxes: readonly Box[]): Int32Array {
  const along = (sum: (box: Box) => number) => (a: number, b: number) =>
    sum(boxes[a] as Box) - sum(boxes[b] as Box) || a - b;
  const byX = along(({ minX, maxX }) => minX + maxX);
  const byY = along(({ minY, maxY }) => minY + maxY);
  const order = Int32Array.from(boxes.keys()).sort(byX);
  const strip = blockOf * Math.ceil(Math.sqrt(boxes.length / blockOf));
  for (let from = 0; from < order.length; from += strip) order.subarray(from, from + strip).sort(byY);
  return order;
}
