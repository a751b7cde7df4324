// By when somebody has to look at an alert, and then to be done with it: what is left of the time its rule gives.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Response } from '../../hub/contracts/response.ts';
import { caseOf, isStanding, isSuppressed } from '../../hub/contracts/standing.ts';

/** `leftMs` below 0: it is overdue by so much. */
export interface Due {
  readonly what: 'look' | 'handle';
  readonly minutes: number;
  readonly leftMs: number;
}

/**
 * Counts from the raising until somebody acknowledges it, from there on until its case is disposed, and anew when it is
 * reopened. Undefined where nobody has to hurry: a time of 0, a recording, what is put away, and what is done with.
 *
 * @param now the hub's time, ms
 */
export function dueOf(
  alert: Alert,
  { lookWithinMinutes, handleWithinMinutes }: Response,
  now: number,
): Due | undefined {
  const { state, since } = caseOf(alert);
  const isDone = state === 'disposed' || state === 'closed' || !isStanding(alert);
  if (isDone || isSuppressed(alert) || alert.feed === 'historical') return undefined;
  const begun = state === 'reopened' ? since : (alert.acknowledged?.at ?? (state === 'claimed' ? since : undefined));
  return begun === undefined
    ? left('look', lookWithinMinutes, alert.raisedAt, now)
    : left('handle', handleWithinMinutes, begun, now);
}

const left = (what: Due['what'], minutes: number, from: number, now: number): Due | undefined =>
  minutes === 0 ? undefined : { what, minutes, leftMs: from + minutes * 60_000 - now };
