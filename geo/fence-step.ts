// The fence step: where a thing was and where it is now, folded into enters and exits. Pure: memory and fix in, out.
import { type Fence, isClear, isInside } from './fence.ts';
import type { Spot } from './plane.ts';

/** One fence's view of one thing. `doubt` counts the fixes in a row that speak against `inside`, `since` the first. */
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
 * A fence that is no longer there has been left.
 * @param fences sorted by id
 */
export function fenceStep(memory: FenceMemory, fences: readonly Fence[], spot: Spot, time: number): FenceStep {
  let crossings: Crossing[] | undefined;
  let next: Map<string, Stand> | undefined;
  let kept = 0;
  for (const fence of fences) {
    const was = memory.get(fence.id);
    const is = stand(fence, was, spot, time);
    if (was !== undefined) kept += 1;
    if (is === was) continue;
    const inside = is?.inside ?? false;
    if (inside !== (was?.inside ?? false)) {
      crossings ??= [];
      crossings.push({ fence: fence.id, kind: inside ? 'enter' : 'exit', time: sinceOf(fence, was, time) });
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
function stand(fence: Fence, was: Stand | undefined, spot: Spot, time: number): Stand | undefined {
  const inside = was?.inside ?? false;
  const against = inside ? isClear(fence, spot) : isInside(fence, spot);
  if (!against) return inside ? (was?.doubt === 0 ? was : certain) : undefined;
  const doubt = (was?.doubt ?? 0) + 1;
  if (doubt < fence.fixes) return { inside, doubt, since: was === undefined || was.doubt === 0 ? time : was.since };
  return inside ? undefined : certain;
}

const certain: Stand = { inside: true, doubt: 0, since: 0 };

/** A change is dated by the first of the fixes in a row that showed it. */
const sinceOf = (fence: Fence, was: Stand | undefined, time: number): number =>
  fence.fixes > 1 && was !== undefined && was.doubt > 0 ? was.since : time;

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
