// Which of the fences that a thing is in by their shape are in force, and what a window that opened or closed meanwhile means.
import type { Crossing, FenceMemory } from '../../geo/fence-step.ts';
import { isInForce, turnAfter, turnBefore } from '../../geo/force.ts';
import type { KeyEvent } from '../flow.ts';
import type { World } from '../world.ts';

/** What the fence step saw at an event, by shapes alone; `was` are the fences in force that it was in before. */
export interface Seen {
  readonly was: readonly string[];
  readonly within: readonly string[];
  readonly fences: FenceMemory;
  readonly crossings: readonly Crossing[];
}

export interface InForce {
  readonly inside: readonly string[];
  readonly crossings: readonly Crossing[];
}

/** So long after a window closed an exit that was begun before may be settled, ms; else it was the window that ended the stay. */
export const doubtMostMs = 600_000;

/** Of the fences it is in by their shape, those in force; a window that opened or closed meanwhile is a crossing of its own. */
export function inForceAt(seen: Seen, event: KeyEvent, world: World): InForce {
  const { was, within, crossings } = seen;
  const inside = within.filter(
    (fence) => isInForce(world.turnsOf(fence), event.time) || isLeaving(seen, fence, event, world),
  );
  const changed = [
    ...inside.filter((fence) => !was.includes(fence)).map((fence) => ({ fence, kind: 'enter' as const })),
    ...was.filter((fence) => !inside.includes(fence)).map((fence) => ({ fence, kind: 'exit' as const })),
  ].sort((a, b) => (a.fence < b.fence ? -1 : 1));
  const isMissed = ({ fence, cause }: Crossing) => cause === 'moved' && !was.includes(fence) && !inside.includes(fence);
  const passed = crossings.flatMap((one) =>
    isMissed(one) ? missedInForce(one, world) : passedInForce(one, crossings, world),
  );
  if (changed.length === 0) return { inside: was, crossings: passed };
  const dated = changed.map((change) => datedBy(change, crossings, event, world));
  return { inside: isSame(inside, within) ? within : inside, crossings: [...dated, ...passed] };
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((v, i) => v === b[i]);

/**
 * A fix showed it outside before the window closed, and that is not settled yet: whoever leaves in the last minutes has
 * left, and the window must not cover it.
 */
function isLeaving({ was, fences }: Seen, fence: string, { kind, time }: KeyEvent, world: World): boolean {
  const stand = fences.get(fence);
  const turns = world.turnsOf(fence);
  if (kind === 'plan' || turns === undefined || stand === undefined || stand.against === 0) return false;
  const closed = turnBefore(turns, time);
  return was.includes(fence) && stand.since < closed && time < closed + doubtMostMs;
}

/** Entered while it was in force, but not believed until the window had closed: a stay that is over. */
function missedInForce(enter: Crossing, { turnsOf }: World): Crossing[] {
  const { fence, kind, time } = enter;
  const turns = turnsOf(fence);
  if (kind === 'exit' || turns === undefined || !isInForce(turns, time)) return [];
  return [
    { ...enter, cause: 'passed' },
    { fence, kind: 'exit', time: turnAfter(turns, time), cause: 'window' },
  ];
}

/** Of a passage, the part that was in force: from the enter, with its exit, or where the window ended it. */
function passedInForce(enter: Crossing, crossings: readonly Crossing[], { turnsOf }: World): Crossing[] {
  const { fence, cause, kind } = enter;
  if (cause !== 'passed' || kind === 'exit') return [];
  const exit = crossings.find((one) => one.cause === 'passed' && one.kind === 'exit' && one.fence === fence);
  if (exit === undefined) return [];
  const turns = turnsOf(fence);
  if (turns === undefined) return [enter, exit];
  const from = isInForce(turns, enter.time) ? enter.time : turnAfter(turns, enter.time);
  if (from > exit.time) return [];
  if (isInForce(turns, exit.time)) return [{ ...enter, time: from }, exit];
  return [
    { ...enter, time: from },
    { ...exit, time: turnBefore(turns, exit.time), cause: 'window' },
  ];
}

/** By its own crossing where the fence was in force then; else by the window, or by the plan that gave it another. */
function datedBy(
  change: Pick<Crossing, 'fence' | 'kind'>,
  crossings: readonly Crossing[],
  event: KeyEvent,
  world: World,
): Crossing {
  const turns = world.turnsOf(change.fence);
  const own = crossings.find(
    ({ fence, kind, cause }) => fence === change.fence && kind === change.kind && cause !== 'passed',
  );
  if (own !== undefined && isInForce(turns, own.time)) return own;
  if (event.kind === 'plan') return { ...change, time: event.time, cause: 'fence-changed' };
  const turn = turns === undefined ? -Infinity : turnBefore(turns, event.time);
  // In force from ever, or never yet: only another plan's view of the past comes to that.
  const time = turn === -Infinity ? event.time : turn;
  return { ...change, time: Math.max(time, own?.kind === 'enter' ? own.time : time), cause: 'window' };
}
