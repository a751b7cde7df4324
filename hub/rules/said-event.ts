// What one key said, as the event it is for another: it keeps the event it rests on, so that evidence leads to the device.
import type { KeyEvent, Say, Source } from '../flow.ts';

/** Who speaks through a key, where its event names nobody. */
export interface Origin {
  readonly agent: string;
  readonly site: string;
  readonly feed: Source['feed'];
}

export function saidEvent(by: string, event: KeyEvent, say: Say, part: number, origin: Origin): KeyEvent {
  const { time, asOf, from, seq } = event;
  const order = { time, asOf, from: `${by} ${from}`, seq, part };
  return { ...order, ...sourceOf(by, event, origin), kind: 'said', by, say };
}

function sourceOf(by: string, event: KeyEvent, origin: Origin): Source {
  if (!('id' in event)) return { ...origin, id: `${by}@${event.time}`, heardAt: Math.max(0, event.time) };
  const { id, agent, site, feed, heardAt, deviceTime } = event;
  return { id, agent, site, feed, heardAt, deviceTime };
}
