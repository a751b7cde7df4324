// What stands at this moment: stale, shelved, suppressed and out of service, each with its age, the eldest first.
import { type Alert, staleAfterMs } from '../contracts/alert.ts';
import type { Aged, AgedList } from '../contracts/measures.ts';
import { isSuppressed } from '../contracts/standing.ts';

/** Named of each; of all of them there is the number. */
const namedMost = 20;

/** @param activeSince by the hub's clock. @param standing of the sites that are seen, recordings included */
export function standingNow(standing: readonly Alert[], now: number, activeSince: (alert: Alert) => number) {
  const duties = standing.filter(({ feed }) => feed !== 'historical');
  const away = (kind: NonNullable<Alert['suppressed']>['kind']): AgedList => {
    const those = duties.filter((alert) => isSuppressed(alert) && alert.suppressed?.kind === kind);
    return listed(those.map((alert) => aged(alert, alert.suppressed?.at ?? now, now)));
  };
  const stale = duties
    .filter((alert) => alert.condition === 'active' && !isSuppressed(alert))
    .map((alert) => aged(alert, activeSince(alert), now))
    .filter(({ ageMs }) => ageMs > staleAfterMs);
  return {
    stale: listed(stale),
    shelved: away('shelved'),
    suppressed: away('by-design'),
    outOfService: away('out-of-service'),
  };
}

const aged = ({ id, site, rule, key }: Alert, since: number, now: number): Aged => {
  return { alert: id, site, rule, key, since, ageMs: Math.max(0, now - since) };
};

function listed(rows: readonly Aged[]): AgedList {
  const eldest = rows.toSorted((a, b) => a.since - b.since || (a.alert < b.alert ? -1 : 1)).slice(0, namedMost);
  return { count: rows.length, eldest };
}
