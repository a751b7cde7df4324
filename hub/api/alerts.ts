// Alerts over REST: the list by filters and pages, and how many there are of what.
import type { Alert } from '../contracts/alert.ts';
import {
  type AlertCounts,
  type AlertSort,
  alertParameters,
  type CountGroup,
  countParameters,
} from '../contracts/query.ts';
import { caseOf, isaState } from '../contracts/standing.ts';
import { type AlertRecords, alertPage, alertsAs } from './alert-list.ts';
import { cursorOf, limitOf, pageAnswer, wrongCursor } from './page.ts';
import { isTrouble, queryOver } from './query.ts';
import { type Answer, type Asked, json, type Route } from './route.ts';

const listQuery = queryOver(alertParameters);
const countQuery = queryOver(countParameters);

export function alertRoutes(records: AlertRecords): readonly Route[] {
  const get = (path: string, answer: Route['answer']): Route => ({ method: 'get', path, needs: 'see', answer });
  return [
    get('/api/v1/alerts', (asked) => listAnswer(records, asked)),
    get('/api/v1/alerts/counts', (asked) => countAnswer(records, asked)),
  ];
}

function listAnswer(records: AlertRecords, asked: Asked): Answer {
  const query = listQuery(asked);
  if (isTrouble(query)) return query;
  const { limit: _l, cursor: _c, sort: [sort = 'changed'] = [], ...filters } = query;
  const wanted = { who: asked.who, filters, sort: sort as AlertSort, limit: limitOf(query), cursor: cursorOf(query) };
  return pageAnswer('alerts', asked, alertPage(records, wanted) ?? wrongCursor());
}

function countAnswer(records: AlertRecords, asked: Asked): Answer {
  const query = countQuery(asked);
  if (isTrouble(query)) return query;
  const { by = ['severity'], ...filters } = query;
  const { alerts, whole } = alertsAs(records, { who: asked.who, filters });
  const counts = Object.fromEntries((by as CountGroup[]).map((group) => [group, countBy(alerts, groups[group])]));
  return json({ total: alerts.length, counts, whole } satisfies AlertCounts);
}

const groups = {
  severity: ({ severity }) => severity,
  site: ({ site }) => site,
  rule: ({ rule }) => rule,
  case: (alert) => caseOf(alert).state,
  isa: isaState,
} as const satisfies Record<CountGroup, (alert: Alert) => string>;

function countBy(alerts: readonly Alert[], groupOf: (alert: Alert) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const alert of alerts) {
    const group = groupOf(alert);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}
