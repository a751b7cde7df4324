// Times as the port's clocks show them, and ages as a person says them.
import { type Lang, say } from './words.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** HH:mm:ss in the port's zone. */
export function timeOfDay(t: number, timeZone: string): string {
  return formatOf(timeZone, { timeStyle: 'medium' }).format(t);
}

/** YYYY-MM-DD in the port's zone. */
export function dayOf(t: number, timeZone: string): string {
  return formatOf(timeZone, { dateStyle: 'short' }).format(t);
}

/** The time alone on the day `now` is in; else with its day, for 08:00 of last year must not look like this morning. */
export function timeNear(t: number, now: number, timeZone: string): string {
  const day = dayOf(t, timeZone);
  const time = timeOfDay(t, timeZone);
  return day === dayOf(now, timeZone) ? time : `${day} ${time}`;
}

export function ageText(lang: Lang, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return say(lang, 'seconds', { n: seconds });
  if (seconds < 3600) return say(lang, 'minutes', { n: Math.floor(seconds / 60) });
  if (seconds < 172_800) return say(lang, 'hours', { n: Math.floor(seconds / 3600) });
  return say(lang, 'days', { n: Math.floor(seconds / 86_400) });
}

/** Sweden writes ISO dates and 24-hour times, in any language of the page. */
function formatOf(timeZone: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(style)}`;
  const format = clocks.get(key) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, ...style });
  clocks.set(key, format);
  return format;
}
