// A ring whose corners are in the wrong order: put in one that crosses nothing, every corner kept.
import type { Point } from './plan-line.ts';

/** Pairs of edges looked at: a tenth of a second; a scrawl that takes more is not to be mended. */
const pairsMost = 3_000_000;

/**
 * Where two edges cross, what lies between them is walked the other way round; each turn makes the ring shorter, so there is
 * an end to it. Undefined where that takes too long.
 * @param ring closed
 */
export function untangled(ring: readonly Point[]): readonly Point[] | undefined {
  let way = [...ring];
  for (let pairs = 0; pairs < pairsMost; ) {
    const { crossing, looked } = firstCrossing(way);
    if (crossing === undefined) return way;
    const [i, j] = crossing;
    way = [...way.slice(0, i + 1), ...way.slice(i + 1, j + 1).reverse(), ...way.slice(j + 1)];
    pairs += looked;
  }
  return undefined;
}

/** The first two edges that cross, by the places they begin at, and how many pairs were looked at. */
function firstCrossing(way: readonly Point[]): { crossing?: [number, number]; looked: number } {
  let looked = 0;
  for (let i = 0; i < way.length - 3; i += 1)
    for (let j = i + 2; j < way.length - 1; j += 1) {
      looked += 1;
      if (isCrossed(way[i], way[i + 1], way[j], way[j + 1])) return { crossing: [i, j], looked };
    }
  return { looked };
}

const side = ([ax = 0, ay = 0]: Point = [], [bx = 0, by = 0]: Point = [], [x = 0, y = 0]: Point = []): number =>
  Math.sign((bx - ax) * (y - ay) - (x - ax) * (by - ay));

const isCrossed = (a?: Point, b?: Point, c?: Point, d?: Point): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
