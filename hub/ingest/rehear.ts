// What a batch in the journal said, once more: at its places and corrected times, whatever was made of it since.
import type { Arrival, Keyed } from '../flow.ts';
import type { Registry } from '../registry/registry.ts';
import { decodeBatch } from './decode.ts';
import { locateFresh } from './locate.ts';
import { hearReplay } from './replay.ts';

/** Repeats are told as often as they were; of who is not admitted there is nothing. */
export function rehear(arrival: Arrival, registry: Registry): readonly Keyed[] {
  if (arrival.kind === 'replay') return hearReplay(arrival, registry).keyed;
  if (arrival.kind !== 'up' || !registry.belongs(arrival.site, arrival.agent)) return [];
  const batch = decodeBatch(arrival);
  if ('code' in batch) return [];
  const { agent, receivedAt } = arrival;
  const fresh = new Set(batch.events.map(({ seq }) => seq));
  const worldAt = (asOf: number) => registry.worldAt(asOf);
  const mayIssue = (type: string) => registry.mayIssue(agent, type);
  return locateFresh(batch, fresh, { feed: registry.feedOf(agent), receivedAt, worldAt, mayIssue }).keyed;
}
