// Alerts page by page, over what is in memory and what the journal has beyond it; stable while alerts change.
import { createHash } from 'node:crypto';
import type { Alert } from '../contracts/alert.ts';
import type { Person } from '../contracts/person.ts';
import type { AlertSort } from '../contracts/query.ts';
import { isStanding } from '../contracts/standing.ts';
import { alertFor } from '../identity/wall.ts';
import type { Told } from '../journal/alert-store.ts';
import { type Filters, filterOf, mayHaveEnded } from './alert-filter.ts';
import type { Page } from './page.ts';

/** Where alerts lie. */
export interface AlertRecords {
  /** Of the last change on disk. */
  readonly seq: number;
  /** All that stand, and the newest that have ended. */
  kept(): readonly Told[];
  /** Ended ones that changed before it are beyond what is kept; 0: there are none. */
  readonly keptFrom: number;
  /** Ended ones that changed before a sequence, the newest change first. */
  ended(most: number, before: number): readonly Told[];
  /** Of these the ones that changed after a sequence, the oldest change first. */
  endedSince(after: number, most: number, before: number): readonly Told[];
}

export interface Wanted {
  readonly who: Person;
  readonly filters: Filters;
  readonly sort: AlertSort;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Rows of the journal looked at for one answer: some ten milliseconds. Whoever looks for what is rare gets short pages. */
export const lookedAt = 1000;

interface Row extends Told {
  readonly rank: number;
}

/** A place in the list: all that comes after it, and has not changed since the first page was asked for, at `top`. */
interface Place {
  readonly top: number;
  readonly rank: number;
  readonly seq: number;
}

/**
 * The newest change first; by severity what stands goes before. What changes while somebody turns pages would be missed, for
 * it moves to the front: after the last page those come, in the order of their changes, whether or not they were there before.
 * @returns undefined for a cursor of another question
 */
export function alertPage(records: AlertRecords, wanted: Wanted): Page<Alert> | undefined {
  const of = markOf(wanted);
  const [kind, mark, ...numbers] = wanted.cursor?.split('.') ?? ['at', of, records.seq, -1, 0];
  const [first = Number.NaN, rank = 0, seq = 0] = numbers.map(Number);
  if (mark !== of || ![first, rank, seq].every(Number.isSafeInteger)) return undefined;
  if (kind === 'since') return changedSince(records, wanted, first);
  return kind === 'at' ? pageAt(records, wanted, { top: first, rank, seq }) : undefined;
}

function pageAt(records: AlertRecords, wanted: Wanted, place: Place): Page<Alert> {
  const { limit, sort } = wanted;
  const { top } = place;
  const rowOf = rowsFor(wanted);
  const isAfter = ({ rank, seq }: Row): boolean =>
    seq <= top && (rank > place.rank || (rank === place.rank && seq < place.seq));
  const rowsOf = (told: readonly Told[]): Row[] => told.flatMap((one) => rowOf(one) ?? []).filter(isAfter);
  const last = sort === 'changed' ? 0 : endedRank;
  const { keptFrom } = records;
  const kept = rowsOf(records.kept()).sort(inOrder);
  const near = kept.filter(({ rank, seq }) => rank < last || seq >= keptFrom);
  const isEnough = near.length > limit || keptFrom === 0 || !mayHaveEnded(wanted.filters);
  if (isEnough) return turned(records, wanted, near.length > limit ? near : kept, top);
  const before = place.rank === last ? Math.min(place.seq, keptFrom) : keptFrom;
  const older = records.ended(lookedAt, before);
  // Below what was looked at nothing is known yet, of what is in memory neither.
  const floor = older.length < lookedAt ? 0 : (older.at(-1)?.seq ?? 0);
  const known = [...kept.filter(({ rank, seq }) => rank < last || seq >= floor), ...rowsOf(older)].sort(inOrder);
  const rest = floor > 0 ? { top, rank: last, seq: floor } : undefined;
  return turned(records, wanted, known, top, rest);
}

/** @param rest where it goes on after these rows; without it they are the last */
function turned(records: AlertRecords, wanted: Wanted, rows: readonly Row[], top: number, rest?: Place): Page<Alert> {
  const { limit } = wanted;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const place = rows.length > limit && last !== undefined ? { ...last, top } : rest;
  const of = markOf(wanted);
  const end = records.seq > top ? `since.${of}.${top}` : undefined;
  const next = place === undefined ? end : `at.${of}.${place.top}.${place.rank}.${place.seq}`;
  return { rows: page.map(({ alert }) => alert), next };
}

/** What changed after a sequence, in the order of its changes. */
function changedSince(records: AlertRecords, wanted: Wanted, since: number): Page<Alert> {
  const rowOf = rowsFor(wanted);
  const older = mayHaveEnded(wanted.filters) ? records.endedSince(since, lookedAt, records.keptFrom) : [];
  // Above what was looked at nothing is known yet, of what is in memory neither.
  const ceiling = older.length < lookedAt ? Infinity : (older.at(-1)?.seq ?? since);
  const told = [...older, ...records.kept()].filter(({ seq }) => seq > since && seq <= ceiling);
  const rows = told.flatMap((one) => rowOf(one) ?? []).sort((a, b) => a.seq - b.seq);
  const page = rows.slice(0, wanted.limit);
  const upTo = rows.length > wanted.limit ? page.at(-1)?.seq : Number.isFinite(ceiling) ? ceiling : undefined;
  const next = upTo === undefined ? undefined : `since.${markOf(wanted)}.${upTo}`;
  return { rows: page.map(({ alert }) => alert), next };
}

/** Where an alert lies in the list, as this person sees it; undefined where it is not in it. */
function rowsFor({ who, filters, sort }: Pick<Wanted, 'who' | 'filters' | 'sort'>): (told: Told) => Row | undefined {
  const fits = filterOf(filters);
  return ({ seq, alert }) => {
    const seen = alertFor(who, alert);
    if (seen === undefined || !fits(seen)) return undefined;
    return { seq, alert: seen, rank: sort === 'changed' ? 0 : rankOf(seen) };
  };
}

const endedRank = 5;
const rankOf = (alert: Alert): number => (isStanding(alert) ? Number(alert.severity.slice(1)) : endedRank);
const inOrder = (a: Row, b: Row): number => a.rank - b.rank || b.seq - a.seq;

/** A cursor is of one question and of no other. */
function markOf({ filters, sort }: Wanted): string {
  const asked = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([sort, asked]))
    .digest('hex')
    .slice(0, 8);
}

/** All that fit of what is kept, and of the newest beyond it. @returns whether that is all there is */
export function alertsAs(
  records: AlertRecords,
  wanted: Pick<Wanted, 'who' | 'filters'>,
): { readonly alerts: readonly Alert[]; readonly whole: boolean } {
  const rowOf = rowsFor({ ...wanted, sort: 'changed' });
  const { keptFrom } = records;
  const older = keptFrom > 0 && mayHaveEnded(wanted.filters) ? records.ended(lookedAt, keptFrom) : [];
  const alerts = [...records.kept(), ...older].flatMap((told) => rowOf(told)?.alert ?? []);
  return { alerts, whole: older.length < lookedAt };
}
