// Edges that are straight in longitude and latitude (RFC 7946 §3.1.1) bend on the plane: long ones get points in between.
import { type Plane, type Spot, toSpot, unrounded } from './plane.ts';

/** Longitude, latitude, and perhaps a height. */
type Point = readonly number[];

/**
 * Of each point of a line (degrees) its x, y on the plane, and before it those that keep the edge there within a
 * millimetre of the drawn one: a quarter by their number, the rest as spots are whole millimetres. At 23° N an edge of
 * 10 km to the east bends by 0.8 m and gets a point every 170 m; one shorter than that gets none.
 */
export function edgesOn(plane: Plane, line: readonly Point[]): number[][] {
  return line.map((to, i) => {
    const { x, y } = toSpot(plane, lonOf(to), latOf(to));
    return i === 0 ? [x, y] : [...between(plane, line[i - 1] as Point, to), x, y];
  });
}

const lonOf = ([lon = 0]: Point): number => lon;
const latOf = ([, lat = 0]: Point): number => lat;

/** From the end that lies west, or south, whichever way the edge is drawn: so neighbours share every point of a border. */
function between(plane: Plane, from: Point, to: Point): number[] {
  const isTurned = lonOf(from) > lonOf(to) || (lonOf(from) === lonOf(to) && latOf(from) > latOf(to));
  const [a, b] = isTurned ? [to, from] : [from, to];
  const lonAt = (part: number) => lonOf(a) + (lonOf(b) - lonOf(a)) * part;
  const latAt = (part: number) => latOf(a) + (latOf(b) - latOf(a)) * part;
  const pieces = piecesOf((part) => unrounded(plane, lonAt(part), latAt(part)));
  const spots: number[] = [];
  for (let piece = 1; piece < pieces; piece += 1) {
    const part = (isTurned ? pieces - piece : piece) / pieces;
    const { x, y } = toSpot(plane, lonAt(part), latAt(part));
    spots.push(x, y);
  }
  return spots;
}

/** Into how many pieces of one length in degrees: each strays from the edge by an eighth of its bend, a quarter of a millimetre. */
function piecesOf(at: (part: number) => Spot): number {
  const [start, first, middle, third, end] = [0, 0.25, 0.5, 0.75, 1].map(at) as [Spot, Spot, Spot, Spot, Spot];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return 1;
  // Sixteen times the second difference of places a quarter apart, across the edge: how it bends there.
  const bend = (a: Spot, b: Spot, c: Spot) => (16 * ((a.x - 2 * b.x + c.x) * dy - (a.y - 2 * b.y + c.y) * dx)) / length;
  const [early, half, late] = [bend(start, first, middle), bend(first, middle, third), bend(middle, third, end)];
  // It changes evenly, so that at the ends it is as much more again.
  const most = Math.max(Math.abs(half), Math.abs(2 * early - half), Math.abs(2 * late - half));
  return Math.max(1, Math.ceil(Math.sqrt(most / 2)));
}
