// Tiers: classes as of their days, behaviour as a lower bound that fades, the minimum of both, and what would alter it.
import { expect } from 'chai';
import { type Tier, tiers } from '../../../hub/contracts/class-schemes.ts';
import { behaviourOf, halfLifeMs, type Observed, tierOfBound } from '../../../hub/trust/behaviour.ts';
import { dayAfter, dayOf } from '../../../hub/trust/day.ts';
import { least, nearestChanges, standingOf } from '../../../hub/trust/tier.ts';

const zone = 'Asia/Shanghai';
const at = (day: string, time = '12:00'): number => Date.parse(`${day}T${time}:00+08:00`);
const now = at('2026-11-25');
const party = {
  classes: [
    { from: '2012-11-01', scheme: 'order-197' as const, class: 'C' },
    { from: '2018-05-01', scheme: 'order-237' as const, class: 'general-certified' },
    { from: '2026-04-01', scheme: 'order-282' as const, class: 'advanced-certified' },
  ],
};
const checks = (clean: number, suspicious: number, when = now): Observed[] => [
  ...Array.from({ length: clean }, () => ({ at: when, clean: true })),
  ...Array.from({ length: suspicious }, () => ({ at: when, clean: false })),
];

describe('A legal class', () => {
  const days: readonly (readonly [when: number, tier: Tier, name: string])[] = [
    [at('2012-10-31', '23:59'), 'T3', 'nobody had given one: as everybody'],
    [at('2012-11-01', '00:00'), 'T4', 'C of Order 197, from its first minute'],
    [at('2018-04-30', '23:59'), 'T4', 'until the last minute of the day before'],
    [at('2018-05-01', '00:00'), 'T2', 'generally certified, Order 237'],
    [at('2026-03-31', '23:59'), 'T2', 'stands until it is given anew'],
    [at('2026-04-01', '00:00'), 'T1', 'advanced certified, Order 282'],
  ];
  for (const [when, tier, name] of days)
    it(`as of ${new Date(when).toISOString()} it is ${tier}: ${name}`, () => {
      const [byClass] = standingOf(party, [], when, zone).factors;
      expect(byClass).to.include({ code: 'class', tier });
    });
});

describe('Behaviour', () => {
  it('without any check bears the tier of its class, and no better one', () => {
    for (const tier of tiers) expect(tierOfBound(behaviourOf(tier, [], now).lower), tier).to.equal(tier);
  });

  it('is the lower tenth of a Beta posterior: of 1 and 1 it is a tenth, and more with every clean check', () => {
    // Beta(n, 1) has x^n for its distribution: the bound is the nth root of a tenth.
    for (const n of [2, 5, 40])
      expect(behaviourOf('T5', checks(n - 1, 0), now).lower).to.be.closeTo(0.1 ** (1 / n), 0.0001);
    expect(behaviourOf('T5', [], now).lower).to.be.closeTo(0.1, 0.0001);
  });

  const after: readonly (readonly [from: Tier, clean: number, suspicious: number, to: Tier])[] = [
    ['T1', 0, 1, 'T2'],
    ['T1', 0, 2, 'T3'],
    ['T1', 25, 1, 'T1'],
    ['T2', 0, 1, 'T3'],
    ['T3', 0, 1, 'T4'],
    ['T4', 0, 1, 'T5'],
    ['T2', 0, 2, 'T4'],
    ['T3', 6, 1, 'T3'],
    ['T3', 100, 0, 'T1'],
  ];
  for (const [from, clean, suspicious, to] of after)
    it(`of ${from}, after ${clean} clean and ${suspicious} suspicious checks, is worth ${to}`, () => {
      expect(tierOfBound(behaviourOf(from, checks(clean, suspicious), now).lower)).to.equal(to);
    });

  it('fades: a suspicious check weighs half after 180 days, and is all but forgotten after ten years', () => {
    const seen = checks(0, 1, now - halfLifeMs);
    expect(behaviourOf('T3', seen, now)).to.include({ alpha: 5, beta: 1, suspicious: 1 });
    expect(tierOfBound(behaviourOf('T3', checks(0, 1, now - 20 * halfLifeMs), now).lower)).to.equal('T3');
  });

  it('as of a moment knows nothing of what was learnt later', () => {
    expect(behaviourOf('T3', checks(0, 5, now + 1), now)).to.deep.equal(behaviourOf('T3', [], now));
    expect(behaviourOf('T3', checks(0, 5, now), now).suspicious).to.equal(5);
  });
});

describe('A tier', () => {
  it('is the least of its caps, whatever the others are: no sum buys one off', () => {
    const pairs = tiers.flatMap((a, i) => tiers.map((b, j) => [a, b, tiers[Math.max(i, j)]] as const));
    for (const [a, b, worse] of pairs) expect(least([a, b])).to.equal(worse);
    const bad = standingOf(party, checks(0, 9), now, zone);
    expect(bad.factors.map(({ code, tier }) => `${code} ${tier}`)).to.deep.equal(['class T1', 'behaviour T4']);
    expect(bad.tier).to.equal('T4');
    const good = standingOf({ classes: party.classes.slice(0, 1) }, checks(1000, 0), now, zone);
    expect(good.factors.map(({ tier }) => tier)).to.deep.equal(['T4', 'T1']);
    expect(good.tier).to.equal('T4');
  });

  it('says what would alter it, and that is so', () => {
    const spoilt = checks(0, 1);
    const changes = nearestChanges(party, spoilt, now, zone);
    const [up, down] = changes;
    expect(up).to.include({ code: 'clean-checks', tier: 'T1' });
    expect(down).to.include({ code: 'suspicious-checks', tier: 'T3' });
    const tierAfter = (clean: number, suspicious: number) =>
      standingOf(party, [...spoilt, ...checks(clean, suspicious)], now, zone).tier;
    expect(tierAfter((up?.count ?? 0) - 1, 0)).to.equal('T2');
    expect(tierAfter(up?.count ?? 0, 0)).to.equal('T1');
    expect(tierAfter(0, (down?.count ?? 0) - 1)).to.equal('T2');
    expect(tierAfter(0, down?.count ?? 0)).to.equal('T3');
    const regular = { classes: [{ from: '2026-04-01', scheme: 'order-282' as const, class: 'regular' }] };
    expect(nearestChanges(regular, [], now, zone)).to.deep.include({ code: 'better-class', tier: 'T2' });
  });
});

describe('The port’s calendar', () => {
  it('turns at its own midnight', () => {
    expect(dayOf(Date.UTC(2026, 10, 24, 15, 59, 59), zone)).to.equal('2026-11-24');
    expect(dayOf(Date.UTC(2026, 10, 24, 16), zone)).to.equal('2026-11-25');
    expect(['2026-11-30', '2026-12-31', '2028-02-28'].map(dayAfter)).to.deep.equal([
      ...['2026-12-01', '2027-01-01', '2028-02-29'],
    ]);
  });
});
