// What fences put into a grid's cells, in the order in which they put it, until all is there and can be laid out by cell.
import { banded, covered, type Frame } from './grid.ts';

/** So that growing never copies what is there: a pause is never longer than one chunk. */
const chunkWords = 1 << 18;

export class Blocks {
  /** Of each cell: how many words it has, one place on, so that sums make them beginnings. */
  readonly counts: Uint32Array;
  readonly occupied: Uint8Array;
  readonly #chunks: { words: Int32Array; used: number }[] = [];
  /** Words written in all. */
  written = 0;
  /** Which chunk and where in it the next block to be laid out begins. */
  #chunk = 0;
  #at = 0;

  constructor({ columns, rows }: Frame) {
    this.counts = new Uint32Array(columns * rows + 1);
    this.occupied = new Uint8Array((columns * rows + 7) >> 3);
  }

  /** Room for a block of so many words in a cell; the caller writes them from `at` on. */
  put(cell: number, size: number): { words: Int32Array; at: number } {
    let last = this.#chunks.at(-1);
    if (last === undefined || last.used + size + 1 > last.words.length) {
      last = { words: new Int32Array(Math.max(chunkWords, size + 1)), used: 0 };
      this.#chunks.push(last);
    }
    const at = last.used + 1;
    last.words[last.used] = cell;
    last.used = at + size;
    this.counts[cell + 1] = (this.counts[cell + 1] as number) + size;
    this.occupied[cell >> 3] = (this.occupied[cell >> 3] as number) | (1 << (cell & 7));
    this.written += size;
    return { words: last.words, at };
  }

  /** The fence covers these cells of a row. */
  cover(fence: number, first: number, last: number): void {
    for (let cell = first; cell <= last; cell += 1) {
      const { words, at } = this.put(cell, 1);
      words[at] = fence * 4 + covered;
    }
  }

  /** Lays out about so many words at where their cells' begin; `next` moves on with them. True once all are. */
  layOut(into: Int32Array, next: Uint32Array, about: number): boolean {
    let left = about;
    while (left > 0) {
      const chunk = this.#chunks[this.#chunk];
      if (chunk === undefined) return true;
      if (this.#at >= chunk.used) {
        // It is not needed any more.
        this.#chunks[this.#chunk] = { words: new Int32Array(), used: 0 };
        this.#chunk += 1;
        this.#at = 0;
        continue;
      }
      left -= this.#move(chunk.words, into, next);
    }
    return false;
  }

  #move(from: Int32Array, into: Int32Array, next: Uint32Array): number {
    const cell = from[this.#at] as number;
    const begins = this.#at + 1;
    const size = sizeOf(from, begins);
    let to = next[cell] as number;
    for (let i = begins; i < begins + size; i += 1, to += 1) into[to] = from[i] as number;
    next[cell] = to;
    this.#at = begins + size;
    return size;
  }
}

/** Of the block that begins there, in words. */
export function sizeOf(words: Int32Array, at: number): number {
  const kind = (words[at] as number) & 3;
  if (kind === covered) return 1;
  const first = words[at + 1] as number;
  return kind === banded ? 2 + 5 * first : 3 + 4 * ((first >> 1) + (words[at + 2] as number));
}
