// Whether a fix can be believed: nothing moves faster than its kind can. What cannot be is flagged, and its place not taken.
import type { Spot } from '../../geo/plane.ts';
import type { KeyKind } from '../contracts/key-kind.ts';
import type { Place } from '../flow.ts';
import type { World } from '../world.ts';

/** Fixes that could not be reached from the place that is believed: the newest, and how many in a row belong together. */
export interface Strange {
  readonly place: Place;
  readonly row: number;
  /** How fast it would have moved, and how fast its kind can, km/h. */
  readonly kmh: number;
  readonly mostKmh: number;
}

/** So many in a row that belong together are the truth: what was believed before was wrong, or the thing was carried off. */
export const rowBelieved = 3;
/** Two receivers of one ship date her fixes otherwise by so much, ms. */
const datingMs = 2000;
/** What receivers are wrong by without saying so, mm. */
const untoldMm = 100_000;

/** @returns the place that is believed after the fix, and the strange one while there is one */
export function motionAfter(
  was: Place | undefined,
  strange: Strange | undefined,
  fix: Place,
  { kind, world }: { readonly kind: KeyKind; readonly world: World },
): { readonly place: Place; readonly strange: Strange | undefined } {
  const mostKmh = world.speedMostKmh[kind as 'vessel'];
  if (was === undefined || was.fix.guessed === true || mostKmh === undefined || isReached(was, fix, mostKmh))
    return { place: fix, strange: undefined };
  const row = strange !== undefined && isReached(strange.place, fix, mostKmh) ? strange.row + 1 : 1;
  if (row >= rowBelieved) return { place: fix, strange: undefined };
  return { place: was, strange: { place: fix, row, kmh: kmhBetween(was, fix), mostKmh } };
}

/** By + − × ÷ alone: the square of the way against that of what the kind can go, and what fixes may be wrong. */
function isReached(from: Place, to: Place, mostKmh: number): boolean {
  const errorMm = untoldMm + 2 * ((from.fix.accuracyMm ?? 0) + (to.fix.accuracyMm ?? 0));
  const most = errorMm + (mostKmh / 3.6) * (Math.abs(to.time - from.time) + datingMs);
  return square(from.spot, to.spot) <= most * most;
}

const square = (a: Spot, b: Spot): number => (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);

/** km/h, whole; by the time between the two fixes, a second at least. */
const kmhBetween = (from: Place, to: Place): number =>
  Math.round((Math.sqrt(square(from.spot, to.spot)) / Math.max(1000, Math.abs(to.time - from.time))) * 3.6);
