// What becomes a point of history, and what could be none.
import { expect } from 'chai';
import { keptMs } from '../../../hub/history/influx-store.ts';
import { type Point, pointFault, pointOf } from '../../../hub/history/points.ts';
import { inside } from '../../a-port.ts';
import { beat, fix } from '../a-fold.ts';

describe('Points of history', () => {
  it('a fix is a position of its key, by whom it was told', () => {
    expect(pointOf(fix(7, 1000, inside))).to.deep.equal({
      measurement: 'position',
      tags: { key: 'mmsi:1', kind: 'vessel', agent: 'a', feed: 'live' },
      fields: { ...inside, event: 'a:7' },
      time: 1000,
    });
  });

  it('a sign of life is none', () => expect(pointOf(beat(1, 1))).to.equal(undefined));

  const point = (change: Partial<Point>): Point => {
    return { measurement: 'position', tags: { key: 'mmsi:1' }, fields: { lon: 1 }, time: 1, ...change };
  };
  const faulty: readonly (readonly [what: string, point: Point, says: RegExp])[] = [
    [
      'a line break in a tag, which begins another point',
      point({ tags: { key: 'tag:a\nm9,a=b x=1' } }),
      /key has a control character/,
    ],
    ['a bell in a tag', point({ tags: { key: 'tag:\u0007' } }), /control character/],
    ['an empty tag', point({ tags: { key: '' } }), /empty/],
    ['a tag that ends in a backslash', point({ tags: { key: 'tag:a\\' } }), /backslash/],
    ['a number that is none', point({ fields: { lon: Number.NaN } }), /number/],
  ];
  for (const [what, one, says] of faulty) it(`${what} is refused`, () => expect(pointFault(one)).to.match(says));
  it('and a plain one is not', () =>
    expect(pointFault(point({ tags: { key: 'vehicle:粤Z1234港, =x"' } }))).to.equal(undefined));

  const kept: readonly (readonly [text: string, ms: number])[] = [
    ['0s', Number.POSITIVE_INFINITY],
    ['168h0m0s', 604_800_000],
    ['1h0m0s', 3_600_000],
  ];
  for (const [text, ms] of kept) it(`${text} is kept for ${ms} ms`, () => expect(keptMs(text)).to.equal(ms));
});
