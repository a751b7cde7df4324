// A corridor is what lies within its width of a line: at ends, in bends, where it meets itself; against turf and by table.
import * as turf from '@turf/turf';
import { expect } from 'chai';
import fc from 'fast-check';
import { corridorOf } from '../../geo/corridor.ts';
import { isInside, isSameFence, metresBeyond } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { planeAt, toLonLat } from '../../geo/plane.ts';
import { entering, leaving } from '../../geo/word.ts';

const plane = planeAt(113.59, 22.86);
const degrees = ([x = 0, y = 0]: readonly number[]) => [...toLonLat(plane, { x: x * 1000, y: y * 1000 })];
const spot = (x: number, y: number) => ({ x: x * 1000, y: y * 1000 });

/** Metres on the plane; a hairpin that comes back within its own width. */
const way = [
  [0, 0],
  [1000, 0],
  [1000, 150],
  [0, 150],
];
const corridor = corridorOf(plane, { id: 'way', line: way.map(degrees), widthM: 100, hysteresisM: 0, fixes: 1 });

describe('A corridor', () => {
  const cases: [string, number, number, number][] = [
    ['on the line', 500, 0, -100],
    ['at its edge', 500, -100, 0],
    ['beyond it', 500, -130, 30],
    ['before its beginning', -60, -80, 0],
    ['before its beginning and beyond', -90, -120, 50],
    ['outside of a bend, which is round', 1080, -60, 0],
    ['outside of a bend, beyond', 1120, -90, 50],
    ['between its two arms', 500, 75, -25],
    ['far away', 500, 5000, 4750],
  ];
  for (const [name, x, y, metres] of cases) {
    it(`${name}: ${metres} m beyond`, () => {
      // Its legs are straight in degrees: on the plane they bend by 8 mm.
      expect(metresBeyond(corridor, spot(x, y))).to.be.closeTo(metres, 0.02);
      if (metres !== 0) expect(isInside(corridor, spot(x, y))).to.equal(metres < 0);
    });
  }

  it('is entered and left with the accuracy of a fix in mind, like any fence', () => {
    expect(entering(corridor, spot(500, -86), 10_000)).to.equal('nothing');
    expect(entering(corridor, spot(500, -84), 10_000)).to.equal('for');
    expect(leaving(corridor, spot(500, -114), 10_000)).to.equal('nothing');
    expect(leaving(corridor, spot(500, -116), 10_000)).to.equal('for');
  });

  it('agrees with turf on the distance from any line and the widths of its legs, to what a sphere is off', () => {
    const metres = fc.integer({ min: -3000, max: 3000 });
    const point = fc.tuple(metres, metres);
    const widths = fc.array(fc.integer({ min: 5, max: 500 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 8 }), widths, point, (line, wide, at) => {
        const widthM = wide.slice(0, line.length - 1);
        const one = corridorOf(plane, { id: 'c', line: line.map(degrees), widthM, hysteresisM: 0, fixes: 1 });
        const byLeg = widthM.map((width, i) => {
          const leg = turf.lineString([line[i] ?? [], line[i + 1] ?? []].map(degrees));
          return { far: turf.pointToLineDistance(degrees(at), leg, { units: 'meters' }), width };
        });
        const beyond = Math.min(...byLeg.map(({ far, width }) => far - width));
        expect(metresBeyond(one, spot(...at))).to.be.closeTo(beyond, 1 + (beyond + 500) * 0.006);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('A corridor with a width of its own for each leg', () => {
  /** East 40 m wide to each side, north 10 m, east again 25 m; short, so that what is drawn is whole on the plane. */
  const line = [
    [0, 0],
    [120, 0],
    [120, 150],
    [220, 150],
  ].map(degrees);
  const narrowing = corridorOf(plane, { id: 'n', line, widthM: [40, 10, 25], hysteresisM: 0, fixes: 1 });
  const index = FenceIndex.of([narrowing]);

  const cases: [string, number, number, number][] = [
    ['exactly on the edge of the first leg', 60, -40, 0],
    ['a millimetre beyond it', 60, -40.001, 0.001],
    ['exactly on the edge of the second', 130, 80, 0],
    ['a millimetre beyond it', 130.001, 80, 0.001],
    ['exactly on the edge of the third', 200, 175, 0],
    ['a millimetre beyond it', 200, 175.001, 0.001],
    ['on the end of the first, round where the corridor narrows', 144, 32, 0],
    ['a millimetre beyond that', 144, 32.001, 0.001],
    ['in the bend, where the wide leg has more to say than the narrow one', 120, 5, -35],
    ['in the bend, where the narrow leg has more to say', 120, 36, -10],
    ['beside the narrow leg, where the wide one does not reach any more', 135, 50, 5],
    ['on the beginning of the third, which is round and wider than what leads there', 105, 170, 0],
    ['a millimetre beyond that', 104.999, 170, 0.001],
    ['before its beginning, as wide as the first leg', -24, -32, 0],
    ['behind its end, as wide as the last', 240, 165, 0],
    ['on the wide leg', 60, 0, -40],
  ];
  for (const [name, x, y, metres] of cases)
    it(`${name}: ${metres} m beyond`, () => {
      const at = { x: Math.round(x * 1000), y: Math.round(y * 1000) };
      expect(metresBeyond(narrowing, at)).to.be.closeTo(metres, 0.005);
      expect(isInside(narrowing, at)).to.equal(metres <= 0);
      expect(index.at(at)).to.equal(metres <= 0 ? 1 : 0);
    });

  it('keeps it over long legs, which are laid in pieces', () => {
    const long = [
      [0, 0],
      [12_000, 0],
      [12_000, 3000],
      [0, 9000],
    ].map(degrees);
    const one = corridorOf(plane, { id: 'l', line: long, widthM: [500, 30, 200], hysteresisM: 0, fixes: 1 });
    expect(one.band?.halves.length).to.equal((one.band?.line.length ?? 0) / 2 - 1);
    expect(one.band?.halves.length).to.be.above(60);
    for (let x = 100; x < 11_000; x += 100) {
      expect(metresBeyond(one, spot(x, -450))).to.be.within(-52, -48);
      expect(metresBeyond(one, spot(x, -550))).to.be.within(48, 52);
    }
    for (let y = 600; y < 2700; y += 100) expect(metresBeyond(one, spot(12_040, y))).to.be.within(9, 11);
  });

  it('is another fence when one leg is another width, and the same when none is', () => {
    const drawn = (widthM: number | number[]) => corridorOf(plane, { id: 'n', line, widthM, hysteresisM: 0, fixes: 1 });
    expect(isSameFence(narrowing, drawn([40, 10, 25]))).to.equal(true);
    expect(isSameFence(narrowing, drawn([10, 40, 25]))).to.equal(false);
    expect(isSameFence(drawn(40), drawn([40, 40, 40]))).to.equal(true);
    expect(drawn(40).breadthMm).to.equal(80_000);
    expect(narrowing.breadthMm).to.equal(Math.round((2 * (40 * 120 + 10 * 150 + 25 * 100) * 1000) / 370));
  });
});
