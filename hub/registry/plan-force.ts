// What a schema cannot say of when fences are in force and of what is believed of them: zones, dates, order.
import type { Fault, Place } from '../files/place.ts';

/** Is it a zone that the calendar knows? */
export function zoneFaults(place: Place): Fault[] {
  if (place.text === undefined) return [];
  try {
    new Intl.DateTimeFormat('en', { timeZone: place.text });
    return [];
  } catch {
    return [place.fault(`${place.text} is no time zone, such as Asia/Shanghai`)];
  }
}

export function scheduleFaults(schedule: Place): Fault[] {
  const windows = schedule.at('weekly').entries.flatMap(windowFaults);
  return [...zoneFaults(schedule.at('zone')), ...windows, ...schedule.at('except').entries.flatMap(dateFaults)];
}

/** From 08:00 to 08:00 is a whole day to one reader, and nothing to another. */
function windowFaults(window: Place): Fault[] {
  const [from, to] = [window.at('from'), window.at('to')];
  if (from.text === undefined || from.text !== to.text) return [];
  return [to.fault(`from ${from.text} to ${to.text} is no window: a whole day is from 00:00 to 24:00`)];
}

/** 2026-02-30 has the form of a date, and is none. */
function dateFaults(place: Place): Fault[] {
  const { text = '' } = place;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const read = new Date(`${text}T00:00:00Z`);
  const isReal = isDate && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
  return !isDate || isReal ? [] : [place.fault(`${text} is no day of the calendar`)];
}

export function forceFaults(fence: Place): Fault[] {
  const at = (name: string) => fence.at('properties', name);
  return [...validFaults(at('validFrom'), at('validTo')), ...rowFaults(at('fixes'), at('ofFixes'))];
}

function validFaults(from: Place, to: Place): Fault[] {
  // What has not even the form of one is told by its shape.
  const unread = [from, to].filter(({ text = '' }) => /^\d{4}-\d\d-\d\dT/.test(text) && Number.isNaN(Date.parse(text)));
  if (unread.length > 0) return unread.map((place) => place.fault(`${place.text} is no moment`));
  const isNever = Date.parse(from.text ?? '') >= Date.parse(to.text ?? '');
  return !isNever ? [] : [to.fault(`${to.text} is not after ${from.text}: the fence would never be in force`)];
}

function rowFaults(fixes: Place, ofFixes: Place): Fault[] {
  const { number: of } = ofFixes;
  if (of === undefined) return [];
  if (fixes.number === undefined) return [ofFixes.fault('ofFixes goes with fixes: so many of so many')];
  return of >= fixes.number ? [] : [ofFixes.fault(`${fixes.number} of ${of} fixes can never be`)];
}
