// How an alert stands, put together from its axes: whether somebody has still to see to it, and its state in ISA-18.2's words.
import type { Alert } from './alert.ts';
import type { Case } from './case.ts';

/** Absent is open, and nobody's. */
export const caseOf = (alert: Pick<Alert, 'case' | 'raisedAt'>): Case =>
  alert.case ?? { state: 'open', level: 0, since: alert.raisedAt };

/** What acts are compared with; alerts of before there were acts have none. */
export const versionOf = ({ version = 1 }: Pick<Alert, 'version'>): number => version;

/** A latched one whose end nobody has confirmed. */
export const isLatched = ({ latched = false, reset }: Pick<Alert, 'latched' | 'reset'>): boolean =>
  latched && reset === undefined;

/** A second person has agreed to it, where one has to. */
export const isSuppressed = ({ suppressed }: Pick<Alert, 'suppressed'>): boolean =>
  suppressed !== undefined && (suppressed.kind !== 'out-of-service' || suppressed.agreed !== undefined);

/**
 * Somebody has still to see to it: it is active or put away for a while, or it has ended and is latched, unconfirmed, or someone's case. What a recording
 * tells is nobody's duty, but a case that was begun on it is.
 */
export function isStanding(alert: Alert): boolean {
  const { condition, reconfirm = false, feed, suppressed } = alert;
  const { state } = caseOf(alert);
  if (condition === 'active' || suppressed !== undefined) return true;
  if (state === 'closed') return false;
  if (state !== 'open' || reconfirm) return true;
  return condition === 'cleared' && feed !== 'historical' && isLatched(alert);
}

/** ISA-18.2's states, and what this port adds: a latch. */
export type IsaState =
  | 'NORMAL'
  | 'UNACK'
  | 'ACKED'
  | 'RTN_UNACK'
  | 'LATCHED_UNACK'
  | 'LATCHED_ACKED'
  | 'SHELVED'
  | 'SUPPRESSED'
  | 'OUT_OF_SERVICE';

const away = { shelved: 'SHELVED', 'by-design': 'SUPPRESSED', 'out-of-service': 'OUT_OF_SERVICE' } as const;

export function isaState(alert: Alert): IsaState {
  const { condition, acknowledged, suppressed } = alert;
  const isAcked = acknowledged !== undefined;
  if (suppressed !== undefined && isSuppressed(alert)) return away[suppressed.kind];
  if (condition === 'active') return isAcked ? 'ACKED' : 'UNACK';
  if (condition !== 'cleared') return 'NORMAL';
  if (isLatched(alert)) return isAcked ? 'LATCHED_ACKED' : 'LATCHED_UNACK';
  return isAcked || caseOf(alert).state === 'closed' ? 'NORMAL' : 'RTN_UNACK';
}
