// The measures follow the journal: in slices after a start, from 31 days ago, within a bound; sites are walls, and tiers are not told.
import { expect } from 'chai';
import type { Alert } from '../../../hub/contracts/alert.ts';
import { keptMs, Ledger, Remembered } from '../../../hub/measures/ledger.ts';
import type { Mark } from '../../../hub/measures/marks.ts';
import { ask, day, followerOf, hour, m, measuresOf, minute, monday, Stream } from './a-stream.ts';

const hourly = (count: number): Stream => {
  const stream = new Stream();
  for (let i = 0; i < count; i += 1) stream.raise(`${i}`, monday + i * hour);
  return stream;
};

describe('Following the journal', () => {
  it('the past is read a slice at a time, and nothing is said to be complete before it is', () => {
    const stream = hourly(250);
    const measures = followerOf(stream, monday + 250 * hour);
    expect(ask(measures).complete).to.equal(false);
    const totals: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      measures.step();
      const { annunciations, complete } = ask(measures, { from: 0 });
      totals.push(annunciations.total);
      expect(complete).to.equal(false);
      expect(ask(measures).complete).to.equal(i >= 2);
    }
    expect(totals).to.deep.equal([100, 200, 250, 250]);
  });

  it('it begins 31 days ago, wherever that is in the journal and whatever of it is gone, with few looks', () => {
    const stream = hourly(2000);
    const now = monday + 2000 * hour;
    // Every third was let go of.
    const kept = stream.transitions.filter(({ seq }) => seq % 3 !== 0);
    let looks = 0;
    const measures = followerOf(stream, now, {
      transitions: (after, most) => {
        looks += Number(most === 1);
        return kept.filter(({ seq }) => seq > after).slice(0, most);
      },
    });
    measures.step();
    expect(looks).to.be.at.most(12);
    while (!measures.isComplete) measures.step();
    const since = kept.filter(({ alert }) => alert.changedAt > now - keptMs);
    expect(measures.size.marks).to.equal(since.length);
    expect(ask(measures, { from: 0 }).annunciations.total).to.equal(since.length);
  });

  it('a journal that forgets sooner is no witness of before', () => {
    const measures = measuresOf(hourly(100), monday + 100 * hour, { keepMs: 2 * day });
    expect(ask(measures, { from: 0 })).to.deep.include({ complete: false, keptFrom: monday + 52 * hour });
    expect(ask(measures, { from: 0 }).annunciations.total).to.equal(47);
  });

  it('what is committed meanwhile is counted once: told before its turn it is read when it is', () => {
    const stream = hourly(150);
    let told = 100;
    const measures = followerOf(stream, monday + 200 * hour, {
      upTo: () => told,
      transitions: (after, most) => stream.transitions.filter(({ seq }) => seq > after && seq <= told).slice(0, most),
    });
    const live: string[] = [];
    measures.onMark = ({ alert }) => live.push(alert);
    measures.tell(stream.transitions.slice(0, 1));
    measures.step();
    told = 120;
    measures.tell(stream.transitions.slice(100, 120));
    told = 130;
    measures.tell(stream.transitions.slice(125, 130));
    expect(measures.isComplete, 'there is a hole before these').to.equal(false);
    measures.step();
    expect(measures.isComplete).to.equal(true);
    expect(ask(measures, { from: 0 }).annunciations.total).to.equal(130);
    expect(live, 'only what was news').to.deep.equal(stream.transitions.slice(100, 130).map(({ alert }) => alert.id));
  });

  it('a site is a wall: nothing of another is in any figure, and one that is not seen is none', () => {
    const here = new Stream().raise('a', m(0)).acknowledge('a', m(1), 'li');
    const both = new Stream().raise('a', m(0)).acknowledge('a', m(1), 'li');
    for (let i = 0; i < 30; i += 1) both.raise(`y${i}`, m(2), { site: 'yard', key: 'lane:y', severity: 'S1' });
    both.acknowledge('y0', m(3), 'wu').dispose('y1', m(4), 'false_sensor', 'wu').tell('escalated', 'y2', m(5));
    const wall = (site: string): boolean => site === 'wharf';
    const [alone, behind] = [here, both].map((stream) => ask(measuresOf(stream, m(20)), {}, wall));
    expect(behind).to.deep.equal(alone);
    expect(JSON.stringify(behind)).not.to.match(/yard|wu|lane:y/);
    const measures = measuresOf(both, m(20));
    const asker = { sees: wall, asRuled: false, present: () => [] };
    expect(measures.ask({ site: 'yard' }, asker)).to.equal(undefined);
    expect(measures.ask({ site: 'nowhere' }, asker)).to.equal(undefined);
    expect(measures.ask({ site: 'wharf' }, asker)?.annunciations.total).to.equal(1);
    expect(ask(measures, { site: 'wharf' }).sites).to.deep.equal(['wharf']);
    expect(ask(measures).annunciations.bySite).to.deep.equal([
      { site: 'yard', count: 30 },
      { site: 'wharf', count: 1 },
    ]);
  });

  it('who may not know of tiers is told severities as the rules have them', () => {
    const trust = {
      party: 'lion',
      name: { zh: '狮', en: 'Lion' },
      tier: 'T5',
      severity: 'S3',
      factors: [],
    } satisfies Alert['trust'];
    const stream = new Stream().raise('a', m(0), { severity: 'S2', trust }).acknowledge('a', m(1));
    const of = (asRuled: boolean) => {
      const answer = measuresOf(stream, m(5)).ask({}, { sees: () => true, asRuled, present: () => [] });
      return [answer?.mix, answer?.acknowledged].map((rows) => rows?.find(({ count }) => count > 0)?.severity);
    };
    expect(of(false)).to.deep.equal(['S2', 'S2']);
    expect(of(true)).to.deep.equal(['S3', 'S3']);
  });
});

