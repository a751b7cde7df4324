// How one fence stands to one thing, and what a fix makes of that.
import type { Fence } from './fence.ts';
import type { Spot } from './plane.ts';
import { entering, leaving } from './word.ts';

/** One fence's view of one thing. `doubt` counts the fixes in a row that speak against `inside`, `since` the first of them. */
export interface Stand {
  readonly inside: boolean;
  readonly doubt: number;
  readonly since: number;
}

/** What a fix is to every fence. */
export interface Heard {
  readonly spot: Spot;
  readonly time: number;
  readonly errorMm: number;
  readonly again: boolean;
}

/** Undefined is outside without a doubt. */
export function stand(
  fence: Fence,
  was: Stand | undefined,
  isIn: boolean,
  { spot, time, errorMm, again }: Heard,
): Stand | undefined {
  const inside = was?.inside ?? false;
  const word = inside ? leaving(fence, spot, errorMm, isIn) : entering(fence, spot, errorMm, isIn);
  if (word === 'nothing') return was;
  if (word === 'against') return inside ? (was?.doubt === 0 ? was : certain) : undefined;
  if (again) return was !== undefined && was.doubt > 0 ? was : inside ? undefined : certain;
  const doubt = Math.min((was?.doubt ?? 0) + 1, fence.fixes);
  const since = sinceOf(was, time);
  if (doubt < fence.fixes || time - since < fence.settleMs)
    return doubt === was?.doubt ? was : { inside, doubt, since };
  return inside ? undefined : certain;
}

const certain: Stand = { inside: true, doubt: 0, since: 0 };

/** A change is dated by the first of the fixes in a row that showed it. */
export const sinceOf = (was: Stand | undefined, time: number): number =>
  was !== undefined && was.doubt > 0 ? was.since : time;
