// Which fences is a spot in, which does a way touch? A grid that many indexes share, and a few fences asked beside it.
import { type Fence, isInside, isSameFence } from './fence.ts';
import { meetFence } from './fence-walk.ts';
import type { Grid } from './grid.ts';
import { GridBuild, gridOf } from './grid-build.ts';
import { lookUp } from './grid-lookup.ts';
import { walkGrid } from './grid-walk.ts';
import type { Spot } from './plane.ts';
import type { Touches } from './touches.ts';

/** Beside a grid at most, before it is worth a new one: a look at each costs a few nanoseconds, and few are built soon. */
const besideMost = 64;

/**
 * Of fences that never change. Fences have numbers: the grid's own in its order, then those beside it. An edit gives another
 * index over the same grid, in which what was changed or removed is masked and what was changed or added lies beside.
 */
export class FenceIndex {
  /** Sorted as they were given. */
  readonly fences: readonly Fence[];
  readonly grid: Grid;
  /** Is any of them asked of whole ships? */
  readonly hasHulls: boolean;
  /** What the last lookup found; the next one writes over it. */
  readonly found: Int32Array;
  readonly #numbers: ReadonlyMap<string, number>;
  /** Of the grid's fences: looking one up in a fence would fetch it for nothing. */
  readonly #ids: readonly string[];
  readonly #masked: Uint8Array | undefined;
  readonly #added: readonly Fence[];
  readonly #addedNumbers: ReadonlyMap<string, number>;
  /** Numbers of the fences that are asked one by one. */
  readonly #asked: readonly number[];
  readonly #isEdited: boolean;

  /** @param fences what is in force; what differs from the grid's fences lies beside it */
  private constructor(grid: Grid, numbers: ReadonlyMap<string, number>, fences: readonly Fence[]) {
    const drawn = grid.fences.length;
    const masked = new Uint8Array(drawn).fill(1);
    const added: Fence[] = [];
    for (const fence of fences) {
      const number = numbers.get(fence.id);
      if (number !== undefined && isSameFence(grid.fences[number] as Fence, fence)) masked[number] = 0;
      else added.push(fence);
    }
    this.fences = fences;
    this.hasHulls = fences.some(({ byHull }) => byHull);
    this.grid = grid;
    this.found = new Int32Array(drawn + added.length);
    this.#numbers = numbers;
    this.#ids = grid.fences.map(({ id }) => id);
    this.#masked = masked.includes(1) ? masked : undefined;
    this.#added = added;
    this.#addedNumbers = new Map(added.map(({ id }, i) => [id, drawn + i]));
    this.#asked = [...grid.beside.filter((number) => masked[number] === 0), ...this.#addedNumbers.values()];
    this.#isEdited = this.#masked !== undefined || this.#asked.length > 0;
  }

  static of(fences: readonly Fence[]): FenceIndex {
    return FenceIndex.on(gridOf(fences));
  }

  /** Over a grid that was built in slices; fences that came meanwhile are an edit of it. */
  static on(grid: Grid): FenceIndex {
    return new FenceIndex(grid, new Map(grid.fences.map(({ id }, number) => [id, number])), grid.fences);
  }

  /** The index of other fences over the same grid, at once, however many differ. */
  edited(fences: readonly Fence[]): FenceIndex {
    return new FenceIndex(this.grid, this.#numbers, fences);
  }

  /** How many fences lie beside the grid by edits or are masked in it. */
  get edits(): number {
    return this.#added.length + (this.#masked?.reduce((sum, one) => sum + one, 0) ?? 0);
  }

  get isWorn(): boolean {
    return this.edits > Math.min(besideMost, 4 + this.fences.length / 8);
  }

  /** A build of a grid in which nothing lies beside any more. */
  renewal(): GridBuild {
    return new GridBuild(this.fences);
  }

  fence(number: number): Fence {
    const drawn = this.grid.fences.length;
    return (number < drawn ? this.grid.fences[number] : this.#added[number - drawn]) as Fence;
  }

  idOf(number: number): string {
    return this.#ids[number] ?? this.fence(number).id;
  }

  numberOf(id: string): number | undefined {
    const added = this.#addedNumbers.size > 0 ? this.#addedNumbers.get(id) : undefined;
    const number = added ?? this.#numbers.get(id);
    return number === undefined || this.#masked?.[number] === 1 ? undefined : number;
  }

  /** Was it changed or removed since the grid was built? */
  isMasked(number: number): boolean {
    return this.#masked?.[number] === 1;
  }

  /** Writes the numbers of the fences that a spot is in to `found`, each once. @returns how many there are */
  at(spot: Spot): number {
    const count = lookUp(this.grid, spot.x, spot.y, this.found);
    // Most indexes are their grid and nothing else.
    return this.#isEdited ? this.#besides(spot, this.#masked === undefined ? count : this.#unmasked(count)) : count;
  }

  #besides(spot: Spot, inGrid: number): number {
    const { found } = this;
    let count = inGrid;
    for (const number of this.#asked) {
      if (!isInside(this.fence(number), spot)) continue;
      found[count] = number;
      count += 1;
    }
    return count;
  }

  #unmasked(count: number): number {
    const { found } = this;
    let kept = 0;
    for (let i = 0; i < count; i += 1) {
      const number = found[i] as number;
      if (this.#masked?.[number] === 1) continue;
      found[kept] = number;
      kept += 1;
    }
    return kept;
  }

  /** Fills `touches` with the fences that the straight way from one spot to another touches. Overwrites `found`. */
  walk(from: Spot, to: Spot, touches: Touches): void {
    touches.begin(this.found.length);
    const start = this.at(from);
    for (let i = 0; i < start; i += 1) touches.note(this.found[i] as number, 0, 0);
    const end = this.at(to);
    for (let i = 0; i < end; i += 1) touches.note(this.found[i] as number, 1, 1);
    this.#meet(from, to, touches);
  }

  /** As `walk`, but only fences of which the way meets the edge: most ways between two fixes meet none, and cost little. */
  cross(from: Spot, to: Spot, touches: Touches): void {
    touches.begin(this.found.length);
    this.#meet(from, to, touches);
    if (touches.count === 0) return;
    const start = this.at(from);
    for (let i = 0; i < start; i += 1) touches.widen(this.found[i] as number, 0);
    const end = this.at(to);
    for (let i = 0; i < end; i += 1) touches.widen(this.found[i] as number, 1);
  }

  #meet(from: Spot, to: Spot, touches: Touches): void {
    if (from.x === to.x && from.y === to.y) return;
    const way = { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
    walkGrid(this.grid, way, touches);
    if (this.#masked !== undefined) touches.keep(this.#masked);
    for (const number of this.#asked) meetFence(this.fence(number), number, way, touches);
  }
}
