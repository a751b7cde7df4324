// A grid is built in slices of work, so that whoever builds one beside something else is never kept for long.
import type { Fence } from './fence.ts';
import { type Frame, frameOf, type Grid } from './grid.ts';
import { layBand } from './grid-band.ts';
import { Blocks } from './grid-blocks.ts';
import { PolygonLayer } from './grid-polygon.ts';

export class GridBuild {
  readonly #fences: readonly Fence[];
  readonly #frame: Frame;
  readonly #blocks: Blocks;
  readonly #layer: PolygonLayer;
  readonly #beside: ReadonlySet<number>;
  #laid = 0;
  #words: Int32Array | undefined;
  #next: Uint32Array | undefined;

  constructor(fences: readonly Fence[]) {
    this.#fences = fences;
    this.#frame = frameOf(fences);
    this.#beside = new Set(this.#frame.beside);
    this.#blocks = new Blocks(this.#frame);
    this.#layer = new PolygonLayer(this.#frame, this.#blocks);
  }

  /** The grid, once about so much work more has finished it; a unit is an edge in a cell, a cell or a word. */
  step(work: number): Grid | undefined {
    let left = work;
    while (this.#laid < this.#fences.length) {
      if (left <= 0) return undefined;
      left -= this.#lay(this.#laid);
      this.#laid += 1;
    }
    if (this.#words === undefined) {
      if (left <= 0) return undefined;
      this.#measure();
      left -= this.#blocks.counts.length;
    }
    const { counts, occupied } = this.#blocks;
    if (!this.#blocks.layOut(this.#words as Int32Array, this.#next as Uint32Array, left)) return undefined;
    return { fences: this.#fences, ...this.#frame, starts: counts, words: this.#words as Int32Array, occupied };
  }

  #lay(number: number): number {
    if (this.#beside.has(number)) return 1;
    const { polygons, band } = this.#fences[number] as Fence;
    if (band !== undefined) return layBand(this.#frame, this.#blocks, number, band);
    let work = 0;
    for (const polygon of polygons) work += this.#layer.lay(number, polygon);
    return work;
  }

  /** Sums what each cell has to where each begins. */
  #measure(): void {
    const { counts, written } = this.#blocks;
    for (let i = 1; i < counts.length; i += 1) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
    this.#words = new Int32Array(written);
    this.#next = counts.slice(0, -1);
  }
}

export function gridOf(fences: readonly Fence[]): Grid {
  const build = new GridBuild(fences);
  for (;;) {
    const grid = build.step(Infinity);
    if (grid !== undefined) return grid;
  }
}
