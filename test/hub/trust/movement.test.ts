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
const passage = (data: object, id = 'p1', feed: Feed = 'live', lane = 'main-out-1', time = 5): Keyed[] => {
  const order = { time, asOf: 5, from: 'gate-main/e/urgent', seq: 1 };
  const source = { id, agent: 'gate-main', site: 'shatian-wharf', feed, heardAt: 5 };
  const event = { ...order, ...source, kind: 'gate.passage', subject: `lane:${lane}`, data } as unknown as KeyEvent;
  return [`lane:${lane}`, 'plate:粤B12345', 'container:CSQU3054383'].map((key) => ({ key, event }));
};
const out = { direction: 'out', plates: ['粤B·12345'] };

describe('A movement', () => {
  it('is one passage outwards, in however many stories it is told; its name is the agent’s and the event’s, and what it says', () => {
    const [moved, ...more] = movementsOf(passage(out), plan);
    expect(more).to.deep.equal([]);
    expect(moved).to.include({ site: 'shatian-wharf', lane: 'main-out-1' });
    expect(moved?.id).to.match(/^gate-main\/p1#[0-9a-f]{16}$/);
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

  it('draws every event, though an agent gives all of them one id', () => {
    const book = begun();
    const news = Array.from({ length: 9 }, (_, i) =>
      book.hear({ kind: 'clock', receivedAt: noon }, passage(out, 'p1', 'live', 'main-out-1', i + 1)),
    );
    expect(new Set(news.flatMap(({ draws }) => draws.map(({ movement }) => movement))).size).to.equal(9);
  });

  it('goes by the least trusted of all whose plates were read', () => {
    const tiersOf = (plates: string[]) =>
      begun().hear({ kind: 'clock', receivedAt: noon }, passage({ ...out, plates })).checks;
    for (const plates of [
      ['粤A12345', '粤B12345'],
      ['粤B12345', '粤A12345'],
    ])
      expect(tiersOf(plates)[0]).to.include({ tier: 'T4', party: 'lion-trucking' });
  });

  const midnight = Date.parse('2026-11-26T00:00:00+08:00');
  const drawnBy = (book: TrustBook, receivedAt: number) =>
    book.hear({ kind: 'clock', receivedAt }, passage(out)).draws.map(({ day }) => day);

  it('draws by no key that is public, though its clock was set back while it was down', () => {
    const days = [
      { day: '2026-11-27', key: newKey(), commitment: '', committedAt: midnight },
      { day: '2026-11-26', key: newKey(), commitment: '', committedAt: noon },
      { day: '2026-11-25', key: newKey(), commitment: '', committedAt: noon },
    ];
    const book = new TrustBook(registry, { ...nothing, days: () => days });
    expect(book.lacks(noon)).to.deep.equal([]);
    expect(drawnBy(book, noon)).to.deep.equal(['2026-11-26']);
  });

  it('nor though a new plan is of a time zone where it is the day before', () => {
    const moved = midnight + 1000;
    const of = (timeZone: string) => new Parties({ ...plan, timeZone });
    const partiesAt = (at: number) => of(at < moved ? 'Asia/Shanghai' : 'UTC');
    const book = new TrustBook({ plan, partiesAt }, nothing);
    begun(noon, book);
    begun(midnight, book);
    book.hear({ kind: 'plan', payload: payload({}), receivedAt: moved }, []);
    expect(book.lacks(moved)).to.deep.equal([]);
    expect(drawnBy(book, moved)).to.deep.equal(['2026-11-26']);
  });

  it('holds so many open checks, and lets the eldest go as expired', () => {
    const book = begun();
    const news = Array.from({ length: 501 }, (_, i) =>
      book.hear({ kind: 'clock', receivedAt: noon }, passage(out, `p${i}`)),
    );
    const over = news.flatMap(({ checks }) => checks).filter(({ state }) => state === 'expired');
    expect(over.map(({ movement }) => movement.replace(/#.*/, ''))).to.deep.equal(['gate-main/p0']);
  });

  it('of a site: a flood at one pushes out none of another', () => {
    const book = begun();
    const elsewhere = plan.lanes.find(({ direction, site }) => direction === 'out' && site !== 'shatian-wharf');
    const other = passage(out, 'other', 'live', elsewhere?.id);
    const [check] = book.hear({ kind: 'clock', receivedAt: noon }, other).checks;
    expect(check?.site).to.not.equal('shatian-wharf');
    const news = Array.from({ length: 501 }, (_, i) =>
      book.hear({ kind: 'clock', receivedAt: noon }, passage(out, `p${i}`)),
    );
    const over = news.flatMap(({ checks }) => checks).filter(({ state }) => state === 'expired');
    expect(over.map(({ site }) => site)).to.deep.equal(['shatian-wharf']);
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
