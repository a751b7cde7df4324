// States and changes of an alert that must never be, whoever does what in whichever order: looked for without any model of it.
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Disposition } from '../../hub/contracts/case.ts';
import { falseAlarms } from '../../hub/contracts/law.ts';
import { caseOf, isLatched, versionOf } from '../../hub/contracts/standing.ts';
import type { Transition } from '../../hub/flow.ts';
import { hour, minute } from './case-life.ts';

/** Of all that stand together. */
export function neverOf(all: readonly Alert[]): void {
  for (const alert of all) {
    const { condition, acknowledged, suppressed } = alert;
    const { state, level, owner, disposed, closedBy, visit } = caseOf(alert);
    const isOver = state === 'disposed' || state === 'closed';
    never(state === 'closed' && condition === 'active', 'closed while active', alert);
    never(state === 'closed' && condition === 'cleared' && isLatched(alert), 'closed while latched', alert);
    never(isOver !== (disposed !== undefined), 'over without being said what it was', alert);
    never((state === 'closed') !== (closedBy !== undefined), 'closed by nobody', alert);
    never((state === 'claimed') !== (owner !== undefined), 'an owner without a claim, or a claim without', alert);
    never(acknowledged?.by === 'ops', 'acknowledged by the terminal', alert);
    never(isOver && visit !== undefined && visit.result === undefined, 'disposed while somebody is there', alert);
    never(level > 3, 'above the highest', alert);
    if (suppressed?.kind !== 'by-design') continue;
    const parent = all.find(({ id }) => id === suppressed.because);
    never(parent?.condition !== 'active', 'suppressed by what does not stand', alert);
  }
}

/** From one telling of it to the next. */
export function neverBetween(was: Alert | undefined, now: Alert, change: Transition['change'], at: number): void {
  if (was === undefined) return;
  never(versionOf(now) < versionOf(was), 'an older version', now);
  never(now.revision !== was.revision + 1, 'a revision left out', now);
  const isSame = versionOf(now) === versionOf(was);
  never(isSame && caseOf(now).state !== caseOf(was).state, 'another case of the same version', now);
  never(isSame && now.condition !== was.condition, 'another condition of the same version', now);
  const isAgain = was.condition === 'cleared' && now.condition === 'active';
  never(isAgain && now.acknowledged !== undefined, 'come again, and acknowledged still', now);
  never(isAgain && now.reset !== undefined, 'come again, and reset still', now);
  const [before, after] = [caseOf(was), caseOf(now)];
  const isTaken = before.owner !== undefined && after.owner !== undefined && before.owner !== after.owner;
  never(isTaken && change !== 'handed-over', 'two owners', now);
  if (change === 'closed') neverClosed(now);
  if (change === 'shelved') neverShelved(now, at);
  if (change === 'taken-out' || change === 'agreed') neverOut(now, at);
}

function neverClosed(alert: Alert): void {
  const { disposed, closedBy } = caseOf(alert);
  const isFalse = falseAlarms.includes(disposed?.code as Disposition);
  const isGrave = alert.severity === 'S1' || (alert.latched === true && isFalse);
  const isOne = closedBy?.by === disposed?.by || closedBy?.by === disposed?.owner;
  never(isGrave && isOne, 'closed by one person', alert);
}

function neverShelved(alert: Alert, at: number): void {
  const { suppressed } = alert;
  never(suppressed?.kind !== 'shelved', 'shelved, and not on the shelf', alert);
  if (suppressed?.kind !== 'shelved') return;
  const { until, role } = suppressed;
  const most = role === 'supervisor' ? 8 * hour : 30 * minute;
  never(!(until > at && until - at <= most), 'shelved without end, or for longer than one may', alert);
  never(alert.latched === true && role !== 'supervisor', 'latched, and put away by an officer', alert);
}

function neverOut(alert: Alert, at: number): void {
  const { suppressed } = alert;
  never(suppressed?.kind !== 'out-of-service', 'out of service, and not', alert);
  if (suppressed?.kind !== 'out-of-service') return;
  never(suppressed.until - at > 7 * 24 * hour, 'out of service for longer than a week', alert);
  never(suppressed.agreed?.by === suppressed.by, 'agreed by whoever proposed it', alert);
}

function never(is: boolean, what: string, alert: Alert): void {
  if (is) expect.fail(`never: ${what}: ${JSON.stringify(alert)}`);
}
