// A track on the map: where it was heard and where it was silent, which way it went, and that a new span is asked anew.
import { expect } from 'chai';
import { arrowsOf, silentMs, stretchesOf } from '../../dashboards/map/track-shape.ts';
import { Feed, type Shown } from '../../dashboards/state/feed.ts';
import { trackText } from '../../dashboards/story/track-words.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Track, TrackPoint } from '../../hub/contracts/track.ts';

const at = (time: number): TrackPoint => ({ time, lon: 113 + time / 1e9, lat: 22, by: 'yard' });

describe('dashboards: a track’s shape', () => {
  it('is one stretch while it is heard, and none where it was at one place only', () => {
    const points = [0, 1000, silentMs].map(at);
    expect(stretchesOf(points)).to.deep.equal([{ isSilent: false, points }]);
    expect([stretchesOf([]), stretchesOf([at(0)])]).to.deep.equal([[], []]);
  });

  it('does not claim the way of a silence: each is a stretch of its own, and the next begins where it ended', () => {
    const times = [0, 1000, 1000 + silentMs, 1000 + 2 * silentMs, 2000 + 2 * silentMs];
    const told = stretchesOf(times.map(at)).map(({ isSilent, points }) => [isSilent, points.map(({ time }) => time)]);
    expect(told).to.deep.equal([
      [false, [0, 1000]],
      [true, [1000, 1000 + silentMs]],
      [true, [1000 + silentMs, 1000 + 2 * silentMs]],
      [false, [1000 + 2 * silentMs, 2000 + 2 * silentMs]],
    ]);
  });

  it('has arrows the way it went, evenly, over its corners', () => {
    const way = [
      [0, 0],
      [100, 0],
      [100, 60],
    ] as const;
    expect(arrowsOf(way, 80)).to.deep.equal([
      { x: 40, y: 0, turn: 0 },
      { x: 100, y: 20, turn: Math.PI / 2 },
    ]);
    expect(arrowsOf([...way].reverse(), 80)[0]).to.deep.equal({ x: 100, y: 20, turn: -Math.PI / 2 });
  });

  it('has one arrow when it is short, none when it never moved', () => {
    expect(arrowsOf([[0, 0] as const, [20, 0] as const], 80)).to.deep.equal([{ x: 10, y: 0, turn: 0 }]);
    expect([arrowsOf([], 80), arrowsOf([[5, 5] as const, [5, 5] as const], 80)]).to.deep.equal([[], []]);
  });
});

describe('dashboards: a track’s words', () => {
  const day = Date.UTC(2026, 0, 2);
  const told = (lang: 'zh' | 'en', track: Partial<Track>): string =>
    trackText(
      { key: 'mmsi:1', source: 'journal', beyondRetention: false, points: [at(day), at(day + 1000)], ...track },
      { lang, now: day, timeZone: 'UTC' },
    );

  it('say how many, from when to when, and where they are known from', () => {
    expect(told('en', {})).to.equal('2 places, 00:00:00–00:00:01 · from the journal');
    expect(told('zh', { source: 'influx' })).to.equal('2 个位置，00:00:00–00:00:01 · 来自 InfluxDB');
    expect(told('en', { points: [at(day)] })).to.equal('1 place, 00:00:00 · from the journal');
  });

  it('say where nothing was found, what is beyond the retention, what is not drawn, and what nobody heard', () => {
    expect(told('en', { points: [], source: 'influx' })).to.equal('No place of its own in this span · from InfluxDB');
    expect(told('en', { beyondRetention: true })).to.match(/from the journal · part of it is beyond the retention/);
    const many = Array.from({ length: 1000 }, (_, i) => at(day + i));
    expect(told('zh', { points: many })).to.match(/只画最新的 1000 个$/);
    expect(told('en', { points: [at(day), at(day + silentMs)] })).to.match(/dashed: nothing heard for 10 min or more$/);
  });
});

describe('dashboards: the track that is asked for', () => {
  it('is let go when another span is chosen, even when it comes after all', async () => {
    const answers: ((answer: Answer<Track>) => void)[] = [];
    const shown: (Shown<Track> | undefined)[] = [];
    const feed = new Feed<Track>(
      () => new Promise((answer) => answers.push(answer)),
      (one) => shown.push(one),
    );
    const track = (points: TrackPoint[]): Answer<Track> => ({
      ok: true,
      value: { key: 'mmsi:1', source: 'journal', beyondRetention: false, points },
    });
    feed.show('mmsi:1');
    feed.show(undefined);
    feed.show('mmsi:1');
    answers[1]?.(track([at(2)]));
    answers[0]?.(track([at(1)]));
    await new Promise((done) => setImmediate(done));
    expect(shown.at(-1)?.value?.points).to.deep.equal([at(2)]);
    expect(shown.filter((one) => one?.value !== undefined)).to.have.length(1);
  });
});
