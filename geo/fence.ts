// A fence on the plane: its polygon, and when a thing counts as in it and as clear of it.
import { type Plane, type Spot, toSpot } from './plane.ts';
import { type Box, boxOf, covers, distanceToEdge, type Polygon } from './polygon.ts';

/**
 * `hysteresisMm`: leaving counts only this far beyond the edge. `fixes`: so many fixes in a row must agree before
 * entering or leaving is believed.
 */
export interface Fence {
  readonly id: string;
  readonly polygon: Polygon;
  readonly box: Box;
  readonly hysteresisMm: number;
  readonly fixes: number;
}

/** Lays GeoJSON rings (degrees, RFC 7946) on the plane. */
export function fenceOf(
  plane: Plane,
  drawn: { id: string; rings: readonly (readonly (readonly number[])[])[]; hysteresisM: number; fixes: number },
): Fence {
  const polygon = drawn.rings.map((ring) => {
    const flat = new Float64Array(ring.length * 2);
    ring.forEach(([lon = 0, lat = 0], i) => {
      const spot = toSpot(plane, lon, lat);
      flat[2 * i] = spot.x;
      flat[2 * i + 1] = spot.y;
    });
    return flat;
  });
  const hysteresisMm = Math.round(drawn.hysteresisM * 1000);
  return { id: drawn.id, polygon, box: boxOf(polygon), hysteresisMm, fixes: drawn.fixes };
}

export function isInside(fence: Fence, spot: Spot): boolean {
  const { box } = fence;
  if (spot.x < box.minX || spot.x > box.maxX || spot.y < box.minY || spot.y > box.maxY) return false;
  return covers(fence.polygon, spot);
}

/** Outside by more than the fence's hysteresis: far enough to have left it. */
export function isClear(fence: Fence, spot: Spot): boolean {
  return (
    !isInside(fence, spot) && (fence.hysteresisMm === 0 || distanceToEdge(fence.polygon, spot) > fence.hysteresisMm)
  );
}
