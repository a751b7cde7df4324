// The measures a second time, slow and plain: every figure from all transitions anew, with everything that ever was in hand.
import type { Alert, Severity } from '../../../hub/contracts/alert.ts';
import { falseAlarms } from '../../../hub/contracts/law.ts';
import { isSuppressed } from '../../../hub/contracts/standing.ts';
import type { Transition } from '../../../hub/flow.ts';

interface Change {
  readonly at: number;
  readonly change: Transition['change'];
  readonly alert: Alert;
  readonly was: Alert | undefined;
}

const minute = 60_000;
const severities: readonly Severity[] = ['S1', 'S2', 'S3', 'S4'];

/** Each with the alert as it was before, at the hub's time of then. */
function changesOf(transitions: readonly Transition[]): Change[] {
  return transitions.map(({ change, alert }, i) => {
    const earlier = transitions.slice(0, i);
    const at = Math.max(...transitions.slice(0, i + 1).map((one) => one.alert.changedAt));
    return { at, change, alert, was: earlier.findLast((one) => one.alert.id === alert.id)?.alert };
  });
}

const visible = (alert: Alert | undefined): boolean =>
  alert !== undefined && alert.condition === 'active' && !isSuppressed(alert);

function isCalled({ change, alert, was }: Change): boolean {
  if (alert.feed === 'historical' || isSuppressed(alert)) return false;
  return change === 'raised' || (visible(alert) && (!visible(was) || (alert.reAlarms ?? 0) > (was?.reAlarms ?? 0)));
}

function turns({ change, alert, was }: Change): number {
  if (alert.feed === 'historical' || isSuppressed(alert)) return 0;
  if (change === 'raised') return 1;
  const pair = `${was?.condition} ${alert.condition}`;
  if (pair === 'active active') return (alert.reAlarms ?? 0) > (was?.reAlarms ?? 0) ? 2 : 0;
  return pair === 'active cleared' || pair === 'cleared active' ? 1 : 0;
}

const doerOf = ({ change, alert, was }: Change): string[] => [
  ...(alert.acknowledged !== undefined && was?.acknowledged === undefined ? [alert.acknowledged.by] : []),
  ...(change === 'claimed' && alert.case?.owner !== undefined ? [alert.case.owner] : []),
  ...(change === 'disposed' && alert.case?.disposed !== undefined ? [alert.case.disposed.by] : []),
];

export interface Recount {
  readonly annunciated: number;
  readonly bySeverity: readonly number[];
  readonly waits: readonly (readonly number[])[];
  readonly chattered: number;
  readonly floods: readonly (readonly [start: number, end: number | undefined, peak: number])[];
  readonly positions: number;
  readonly escalations: number;
  readonly top: number;
  readonly judged: readonly (readonly [rule: string, judged: number, none: number])[];
}

/** After `from`, up to `to`, of the sites that are seen; the hub's clock says `now`. */
export function recount(
  transitions: readonly Transition[],
  { from, to, now, sees }: { from: number; to: number; now: number; sees: (site: string) => boolean },
): Recount {
  const all = changesOf(transitions).filter(({ alert }) => sees(alert.site));
  const within = all.filter(({ at }) => at > from && at <= to);
  const called = within.filter(isCalled);
  const sources = called.map(({ alert }) => `${alert.rule} ${alert.key}`);
  const sizes = [...new Set(sources)].map((one) => sources.filter((other) => other === one).length);
  return {
    annunciated: called.length,
    bySeverity: severities.map((one) => called.filter(({ alert }) => alert.severity === one).length),
    waits: severities.map((one) => waitsOf(all, within, one)),
    chattered: new Set(within.filter((one) => isTooMuch(one, all)).map(sourceOf)).size,
    floods: floods(all, now).filter(([start, end]) => start <= to && (end ?? now) > from),
    positions: Math.max(1, new Set(actorsBy(all, to)).size),
    escalations: within.filter(({ change, alert }) => change === 'escalated' && alert.feed !== 'historical').length,
    top: sizes
      .sort((a, b) => b - a)
      .slice(0, 10)
      .reduce((sum, size) => sum + size, 0),
    judged: judgedOf(within),
  };
}

const sourceOf = ({ alert }: Change): string => `${alert.site} ${alert.rule} ${alert.key} ${alert.scope}`;

function isTooMuch(one: Change, all: readonly Change[]): boolean {
  if (turns(one) === 0) return false;
  const upTo = all.slice(0, all.indexOf(one) + 1);
  const same = upTo.filter((other) => sourceOf(other) === sourceOf(one) && other.at > one.at - minute);
  return same.reduce((sum, other) => sum + turns(other), 0) >= 3;
}

function waitsOf(all: readonly Change[], within: readonly Change[], severity: Severity): number[] {
  const acknowledged = within.filter(
    ({ alert, was }) =>
      alert.severity === severity &&
      alert.feed !== 'historical' &&
      alert.acknowledged !== undefined &&
      was?.acknowledged === undefined,
  );
  return acknowledged
    .map((one) => {
      const before = all.slice(0, all.indexOf(one)).filter(({ alert }) => alert.id === one.alert.id);
      const since = before.findLast(isCalled)?.at ?? one.alert.raisedAt;
      return Math.max(0, (one.alert.acknowledged?.at ?? 0) - since);
    })
    .sort((a, b) => a - b);
}

const actorsBy = (all: readonly Change[], at: number): string[] =>
  all.filter((one) => one.at > at - 30 * minute && one.at <= at && one.alert.feed !== 'historical').flatMap(doerOf);

function floods(all: readonly Change[], now: number) {
  const times = all.filter(isCalled).map(({ at }) => at);
  const moments = [...new Set([...times, ...times.map((at) => at + 10 * minute)])].filter((at) => at <= now);
  const found: [number, number | undefined, number][] = [];
  let under: [number, number | undefined, number] | undefined;
  for (const at of moments.sort((a, b) => a - b)) {
    const count = times.filter((time) => time > at - 10 * minute && time <= at).length;
    const officers = Math.max(1, new Set(actorsBy(all, at)).size);
    if (under === undefined) {
      if (!times.includes(at) || count <= 10 * officers) continue;
      under = [at, undefined, count];
      found.push(under);
    } else if (count < 5 * officers) {
      under[1] = at;
      under = undefined;
    } else under[2] = Math.max(under[2], count);
  }
  return found;
}

function judgedOf(within: readonly Change[]): [string, number, number][] {
  const mine = within.filter(({ alert }) => alert.feed !== 'historical');
  const rules = [...new Set(mine.map(({ alert }) => alert.rule))].sort();
  return rules.flatMap((rule): [string, number, number][] => {
    const ids = [...new Set(mine.filter(({ alert }) => alert.rule === rule).map(({ alert }) => alert.id))];
    const words = ids.flatMap((id) => {
      const last = mine.findLast(
        ({ change, alert }) => alert.id === id && (change === 'disposed' || change === 'reopened'),
      );
      return last?.change === 'disposed' && last.alert.case?.disposed ? [last.alert.case.disposed.code] : [];
    });
    const judged = words.filter((code) => !['duplicate', 'drill_test', 'insufficient_evidence'].includes(code));
    const none = judged.filter((code) => falseAlarms.includes(code));
    return words.length === 0 ? [] : [[rule, judged.length, none.length]];
  });
}
