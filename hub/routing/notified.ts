// What a notification says: a group's alerts as Alertmanager's webhook tells them, version 4.
import type { Notified } from '../contracts/delivery.ts';
import type { Response } from '../contracts/response.ts';
import type { Member, Notification } from './groups.ts';
import { annotationsOf, fingerprintOf } from './labels.ts';
import type { Labels } from './matcher.ts';

/** Alerts of one notification; how many more there are is said. */
const alertsMost = 500;
/** Go's zero time, by which Alertmanager says that it is not over. */
const notOver = '0001-01-01T00:00:00Z';

/** What is told of an alert besides the alert itself. */
export interface Besides {
  /** The address of this hub, where an alert can be looked at. */
  readonly page: string;
  /** What is to be done about alerts of a rule; undefined of one there is no more. */
  readonly responseOf: (rule: string) => Response | undefined;
}

export function notifiedOf({ group, members }: Notification, besides: Besides): Notified {
  const alerts = members.slice(0, alertsMost).map((member) => alertOf(member, besides));
  return {
    version: '4',
    groupKey: group.key,
    truncatedAlerts: members.length - alerts.length,
    status: members.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: group.way.receiver,
    groupLabels: { ...group.labels },
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: besides.page,
    alerts,
  };
}

function alertOf({ alert, labels, status }: Member, { page, responseOf }: Besides): Notified['alerts'][number] {
  const endsAt = status === 'firing' ? notOver : new Date(alert.to ?? alert.changedAt).toISOString();
  return {
    status,
    labels: { ...labels },
    annotations: { ...annotationsOf(alert, responseOf(alert.rule)) },
    startsAt: new Date(alert.from).toISOString(),
    endsAt,
    generatorURL: `${page}/api/v1/alerts/${alert.id}`,
    fingerprint: fingerprintOf(labels),
  };
}

function common(all: readonly Labels[]): Record<string, string> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((one) => one[name] === value)),
  );
}
