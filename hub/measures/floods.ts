// Floods (EEMUA 191): more in ten minutes than the officers who are there can look at, from first-out to the end.
import type { Flood } from '../contracts/measures.ts';
import type { Mark } from './marks.ts';
import { floodFrom, floodSpanMs, floodUntil } from './targets.ts';

/** How many officers there were at a moment, at least 1. It is asked in the order of time. */
type OfficersAt = (at: number) => number;

/**
 * It is looked whenever one comes, at which a flood may begin, and whenever one is ten minutes old.
 * @param marks annunciations, oldest first. @returns oldest first; the last may go on
 */
export function floodsOf(marks: readonly Mark[], officersAt: OfficersAt, now: number): Flood[] {
  const floods: Flood[] = [];
  let under: Flood | undefined;
  let [first, next] = [0, 0];
  const look = (at: number, hasCome: boolean): void => {
    const count = next - first;
    const officers = officersAt(at);
    if (under === undefined && hasCome && count > floodFrom * officers)
      under = begun(marks[first] as Mark, at, count, officers);
    else if (under !== undefined && count < floodUntil * officers) {
      floods.push({ ...under, end: at });
      under = undefined;
    } else if (under !== undefined && count > under.peak) under = { ...under, peak: count, peakAt: at, officers };
  };
  for (;;) {
    const comes = marks[next]?.at ?? Infinity;
    const ages = first < next ? (marks[first] as Mark).at + floodSpanMs : Infinity;
    const at = Math.min(comes, ages);
    if (at > now || at === Infinity) break;
    while (first < next && (marks[first] as Mark).at + floodSpanMs <= at) first += 1;
    while (next < marks.length && (marks[next] as Mark).at <= at) next += 1;
    look(at, comes === at);
  }
  return under === undefined ? floods : [...floods, under];
}

function begun({ at, alert, site, rule, key }: Mark, start: number, peak: number, officers: number): Flood {
  return { start, peak, peakAt: start, officers, firstOut: { at, alert, site, rule, key } };
}

/** Of each flood the part after `from` up to `to`, ms. */
export const floodedMs = (floods: readonly Flood[], from: number, to: number): number =>
  floods.reduce((sum, { start, end = to }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
