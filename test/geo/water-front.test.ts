// The water front: where a way crosses it, and what of it is near; by name, and against slow other ways to say it.
import { expect } from 'chai';
import fc from 'fast-check';
import { covers } from '../../geo/polygon.ts';
import { crossingsOf, nearestOn, type WaterFront } from '../../geo/water-front.ts';
import { front, gapped, hook, type Metres, quay, ring, spot } from './some-fronts.ts';

/** Each crossing in a line: segment, the part of the way, the side it comes from, metres along. */
const told = (line: WaterFront, ...way: readonly [Metres, Metres]): string[] =>
  crossingsOf(line, spot(way[0]), spot(way[1])).map(
    ({ segment, part, from, alongMm }) => `${segment} ${+part.toFixed(4)} ${from} ${+(alongMm / 1000).toFixed(3)}`,
  );

describe('A way and the water front', () => {
  const ways: [what: string, line: WaterFront, from: Metres, to: Metres, crossings: string[]][] = [
    ['cross from the land', quay, [50, 10], [50, -30], ['a 0.25 left 50']],
    ['cross from the water', quay, [50, -30], [50, 10], ['a 0.75 right 50']],
    ['do not cross where it ends before the line', quay, [50, 10], [50, 1], []],
    ['do not cross beyond the line’s end', quay, [-1, 10], [-1, -10], []],
    [
      'cross two segments, in the way’s order',
      quay,
      [260, 180],
      [40, -10],
      ['c 0.2727 right 328.182', 'a 0.9474 left 51.579'],
    ],
    ['cross in and out over the bend', quay, [240, 50], [150, -40], ['b 0.4444 right 210', 'b 0.5556 left 190']],
    ['cross once through the joint of two segments', quay, [100, 10], [100, -10], ['b 0.5 left 100']],
    ['cross once through it the other way', quay, [100, -10], [100, 10], ['b 0.5 right 100']],
    ['cross once through a bend', quay, [190, 10], [210, -10], ['b 0.5 left 200']],
    ['do not cross at a bend that is only touched', quay, [190, -10], [210, 10], []],
    [
      'do not cross where it touches the bend from within',
      front(['v', [0, 10], [10, 0], [20, 10]]),
      [0, 0],
      [20, 0],
      [],
    ],
    [
      'do not cross where it touches a joint from within',
      front(['v', [0, 10], [10, 0]], ['w', [10, 0], [20, 10]]),
      [0, 0],
      [20, 0],
      [],
    ],
    ['do not cross where it touches the spot where a ring closes', ring, [-10, 10], [10, -10], []],
    [
      'do not cross there, though they cross it elsewhere',
      hook,
      [-10, 10],
      [40, -40],
      ['south 0.6 right 40', 'rest 0.8 left 100'],
    ],
    ['cross once where a ring closes', ring, [-10, -10], [10, 10], ['south 0.5 right 0']],
    ['do not cross along the line', quay, [10, 0], [90, 0], []],
    ['do not cross along it over a joint', quay, [10, 0], [190, 0], []],
    ['do not cross through a gap', gapped, [105, 10], [105, -10], []],
    ['cross beside a gap, and what lies behind', gapped, [110, 10], [110, -90], ['b 0.1 left 100', 'far 0.6 left 300']],
    ['do not cross where nothing moves', quay, [50, 0], [50, 0], []],
    ['do not cross a line without segments', front(), [0, 0], [1, 1], []],
  ];
  for (const [what, line, from, to, crossings] of ways)
    it(what, () => expect(told(line, from, to)).to.deep.equal(crossings));

  it('cross once when a fix lies on the line itself, on one of the two ways', () => {
    const ways: [land: Metres, on: Metres, water: Metres][] = [
      [
        [50, 40],
        [50, 0],
        [50, -40],
      ],
      [
        [90, 40],
        [100, 0],
        [120, -40],
      ],
      [
        [150, 40],
        [200, 0],
        [260, -40],
      ],
      [
        [150, 90],
        [200, 100],
        [260, 120],
      ],
    ];
    for (const [land, on, water] of ways) {
      const there = [...told(quay, land, on), ...told(quay, on, water)];
      expect(there, String(on)).to.have.length(1);
      expect(there[0]).to.contain('left');
      expect([...told(quay, water, on), ...told(quay, on, land)]).to.have.length(1);
    }
  });

  const at = fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })).map(([x, y]): Metres => [x, y]);
  const anyLine = fc.array(at, { minLength: 2, maxLength: 7 });

  /** In segments of one, two and three legs. */
  const inSegments = (line: readonly Metres[]): WaterFront => {
    const segments: [string, ...Metres[]][] = [];
    for (let i = 0, legs = 1; i < line.length - 1; i += legs, legs = (legs % 3) + 1)
      segments.push([`s${i}`, ...line.slice(i, i + legs + 1)]);
    return front(...segments);
  };
  const net = (line: WaterFront, from: Metres, to: Metres): number =>
    crossingsOf(line, spot(from), spot(to)).reduce((sum, { from: side }) => sum + (side === 'left' ? -1 : 1), 0);

  it('cross as often as a way a hair aside of it does, counted in whole numbers without bounds', () => {
    let crossed = 0;
    const property = fc.property(anyLine, at, at, (line, from, to) => {
      const slow = crossedSlowly(line, from, to);
      crossed += slow === 0 ? 0 : 1;
      expect(net(inSegments(line), from, to)).to.equal(slow);
    });
    fc.assert(property, { numRuns: 4000 });
    expect(crossed).to.be.greaterThan(200);
  });

  it('leave and enter a ring as often as its inside says, however many fixes lie on its edge', () => {
    const property = fc.property(fc.array(at, { minLength: 2, maxLength: 12 }), (path) => {
      const [first = [0, 0], last = [0, 0]] = [path[0], path.at(-1)];
      const isIn = (where: Metres) =>
        covers([Float64Array.of(...[-3, -3, 3, -3, 3, 3, 0, 0, -3, 3, -3, -3].map((m) => 1e6 * m))], {
          x: 1e6 * where[0] + 1000,
          y: 1e6 * where[1] + 1,
        });
      const bay = front(
        ['s', [-3, -3], [3, -3]],
        ['e', [3, -3], [3, 3]],
        ['n', [3, 3], [0, 0], [-3, 3]],
        ['w', [-3, 3], [-3, -3]],
      );
      const sum = path.slice(1).reduce((all, to, i) => all + net(bay, path[i] ?? to, to), 0);
      expect(sum).to.equal(Number(isIn(last)) - Number(isIn(first)));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('tell each crossing where it is, in the way’s order', () => {
    const property = fc.property(anyLine, at, at, (line, from, to) => {
      let before = 0;
      const whole = inSegments(line);
      for (const { part, alongMm, segment } of crossingsOf(whole, spot(from), spot(to))) {
        expect(part).to.be.within(before, 1);
        before = part;
        const where = pointAlong(line, alongMm / 1000);
        expect(where[0]).to.be.closeTo(from[0] + part * (to[0] - from[0]), 1e-6);
        expect(where[1]).to.be.closeTo(from[1] + part * (to[1] - from[1]), 1e-6);
        const { fromMm = NaN, toMm = NaN } = whole.segments.find(({ id }) => id === segment) ?? {};
        expect(alongMm).to.be.within(fromMm - 1e-6, toMm + 1e-6);
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

/** Everything a million times as large, and the way put aside by a thousand and one: then it meets no corner, and ends on no line. */
function crossedSlowly(line: readonly Metres[], ...way: readonly Metres[]): number {
  const [p, q] = way.map(([x, y]) => [BigInt(x) * 1_000_000n + 1000n, BigInt(y) * 1_000_000n + 1n] as const);
  const corners = line.map(([x, y]) => [BigInt(x) * 1_000_000n, BigInt(y) * 1_000_000n] as const);
  type Big = readonly [bigint, bigint];
  const side = (a: Big, b: Big, c: Big) => (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
  let sum = 0;
  for (const [i, b] of corners.entries()) {
    const a = corners[i - 1];
    if (a === undefined || p === undefined || q === undefined) continue;
    const [from, to] = [side(a, b, p), side(a, b, q)];
    if (from < 0n === to < 0n || side(p, q, a) < 0n === side(p, q, b) < 0n || from === 0n) continue;
    sum += from < 0n ? 1 : -1;
  }
  return sum;
}

function pointAlong(line: readonly Metres[], metres: number): Metres {
  let left = metres;
  for (const [i, [x, y]] of line.entries()) {
    const [fromX, fromY] = line[i - 1] ?? [x, y];
    const length = Math.hypot(x - fromX, y - fromY);
    if (left <= length && length > 0)
      return [fromX + ((x - fromX) * left) / length, fromY + ((y - fromY) * left) / length];
    left -= length;
  }
  return line.at(-1) ?? [NaN, NaN];
}

describe('What of the water front is nearest', () => {
  const cases: [what: string, line: WaterFront, from: Metres, segment: string, metres: number, along: number][] = [
    ['to a spot before it', quay, [50, -30], 'a', 30, 50],
    ['to a spot on it', quay, [200, 150], 'c', 0, 350],
    ['to a spot before a joint, the earlier one', quay, [100, -30], 'a', 30, 100],
    ['to a spot beyond its end', quay, [203, 204], 'c', 5, 400],
    ['to a spot in a gap', gapped, [106, 0], 'b', 4, 100],
  ];
  for (const [what, line, from, segment, metres, along] of cases)
    it(`${what} is told with its metres off and along`, () => {
      const near = nearestOn(line, spot(from));
      expect([near?.segment, (near?.distanceMm ?? 0) / 1000, (near?.alongMm ?? 0) / 1000]).to.deep.equal([
        segment,
        metres,
        along,
      ]);
    });

  it('is nothing of a line without segments', () => expect(nearestOn(front(), spot([0, 0]))).to.equal(undefined));

  it('is never farther than any spot of it, looked at every tenth of a metre', () => {
    const metres = fc.integer({ min: -300, max: 300 });
    const property = fc.property(metres, metres, (x, y) => {
      const near = nearestOn(quay, spot([x, y]));
      let best = Infinity;
      for (let along = 0; along <= 400; along += 0.1) {
        const [px, py] = pointAlong(
          [
            [0, 0],
            [200, 0],
            [200, 200],
          ],
          along,
        );
        best = Math.min(best, Math.hypot(px - x, py - y));
      }
      expect((near?.distanceMm ?? NaN) / 1000).to.be.within(best - 0.1, best + 1e-6);
      const [ax, ay] = pointAlong(
        [
          [0, 0],
          [200, 0],
          [200, 200],
        ],
        (near?.alongMm ?? NaN) / 1000,
      );
      expect(Math.hypot(ax - x, ay - y)).to.be.closeTo((near?.distanceMm ?? NaN) / 1000, 1e-6);
    });
    fc.assert(property, { numRuns: 100 });
  });
});
