// One observation from the command line, so that a newcomer can try: the envelope is filled in, the rest is as given.
import type { Adapter } from './adapter.ts';

/** @throws Error in one sentence when the text is not {"type", "subject", "data"} */
export function sendAdapter(text: string, now: () => number): Adapter {
  const { type, subject, time, data, urgent } = parse(text);
  const at = typeof time === 'string' ? Date.parse(time) : now();
  if (typeof type !== 'string' || typeof subject !== 'string' || typeof data !== 'object' || data === null) {
    throw new Error(
      'an event needs "type", "subject" and "data": {"type":"vessel.position","subject":"mmsi:413999999","data":{…}}',
    );
  }
  if (Number.isNaN(at)) throw new Error(`"time" is not RFC 3339: ${String(time)}`);
  const observed = { type, subject, time: at, urgent: urgent !== false, data: data as Record<string, unknown> };
  return {
    lagMs: 0,
    async start(emit) {
      await emit(observed);
    },
    async stop() {},
    counts: () => ({}),
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // said below, in the words of the command line
  }
  throw new Error(`not a JSON object: ${text.slice(0, 80)}`);
}
