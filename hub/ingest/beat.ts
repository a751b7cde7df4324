// An agent's state to the keyed event it is: a sign of life, or the will of a connection that broke.
import type { DecodedState, Keyed } from '../flow.ts';

/** Folded at receipt: what counts is when the hub heard of the agent, not what the agent's clock says. */
export function beatOf(state: DecodedState, receivedAt: number): Keyed {
  const { agent, site, online, connection, epoch, feed, finished = false } = state;
  const order = { time: receivedAt, asOf: receivedAt, from: `${epoch}/${connection}`, seq: online ? 1 : 2 };
  return { key: `agent:${agent}`, event: { ...order, kind: 'beat', online, connection, epoch, finished, feed, site } };
}
