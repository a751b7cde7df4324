// What one fix says of a ship's hull and a fence: any part of her is in it, none is, or it may be either.
import type { Fence } from './fence.ts';
import { grown, type Hull } from './hull.ts';
import { meetsHull } from './meet-hull.ts';
import { deepMm, reflectedMm, type Word } from './word.ts';

/**
 * Has she come in? Her bow over the line is over the line; that it is, may be believed where she would be in it though she
 * were smaller on every side by as much as the fix may be wrong.
 * @param isIn does she, as told, meet it?
 */
export function enteringByHull(fence: Fence, hull: Hull, errorMm: number, isIn: boolean): Word {
  if (!isIn) return 'against';
  return errorMm === 0 || meetsHull(fence, grown(hull, -deepMm(fence, errorMm))) ? 'for' : 'nothing';
}

/** Has she left, with every part of her, though she were greater on every side? */
export function leavingByHull(fence: Fence, hull: Hull, errorMm: number, isIn: boolean): Word {
  if (isIn) return 'against';
  const { hysteresisMm } = fence;
  const doubtMm = errorMm === 0 ? 0 : errorMm + reflectedMm;
  if (hysteresisMm + doubtMm === 0 || !meetsHull(fence, grown(hull, hysteresisMm + doubtMm))) return 'for';
  return hysteresisMm > 0 && meetsHull(fence, grown(hull, hysteresisMm)) ? 'against' : 'nothing';
}
