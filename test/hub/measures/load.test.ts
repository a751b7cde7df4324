// The load of officers, with known answers: floods, the rate for each, who is on duty, edges of windows, a clock set back, sources.
import { expect } from 'chai';
import type { Asking } from '../../../hub/measures/measures.ts';
import { ask, hour, m, measuresOf, minute, Stream } from './a-stream.ts';

/** So many alerts from one minute on, one every so many seconds. */
function burst(stream: Stream, from: number, count: number, everyS: number): Stream {
  for (let i = 0; i < count; i += 1) stream.raise(`${from}-${i}`, m(from) + i * everyS * 1000);
  return stream;
}
const floodsOf = (stream: Stream, now: number) => ask(measuresOf(stream, now)).floods;
const total = (stream: Stream, now: number, asking: Asking) => ask(measuresOf(stream, now), asking).annunciations.total;

describe('A flood', () => {
  it('is no flood with ten alerts in ten minutes', () => {
    expect(floodsOf(burst(new Stream(), 0, 10, 30), m(20)).count).to.equal(0);
  });

  it('begins with the eleventh, knows what came first and how high it went, and ends with fewer than five', () => {
    const stream = burst(new Stream(), 0, 13, 30);
    const flood = {
      ...{ start: m(5), peak: 13, peakAt: m(6), officers: 1 },
      firstOut: {
        at: m(0),
        alert: '0000000000000' + '0-0',
        site: 'wharf',
        rule: 'restricted-entry',
        key: 'vehicle:0-0',
      },
    };
    expect(floodsOf(stream, m(9)).now, 'while it goes on').to.deep.equal(flood);
    // The ninth, told after four minutes, is ten minutes old: four are left.
    const over = floodsOf(stream, m(60));
    expect(over.now).to.equal(undefined);
    expect(over.newest).to.deep.equal([{ ...flood, end: m(14) }]);
    expect(over.share.value).to.be.closeTo((9 * minute) / (24 * hour), 1e-9);
    expect(over.share).to.include({ target: 0.01, ok: true });
  });

  it('does not end between five and ten: another ten in its course are the same one', () => {
    const stream = burst(burst(new Stream(), 0, 11, 30), 12, 11, 30);
    expect(floodsOf(stream, m(60)).newest.map(({ start, end }) => [start, end])).to.deep.equal([[m(5), m(25)]]);
  });

  it('is not the eleventh when the first is ten minutes old just then', () => {
    expect(floodsOf(burst(new Stream(), 0, 11, 60), m(60)).count).to.equal(0);
    const closer = new Stream().raise('x', m(0) + 1);
    for (let i = 1; i <= 10; i += 1) closer.raise(`${i}`, m(i));
    expect(floodsOf(closer, m(60)).count).to.equal(1);
  });

  it('is measured against the officers who are there: two can look at twenty', () => {
    const two = new Stream()
      .raise('w', m(-29))
      .acknowledge('w', m(-29), 'li')
      .raise('v', m(-20))
      .claim('v', m(-20), 'chen');
    expect(floodsOf(burst(two, 0, 11, 30), m(30)).count, 'one of them acted 34 minutes ago by then').to.equal(1);
    const both = new Stream()
      .raise('w', m(-20))
      .acknowledge('w', m(-19), 'li')
      .raise('v', m(-18))
      .claim('v', m(-15), 'chen');
    expect(floodsOf(burst(both, 0, 20, 20), m(30)).count).to.equal(0);
    const more = new Stream()
      .raise('w', m(-20))
      .acknowledge('w', m(-19), 'li')
      .raise('v', m(-18))
      .claim('v', m(-15), 'chen');
    const [flood] = floodsOf(burst(more, 0, 21, 20), m(30)).newest;
    expect(flood).to.include({ peak: 21, officers: 2 });
  });
});

describe('The rate of an officer', () => {
  it('is annunciations an hour by positions on duty: who acted within half an hour, and who has the page open, each once', () => {
    const stream = burst(new Stream(), 0, 24, 60)
      .acknowledge('0-0', m(100), 'li')
      .dispose('0-1', m(110), 'false_rule', 'chen');
    const measures = measuresOf(stream, m(120));
    const rate = (asking: Asking, present: string[] = []) => {
      const { rate: is, positions } = ask(measures, asking, () => true, present);
      return [is.value, is.ok, positions];
    };
    expect(rate({ from: m(-1) })).to.deep.equal([24 / (121 / 60) / 2, true, 2]);
    expect(rate({ from: m(-120) }, ['li', 'wu'])).to.deep.equal([2, true, 3]);
    expect(rate({ from: m(-1), to: m(59) }, ['wu']), 'who has it open now says nothing of then').to.deep.equal([
      24,
      false,
      1,
    ]);
    expect(ask(measures, { from: m(120), to: m(120) }).rate, 'nothing is known of no time').to.deep.equal({
      value: 0,
      target: 6,
    });
  });

  it('acts count after half an hour no more', () => {
    const stream = new Stream()
      .raise('a', m(0))
      .acknowledge('a', m(1), 'li')
      .raise('b', m(2))
      .acknowledge('b', m(3), 'chen');
    const positions = (minutes: number) => ask(measuresOf(stream, m(minutes))).positions;
    expect([3, 30.9, 31, 33].map(positions)).to.deep.equal([2, 2, 1, 1]);
  });
});

