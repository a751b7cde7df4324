// Moments of EPCIS: xsd:dateTimeStamp, a date and time that always says its time zone.

const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,12}))?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/**
 * Milliseconds since 1970 UTC, what is finer cut off; undefined for what is no moment of any day (RFC 3339 §5.6, §5.7:
 * 30 February, 24:00 and 61 minutes are none).
 */
export function instantOf(text: string): number | undefined {
  const found = form.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const [fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = found.slice(7);
  const clock = new Date(0);
  clock.setUTCFullYear(year, month - 1, day);
  const isDay = clock.getUTCMonth() === month - 1 && clock.getUTCDate() === day;
  if (!isDay || month < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -1 : 1);
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return clock.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
}

/** EPCIS 2.0 §7.4.1: the offset in force where the event took place, for whoever reads it; never to compute with. */
export const isOffset = (text: string): boolean => /^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/.test(text);

/** As EPCIS tells it, in UTC. */
export const instantText = (millis: number): string => new Date(millis).toISOString();
