// By when somebody has to look at an alert, and then to be done with it: what is left of the time its rule gives.
import type { Alert } from '../../hub/contracts/alert.ts';
import { deadlineOf, hurryOf } from '../../hub/contracts/hurry.ts';
import type { Response } from '../../hub/contracts/response.ts';

/** `leftMs` below 0: it is overdue by so much. */
export interface Due {
  readonly what: 'look' | 'handle';
  readonly minutes: number;
  readonly leftMs: number;
}

/** Undefined where nobody has to hurry. @param now the hub's time, ms */
export function dueOf(alert: Alert, response: Response, now: number): Due | undefined {
  const deadline = deadlineOf(alert, hurryOf(response));
  if (deadline === undefined) return undefined;
  const { what, at } = deadline;
  const minutes = what === 'look' ? response.lookWithinMinutes : response.handleWithinMinutes;
  return { what, minutes, leftMs: at - now };
}
