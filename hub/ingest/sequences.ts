// What the sieve waits for as the keyed events they are: a hole in an agent's sequences that came, moved or is no more.
import { type EventClass, eventClasses, type Feed } from '../contracts/ids.ts';
import type { Keyed } from '../flow.ts';
import type { Hole, Sieve } from './sieve.ts';

/** By class, the first hole: what is missing while later ones have come. */
export type Holes = Readonly<Record<EventClass, Hole | undefined>>;

export const holesOf = (sieve: Sieve, agent: string, epoch: string): Holes => ({
  urgent: sieve.hole(agent, 'urgent', epoch),
  routine: sieve.hole(agent, 'routine', epoch),
});

export interface Counting {
  readonly agent: string;
  readonly site: string;
  readonly feed: Feed;
  readonly epoch: string;
}

/** Folded at receipt, like a sign of life. Only what begins or ends is said: a hole that others fall into stays one. */
export function sequencesOf(
  { agent, ...whose }: Counting,
  was: Holes,
  is: Holes,
  receivedAt: number,
  arrival: number,
): Keyed[] {
  return eventClasses.flatMap((cls): Keyed[] => {
    if (was[cls]?.from === is[cls]?.from) return [];
    const order = { time: receivedAt, asOf: receivedAt, from: `sieve/${cls}`, seq: arrival };
    return [{ key: `agent:${agent}`, event: { ...order, kind: 'sequence', class: cls, missing: is[cls], ...whose } }];
  });
}
