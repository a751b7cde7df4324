// Does a straight way come within a leg's width, and from where to where? Whether is exact; where, as doubles are.
import type { WideLeg } from './band.ts';
import { isWithinLeg } from './leg.ts';
import { meetEdge, part, turn, type Way } from './meet.ts';
import type { Touches } from './touches.ts';

/** Notes over which part a way is in a leg's room, edge included. */
export function meetLeg(touches: Touches, fence: number, way: Way, leg: WideLeg): void {
  const { ax, ay, bx, by, halfMm } = leg;
  if (apart(ax, bx, way.x0, way.x1, halfMm) || apart(ay, by, way.y0, way.y1, halfMm)) return;
  const near = comesNear(touches, fence, way, leg);
  if (!meetEdge(touches, fence, way, ax, ay, bx, by) && !near) return;
  meetDisc(touches, fence, way, ax, ay, halfMm);
  meetDisc(touches, fence, way, bx, by, halfMm);
  meetStrip(touches, fence, way, leg);
}

const apart = (a: number, b: number, p: number, q: number, mm: number): boolean =>
  Math.min(a, b) - mm > Math.max(p, q) || Math.max(a, b) + mm < Math.min(p, q);

/** Two straight pieces that do not cross are nearest at an end of one of them. */
function comesNear(touches: Touches, fence: number, way: Way, { ax, ay, bx, by, halfMm }: WideLeg): boolean {
  const { x0, y0, x1, y1 } = way;
  let near = false;
  const noteAt = (at: number) => {
    near = true;
    touches.note(fence, at, at);
  };
  if (isWithinLeg(ax, ay, bx, by, halfMm, x0, y0)) noteAt(0);
  if (isWithinLeg(ax, ay, bx, by, halfMm, x1, y1)) noteAt(1);
  if (isWithinLeg(x0, y0, x1, y1, halfMm, ax, ay)) noteAt(along(way, ax, ay));
  if (isWithinLeg(x0, y0, x1, y1, halfMm, bx, by)) noteAt(along(way, bx, by));
  return near;
}

/** The part of the way that is nearest to x, y. */
function along({ x0, y0, x1, y1 }: Way, x: number, y: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  return part(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy));
}

function meetDisc(touches: Touches, fence: number, way: Way, x: number, y: number, halfMm: number): void {
  const [dx, dy] = [way.x1 - way.x0, way.y1 - way.y0];
  const length2 = dx * dx + dy * dy;
  const reach = halfMm * Math.sqrt(length2);
  const off = Math.abs(turn(way.x0, way.y0, way.x1, way.y1, x, y));
  if (off > reach) return;
  const middle = (x - way.x0) * dx + (y - way.y0) * dy;
  const root = Math.sqrt((reach - off) * (reach + off));
  noteClipped(touches, fence, (middle - root) / length2, (middle + root) / length2);
}

/** Between the leg's ends and its two sides. */
function meetStrip(touches: Touches, fence: number, way: Way, { ax, ay, bx, by, halfMm }: WideLeg): void {
  const [lx, ly] = [bx - ax, by - ay];
  const [dx, dy] = [way.x1 - way.x0, way.y1 - way.y0];
  const length2 = lx * lx + ly * ly;
  if (length2 === 0) return;
  const side = halfMm * Math.sqrt(length2);
  const ahead = (way.x0 - ax) * lx + (way.y0 - ay) * ly;
  const left = lx * (way.y0 - ay) - (way.x0 - ax) * ly;
  const [forward, aside] = [dx * lx + dy * ly, lx * dy - dx * ly];
  const from = Math.max(enters(ahead, forward, 0, length2), enters(left, aside, -side, side));
  const to = -Math.max(enters(ahead, forward, 0, length2, -1), enters(left, aside, -side, side, -1));
  if (from <= to) noteClipped(touches, fence, from, to);
}

/** When `start` + t × `speed` comes between two bounds; with −1, minus when it leaves them. Infinity is never. */
function enters(start: number, speed: number, low: number, high: number, sign = 1): number {
  if (speed === 0) return start >= low && start <= high ? -Infinity : Infinity;
  const bound = speed * sign > 0 ? low : high;
  return (sign * (bound - start)) / speed;
}

function noteClipped(touches: Touches, fence: number, from: number, to: number): void {
  if (from <= 1 && to >= 0) touches.note(fence, part(from), part(to));
}
