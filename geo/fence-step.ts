// The fence step: where a thing was and where it is now, folded into enters and exits. Pure: memory and fix in, out.
import type { Fence } from './fence.ts';
import type { FenceIndex } from './fence-index.ts';
import { fencesWith } from './fences-meeting.ts';
import type { Hull } from './hull.ts';
import type { Spot } from './plane.ts';
import { type Former, type Heard, isSameStand, isSure, type Stand, sinceOf, stand } from './stand.ts';

/** By fence id, only for fences the thing is in or about to enter; kept sorted, so that folds iterate alike. */
export type FenceMemory = ReadonlyMap<string, Stand>;

/**
 * How it came about: the thing moved; it passed through between two fixes; the fence was drawn, moved or taken away; or the
 * fence came into force or went out of it.
 */
export type Cause = 'moved' | 'passed' | 'fence-changed' | 'window';

export interface Crossing {
  readonly fence: string;
  readonly kind: 'enter' | 'exit';
  /** Of the first fix that showed it, ms; of a passage between two, where the straight way meets the edge. */
  readonly time: number;
  readonly cause: Cause;
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
 * Asked are only the fences the spot is in, by the index, and those in memory: no other can be entered or left.
 * @param accuracyMm one standard deviation of the fix; 0 where it is not told
 * @param hull of a ship, where it is known: fences that ask for it are asked of all of her
 * @param former the fences among which the fix was folded before, where it is folded again because they are others now: it
 *   does not count twice
 */
export function fenceStep(
  memory: FenceMemory,
  index: FenceIndex,
  spot: Spot,
  time: number,
  accuracyMm = 0,
  former?: Former,
  hull?: Hull,
): FenceStep {
  const fix = { spot, hull, time, errorMm: 2 * accuracyMm, former };
  const change: Change = { memory, next: undefined, hasMore: false, crossings: undefined, vanished: undefined };
  const count = hull !== undefined && index.hasHulls ? fencesWith(index, spot, hull) : index.at(spot);
  let known = 0;
  for (let i = 0; i < count; i += 1) {
    const number = index.found[i] as number;
    const was = memory.get(index.idOf(number));
    if (was !== undefined) known += 1;
    // Whatever its fence is like, one that is in it without a doubt stays in it.
    if (was === undefined || !isSure(was)) hear(change, index.fence(number), was, true, fix);
  }
  if (known < memory.size) hearRemembered(change, index, count, fix);
  return change.next === undefined ? { memory, crossings: none } : settled(change.next, change);
}

/** What a step makes of a memory. */
interface Change {
  readonly memory: FenceMemory;
  next: Map<string, Stand> | undefined;
  crossings: Crossing[] | undefined;
  /** Is there a fence in it that was not in the memory before, out of its place? */
  hasMore: boolean;
  /** Exits from fences that are no longer drawn. */
  vanished: Crossing[] | undefined;
}

function hear(change: Change, fence: Fence, was: Stand | undefined, isIn: boolean, fix: Heard): void {
  const is = stand(fence, was, isIn, fix);
  if (is === was) return;
  const inside = is?.inside ?? false;
  if (inside !== (was?.inside ?? false)) {
    change.crossings ??= [];
    const cause = fix.former !== undefined ? 'fence-changed' : 'moved';
    change.crossings.push({ fence: fence.id, kind: inside ? 'enter' : 'exit', time: sinceOf(was, fix.time), cause });
  }
  change.next ??= new Map(change.memory);
  if (is === undefined) change.next.delete(fence.id);
  else change.next.set(fence.id, is);
  if (was === undefined) change.hasMore = true;
}

/** Fences in memory in which the spot is not, and those that are no longer drawn. */
function hearRemembered(change: Change, index: FenceIndex, count: number, fix: Heard): void {
  for (const [id, was] of change.memory) {
    const number = index.numberOf(id);
    if (number === undefined) vanish(change, id, was, fix.time);
    else if (!isAmong(index.found, count, number)) hear(change, index.fence(number), was, false, fix);
  }
}

function vanish(change: Change, id: string, { inside }: Stand, time: number): void {
  change.next ??= new Map(change.memory);
  change.next.delete(id);
  if (!inside) return;
  change.vanished ??= [];
  change.vanished.push({ fence: id, kind: 'exit', time, cause: 'fence-changed' });
}

function isAmong(found: Int32Array, count: number, number: number): boolean {
  for (let i = 0; i < count; i += 1) if (found[i] === number) return true;
  return false;
}

const none: readonly Crossing[] = [];

/** Sorts what changed; fences that are no longer drawn were left last. */
function settled(next: Map<string, Stand>, { crossings = [], vanished = [], hasMore }: Change): FenceStep {
  const memory = hasMore && next.size > 1 ? sorted(next) : next;
  if (crossings.length > 1) crossings.sort((a, b) => (a.fence < b.fence ? -1 : 1));
  return { memory, crossings: vanished.length > 0 ? [...crossings, ...vanished] : crossings };
}

function sorted(memory: FenceMemory): FenceMemory {
  const inOrder = new Map<string, Stand>();
  for (const id of [...memory.keys()].sort()) inOrder.set(id, memory.get(id) as Stand);
  return inOrder;
}

/** The fences a thing is in, sorted. */
export function insideOf(memory: FenceMemory): string[] {
  const inside: string[] = [];
  for (const [id, { inside: is }] of memory) if (is) inside.push(id);
  return inside;
}

/** The fences of which it is not certain, by now, whether the thing is in them, sorted. */
export function uncertainOf(memory: FenceMemory): string[] {
  const uncertain: string[] = [];
  for (const [id, { against, unsure }] of memory) if (against > 0 || unsure) uncertain.push(id);
  return uncertain;
}

/** Do both say the same of every fence? */
export function sameFences(a: FenceMemory, b: FenceMemory): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [id, x] of a) {
    const y = b.get(id);
    if (y === undefined || !isSameStand(x, y)) return false;
  }
  return true;
}
