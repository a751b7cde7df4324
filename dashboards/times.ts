// Times as the port's clocks show them, and ages and spans as a person says them.
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

/** 14:02–14:31, with the day of each end that is not today. */
export function stretch(from: number, to: number, now: number, timeZone: string): string {
  const [first, last] = [timeNear(from, now, timeZone), timeNear(to, now, timeZone)];
  return first === last ? first : `${first}–${last}`;
}

/** Day and time in full: for evidence, where no reader should have to know today's date. */
export const moment = (t: number, timeZone: string): string => `${dayOf(t, timeZone)} ${timeOfDay(t, timeZone)}`;

/** One unit, rounded down: how old something is at a glance. */
export function ageText(lang: Lang, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return say(lang, 'seconds', { n: seconds });
  if (seconds < 3600) return say(lang, 'minutes', { n: Math.floor(seconds / 60) });
  if (seconds < 172_800) return say(lang, 'hours', { n: Math.floor(seconds / 3600) });
  return say(lang, 'days', { n: Math.floor(seconds / 86_400) });
}

/** Two units: how long something took or was late by, where three hours and almost four are not the same. */
export function spanText(lang: Lang, ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 60) return ageText(lang, Math.abs(ms));
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return say(lang, 'daysHours', { d: Math.floor(hours / 24), h: hours % 24 });
  return say(lang, 'hoursMinutes', { h: hours, m: String(minutes % 60).padStart(2, '0') });
}

/** 4:05, 1:04:05: what is left of a time, whole seconds. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds)}` : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}

/** A time that is given: in hours where it is whole ones. */
export const withinText = (lang: Lang, minutes: number): string =>
  minutes % 60 === 0 ? say(lang, 'hours', { n: minutes / 60 }) : say(lang, 'minutes', { n: minutes });

/** Sweden writes ISO dates and 24-hour times, in any language of the page. */
function formatOf(timeZone: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(style)}`;
  const format = clocks.get(key) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, ...style });
  clocks.set(key, format);
  return format;
}
