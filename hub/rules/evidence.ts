// The events a finding rests on, as it names them: who saw what, when and where, so that a reader can look them up.
import type { Evidence } from '../contracts/alert.ts';
import { passageOf } from './passage.ts';
import type { Moment } from './rule.ts';

const evidenceMost = 16;

/** The event of this moment. A fact is of when it was issued, however late it folded. */
export function witnessed(moment: Moment, says: string): Evidence {
  const { event, key, place } = moment;
  if (event.kind === 'plan') return { event: `plan:${event.plan}`, time: event.time, says, ...where(place?.fix) };
  if (!('id' in event)) return { event: `${key}@${event.time}`, time: Math.max(0, event.time), says };
  const { deviceTime } = event;
  const time = ('issuedAt' in event ? event.issuedAt : undefined) ?? event.time;
  const by = { event: event.id, time, says, ...(event.site !== '' && { site: event.site }) };
  return { ...by, ...where(spotOf(moment)), ...(deviceTime !== undefined && { deviceTime }) };
}

/** One more; the first stays, and of the others the newest. */
export function withEvidence(evidence: readonly Evidence[], one: Evidence): Evidence[] {
  return evidence.length < evidenceMost ? [...evidence, one] : [...evidence.slice(0, 1), ...evidence.slice(2), one];
}

/** By which event its place is known, where this one does not say it. */
export function placed({ event, place }: Moment): Evidence[] {
  if (place === undefined || ('id' in event && event.id === place.id)) return [];
  const { deviceTime } = place;
  const seen = { event: place.id, time: place.time, says: 'seen', site: place.site, ...where(place.fix) };
  return [deviceTime === undefined ? seen : { ...seen, deviceTime }];
}

/** Where a fix puts it, or the lane it went through. */
function spotOf({ event, world }: Moment): Degrees | undefined {
  if (event.kind === 'said' && event.say.what === 'carried') return event.say.fix;
  const passage = passageOf(event);
  if (passage !== undefined) return world.laneOf(passage.lane);
  return 'fix' in event ? event.fix : undefined;
}

interface Degrees {
  readonly lon: number;
  readonly lat: number;
}

const where = (at: Degrees | undefined) => (at === undefined ? {} : { lon: at.lon, lat: at.lat });
