// Which rows of the list are shown: by whose they are and how grave, with what is put away apart. The selected row stays. Pure.
import type { Alert, Severity } from '../../hub/contracts/alert.ts';
import { caseOf } from '../../hub/contracts/standing.ts';
import { isToAgree } from '../case/offers.ts';
import type { Me } from '../people/me.ts';
import { type AlertRows, standing } from './alerts.ts';

export const whoses = ['all', 'mine', 'nobodys', 'to-agree'] as const;
export type Whose = (typeof whoses)[number];

export const severities = ['S1', 'S2', 'S3', 'S4'] as const satisfies readonly Severity[];

export interface Filter {
  readonly whose: Whose;
  /** None is all. */
  readonly severities: ReadonlySet<Severity>;
}

export const noFilter: Filter = { whose: 'all', severities: new Set() };

/** I see to it, or have said what it was and have still to close it. */
export function isMine(alert: Alert, { by }: Me): boolean {
  const { state, owner, disposed } = caseOf(alert);
  return by !== '' && (owner === by || (state === 'disposed' && disposed?.owner === by));
}

const isNobodys = (alert: Alert): boolean => ['open', 'escalated', 'reopened'].includes(caseOf(alert).state);

export function passes(alert: Alert, filter: Filter, me: Me): boolean {
  if (filter.severities.size > 0 && !filter.severities.has(alert.severity)) return false;
  if (filter.whose === 'all') return true;
  if (standing(alert) === 'ended') return false;
  if (filter.whose === 'mine') return isMine(alert, me);
  return filter.whose === 'nobodys' ? isNobodys(alert) : isToAgree(alert, me);
}

export interface Listed {
  readonly main: readonly string[];
  readonly away: readonly string[];
  /** Rows that somebody has still to see to, and that the filter hides. */
  readonly hidden: number;
}

export interface Listing {
  readonly filter: Filter;
  readonly me: Me;
  readonly selected: string | undefined;
  readonly awayOpen: boolean;
}

/** What is put away has a line of its own, whatever the filter; a row that is looked at goes only when it is left. */
export function listed(order: readonly string[], rows: AlertRows, how: Listing): Listed {
  const { filter, me, selected, awayOpen } = how;
  const [main, away]: [string[], string[]] = [[], []];
  let hidden = 0;
  for (const id of order) {
    const alert = rows.get(id);
    if (alert === undefined) continue;
    const is = standing(alert);
    if (is === 'away') away.push(id);
    if (is === 'away' ? id === selected && !awayOpen : id === selected || passes(alert, filter, me)) main.push(id);
    else if (is !== 'away' && is !== 'ended') hidden += 1;
  }
  return { main, away, hidden };
}

/** How many of the rows are whose, put-away ones not counted. */
export function countWhose(rows: AlertRows, me: Me): Readonly<Record<Exclude<Whose, 'all'>, number>> {
  const standingOnes = [...rows.values()].filter((alert) => !['away', 'ended'].includes(standing(alert)));
  const count = (whose: Whose) => standingOnes.filter((alert) => passes(alert, { ...noFilter, whose }, me)).length;
  return { mine: count('mine'), nobodys: count('nobodys'), 'to-agree': count('to-agree') };
}
