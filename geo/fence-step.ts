// The fence step: where a thing was and where it is now, folded into enters and exits. Pure: memory and fix in, out.
import { entering, type Fence, leaving } from './fence.ts';
import type { Spot } from './plane.ts';

/** One fence's view of one thing. `doubt` counts the fixes in a row that speak against `inside`, `since` the first of them. */
interface Stand {
  readonly inside: boolean;
  readonly doubt: number;
  readonly since: number;
}

/** By fence id, only for fences the thing is in or about to enter; kept sorted, so that folds iterate alike. */
export type FenceMemory = ReadonlyMap<string, Stand>;

export interface Crossing {
  readonly fence: string;
  readonly kind: 'enter' | 'exit';
  /** Of the first fix that showed it, ms. */
  readonly time: number;
}

export interface FenceStep {
  readonly memory: FenceMemory;
  readonly crossings: readonly Crossing[];
}

export const nowhere: FenceMemory = new Map();

/**
 * Folds one fix. A thing first seen inside enters at once (given enough fixes): a fence cannot know how it came in.
 * A fence that is no longer there has been left. A fix that by its own accuracy may lie on either side says nothing:
 * it neither counts nor breaks a row.
 * @param fences sorted by id
 * @param accuracyMm one standard deviation of the fix; 0 where it is not told
 * @param again the fix was folded before, and the fences are others now: it does not count twice, and a change that it
 *   did not speak for before is the fences' own, believed at once, for what is parked may never send another
 */
export function fenceStep(
  memory: FenceMemory,
  fences: readonly Fence[],
  spot: Spot,
  time: number,
  accuracyMm = 0,
  again = false,
): FenceStep {
  const errorMm = 2 * accuracyMm;
  let crossings: Crossing[] | undefined;
  let next: Map<string, Stand> | undefined;
  let kept = 0;
  for (const fence of fences) {
    const was = memory.get(fence.id);
    const is = stand(fence, was, spot, time, errorMm, again);
    if (was !== undefined) kept += 1;
    if (is === was) continue;
    const inside = is?.inside ?? false;
    if (inside !== (was?.inside ?? false)) {
      crossings ??= [];
      crossings.push({ fence: fence.id, kind: inside ? 'enter' : 'exit', time: sinceOf(was, time) });
    }
    next ??= new Map(memory);
    if (is === undefined) next.delete(fence.id);
    else next.set(fence.id, is);
  }
  if (next === undefined && kept === memory.size) return { memory, crossings: none };
  return settle(next ?? new Map(memory), fences, crossings ?? [], time);
}

const none: readonly Crossing[] = [];

/** Undefined is outside without a doubt. */
function stand(
  fence: Fence,
  was: Stand | undefined,
  spot: Spot,
  time: number,
  errorMm: number,
  again: boolean,
): Stand | undefined {
  const inside = was?.inside ?? false;
  const word = inside ? leaving(fence, spot, errorMm) : entering(fence, spot, errorMm);
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
const sinceOf = (was: Stand | undefined, time: number): number =>
  was !== undefined && was.doubt > 0 ? was.since : time;

/** Sorts what changed, and lets go of fences that are no longer drawn. */
function settle(next: Map<string, Stand>, fences: readonly Fence[], crossings: Crossing[], time: number): FenceStep {
  const drawn = new Set(fences.map(({ id }) => id));
  for (const [id, { inside }] of next) {
    if (drawn.has(id)) continue;
    next.delete(id);
    if (inside) crossings.push({ fence: id, kind: 'exit', time });
  }
  const sorted = [...next].sort(([a], [b]) => (a < b ? -1 : 1));
  return { memory: new Map(sorted), crossings };
}

/** The fences a thing is in, sorted. */
export function insideOf(memory: FenceMemory): string[] {
  const inside: string[] = [];
  for (const [id, { inside: is }] of memory) if (is) inside.push(id);
  return inside;
}

/** Do both say the same of every fence? */
export function sameFences(a: FenceMemory, b: FenceMemory): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [id, x] of a) {
    const y = b.get(id);
    if (y === undefined || x.inside !== y.inside || x.doubt !== y.doubt || x.since !== y.since) return false;
  }
  return true;
}
