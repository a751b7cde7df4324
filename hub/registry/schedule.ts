// Schedules: weekly windows by the clock of an IANA zone, expanded to instants when a plan is taken, so that folds need no calendar.
import { Temporal } from 'temporal-polyfill';
import { Type } from 'typebox';
import type { Turns } from '../../geo/force.ts';
import { PlanId } from '../contracts/port.ts';

const closed = { additionalProperties: false } as const;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const Clock = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$',
  description: 'a time of day, such as 06:30 or 24:00',
});

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day, such as 2026-10-01' });

const Window = Type.Object(
  {
    /** On which it begins; every day without. */
    days: Type.Optional(Type.Array(Type.Enum(weekdays), { minItems: 1 })),
    from: Clock,
    /** Before `from`: on the next day. */
    to: Clock,
  },
  closed,
);

export const ScheduleEntry = Type.Object(
  {
    id: PlanId,
    /** The port's own without. */
    zone: Type.Optional(Type.String()),
    weekly: Type.Array(Window, { minItems: 1 }),
    /** Days on which no window begins, such as holidays. */
    except: Type.Optional(Type.Array(Day)),
  },
  closed,
);
export type ScheduleEntry = Type.Static<typeof ScheduleEntry>;
type Window = ScheduleEntry['weekly'][number];

/** Expanded so far before and after the moment from which a plan is in force: recordings are old, and plans grow old. */
const years = 10;
const dayMs = 86_400_000;

/** Plans follow one another, and most of their schedules stay as they were: what was expanded last, by all that it follows from. */
const expanded = new Map<string, Turns>();
const expandedMost = 256;

/** A schedule's instants around a moment, ms; the same object for moments of the same year or so. */
export function turnsOf(schedule: ScheduleEntry, portZone: string, around: number): Turns {
  const year = Math.floor(around / (366 * dayMs));
  const by = JSON.stringify([schedule.zone ?? portZone, year, schedule.weekly, schedule.except]);
  const known = expanded.get(by);
  const turns = known ?? expandedTurns(schedule, schedule.zone ?? portZone, year * 366);
  expanded.delete(by);
  expanded.set(by, turns);
  for (const eldest of expanded.keys()) if (expanded.size > expandedMost) expanded.delete(eldest);
  return turns;
}

/**
 * From ten years before a day to eleven after it. A wall clock's time that a change of the clocks skips is taken as later by as
 * much, one that it repeats as the first of the two (RFC 5545 §3.3.5; Temporal's `compatible`).
 */
function expandedTurns(schedule: ScheduleEntry, zone: string, today: number): Turns {
  const [first, last] = [today - years * 366, today + (years + 1) * 366];
  const offsets = offsetsOf(zone, (first - 2) * dayMs, (last + 2) * dayMs);
  const except = new Set(schedule.except);
  const windows: (readonly [from: number, to: number])[] = [];
  for (let day = first; day <= last; day += 1) {
    if (except.size > 0 && except.has(dateOf(day))) continue;
    for (const window of schedule.weekly) if (begins(window, day)) windows.push(spanOf(window, day, zone, offsets));
  }
  return joined(windows);
}

/** Day 0 was a Thursday. */
const begins = ({ days }: Window, day: number): boolean =>
  days === undefined || days.includes(weekdays[(((day + 3) % 7) + 7) % 7] as (typeof weekdays)[number]);

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

function spanOf({ from, to }: Window, day: number, zone: string, offsets: Offsets): readonly [number, number] {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const at = (minutes: number) => instantOf(day * dayMs + minutes * 60_000, zone, offsets);
  return [at(begin), at(end > begin ? end : end + 1440)];
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Windows that overlap or touch are one; one that begins in an hour which is skipped, and ends before that is made up for, is none. */
function joined(windows: readonly (readonly [from: number, to: number])[]): Turns {
  const turns: number[] = [];
  for (const [from, to] of windows.filter(([begin, end]) => begin < end).toSorted(([a], [b]) => a - b)) {
    const last = turns.at(-1);
    if (last === undefined || from > last) turns.push(from, to);
    else if (to > last) turns[turns.length - 1] = to;
  }
  return Float64Array.from(turns);
}

/** Of a zone the instants at which its offset changes, ms, with the offset from there on; the first from ever. */
type Offsets = readonly { readonly at: number; readonly offsetMs: number }[];

function offsetsOf(zone: string, from: number, to: number): Offsets {
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const offsets = [];
  while (at !== null && at.epochMilliseconds <= to) {
    offsets.push({ at: at.epochMilliseconds, offsetMs: at.offsetNanoseconds / 1e6 });
    at = at.getTimeZoneTransition('next');
  }
  return offsets;
}

/** Far from a change by a sum; near one by the calendar. @param wallMs what the zone's clocks show, as if they showed UTC */
function instantOf(wallMs: number, zone: string, offsets: Offsets): number {
  const { offsetMs } = offsets.findLast(({ at }) => at <= wallMs - dayMs) ?? (offsets[0] as Offsets[number]);
  if (!offsets.some(({ at }) => Math.abs(at - wallMs) <= 2 * dayMs)) return wallMs - offsetMs;
  const shown = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  return shown.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** A fence's instants: its schedule's, as far as it is valid; undefined is always. */
export function turnsWithin(turns: Turns | undefined, validFrom: number, validTo: number): Turns | undefined {
  if (validFrom === -Infinity && validTo === Infinity) return turns;
  const all = turns ?? Float64Array.of(-Infinity, Infinity);
  const kept: number[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const [from, to] = [Math.max(all[i] as number, validFrom), Math.min(all[i + 1] as number, validTo)];
    if (from < to) kept.push(from, to);
  }
  return Float64Array.from(kept);
}
