// A ship's hull on the plane: the rectangle round her by what AIS tells of her antenna's place in it, and her heading.
import { ahead } from './heading.ts';
import type { Spot } from './plane.ts';
import { type Box, boxOf } from './polygon.ts';

/** From the antenna, whole metres: AIS calls them A, B, C and D. */
export interface Dimensions {
  readonly toBow: number;
  readonly toStern: number;
  readonly toPort: number;
  readonly toStarboard: number;
}

/** `corners` is a closed ring of x, y pairs, mm: bow to port, bow to starboard, stern to starboard, stern to port, the first again. */
export interface Hull {
  readonly corners: Float64Array;
  readonly box: Box;
  readonly antenna: Spot;
  /** Whole, 0 to 359. */
  readonly headingDeg: number;
  /** From the antenna, whole mm; negative where a shrunk hull does not reach it. */
  readonly bowMm: number;
  readonly sternMm: number;
  readonly portMm: number;
  readonly starboardMm: number;
}

/** Degrees; ITU-R M.1371 has 511 where the heading is not known. */
const headingMost = 360;

/**
 * Undefined where there is no hull to be known: no heading, a length or a breadth of nought, which ITU-R M.1371 says where it is not
 * told, or A = C = 0, with which it says that the antenna's place in the hull is not.
 * @param headingDeg degrees true, rounded to whole ones
 */
export function hullOf(antenna: Spot, told: Dimensions | undefined, headingDeg: number | undefined): Hull | undefined {
  if (told === undefined || headingDeg === undefined || !(headingDeg >= 0 && headingDeg <= headingMost))
    return undefined;
  const { toBow, toStern, toPort, toStarboard } = told;
  if (toBow + toStern === 0 || toPort + toStarboard === 0 || toBow + toPort === 0) return undefined;
  return laidOut({
    ...{ antenna, headingDeg: Math.round(headingDeg) % 360 },
    ...{ bowMm: toBow * 1000, sternMm: toStern * 1000, portMm: toPort * 1000, starboardMm: toStarboard * 1000 },
  });
}

/** So many mm wider on every side; a negative number shrinks it, to its middle line or to a point but never further. */
export function grown(hull: Hull, mm: number): Hull {
  const [bowMm, sternMm] = stretched(hull.bowMm, hull.sternMm, mm);
  const [portMm, starboardMm] = stretched(hull.portMm, hull.starboardMm, mm);
  return laidOut({ ...hull, bowMm, sternMm, portMm, starboardMm });
}

/** What reaches so far to both sides of the antenna, which may lie outside of it. */
function stretched(one: number, other: number, mm: number): [number, number] {
  const least = -Math.floor((one + other) / 2);
  if (mm >= least) return [one + mm, other + mm];
  const middle = Math.round((one - other) / 2);
  return [middle, -middle];
}

function laidOut({ antenna, headingDeg, ...reach }: Omit<Hull, 'corners' | 'box'>): Hull {
  const { x, y } = ahead(headingDeg);
  const { bowMm, sternMm, portMm, starboardMm } = reach;
  const corners = new Float64Array(10);
  const put = (i: number, forward: number, right: number): void => {
    corners[i] = antenna.x + Math.round(forward * x + right * y);
    corners[i + 1] = antenna.y + Math.round(forward * y - right * x);
  };
  put(0, bowMm, -portMm);
  put(2, bowMm, starboardMm);
  put(4, -sternMm, starboardMm);
  put(6, -sternMm, -portMm);
  put(8, bowMm, -portMm);
  return { antenna, headingDeg, ...reach, corners, box: boxOf([corners]) };
}

/** Her four corners as spots. */
export const cornersOf = ({ corners }: Hull): Spot[] =>
  [0, 2, 4, 6].map((i) => ({ x: corners[i] as number, y: corners[i + 1] as number }));
