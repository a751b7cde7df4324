// Which acts one may do on an alert now, by the hub's own law: the page offers those and no others. Pure.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { ActName, Case } from '../../hub/contracts/case.ts';
import { actNames, type Hindrance, hindrance, laws, needsSecond } from '../../hub/contracts/law.ts';
import { caseOf } from '../../hub/contracts/standing.ts';
import type { Me } from '../people/me.ts';

/** Why I may not do it, as the hub would say; undefined: I may. Whether I have just proved who I am the hub alone knows. */
export function whyNot(act: ActName, alert: Alert, me: Me): Hindrance | 'right-missing' | undefined {
  return me.rights.includes(laws[act].needs) ? hindrance(act, alert, { ...me, proved: true }) : 'right-missing';
}

export const offered = (alert: Alert, me: Me): ActName[] =>
  actNames.filter((act) => whyNot(act, alert, me) === undefined);

/** It waits for the second pair of eyes, and mine may be it. */
export function isToAgree(alert: Alert, me: Me): boolean {
  if (whyNot('agree', alert, me) === undefined) return true;
  return needsSecond(alert) && whyNot('close', alert, me) === undefined;
}

/** Questions without an answer, whose time is over first; one that comes late is an answer still. */
export function unanswered(rows: ReadonlyMap<string, Alert>): Alert[] {
  const untilOf = (alert: Alert): number => caseOf(alert).asked?.until ?? 0;
  const open = ({ asked, state }: Case): boolean =>
    asked !== undefined && asked.answered === undefined && state !== 'closed';
  return [...rows.values()].filter((alert) => open(caseOf(alert))).sort((a, b) => untilOf(a) - untilOf(b));
}