describe('What is remembered has a bound', () => {
  const mark = (at: number): Mark => ({
    ...{ what: 'annunciated', cause: 'raised', at, alert: 'a', site: 's', rule: 'r', key: 'k' },
    ...{ severity: 'S1', ruled: 'S1' },
  });

  it('of marks the eldest go, and what is kept is whole: no moment is kept in part', () => {
    const ledger = new Ledger(0, 80);
    for (let i = 0; i < 1000; i += 1) {
      ledger.push(mark(m(Math.floor(i / 7))));
      expect(ledger.size).to.be.at.most(80);
      const from = ledger.keptFrom(m(Math.floor(i / 7)));
      const kept = ledger.between('called', from, Infinity);
      expect(kept[0]?.at ?? Infinity).to.be.greaterThan(from);
      const whole = Array.from({ length: i + 1 }, (_, n) => m(Math.floor(n / 7))).filter((at) => at > from);
      expect(kept.length).to.equal(whole.length);
    }
    expect(ledger.size).to.be.at.least(60);
  });

  it('a storm shortens what is known, and says so', () => {
    const stream = new Stream();
    for (let i = 0; i < 500; i += 1) stream.raise(`${i}`, m(i));
    const measures = measuresOf(stream, m(500), { bounds: { marks: 100, alerts: 50 } });
    expect(measures.size.marks).to.be.at.most(100);
    expect(measures.size.alerts).to.equal(50);
    const { complete, keptFrom, annunciations } = ask(measures, { from: m(0) });
    expect(complete).to.equal(false);
    expect(annunciations.total).to.equal((m(499) - keptFrom) / minute);
    expect(ask(measures, { from: keptFrom }).complete).to.equal(true);
  });

  it('of alerts those that are over are forgotten first, the longest untouched before the others', () => {
    const remembered = new Remembered(3);
    const put = (id: string, condition: 'active' | 'cleared') =>
      remembered.put(id, {
        ...{ condition, suppressed: false, acknowledged: false, reAlarms: 0, calledAt: 0, activeSince: 0 },
      });
    put('stands', 'active');
    put('over', 'cleared');
    put('late', 'cleared');
    put('over', 'cleared');
    put('new', 'active');
    const has = (id: string): boolean => remembered.get(id) !== undefined;
    expect(['stands', 'over', 'late', 'new'].map(has)).to.deep.equal([true, true, false, true]);
    put('b', 'active');
    put('c', 'active');
    expect(['stands', 'over', 'new', 'b', 'c'].map(has)).to.deep.equal([false, false, true, true, true]);
  });
});
