// What counts of an alert's life, one sentence a case: to what an officer is called, what is noise, how long things took.
import { expect } from 'chai';
import type { Alert } from '../../../hub/contracts/alert.ts';
import { Coping } from '../../../hub/measures/coping.ts';
import { ask, day, hour, m, measuresOf, minute, monday, Stream } from './a-stream.ts';

/** What each transition counted as. */
const told = (stream: Stream): string[] => {
  const coping = new Coping();
  return stream.transitions.flatMap((transition) =>
    coping.take(transition).map((mark) => (mark.what === 'annunciated' ? mark.cause : mark.what)),
  );
};
const shelved = (at: number): Partial<Alert> => ({
  suppressed: { kind: 'shelved', at, by: 'chen', until: at + hour, reason: 'weather' },
});
const out = (at: number, agreed = false): Partial<Alert> => ({
  suppressed: {
    ...{ kind: 'out-of-service', at, by: 'li', until: at + day, order: 'W1' },
    ...(agreed && { agreed: { at, by: 'chen' } }),
  },
});

describe('What counts of an alert', () => {
  const cases: readonly (readonly [what: string, stream: Stream, marks: readonly string[]])[] = [
    ['one that is raised calls an officer', new Stream().raise('a', m(0)), ['raised']],
    [
      'one that was over before it was told does, too',
      new Stream().raise('a', m(0), { condition: 'cleared' }),
      ['raised'],
    ],
    ['a recording calls nobody', new Stream().raise('a', m(0), { feed: 'historical' }).acknowledge('a', m(1)), []],
    ['one of a simulated feed does', new Stream().raise('a', m(0), { feed: 'simulated' }), ['raised']],
    ['one that is suppressed from the start calls nobody', new Stream().raise('a', m(0), shelved(m(0))), []],
    [
      'one that is out of service before a second person agreed calls still',
      new Stream().raise('a', m(0), out(m(0))),
      ['raised'],
    ],
    [
      'one that came to be measured anew, noted or pictured calls nobody again',
      new Stream().raise('a', m(0)).tell('amended', 'a', m(1)).tell('noted', 'a', m(2)).tell('pictured', 'a', m(3)),
      ['raised'],
    ],
    ['one that ends calls nobody', new Stream().raise('a', m(0)).clear('a', m(5)), ['raised']],
    [
      'one that comes again after it had ended calls again',
      new Stream().raise('a', m(0)).clear('a', m(5)).again('a', m(7)),
      ['raised', 'again'],
    ],
    [
      'so does one that ended and came again between two looks',
      new Stream().raise('a', m(0)).tell('amended', 'a', m(5), { reAlarms: 1 }).tell('amended', 'a', m(6)),
      ['raised', 'again'],
    ],
    [
      'so does one that was taken back and follows after all',
      new Stream()
        .raise('a', m(0))
        .tell('withdrawn', 'a', m(1), { condition: 'withdrawn' })
        .tell('reinstated', 'a', m(2), { condition: 'active' }),
      ['raised', 'again'],
    ],
    [
      'one that comes back from the shelf and is active calls again',
      new Stream().raise('a', m(0)).shelve('a', m(1)).back('a', m(31)),
      ['raised', 'returned'],
    ],
    [
      'one that ended on the shelf comes back in silence',
      new Stream().raise('a', m(0)).shelve('a', m(1)).clear('a', m(9)).back('a', m(31)),
      ['raised'],
    ],
    [
      'one that comes again on the shelf calls only when it is back',
      new Stream().raise('a', m(0)).shelve('a', m(1)).clear('a', m(2)).again('a', m(3)).back('a', m(31)),
      ['raised', 'returned'],
    ],
    [
      'one whose work order nobody agreed to was never away, and does not return',
      new Stream()
        .raise('a', m(0))
        .tell('taken-out', 'a', m(1), out(m(1)))
        .back('a', m(2)),
      ['raised'],
    ],
    [
      'what is said of it by design and taken back calls again',
      new Stream()
        .raise('a', m(0))
        .tell('suppressed', 'a', m(1), { suppressed: { kind: 'by-design', at: m(1), because: 'b' } })
        .back('a', m(2)),
      ['raised', 'returned'],
    ],
    [
      'an acknowledgement counts once, however it came',
      new Stream().raise('a', m(0)).claim('a', m(1)).acknowledge('a', m(2)).tell('noted', 'a', m(3)),
      ['raised', 'claimed', 'acknowledged'],
    ],
    [
      'escalations and tickets count, each time',
      new Stream()
        .raise('a', m(0))
        .tell('escalated', 'a', m(1))
        .tell('escalated', 'a', m(2))
        .tell('ticketed', 'a', m(3), { ticket: { at: m(3), by: 'li', device: 'camera:1' } }),
      ['raised', 'escalated', 'escalated', 'ticketed'],
    ],
    [
      'three changes within a minute are noise',
      new Stream().raise('a', m(0)).clear('a', m(0.4)).again('a', m(0.9)),
      ['raised', 'again', 'chattered'],
    ],
    [
      'within a minute: not when the first is a minute old',
      new Stream().raise('a', m(0)).clear('a', m(0.4)).again('a', m(1)),
      ['raised', 'again'],
    ],
    [
      'another occurrence of the same thing is the same source',
      new Stream().raise('a', m(0)).raise('b', m(0.3), { key: 'vehicle:a' }).raise('c', m(0.6), { key: 'vehicle:a' }),
      ['raised', 'raised', 'raised', 'chattered'],
    ],
    [
      'in another scope it is not',
      new Stream()
        .raise('a', m(0))
        .raise('b', m(0.3), { key: 'vehicle:a', scope: 'g' })
        .raise('c', m(0.6), { key: 'vehicle:a' }),
      ['raised', 'raised', 'raised'],
    ],
    [
      'what is on the shelf makes no noise',
      new Stream().raise('a', m(0)).shelve('a', m(0.1)).clear('a', m(0.4)).again('a', m(0.5)).clear('a', m(0.6)),
      ['raised'],
    ],
    [
      'what is taken back did not end: it is no change of that kind',
      new Stream()
        .raise('a', m(0))
        .tell('withdrawn', 'a', m(0.1), { condition: 'withdrawn' })
        .tell('reinstated', 'a', m(0.2), { condition: 'active' }),
      ['raised', 'again'],
    ],
  ];
  for (const [what, stream, marks] of cases) it(what, () => expect(told(stream)).to.deep.equal(marks));

  it('of one that nothing is remembered of it is supposed how it was, by what becomes of it', () => {
    const past = new Stream()
      .raise('a', m(0))
      .shelve('a', m(1))
      .back('a', m(31))
      .acknowledge('a', m(32))
      .clear('a', m(40));
    const since = (seq: number) => {
      const coping = new Coping();
      return past.transitions.slice(seq).flatMap((one) => coping.take(one).map(({ what }) => what));
    };
    expect([1, 2, 3, 4].map(since)).to.deep.equal([
      ['annunciated', 'acknowledged'],
      ['annunciated', 'acknowledged'],
      ['acknowledged'],
      [],
    ]);
  });
});

