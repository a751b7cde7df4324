// What the clock makes of an alert: back from the shelf, up one level, an answer overdue, active for too long. Pure.
import { type Alert, staleAfterMs } from '../contracts/alert.ts';
import type { Added } from '../contracts/case.ts';
import { deadlineOf, type Hurry } from '../contracts/hurry.ts';
import { isAsking, levelMost } from '../contracts/law.ts';
import { caseOf } from '../contracts/standing.ts';
import { raised, returned } from './lifecycle.ts';

export interface Passed {
  readonly change: Added;
  readonly alert: Alert;
}

interface Timer {
  readonly at: number;
  readonly makes: (alert: Alert, at: number) => Passed;
}

/** When the clock will make something of it; undefined: never. */
export const dueAt = (alert: Alert, hurry: Hurry): number | undefined => nextOf(alert, hurry)?.at;

/** What it makes of it at `at`; undefined where nothing is due by then. */
export function passed(alert: Alert, hurry: Hurry, at: number): Passed | undefined {
  const next = nextOf(alert, hurry);
  return next === undefined || next.at > at ? undefined : next.makes(alert, at);
}

function nextOf(alert: Alert, hurry: Hurry): Timer | undefined {
  const timers = [backFrom(alert), overdue(alert), stale(alert), up(alert, hurry)];
  return timers.filter((one) => one !== undefined).sort((a, b) => a.at - b.at)[0];
}

/** Nothing is put away for ever, and no proposal waits for ever. */
function backFrom({ suppressed }: Alert): Timer | undefined {
  if (suppressed === undefined || suppressed.kind === 'by-design') return undefined;
  return { at: suppressed.until, makes: (alert, at) => ({ change: 'returned', alert: returned(alert, at) }) };
}

/** The terminal did not answer: that is for somebody above. Of a closed case nobody waits for one. */
function overdue(alert: Alert): Timer | undefined {
  const { asked } = caseOf(alert);
  if (asked === undefined || !isAsking(alert) || caseOf(alert).state === 'closed') return undefined;
  const makes = (one: Alert, at: number): Passed => {
    const known = { ...one, case: { ...caseOf(one), asked: { ...asked, overdue: true } } };
    return { change: 'overdue', alert: caseOf(one).state === 'disposed' ? known : raised(known, at) };
  };
  return { at: asked.until, makes };
}

function stale({ condition, stale: isTold = false, feed, from, raisedAt }: Alert): Timer | undefined {
  if (condition !== 'active' || isTold || feed === 'historical') return undefined;
  const at = Math.max(raisedAt, from + staleAfterMs);
  return { at, makes: (alert) => ({ change: 'stale', alert: { ...alert, stale: true } }) };
}

function up(alert: Alert, hurry: Hurry): Timer | undefined {
  const deadline = caseOf(alert).level < levelMost ? deadlineOf(alert, hurry) : undefined;
  if (deadline === undefined) return undefined;
  return { at: deadline.at, makes: (one, at) => ({ change: 'escalated', alert: raised(one, at) }) };
}
