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
 * @param fences sorted by id
 */
export function fenceStep(memory: FenceMemory, fences: readonly Fence[], spot: Spot, time: number): FenceStep {
  const crossings: Crossing[] = [];
  const next = new Map<string, Stand>();
  let changed = false;
  for (const fence of fences) {
    const was = memory.get(fence.id);
    const is = stand(fence, was, spot, time, crossings);
    if (is !== undefined) next.set(fence.id, is);
    if (is !== was) changed = true;
  }
  return changed || next.size !== memory.size ? { memory: next, crossings } : { memory, crossings };
}

function stand(fence: Fence, was: Stand | undefined, spot: Spot, time: number, said: Crossing[]): Stand | undefined {
  const inside = was?.inside ?? false;
  const against = inside ? isClear(fence, spot) : isInside(fence, spot);
  if (!against) {
    if (!inside) return undefined;
    return was?.doubt === 0 ? was : { inside: true, doubt: 0, since: 0 };
  }
  const doubt = (was?.doubt ?? 0) + 1;
  const since = was === undefined || was.doubt === 0 ? time : was.since;
  if (doubt < fence.fixes) return { inside, doubt, since };
  said.push({ fence: fence.id, kind: inside ? 'exit' : 'enter', time: since });
  return inside ? undefined : { inside: true, doubt: 0, since: 0 };
}

/** The fences a thing is in, sorted. */
export function insideOf(memory: FenceMemory): string[] {
  return [...memory].filter(([, s]) => s.inside).map(([id]) => id);
}
