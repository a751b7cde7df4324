// What the lottery draws from: who went out through a lane, once, by whoever read which plate; and keys for every day.
import { expect } from 'chai';
import type { Feed } from '../../../hub/contracts/ids.ts';
import type { KeyEvent, Keyed } from '../../../hub/flow.ts';
import { Parties } from '../../../hub/registry/parties.ts';
import { readPortPlan } from '../../../hub/registry/port-plan.ts';
import { newKey } from '../../../hub/trust/lottery.ts';
import { movementsOf } from '../../../hub/trust/movement.ts';
import { TrustBook } from '../../../hub/trust/trust-book.ts';
import { root } from '../../a-port.ts';

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const passage = (data: object, id = 'p1', feed: Feed = 'live', lane = 'main-out-1'): Keyed[] => {
  const order = { time: 5, asOf: 5, from: 'gate-main/e/urgent', seq: 1 };
  const source = { id, agent: 'gate-main', site: 'shatian-wharf', feed, heardAt: 5 };
  const event = { ...order, ...source, kind: 'gate.passage', subject: `lane:${lane}`, data } as unknown as KeyEvent;
  return [`lane:${lane}`, 'plate:粤B12345', 'container:CSQU3054383'].map((key) => ({ key, event }));
};
const out = { direction: 'out', plates: ['粤B·12345'] };

describe('A movement', () => {
  it('is one passage outwards, in however many stories it is told; its name is the agent’s and the event’s', () => {
    const [moved, ...more] = movementsOf(passage(out), plan);
    expect(more).to.deep.equal([]);
    expect(moved).to.include({ id: 'gate-main/p1', site: 'shatian-wharf', lane: 'main-out-1' });
    expect(moved?.plates).to.deep.equal(['粤B12345']);
    expect(moved?.cameras.length).to.be.greaterThan(0);
  });

  const none: readonly (readonly [what: string, keyed: Keyed[]])[] = [
    ['inwards', passage({ ...out, direction: 'in' })],
    ['held at the barrier', passage({ ...out, decision: 'held' })],
    ['of a recording', passage(out, 'p1', 'historical')],
    ['through a lane that the plan does not know', passage(out, 'p1', 'live', 'nowhere')],
    ['either way through a lane inwards', passage({ ...out, direction: 'unknown' }, 'p1', 'live', 'main-in-1')],
  ];
  for (const [what, keyed] of none) it(`is none ${what}`, () => expect(movementsOf(keyed, plan)).to.deep.equal([]));

  it('is one where nobody saw which way, if the lane is built outwards', () => {
    expect(movementsOf(passage({ ...out, direction: 'unknown' }), plan)).to.have.length(1);
  });
});

describe('The book of trust', () => {
  const registry = { plan, partiesAt: () => new Parties({ ...plan, rules: { ...plan.rules, checkRate: 1 } }) };
  const nothing = { days: () => [], openChecks: () => [], results: () => [], wasHeard: () => false };
  const noon = Date.parse('2026-11-25T12:00:00+08:00');
  const payload = (of: object) => Buffer.from(JSON.stringify(of));
  const begun = (at = noon, book = new TrustBook(registry, nothing)) => {
    for (const day of book.lacks(at))
      book.hear({ kind: 'lottery-day', payload: payload({ day, key: newKey() }), receivedAt: at }, []);
    return book;
  };

  it('wants keys of today and tomorrow, and the next one when the day turns', () => {
    const book = new TrustBook(registry, nothing);
    expect(book.lacks(noon)).to.deep.equal(['2026-11-25', '2026-11-26']);
    begun(noon + 60_000, book);
    expect(book.lacks(noon + 120_000)).to.deep.equal([]);
    expect(book.lacks(Date.parse('2026-11-26T00:00:00+08:00'))).to.deep.equal(['2026-11-27']);
  });

  it('takes the first key of a day, and no other', () => {
    const day = {
      kind: 'lottery-day',
      payload: payload({ day: '2026-11-25', key: newKey() }),
      receivedAt: noon,
    } as const;
    expect(begun().hear(day, []).days).to.deep.equal([]);
  });

  it('draws a movement once, however often it is told', () => {
    const book = begun();
    const clock = { kind: 'clock', receivedAt: noon } as const;
    expect(book.hear(clock, passage(out)).draws).to.have.length(1);
    expect(book.hear(clock, passage(out)).draws).to.deep.equal([]);
  });

  it('holds so many open checks, and lets the eldest go as expired', () => {
    const book = begun();
    const news = Array.from({ length: 501 }, (_, i) =>
      book.hear({ kind: 'clock', receivedAt: noon }, passage(out, `p${i}`)),
    );
    const over = news.flatMap(({ checks }) => checks).filter(({ state }) => state === 'expired');
    expect(over.map(({ movement }) => movement)).to.deep.equal(['gate-main/p0']);
  });

  it('a check is open to its last moment, and not after', () => {
    const book = begun();
    const [check] = book.hear({ kind: 'clock', receivedAt: noon }, passage(out)).checks;
    expect([book.isDue(noon + 120_000), book.isDue(noon + 120_001)]).to.deep.equal([false, true]);
    const said = { kind: 'check', payload: payload({ check: check?.id, result: 'clean', by: 'chen' }) } as const;
    const late = book.hear({ ...said, receivedAt: noon + 120_001 }, []);
    expect(late.checks.map(({ state }) => state)).to.deep.equal(['expired']);
  });
});
