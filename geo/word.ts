// What one fix says of a fence: that the thing has come in or has left, that it has not, or nothing.
import { type Fence, fromEdge, isInside } from './fence.ts';
import type { Spot } from './plane.ts';
import type { Box } from './polygon.ts';

/** What a fix says: `for` the change in question, `against` it, or nothing. */
export type Word = 'for' | 'against' | 'nothing';

/** Where a thing is by a fix that may be so wrong: `uncertain` where the circle of its error reaches over an edge. */
export type Side = 'inside' | 'outside' | 'uncertain';

/** @param errorMm two standard deviations, at most as broad as the circle that must not touch the edge; 0 is a point, and edges are inside */
export function sideOf(fence: Fence, spot: Spot, errorMm: number): Side {
  const side = isInside(fence, spot) ? 'inside' : 'outside';
  if (errorMm === 0 || (side === 'outside' && isClearOf(fence.box, spot, errorMm))) return side;
  return fromEdge(fence, spot) > errorMm ? side : 'uncertain';
}

/** Besides what the receiver knows of its error: what the stacks and hulls beside it reflect. */
export const reflectedMm = 5000;

/**
 * Has it come in? A fix that may be wrong must lie inside by more than its error, what is reflected and the hysteresis, or
 * jitter along the edge would enter. Where the fence is too narrow for that, the middle half of it will do: else nothing could be seen to enter a quay apron.
 * @param errorMm two standard deviations; 0 where the fix does not know
 * @param inside what an index has found already
 */
export function entering(fence: Fence, spot: Spot, errorMm: number, inside = isInside(fence, spot)): Word {
  const { breadthMm } = fence;
  if (errorMm > breadthMm) return 'nothing';
  if (!inside) return 'against';
  return errorMm === 0 || fromEdge(fence, spot) > deepMm(fence, errorMm) ? 'for' : 'nothing';
}

/** So deep in it, mm, a thing is in it without a doubt. */
export const deepMm = ({ hysteresisMm, breadthMm }: Fence, errorMm: number): number =>
  Math.min(hysteresisMm + errorMm + reflectedMm, breadthMm / 4);

/**
 * Has it left? Only what lies beyond the hysteresis, its error and five metres has: leaving is what raises the gravest
 * alerts. What lies between may be a reflection, or the truth: it says nothing, and the next fix will tell.
 * @param errorMm two standard deviations; 0 where the fix does not know
 * @param inside what an index has found already
 */
export function leaving(fence: Fence, spot: Spot, errorMm: number, inside = isInside(fence, spot)): Word {
  const back: Word = errorMm > fence.breadthMm ? 'nothing' : 'against';
  if (inside) return back;
  const { hysteresisMm } = fence;
  const doubtMm = errorMm === 0 ? 0 : errorMm + reflectedMm;
  if (hysteresisMm + doubtMm === 0 || isClearOf(fence.box, spot, hysteresisMm + doubtMm)) return 'for';
  const beyond = fromEdge(fence, spot);
  return beyond > hysteresisMm + doubtMm ? 'for' : beyond <= hysteresisMm ? back : 'nothing';
}

/** So far from the box that no edge need be asked? */
const isClearOf = ({ minX, minY, maxX, maxY }: Box, { x, y }: Spot, mm: number): boolean =>
  x < minX - mm || x > maxX + mm || y < minY - mm || y > maxY + mm;
