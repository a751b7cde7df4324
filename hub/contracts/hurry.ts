// By when somebody has to look at an alert, and then to have said what it was: the hub goes by it, and the page counts it down.
import type { Alert } from './alert.ts';
import type { CaseState } from './case.ts';
import type { Response } from './response.ts';
import { caseOf, isStanding, isSuppressed } from './standing.ts';

/** Times of a rule, ms; 0 or absent: nobody has to hurry. */
export interface Hurry {
  readonly lookMs?: number;
  readonly handleMs?: number;
}

const minuteMs = 60_000;

/** As the response to alerts of a rule has it. */
export const hurryOf = ({ lookWithinMinutes, handleWithinMinutes }: Response): Hurry => {
  return { lookMs: lookWithinMinutes * minuteMs, handleMs: handleWithinMinutes * minuteMs };
};

export interface Deadline {
  readonly what: 'look' | 'handle';
  readonly at: number;
}

const waiting: readonly CaseState[] = ['open', 'escalated', 'reopened'];

/**
 * Until somebody has looked the one time runs, from then on the other: anew when it goes up, comes back, or is reopened. What was said to
 * be something waits for nobody here; a recording, and what is put away, hurries nobody, nor does what was taken back and is nobody's case.
 */
export function deadlineOf(alert: Alert, { lookMs = 0, handleMs = 0 }: Hurry): Deadline | undefined {
  const { state, since } = caseOf(alert);
  const { acknowledged, condition, feed } = alert;
  if (feed === 'historical' || isSuppressed(alert) || !isStanding(alert)) return undefined;
  if (state === 'open' && (condition === 'withdrawn' || condition === 'merged')) return undefined;
  if (state !== 'claimed' && !waiting.includes(state)) return undefined;
  // Whoever looked before it went up, or was opened again, has not looked at that.
  const isSeen = state === 'claimed' || (acknowledged !== undefined && (state === 'open' || acknowledged.at > since));
  if (isSeen)
    return handleMs > 0 ? { what: 'handle', at: Math.max(acknowledged?.at ?? 0, since) + handleMs } : undefined;
  return lookMs > 0 ? { what: 'look', at: since + lookMs } : undefined;
}
