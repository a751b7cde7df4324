// A leg with a width: is a spot within so many millimetres of it, and how far from it? The first is exact.

/** Splits a number of 53 bits into two of 26 (Veltkamp). */
const splitter = 134_217_729;

/** What rounding took from `product` = a × b, exactly (Dekker); for products below 2^1023. */
function lost(a: number, b: number, product: number): number {
  const ta = splitter * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = splitter * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return al * bl - (product - ah * bh - al * bh - ah * bl);
}

/** a × b ≤ c × d, to the last bit. */
function atMost(a: number, b: number, c: number, d: number): boolean {
  const left = a * b;
  const right = c * d;
  return left === right ? lost(a, b, left) <= lost(c, d, right) : left < right;
}

/**
 * Is x, y at most `halfMm` from the leg a–b (a point, where they are one)? Exact for whole millimetres where leg, width and
 * spot lie within 47 km of each other both ways: every sum of two products stays below 2^53.
 */
export function isWithinLeg(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  halfMm: number,
  x: number,
  y: number,
): boolean {
  const dx = bx - ax;
  const dy = by - ay;
  const px = x - ax;
  const py = y - ay;
  const half2 = halfMm * halfMm;
  const along = px * dx + py * dy;
  if (along <= 0) return px * px + py * py <= half2;
  const length2 = dx * dx + dy * dy;
  if (along >= length2) return (x - bx) * (x - bx) + (y - by) * (y - by) <= half2;
  const turn = dx * py - px * dy;
  return atMost(turn, turn, half2, length2);
}

/** Square millimetres from x, y to the nearest point of the leg a–b (a point, where they are one), as doubles are. */
export function squareToLeg(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length2;
  const t = along < 0 ? 0 : Math.min(along, 1);
  const ex = x - ax - t * dx;
  const ey = y - ay - t * dy;
  return ex * ex + ey * ey;
}
