// The cells of a grid that a polygon's box reaches, while it is laid into them.
import type { Frame } from './grid.ts';
import { boxOf, type Polygon } from './polygon.ts';

/** Which cells a box reaches, and what is known of each while its polygon is laid in. */
export interface Patch {
  readonly west: number;
  readonly south: number;
  readonly width: number;
  readonly height: number;
  /** A ray from this cell's south-east corner, and from all west of it, crosses an edge here. */
  readonly flips: Uint8Array;
  /** The last of each cell's touches, or 0: each leads to the one before. */
  readonly touches: Int32Array;
}

/** Nothing where the polygon has no corner. */
export function patchOf({ minX, minY, side }: Frame, polygon: Polygon): Patch | undefined {
  const box = boxOf(polygon);
  if (box.minX > box.maxX) return undefined;
  const west = Math.floor((box.minX - minX) / side);
  const south = Math.floor((box.minY - minY) / side);
  const width = Math.floor((box.maxX - minX) / side) - west + 1;
  const height = Math.floor((box.maxY - minY) / side) - south + 1;
  const cells = width * height;
  return { west, south, width, height, flips: new Uint8Array(cells), touches: new Int32Array(cells) };
}
