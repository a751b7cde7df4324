// A polygon's edges all one way round, so that what lies on one counts to the same side of it from wherever one looks.
import type { Polygon } from './polygon.ts';

/** Four words an edge, `ax ay bx by`: upwards, level ones to the west. What lies on one is then east of it, or above. */
export function directed(polygon: Polygon): Int32Array {
  let corners = 0;
  for (const ring of polygon) corners += ring.length / 2;
  const edges = new Int32Array(corners * 4);
  let at = 0;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j], ring[j + 1], ring[i], ring[i + 1]] as [number, number, number, number];
      // A ring's last corner is its first: the edge between them is none, unless the ring is that point.
      if (ax === bx && ay === by && i === 0 && ring.length > 2) continue;
      const upwards = by > ay || (by === ay && bx < ax);
      edges[at] = upwards ? ax : bx;
      edges[at + 1] = upwards ? ay : by;
      edges[at + 2] = upwards ? bx : ax;
      edges[at + 3] = upwards ? by : ay;
      at += 4;
    }
  }
  return edges.subarray(0, at);
}

/** Is the point west of the line of the edge that begins there, or below a level one? */
export function isWestOf(edges: Int32Array, at: number, x: number, y: number): boolean {
  const ax = edges[at] as number;
  const ay = edges[at + 1] as number;
  return ((edges[at + 2] as number) - ax) * (y - ay) - (x - ax) * ((edges[at + 3] as number) - ay) > 0;
}
