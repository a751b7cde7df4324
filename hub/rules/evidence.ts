// The events a finding rests on, as it names them: who saw what, when and where, so that a reader can look them up.
import type { Evidence } from '../contracts/alert.ts';
import type { Fix, KeyEvent } from '../flow.ts';
import type { Moment } from './rule.ts';

const evidenceMost = 16;

/** The event of this moment. A fact is of when it was issued, however late it folded. */
export function witnessed({ event, key, place }: Moment, says: string): Evidence {
  if (event.kind === 'plan') return { event: `plan:${event.plan}`, time: event.time, says, ...where(place?.fix) };
  if (!('id' in event)) return { event: `${key}@${event.time}`, time: Math.max(0, event.time), says };
  const { deviceTime } = event;
  const time = ('issuedAt' in event ? event.issuedAt : undefined) ?? event.time;
  return { event: event.id, time, says, ...where(fixOf(event)), ...(deviceTime !== undefined && { deviceTime }) };
}

/** One more; the first stays, and of the others the newest. */
export function withEvidence(evidence: readonly Evidence[], one: Evidence): Evidence[] {
  return evidence.length < evidenceMost ? [...evidence, one] : [...evidence.slice(0, 1), ...evidence.slice(2), one];
}

function fixOf(event: KeyEvent): Fix | undefined {
  if (event.kind === 'said') return event.say.what === 'carried' ? event.say.fix : undefined;
  return 'fix' in event ? event.fix : undefined;
}

const where = (fix: Fix | undefined) => (fix === undefined ? {} : { lon: fix.lon, lat: fix.lat });
