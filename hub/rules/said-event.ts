// Events that the engine itself puts into a story: a plan that came into force, and what another key said. The latter
// keeps the event it rests on, so that evidence leads to the device.
import type { KeyEvent, Source } from '../flow.ts';
import type { Say } from '../say.ts';
import type { World } from '../world.ts';

/** Who speaks through a key, where its event names nobody. */
export interface Origin {
  readonly agent: string;
  readonly site: string;
  readonly feed: Source['feed'];
}

export function saidEvent(by: string, event: KeyEvent, say: Say, part: number, origin?: Origin): KeyEvent {
  const { time, asOf, from, seq } = event;
  const order = { time, asOf, from: `${by} ${from}`, seq, part };
  return { ...order, ...sourceOf(by, event, origin), kind: 'said', by, say };
}

const nobody: Origin = { agent: '', site: '', feed: 'live' };

function sourceOf(by: string, event: KeyEvent, origin = nobody): Source {
  if (!('id' in event)) return { ...origin, id: `${by}@${event.time}`, heardAt: Math.max(0, event.time) };
  const { id, agent, site, feed, heardAt, deviceTime } = event;
  return { id, agent, site, feed, heardAt, deviceTime };
}

/** Everything is looked at once with a new plan, at the moment it came into force. */
export const planEvent = ({ from, plan }: World): KeyEvent => {
  return { kind: 'plan', time: from, asOf: from, from: 'plan', seq: from, plan };
};
