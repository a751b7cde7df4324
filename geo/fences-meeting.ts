// Which fences does a hull meet? Found by their boxes: a fence may be smaller than a ship, and lie in her with no edge crossed.
import { Boxes } from './boxes.ts';
import type { FenceIndex } from './fence-index.ts';
import type { Grid } from './grid.ts';
import type { Hull } from './hull.ts';
import { meetsHull } from './meet-hull.ts';
import type { Spot } from './plane.ts';

/** Made at the first question; all indexes over one grid share them. */
const boxesOf = new WeakMap<Grid, Boxes>();

/** Writes the numbers of the fences that a hull meets to the index's `found`, each once. @returns how many there are */
export function fencesMeeting(index: FenceIndex, hull: Hull): number {
  const { found, grid } = index;
  const near = boxesIn(grid).meeting(hull.box, found);
  let count = 0;
  for (let i = 0; i < near; i += 1) {
    const number = found[i] as number;
    if (index.isMasked(number) || !meetsHull(index.fence(number), hull)) continue;
    found[count] = number;
    count += 1;
  }
  for (let number = grid.fences.length; number < found.length; number += 1) {
    if (!meetsHull(index.fence(number), hull)) continue;
    found[count] = number;
    count += 1;
  }
  return count;
}

/**
 * As a ship is asked of them: of those by hull the ones that she meets, of the others those that her antenna is in. Writes
 * their numbers to the index's `found`. @returns how many there are
 */
export function fencesWith(index: FenceIndex, spot: Spot, hull: Hull): number {
  const met = kept(index, fencesMeeting(index, hull), true);
  if (aside.length < met) aside = new Int32Array(2 * met);
  aside.set(index.found.subarray(0, met));
  const count = kept(index, index.at(spot), false);
  for (let i = 0; i < met; i += 1) index.found[count + i] = aside[i] as number;
  return count + met;
}

/** What the first lookup found, while the second one writes over it. */
let aside = new Int32Array(64);

function kept(index: FenceIndex, count: number, byHull: boolean): number {
  const { found } = index;
  let left = 0;
  for (let i = 0; i < count; i += 1) {
    const number = found[i] as number;
    if (index.fence(number).byHull !== byHull) continue;
    found[left] = number;
    left += 1;
  }
  return left;
}

function boxesIn(grid: Grid): Boxes {
  let boxes = boxesOf.get(grid);
  if (boxes === undefined) {
    boxes = new Boxes(grid.fences.map(({ box }) => box));
    boxesOf.set(grid, boxes);
  }
  return boxes;
}
