// What the sieve waits for as the keyed events they are: a hole in an agent's sequences that came, moved or is no more.
import { type EventClass, eventClasses, type Feed } from '../contracts/ids.ts';
import type { Keyed } from '../flow.ts';
import type { Sieve } from './sieve.ts';

/** By class, the first sequence that is missing while later ones have come. */
export type Holes = Readonly<Record<EventClass, number | undefined>>;

export const holesOf = (sieve: Sieve, agent: string, epoch: string): Holes => ({
  urgent: sieve.missing(agent, 'urgent', epoch),
  routine: sieve.missing(agent, 'routine', epoch),
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
  sieve: Sieve,
  receivedAt: number,
  arrival: number,
): Keyed[] {
  const is = holesOf(sieve, agent, whose.epoch);
  return eventClasses.flatMap((cls): Keyed[] => {
    if (was[cls] === is[cls]) return [];
    const missing = sieve.hole(agent, cls, whose.epoch);
    const order = { time: receivedAt, asOf: receivedAt, from: `sieve/${cls}`, seq: arrival };
    return [{ key: `agent:${agent}`, event: { ...order, kind: 'sequence', class: cls, missing, ...whose } }];
  });
}
