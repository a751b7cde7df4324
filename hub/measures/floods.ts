// Floods (EEMUA 191): more in ten minutes than the officers who are there can look at, from first-out to the end.
import type { Flood } from '../contracts/measures.ts';
import { type Called, firstAfter } from './ledger.ts';
import { floodFrom, floodSpanMs, floodUntil } from './targets.ts';

/** How many officers there were at a moment, at least 1. It is asked in the order of time. */
type OfficersAt = (at: number) => number;

/**
 * It is looked whenever one comes, at which a flood may begin, and whenever one is ten minutes old.
 * @param called oldest first. @returns oldest first; the last may go on
 */
export function floodsOf(called: readonly Called[], officersAt: OfficersAt, now: number): Flood[] {
  const floods: Flood[] = [];
  let under: Flood | undefined;
  let [first, next] = [0, 0];
  const look = (at: number, hasCome: boolean): void => {
    const count = next - first;
    if (under === undefined && (!hasCome || count <= floodFrom)) return;
    const officers = officersAt(at);
    if (under === undefined) {
      if (count > floodFrom * officers) under = begun(called[first] as Called, at, count, officers);
    } else if (count < floodUntil * officers) {
      floods.push({ ...under, end: at });
      under = undefined;
    } else if (count > under.peak) under = { ...under, peak: count, peakAt: at, officers };
  };
  for (;;) {
    const comes = called[next]?.at ?? Infinity;
    const ages = first < next ? (called[first] as Called).at + floodSpanMs : Infinity;
    const at = Math.min(comes, ages);
    if (at > now || at === Infinity) break;
    while (first < next && (called[first] as Called).at + floodSpanMs <= at) first += 1;
    while (next < called.length && (called[next] as Called).at <= at) next += 1;
    look(at, comes === at);
  }
  return under === undefined ? floods : [...floods, under];
}

function begun({ at, alert, site, rule, key }: Called, start: number, peak: number, officers: number): Flood {
  return { start, peak, peakAt: start, officers, firstOut: { at, alert, site, rule, key } };
}

/**
 * Those that may matter to a flood after a time: with fewer than five in ten minutes none is under way, whoever is there,
 * and what came before such a calm need not be looked at.
 */
export function sinceCalm(called: readonly Called[], time: number): readonly Called[] {
  let place = Math.max(0, firstAfter(called, time) - 1);
  const isCalm = (): boolean => {
    const { at } = called[place] as Called;
    const isFirst = place === 0 || (called[place - 1] as Called).at < at;
    return isFirst && (called[place - floodUntil]?.at ?? -Infinity) + floodSpanMs <= at;
  };
  while (place > 0 && !isCalm()) place -= 1;
  const from = (called[place]?.at ?? time) - floodSpanMs;
  return called.slice(firstAfter(called, from));
}

/** Of each flood the part after `from` up to `to`, ms. */
export const floodedMs = (floods: readonly Flood[], from: number, to: number): number =>
  floods.reduce((sum, { start, end = to }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
