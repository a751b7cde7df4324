// By when somebody has to look at an alert, and then to be done with it: what is left of the time its rule gives.
import type { Alert } from '../../hub/contracts/alert.ts';
import { deadlineOf } from '../../hub/contracts/hurry.ts';
import type { Response } from '../../hub/contracts/response.ts';

const minuteMs = 60_000;

/** `leftMs` below 0: it is overdue by so much. */
export interface Due {
  readonly what: 'look' | 'handle';
  readonly minutes: number;
  readonly leftMs: number;
}

/** Undefined where nobody has to hurry. @param now the hub's time, ms */
export function dueOf(
  alert: Alert,
  { lookWithinMinutes, handleWithinMinutes }: Response,
  now: number,
): Due | undefined {
  const hurry = { lookMs: lookWithinMinutes * minuteMs, handleMs: handleWithinMinutes * minuteMs };
  const deadline = deadlineOf(alert, hurry);
  if (deadline === undefined) return undefined;
  const { what, at } = deadline;
  return { what, minutes: what === 'look' ? lookWithinMinutes : handleWithinMinutes, leftMs: at - now };
}
