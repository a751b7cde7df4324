// Where a place lies in a frame of the map, and back: CSS pixels from the top left; the map does not turn.
import type { FrameState } from 'ol/Map.js';
import { transform } from 'ol/proj.js';
import type { LonLat } from '../state/carried.ts';

/** The earth of web Mercator (EPSG:3857), metres. */
const radiusM = 6_378_137;
const rad = Math.PI / 180;

/** For a whole frame at once: a position costs no more than one logarithm, and there may be ten thousand of them. */
export function pixelsOf({ size, viewState }: FrameState): (lon: number, lat: number) => [x: number, y: number] {
  const [width = 0, height = 0] = size;
  const [cx = 0, cy = 0] = viewState.center;
  const { resolution } = viewState;
  return (lon, lat) => [
    width / 2 + (radiusM * lon * rad - cx) / resolution,
    height / 2 - (radiusM * Math.log(Math.tan(Math.PI / 4 + (lat * rad) / 2)) - cy) / resolution,
  ];
}

/** Degrees at the edges of what is seen and `rim` pixels more. */
export function edgesOf(
  frame: FrameState,
  rim: number,
): readonly [west: number, south: number, east: number, north: number] {
  const [width = 0, height = 0] = frame.size;
  const [west, north] = degreesOf(-rim, -rim, frame);
  const [east, south] = degreesOf(width + rim, height + rim, frame);
  return [west, south, east, north];
}

/** Not by toLonLat, which wraps at 180° and would turn a wide view inside out. */
function degreesOf(x: number, y: number, { size, viewState }: FrameState): LonLat {
  const [width = 0, height = 0] = size;
  const [cx = 0, cy = 0] = viewState.center;
  const { resolution } = viewState;
  const at = [cx + (x - width / 2) * resolution, cy - (y - height / 2) * resolution];
  const [lon = 0, lat = 0] = transform(at, 'EPSG:3857', 'EPSG:4326');
  return [lon, lat];
}
