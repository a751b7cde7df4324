// How a fence or a segment is drawn: as it is told, but for circles, which GeoJSON does not know and a ring stands in for. Pure.
import { planeAt, toLonLat } from '../../geo/plane.ts';
import type { FenceFeature, SegmentFeature } from '../../hub/contracts/port.ts';

type Told = FenceFeature | SegmentFeature;
/** Of a ring round a circle: at most 0.12 % of the radius inside of it. */
const corners = 64;

/** What a map draws of it. */
export function outlineOf({ geometry, properties }: Told): Exclude<FenceFeature['geometry'], { type: 'Point' }> {
  if (geometry.type !== 'Point') return geometry;
  const radiusM = 'radiusM' in properties ? properties.radiusM : undefined;
  return { type: 'Polygon', coordinates: [ringRound(geometry.coordinates, radiusM ?? 0)] };
}

/** All its corners, degrees. */
export function cornersIn(told: Told): number[][] {
  const outline = outlineOf(told);
  if (outline.type === 'LineString') return outline.coordinates;
  return outline.type === 'Polygon' ? outline.coordinates.flat() : outline.coordinates.flat(2);
}

/** By metres on the ground: web Mercator's own unit is shorter the farther from the equator. */
function ringRound([lon = 0, lat = 0]: readonly number[], radiusM: number): number[][] {
  const plane = planeAt(lon, lat);
  const ring = Array.from({ length: corners }, (_, i): number[] => {
    const turn = (2 * Math.PI * i) / corners;
    return toLonLat(plane, { x: 1000 * radiusM * Math.cos(turn), y: 1000 * radiusM * Math.sin(turn) });
  });
  return [...ring, ring[0] ?? []];
}
