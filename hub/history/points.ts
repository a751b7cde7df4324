// What history keeps of the past, as InfluxDB's points: positions, observations, and what became of alerts. Pure.
import { kindOf } from '../contracts/key-kind.ts';
import type { Keyed, Transition } from '../flow.ts';

/** Tags are few-valued but for `key`; whatever is different every time is a field. Time in ms. */
export interface Point {
  readonly measurement: 'position' | 'observation' | 'alert';
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number | string>>;
  readonly time: number;
}

/** Words of an observation that are kept. */
const saysMost = 1000;

/** Of what one event says to each key; undefined for what is no observation. */
export function pointOf({ key, event }: Keyed): Point | undefined {
  if (!('id' in event) || event.kind === 'said') return undefined;
  const { id, agent, feed, time } = event;
  const tags = { key, kind: kindOf(key), agent, feed };
  if (event.kind !== 'position') {
    const says = JSON.stringify(event.data).slice(0, saysMost);
    return { measurement: 'observation', tags: { ...tags, type: event.kind }, fields: { event: id, says }, time };
  }
  const { lon, lat, sogKn, cogDeg, accuracyMm } = event.fix;
  const known = {
    sog_kn: sogKn,
    cog_deg: cogDeg,
    accuracy_m: accuracyMm === undefined ? undefined : accuracyMm / 1000,
  };
  const fields = Object.entries({ lon, lat, event: id, ...known }).filter(([, value]) => value !== undefined);
  return { measurement: 'position', tags, fields: Object.fromEntries(fields) as Point['fields'], time };
}

/** One for each transition: what the alert was from then on. */
export function alertPoint({ seq, change, alert }: Transition): Point {
  const { id, site, rule, key, severity, condition, feed, why, revision, changedAt } = alert;
  const tags = { site, rule, key, severity, condition, feed };
  const fields = { alert: id, seq, change, revision, value: why.value, limit: why.limit };
  return { measurement: 'alert', tags, fields, time: changedAt };
}

/**
 * Why InfluxDB could not take it, or would take it for something else: the client does not escape a line break, which
 * begins another point; an empty tag and one that ends in a backslash break the line.
 */
export function pointFault({ tags, fields, time }: Point): string | undefined {
  for (const [name, value] of Object.entries(tags)) {
    if (value === '' || value.endsWith('\\')) return `${name} is empty or ends in a backslash`;
    if (/\p{Cc}/u.test(value)) return `${name} has a control character`;
  }
  const numbers = [time, ...Object.values(fields).filter((value) => typeof value === 'number')];
  return numbers.every(Number.isFinite) ? undefined : 'a number that is none';
}
