// A sign of life as the keyed event it is: an agent's state, a batch of it, or the will of a connection that broke.
import type { ClockEstimate } from '../contracts/clock.ts';
import type { Feed } from '../contracts/ids.ts';
import type { Keyed } from '../flow.ts';

export interface Life {
  readonly agent: string;
  readonly site: string;
  readonly feed: Feed;
  readonly online: boolean;
  readonly finished?: boolean | undefined;
  readonly clock?: ClockEstimate | undefined;
  readonly epoch: string;
}

/**
 * Folded at receipt: what counts is when the hub heard of the agent, not what the agent's clock says. `arrival` is the
 * hub's own count, so that two words of one millisecond stay two, in their order.
 */
export function beatOf(
  { agent, site, feed, online, finished = false, clock, epoch }: Life,
  receivedAt: number,
  arrival: number,
): Keyed {
  const order = { time: receivedAt, asOf: receivedAt, from: 'hub', seq: arrival };
  const life = { online, finished, feed, site, epoch, ...(clock !== undefined && { clock }) };
  return { key: `agent:${agent}`, event: { ...order, kind: 'beat', ...life } };
}
