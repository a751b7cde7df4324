// A leg with a width: is a spot within so many millimetres of it, and over which part of a straight way? The first is exact.

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

/** Is a spot within `halfMm` of a line of x, y pairs? */
export function isWithinLine(line: Float64Array, halfMm: number, x: number, y: number): boolean {
  if (line.length === 2)
    return isWithinLeg(line[0] as number, line[1] as number, line[0] as number, line[1] as number, halfMm, x, y);
  for (let i = 2; i < line.length; i += 2) {
    const [ax, ay] = [line[i - 2] as number, line[i - 1] as number];
    if (isWithinLeg(ax, ay, line[i] as number, line[i + 1] as number, halfMm, x, y)) return true;
  }
  return false;
}
