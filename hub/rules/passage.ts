// A passage through a lane, as the gate told it or a carrier said it, and which way it went.
import type { KeyEvent } from '../flow.ts';
import type { LaneFacts } from '../world.ts';

/** `time` in ms. `kept`: held, or sent to inspection; it has not passed the barrier. */
export interface Passage {
  readonly lane: string;
  readonly direction: 'in' | 'out' | 'unknown';
  readonly kept: boolean;
  readonly time: number;
}

export function passageOf(event: KeyEvent): Passage | undefined {
  if (event.kind === 'gate.passage')
    return passage(event.subject.slice('lane:'.length), event.data.direction, event.data.decision, event.time);
  if (event.kind !== 'said' || event.say.what !== 'passed') return undefined;
  const { lane, direction, decision } = event.say;
  return passage(lane, direction, decision, event.time);
}

function passage(lane: string, direction: Passage['direction'], decision: string | undefined, time: number): Passage {
  return { lane, direction, kept: decision === 'held' || decision === 'inspect', time };
}

/** Where nobody saw which way, a lane built for one way says it; of any other nothing is known. Who is kept went nowhere. */
export function wayOf({ direction, kept }: Passage, lane: LaneFacts): 'in' | 'out' | undefined {
  if (kept) return undefined;
  if (direction !== 'unknown') return direction;
  return lane.direction === 'both' ? undefined : lane.direction;
}

/** Two that may be one passage told twice. */
export const sameWay = (a: Passage, b: Passage): boolean =>
  a.lane === b.lane && a.direction === b.direction && a.kept === b.kept;
