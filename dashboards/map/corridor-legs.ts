// A corridor on the map: its whole line where it is as wide everywhere, else leg by leg, to be drawn and to be found.
import LineString from 'ol/geom/LineString.js';

/** `widthM`: metres to each side, on the ground. */
export interface Stretch {
  readonly line: LineString;
  readonly widthM: number;
}

export function stretchesOf(line: LineString, widthM: number | readonly number[]): Stretch[] {
  if (typeof widthM === 'number') return [{ line, widthM }];
  const points = line.getCoordinates();
  return widthM.map((width, leg) => ({ line: new LineString(points.slice(leg, leg + 2)), widthM: width }));
}
