// The port's calendar: which day a moment belongs to in its time zone, and which day comes next.

const formats = new Map<string, Intl.DateTimeFormat>();

/** YYYY-MM-DD. @param at ms since 1970 UTC */
export function dayOf(at: number, timeZone: string): string {
  // Sweden writes ISO dates.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(at);
}

/** The day after, on the calendar: 23 and 25 hours do not matter. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
