// Does a straight way meet an edge, and where? Whether is exact; where, as doubles are.
import type { Touches } from './touches.ts';

/** From one spot to another, mm; exact where it and what it meets lie within 47 km both ways. */
export interface Way {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Which side of the line a–b is x, y on? Positive is left of it, nought on it. */
export const turn = (ax: number, ay: number, bx: number, by: number, x: number, y: number): number =>
  (bx - ax) * (y - ay) - (x - ax) * (by - ay);

/** Do a and b both lie on the same side of both p and q? */
export const beyond = (a: number, b: number, p: number, q: number): boolean =>
  (a < p && b < p && a < q && b < q) || (a > p && b > p && a > q && b > q);

/** Notes where a way meets an edge a–b, ends included; false where it does not. */
export function meetEdge(
  touches: Touches,
  fence: number,
  way: Way,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): boolean {
  const { x0, y0, x1, y1 } = way;
  if (beyond(ax, bx, x0, x1) || beyond(ay, by, y0, y1)) return false;
  const from = turn(ax, ay, bx, by, x0, y0);
  const to = turn(ax, ay, bx, by, x1, y1);
  if ((from > 0 && to > 0) || (from < 0 && to < 0)) return false;
  const a = turn(x0, y0, x1, y1, ax, ay);
  const b = turn(x0, y0, x1, y1, bx, by);
  if ((a > 0 && b > 0) || (a < 0 && b < 0)) return false;
  if (from !== to) {
    const at = from / (from - to) + 0;
    touches.note(fence, at, at);
    return true;
  }
  // On one line: the part that both share.
  const level = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
  const atA = part(level ? (ax - x0) / (x1 - x0) : (ay - y0) / (y1 - y0));
  const atB = part(level ? (bx - x0) / (x1 - x0) : (by - y0) / (y1 - y0));
  touches.note(fence, Math.min(atA, atB), Math.max(atA, atB));
  return true;
}

/** Held to the way; never minus nought. */
export const part = (at: number): number => (at <= 0 ? 0 : Math.min(at, 1));
