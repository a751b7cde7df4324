// A port small enough to fold by hand: one restricted fence, an engine and a book over it, fixes and beats.
import { fenceOf } from '../../geo/fence.ts';
import { planeAt, toSpot } from '../../geo/plane.ts';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Keyed, Transition, World } from '../../hub/flow.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import type { Rule } from '../../hub/rules/rule.ts';
import { rulebook } from '../../hub/rules/rulebook.ts';

export const plane = planeAt(113.59, 22.86);
const ring = [
  [113.5735, 22.8695],
  [113.5802, 22.859],
  [113.578, 22.8578],
  [113.5713, 22.8683],
  [113.5735, 22.8695],
];
const fence = fenceOf(plane, { id: 'front', rings: [ring], hysteresisM: 0, fixes: 1 });
const facts = { id: 'front', site: 's', nameZh: '前沿', nameEn: 'front', restricted: true, allowed: ['mmsi:7'] };
export const world: World = {
  ...{ from: 0, plan: 'p1', plane, fences: [fence], factsOf: (id) => (id === 'front' ? facts : undefined) },
  ...{ graceMs: 15_000, spoolMaxAgeMs: 1, expected: new Map([['agent:expected', 's']]) },
};

export function port(rules: readonly Rule[] = rulebook, mergeGapMs = 0, worlds: readonly World[] = [world]) {
  const known = [...worlds];
  const worldAt = (asOf: number): World => known.findLast(({ from }) => from <= asOf) ?? world;
  const engine = new FoldEngine(rules, { worlds: known, worldAt });
  const book = new AlertBook(() => ({ mergeGapMs, integrity: false }));
  const alerts = new Map<string, Alert>();
  const told: Transition[] = [];
  const tell = (transitions: readonly Transition[]): void => {
    told.push(...transitions);
    for (const { alert } of transitions) alerts.set(alert.id, alert);
  };
  return {
    engine,
    told,
    fold: (...events: Keyed[]) => tell(book.settle(engine.fold(events), 1_000_000)),
    planned: (next: World) => {
      known.push(next);
      tell(book.settle(engine.planned(next), next.from));
    },
    passed: (time: number) => tell(book.settle(engine.passed('hub', time), time)),
    standing: () =>
      [...alerts.values()]
        .filter(({ condition }) => condition !== 'withdrawn')
        .map(({ rule, key, scope, from, to, condition, why }) => ({
          rule,
          key,
          scope,
          from,
          to,
          condition,
          evidence: why.evidence,
        }))
        .sort((a, b) => (a.key === b.key ? a.from - b.from : a.key < b.key ? -1 : 1)),
  };
}

export const fix = (seq: number, time: number, at: { lon: number; lat: number }, key = 'mmsi:1'): Keyed => ({
  key,
  event: {
    ...{
      kind: 'position',
      time,
      asOf: time,
      from: 'a/e/routine',
      seq,
      id: `a:${seq}`,
      agent: 'a',
      site: 's',
      feed: 'live',
      fix: { ...at },
    },
    spot: toSpot(plane, at.lon, at.lat),
  },
});

export const beat = (seq: number, time: number, change: object = {}): Keyed => ({
  key: 'agent:a',
  event: {
    kind: 'beat',
    time,
    asOf: time,
    from: 'e/1',
    seq,
    online: true,
    finished: false,
    feed: 'live',
    site: 's',
    ...change,
  },
});