describe('How long it took', () => {
  it('to acknowledge counts from the last time it called, and to dispose from the acknowledgement', () => {
    const stream = new Stream()
      .raise('a', m(0))
      .shelve('a', m(1))
      .back('a', m(31))
      .acknowledge('a', m(35))
      .dispose('a', m(95), 'confirmed_violation')
      .raise('b', m(100), { severity: 'S4' })
      .dispose('b', m(110), 'benign_explained');
    const { acknowledged, disposed } = ask(measuresOf(stream, m(200)));
    expect(acknowledged.map(({ severity, count, medianMs }) => [severity, count, medianMs])).to.deep.equal([
      ['S1', 0, undefined],
      ['S2', 1, 4 * minute],
      ['S3', 0, undefined],
      ['S4', 0, undefined],
    ]);
    expect(disposed.map(({ count, medianMs }) => [count, medianMs])).to.deep.equal([
      [0, undefined],
      [1, hour],
      [0, undefined],
      [1, 10 * minute],
    ]);
  });

  it('is told in buckets, and which part was within the minutes that the rule gives: up to the last of them', () => {
    const stream = new Stream();
    const waited = [0.5, 2, 15, 16];
    for (const minutes of waited) stream.raise(`${minutes}`, m(0));
    for (const minutes of waited) stream.acknowledge(`${minutes}`, m(minutes));
    const [, s2] = ask(measuresOf(stream, m(60))).acknowledged;
    expect(s2?.buckets.filter(({ count }) => count > 0)).to.deep.equal([
      { upToS: 30, count: 1 },
      { upToS: 120, count: 1 },
      { upToS: 1800, count: 2 },
    ]);
    expect(s2?.medianMs).to.equal(2 * minute);
    expect(s2?.inTime).to.deep.equal({ value: 0.75, target: 0.9, ok: false });
    const hasty = measuresOf(stream, m(60), { minutesOf: () => ({ look: 2, handle: 0 }) });
    expect(ask(hasty).acknowledged[1]?.inTime.value).to.equal(0.5);
    const calm = measuresOf(stream, m(60), { minutesOf: () => ({ look: 0, handle: 0 }) });
    expect(ask(calm).acknowledged[1]?.inTime, 'no hurry, nothing to judge').to.deep.equal({ value: 0, target: 0.9 });
  });
});

describe('What stands now', () => {
  it('is stale after a day of being active, since it became so last; what is put away is told by its kind and age', () => {
    const now = monday + 3 * day;
    const stream = new Stream()
      .raise('old', monday)
      .raise('back', monday)
      .clear('back', monday + hour)
      .again('back', now - day)
      .raise('away', monday)
      .shelve('away', now - hour)
      .raise('design', monday)
      .tell('suppressed', 'design', monday, { suppressed: { kind: 'by-design', at: monday, because: 'old' } })
      .raise('work', monday)
      .tell('agreed', 'work', now - minute, out(now - minute, true))
      .raise('proposed', now)
      .tell('taken-out', 'proposed', now, out(now))
      .raise('film', monday, { feed: 'historical' });
    const { stale, shelved: shelf, suppressed, outOfService } = ask(measuresOf(stream, now));
    const named = ({ eldest }: typeof shelf) => eldest.map(({ key, ageMs }) => [key, ageMs]);
    expect(named(stale)).to.deep.equal([['vehicle:old', 3 * day]]);
    expect(stale.figure).to.deep.equal({ value: 1, target: 4, ok: true });
    expect(named(shelf)).to.deep.equal([['vehicle:away', hour]]);
    expect(named(suppressed)).to.deep.equal([['vehicle:design', 3 * day]]);
    expect(named(outOfService)).to.deep.equal([['vehicle:work', minute]]);
  });
});
