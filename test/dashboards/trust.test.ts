// Trust on the page: what it did to an alert in words, and checks as rows that only go forwards.
import { expect } from 'chai';
import { mergeChecks, openOf } from '../../dashboards/state/checks.ts';
import { effectText, factorText, percent } from '../../dashboards/trust/trust-words.ts';
import type { Alert, Severity } from '../../hub/contracts/alert.ts';
import type { Tier } from '../../hub/contracts/class-schemes.ts';
import type { Check } from '../../hub/contracts/trust.ts';
import { alertOf } from './alert-of.ts';

const weighed = (tier: Tier, ruled: Severity, severity: Severity, integrity = false): Alert => {
  const trust = { party: 'p', name: { zh: '甲', en: 'A' }, tier, severity: ruled, factors: [] };
  return alertOf('a', { severity, integrity, trust });
};
const check = (letter: string, dueAt: number, state: Check['state'] = 'open'): Check => ({
  ...{ id: letter.repeat(16), movement: letter, site: 's', lane: 'l', cameras: [], rate: 1 },
  ...{ movedAt: 0, drawnAt: dueAt - 120_000, dueAt, state },
});
const ids = (all: readonly Check[]): string => all.map(({ movement }) => movement).join('');

describe('dashboards: trust', () => {
  const effects: readonly (readonly [alert: Alert, en: string])[] = [
    [weighed('T1', 'S2', 'S3'), 'Softened from S2 to S3, for tier T1'],
    [weighed('T4', 'S2', 'S1'), 'Raised from S2 to S1, for tier T4'],
    [weighed('T3', 'S2', 'S2'), 'Tier T3 leaves this rule’s severity as it is (S2)'],
    [weighed('T5', 'S1', 'S1'), 'Tier T5 would raise it a step; S1 is the gravest already'],
    [weighed('T1', 'S4', 'S4'), 'Tier T1 would soften it a step; S4 is the slightest already'],
    [weighed('T1', 'S1', 'S1', true), 'An integrity rule: trust changes nothing (S1)'],
  ];
  for (const [alert, en] of effects)
    it(`says “${en}”, and as much in Chinese`, () => {
      expect(effectText('en', alert)).to.equal(en);
      expect(effectText('zh', alert))
        .to.match(/[\u4e00-\u9fff]/)
        .and.not.include('{');
    });

  it('says nothing where nobody known is behind it', () => {
    expect(effectText('en', alertOf('a'))).to.equal(undefined);
  });

  it('tells a factor in words: the class with its order and day, or that none was given; behaviour with its bound', () => {
    const values = { scheme: 'order-282', class: 'dishonest', from: '2026-04-01' };
    const byClass = { code: 'class', tier: 'T4', values } as const;
    expect(factorText('zh', byClass)).to.equal('法定类别：失信（海关总署令第 282 号，自 2026-04-01）→ T4');
    expect(factorText('en', { ...byClass, tier: 'T3', values: {} })).to.match(/^No legal class given/);
    const seen = { code: 'behaviour', tier: 'T3', values: { lower: 0.7527, clean: 2, suspicious: 0 } } as const;
    expect(factorText('en', seen)).to.include('2 remote checks clean, 0 suspicious').and.include('75.3%');
    expect([0.01, 0.025, 1].map(percent)).to.deep.equal(['1%', '2.5%', '100%']);
  });

  it('shows first what is due first', () => {
    const rows = mergeChecks(
      new Map(),
      { t: 0, checks: [check('b', 9), check('a', 5), check('c', 7, 'expired')] },
      true,
    );
    expect(ids(openOf(rows))).to.equal('ab');
  });

  it('takes a check that is over for over, whatever comes after it; a sync is all there is', () => {
    const done = mergeChecks(new Map(), { t: 0, checks: [check('a', 5, 'done')] }, false);
    expect(openOf(mergeChecks(done, { t: 1, checks: [check('a', 5)] }, false))).to.deep.equal([]);
    expect([...mergeChecks(done, { t: 2, checks: [check('b', 9)] }, true).keys()]).to.deep.equal(['b'.repeat(16)]);
  });

  it('holds two hundred at most, the newest', () => {
    const many = Array.from({ length: 250 }, (_, i) => ({ ...check('a', i), id: String(i).padStart(16, '0') }));
    const rows = mergeChecks(new Map(), { t: 0, checks: many }, true);
    expect(rows.size).to.equal(200);
    expect(rows.has('0'.repeat(16))).to.equal(false);
  });
});
