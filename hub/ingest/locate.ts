// An observation to a keyed event: whose story it belongs to, at which corrected time, at which spot on the plane.
import { toSpot } from '../../geo/plane.ts';
import type { Feed } from '../contracts/ids.ts';
import type { Observation, VesselPosition, VesselStatic } from '../contracts/observation.ts';
import type { Refusal } from '../errors.ts';
import type { Batch, Keyed, World } from '../flow.ts';

/** A live event further ahead of its receipt than this and its clock error folds at receipt time. */
const aheadMs = 2000;
/** As far as a clock error is believed: an event in the future stands in the way of all that is heard until then. */
const clockerrMost = 60_000;

export interface Locating {
  readonly feed: Feed;
  readonly receivedAt: number;
  readonly worldAt: (asOf: number) => World;
}

/** The fresh events of a batch, each at its place; what cannot be placed is refused, and so is what decoding refused. */
export function locateFresh(batch: Batch, fresh: ReadonlySet<number>, at: Locating) {
  const keyed: Keyed[] = [];
  const refusals = batch.refusals.filter(({ seq = 0 }) => fresh.has(seq));
  for (const event of batch.events) {
    if (!fresh.has(event.seq)) continue;
    const located = locate(event, batch, at);
    if ('code' in located) refusals.push(located);
    else keyed.push(located);
  }
  return { keyed, refusals };
}

/** Old is not wrong: only a live device that contradicts receive time beyond its spool's age is clock-faulty. */
export function locate(event: Observation, batch: Batch, at: Locating): Keyed | Refusal {
  const deviceTime = Date.parse(event.time);
  const told = deviceTime + (event.clockoff ?? 0);
  const time = at.feed === 'historical' ? recorded(told, at) : corrected(told, event.clockerr ?? 0, at);
  if (time === undefined) {
    const days = Math.round((told - at.receivedAt) / 86_400_000);
    return { code: 'clock-faulty', detail: `${event.time} is ${days} days off`, seq: event.seq };
  }
  const asOf = at.feed === 'historical' ? at.receivedAt : time;
  const { agent, site } = batch;
  const from = `${agent}/${batch.epoch}/${batch.class}`;
  const { subject: key, seq, id } = event;
  if (event.type === 'vessel.static') {
    const data = event.data as VesselStatic;
    return { key, event: { kind: 'static', time, asOf, from, seq, id, agent, data } };
  }
  const fix = event.data as VesselPosition;
  const spot = toSpot(at.worldAt(asOf).plane, fix.lon, fix.lat);
  const seen = time === deviceTime ? undefined : deviceTime;
  return {
    key,
    event: { kind: 'position', time, asOf, from, seq, id, agent, site, feed: at.feed, fix, spot, deviceTime: seen },
  };
}

/** A recording may be of any age, but not of what is yet to come. */
const recorded = (told: number, { receivedAt }: Locating): number | undefined =>
  told < 0 || told > receivedAt + aheadMs ? undefined : told;

function corrected(told: number, clockerr: number, { receivedAt, worldAt }: Locating): number | undefined {
  if (told < 0 || Math.abs(told - receivedAt) > worldAt(receivedAt).spoolMaxAgeMs) return undefined;
  return told > receivedAt + aheadMs + Math.min(clockerr, clockerrMost) ? receivedAt : told;
}
