// Where the edges of a drawing meet: exact on whole millimetres, swept from west to east, so that far edges are never compared.
import type { Spot } from '../../geo/plane.ts';

/** An edge: which line or ring it is of, and at which of its points it begins. */
export interface Edge {
  readonly line: number;
  readonly from: number;
  readonly a: Spot;
  readonly b: Spot;
}

/** `crossing`: inside both edges; `touch`: at an end of one; `along`: they share a stretch, which begins at `at` and ends at `to`. */
export interface Meeting {
  readonly kind: 'crossing' | 'touch' | 'along';
  readonly first: Edge;
  readonly second: Edge;
  readonly at: Spot;
  readonly to: Spot;
}

export const isSameSpot = (a: Spot, b: Spot): boolean => a.x === b.x && a.y === b.y;

/** The edges of lines or closed rings; points that stand where the one before stands begin none. */
export function edgesOf(lines: readonly (readonly Spot[])[]): Edge[] {
  return lines.flatMap((spots, line) =>
    spots.flatMap((b, i) => {
      const a = spots[i - 1];
      return a === undefined || isSameSpot(a, b) ? [] : [{ line, from: i - 1, a, b }];
    }),
  );
}

/** Of every two edges that meet, how. Exact for drawings of 40 km; in a wider one a hair's breadth may be told wrongly. */
export function* meetings(edges: readonly Edge[]): Generator<Meeting> {
  const swept = edges.map((edge) => ({
    ...{ edge, west: Math.min(edge.a.x, edge.b.x), east: Math.max(edge.a.x, edge.b.x) },
    ...{ south: Math.min(edge.a.y, edge.b.y), north: Math.max(edge.a.y, edge.b.y) },
  }));
  swept.sort((one, other) => one.west - other.west);
  let open: typeof swept = [];
  for (const one of swept) {
    open = open.filter(({ east }) => east >= one.west);
    for (const other of open) {
      if (other.south > one.north || other.north < one.south) continue;
      const meeting = meet(other.edge, one.edge);
      if (meeting !== undefined) yield meeting;
    }
    open.push(one);
  }
}

/** Which side of the way from `a` to `b`: above 0 on the left, 0 on the line. */
export const side = (a: Spot, b: Spot, p: Spot): number => (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);

const isBetween = (a: Spot, b: Spot, p: Spot): boolean =>
  Math.min(a.x, b.x) <= p.x && p.x <= Math.max(a.x, b.x) && Math.min(a.y, b.y) <= p.y && p.y <= Math.max(a.y, b.y);

function meet(first: Edge, second: Edge): Meeting | undefined {
  const { a, b } = first;
  const { a: c, b: d } = second;
  const ofA = side(c, d, a);
  const ofB = side(c, d, b);
  if (ofA * ofB > 0) return undefined;
  const ofC = side(a, b, c);
  const ofD = side(a, b, d);
  if (ofC * ofD > 0) return undefined;
  if (ofA === 0 && ofB === 0) return along(first, second);
  if (ofA * ofB < 0 && ofC * ofD < 0) {
    const t = ofA / (ofA - ofB);
    const at = { x: Math.round(a.x + t * (b.x - a.x)), y: Math.round(a.y + t * (b.y - a.y)) };
    return { kind: 'crossing', first, second, at, to: at };
  }
  const at = touched(first, second, [ofA, ofB, ofC, ofD]);
  return at && { kind: 'touch', first, second, at, to: at };
}

/** The end of one that lies on the other. @param of the sides on which the ends lie, 0 on the line */
function touched({ a, b }: Edge, { a: c, b: d }: Edge, [ofA, ofB, ofC, ofD]: readonly number[]): Spot | undefined {
  if (ofA === 0 && isBetween(c, d, a)) return a;
  if (ofB === 0 && isBetween(c, d, b)) return b;
  if (ofC === 0 && isBetween(a, b, c)) return c;
  return ofD === 0 && isBetween(a, b, d) ? d : undefined;
}

/** Two edges of one straight line. */
function along(first: Edge, second: Edge): Meeting | undefined {
  const shared = [
    ...[first.a, first.b].filter((end) => isBetween(second.a, second.b, end)),
    ...[second.a, second.b].filter((end) => isBetween(first.a, first.b, end)),
  ];
  const [at] = shared;
  if (at === undefined) return undefined;
  const to = shared.find((end) => !isSameSpot(end, at));
  return { kind: to === undefined ? 'touch' : 'along', first, second, at, to: to ?? at };
}