describe('A window', () => {
  const stream = new Stream().raise('a', m(0)).raise('b', m(60)).raise('c', m(120));

  it('is after its beginning, up to its end: two that follow one another share nothing and miss nothing', () => {
    expect(total(stream, m(200), { from: m(0), to: m(60) })).to.equal(1);
    expect(total(stream, m(200), { from: m(60), to: m(120) })).to.equal(1);
    expect(total(stream, m(200), { from: m(0) - 1, to: m(0) - 1 })).to.equal(0);
    expect(total(stream, m(200), { from: m(0) - 1, to: m(120) })).to.equal(3);
  });

  it('is the last day where nothing is said, and nothing is told of what is to come', () => {
    const measures = measuresOf(stream, m(24 * 60 + 30));
    expect(ask(measures).annunciations.total).to.equal(2);
    const { to } = ask(measures, { to: m(1e6) });
    expect(to).to.equal(m(24 * 60 + 30));
  });

  it('beyond what is kept says so', () => {
    const late = measuresOf(stream, m(0) + 31 * 24 * hour + minute);
    const { complete, keptFrom, annunciations } = ask(late, { from: 0 });
    expect({ complete, keptFrom, total: annunciations.total }).to.deep.equal({
      ...{ complete: false, keptFrom: m(1), total: 2 },
    });
    expect(ask(late, { from: m(1) }).complete).to.equal(true);
  });

  it('what is told under an earlier time, after a clock was set back, counts at the latest that was heard: once', () => {
    const back = new Stream().raise('a', m(60)).raise('b', m(10)).raise('c', m(61));
    expect(total(back, m(70), { from: m(0), to: m(59) })).to.equal(0);
    expect(total(back, m(70), { from: m(59), to: m(60) })).to.equal(2);
    const acknowledged = back.acknowledge('b', m(20));
    expect(ask(measuresOf(acknowledged, m(70))).acknowledged[1], 'nothing takes less than no time').to.include({
      ...{ count: 1, medianMs: 0 },
    });
  });
});

describe('Where the load comes from', () => {
  it('ten sources, the loudest first, with their share; under two hundred alerts say nothing of shares', () => {
    const stream = burst(new Stream(), 0, 30, 600);
    for (let i = 0; i < 10; i += 1)
      stream.raise(`n${i}`, m(400 + i * 10), { key: 'lane:main', rule: 'box-without-tag' });
    const { top, mix } = ask(measuresOf(stream, m(600)));
    expect(top.sources).to.have.length(10);
    expect(top.sources[0]).to.deep.equal({ rule: 'box-without-tag', key: 'lane:main', count: 10, share: 0.25 });
    expect(top.share).to.deep.equal({ value: 19 / 40, target: 0.05 });
    expect(mix.map(({ severity, count, share }) => [severity, count, share.ok])).to.deep.equal([
      ...[
        ['S1', 0, undefined],
        ['S2', 40, undefined],
        ['S3', 0, undefined],
        ['S4', 0, undefined],
      ],
    ]);
  });

  it('four in five slight, one in twenty grave: as it should be, and not a hair more', () => {
    const stream = new Stream();
    const mixed = { S1: 2, S2: 8, S3: 30, S4: 160 };
    let at = 0;
    for (const [severity, count] of Object.entries(mixed))
      for (let i = 0; i < count; i += 1, at += 1)
        stream.raise(`${at}`, m(at), { severity: severity as keyof typeof mixed });
    const oks = (asked: Stream) => ask(measuresOf(asked, m(300))).mix.map(({ share }) => share.ok);
    expect(oks(stream)).to.deep.equal([true, true, true, true]);
    expect(oks(stream.raise('x', m(250), { severity: 'S1' }))).to.deep.equal([false, true, true, false]);
  });

  it('chattering sources by how often they were too much', () => {
    const stream = new Stream().raise('a', m(0)).clear('a', m(0.2)).again('a', m(0.4)).clear('a', m(0.6));
    const { chattering } = ask(measuresOf(stream.raise('b', m(2)), m(10)));
    expect(chattering.count).to.deep.equal({ value: 1, target: 0, ok: false });
    expect(chattering.sources).to.deep.equal([
      { site: 'wharf', rule: 'restricted-entry', key: 'vehicle:a', scope: 'f', count: 2, lastAt: m(0.6) },
    ]);
  });
});
