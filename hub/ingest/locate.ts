// An observation to a keyed event: whose story it belongs to, at which corrected time, at which spot on the plane.
import { type Plane, toSpot } from '../../geo/plane.ts';
import type { Feed } from '../contracts/ids.ts';
import type { Observation, VesselPosition, VesselStatic } from '../contracts/observation.ts';
import type { Refusal } from '../errors.ts';
import type { Batch, Keyed } from '../flow.ts';

/** A live event further ahead of its receipt than this and its clock error folds at receipt time. */
const aheadMs = 2000;

export interface Locating {
  readonly plane: Plane;
  readonly feed: Feed;
  readonly receivedAt: number;
  readonly spoolMaxAgeMs: number;
}

/** Old is not wrong: only a live device that contradicts receive time beyond its spool's age is clock-faulty. */
export function locate(event: Observation, batch: Batch, at: Locating): Keyed | Refusal {
  const told = Date.parse(event.time) + (event.clockoff ?? 0);
  const time = at.feed === 'historical' ? told : corrected(told, event.clockerr ?? 0, at);
  if (time === undefined) {
    const days = Math.round((told - at.receivedAt) / 86_400_000);
    return { code: 'clock-faulty', detail: `${event.time} is ${days} days off`, seq: event.seq };
  }
  const from = `${batch.agent}/${batch.epoch}/${batch.class}`;
  const order = { time, from, seq: event.seq, id: event.id, agent: batch.agent };
  if (event.type === 'vessel.static') {
    return { key: event.subject, event: { ...order, kind: 'static', data: event.data as VesselStatic } };
  }
  const fix = event.data as VesselPosition;
  const { x, y } = toSpot(at.plane, fix.lon, fix.lat);
  return { key: event.subject, event: { ...order, kind: 'position', site: batch.site, feed: at.feed, fix, x, y } };
}

function corrected(told: number, clockerr: number, { receivedAt, spoolMaxAgeMs }: Locating): number | undefined {
  if (Math.abs(told - receivedAt) > spoolMaxAgeMs) return undefined;
  return told > receivedAt + aheadMs + clockerr ? receivedAt : told;
}
