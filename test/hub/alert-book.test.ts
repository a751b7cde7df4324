// The alert book by itself: identity, lateness, and what is said after a replay by newer rules.
import { expect } from 'chai';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Found, Standing, Transition } from '../../hub/flow.ts';

const why = { rule: 'r', version: 1, measure: 'inside by', value: 1, limit: 0, unit: 'm', facts: {}, evidence: [] };
const found = (from: number, to?: number, change: Partial<Found> = {}): Found => ({
  ...{
    rule: 'r',
    scope: 'f',
    site: 's',
    feed: 'live',
    severity: 'S2',
    from,
    foundAt: from,
    changedAt: to ?? from,
    why,
  },
  ...(to === undefined ? {} : { to }),
  ...change,
});
const standing = (findings: readonly Found[], was: readonly Found[] = [], key = 'mmsi:1'): Standing => {
  return { key, rule: 'r', since: -Infinity, was, findings };
};
const bookOf = (mergeGapMs = 0) => new AlertBook(() => ({ mergeGapMs, integrity: false }));

/** What a journal would hold of these transitions. */
function journalOf(transitions: readonly Transition[]) {
  const alerts = new Map<string, Alert>();
  for (const { alert } of transitions) alerts.set(alert.id, alert);
  return {
    seq: transitions.at(-1)?.seq ?? 0,
    open: () => [...alerts.values()].filter(({ condition }) => condition === 'active'),
    alert: (id: string) => alerts.get(id),
  };
}

const said = (transitions: readonly Transition[]): string[] =>
  transitions.map(({ seq, change, alert }) => `${seq} ${change} ${alert.from}–${alert.to ?? ''} #${alert.revision}`);

describe('The alert book', () => {
  const lateness: readonly (readonly [what: string, found: Found, at: number, late: boolean])[] = [
    ['learnt of at once is not late', found(1000), 1000, false],
    ['learnt of a minute later is not late yet', found(1000), 61_000, false],
    ['learnt of later still is', found(1000), 61_001, true],
    [
      'a condition that takes an hour to be one is not late when the hour is over',
      found(0, undefined, { foundAt: 3_600_000 }),
      3_600_000,
      false,
    ],
    ['a recording is old, not late', found(1000, undefined, { feed: 'historical' }), 1e9, false],
  ];
  for (const [what, finding, at, late] of lateness) {
    it(what, () => expect(bookOf().settle([standing([finding])], at)[0]?.alert.late).to.equal(late));
  }

  it('an alert that was split keeps its name for the earlier part, and the later part gets another', () => {
    const book = bookOf();
    const [raised] = book.settle([standing([found(0)])], 0);
    const split = book.settle([standing([found(0, 5), found(8)], [found(0)])], 9);
    expect(said(split)).to.deep.equal(['2 cleared 0–5 #2', '3 raised 8– #1']);
    expect(split[0]?.alert.id).to.equal(raised?.alert.id);
    expect(split[1]?.alert.id).to.not.equal(raised?.alert.id);
  });

  it('two that became one keep the earlier name, and the other is withdrawn', () => {
    const book = bookOf();
    const was = [found(0, 5), found(8, 9)];
    book.settle([standing(was)], 9);
    expect(said(book.settle([standing([found(0, 9)], was)], 10))).to.deep.equal([
      '3 cleared 0–9 #2',
      '4 withdrawn 8–9 #2',
    ]);
  });
});

describe('After a replay', () => {
  const told = bookOf().settle([standing([found(0, 5), found(8)])], 9);
  const replay = (findings: readonly Found[]) => {
    const book = bookOf();
    book.settle([standing(findings)], 9);
    return book;
  };

  it('by the same rules there is nothing to say', () => {
    const book = replay([found(0, 5), found(8)]);
    expect(book.reconcile(journalOf(told), 100)).to.deep.equal([]);
    expect(book.seq).to.equal(2);
  });

  it('by newer rules the differences are told once, after what was told, and not again at the next start', () => {
    const findings = [found(0, 6), found(20)];
    const news = replay(findings).reconcile(journalOf(told), 100);
    expect(said(news)).to.deep.equal(['3 cleared 0–6 #2', '4 raised 20– #1', '5 withdrawn 8– #2']);
    const next = replay(findings);
    expect(next.reconcile(journalOf([...told, ...news]), 200)).to.deep.equal([]);
    expect(next.seq).to.equal(5);
  });

  it('what follows goes on from the revision that was told last', () => {
    const findings = [found(0, 6)];
    const news = replay(findings).reconcile(journalOf(told), 100);
    const next = replay(findings);
    next.reconcile(journalOf([...told, ...news]), 200);
    expect(said(next.settle([standing([found(0, 7)], findings)], 300))).to.deep.equal(['5 cleared 0–7 #3']);
  });
});
