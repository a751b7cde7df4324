// A corridor is what lies within its width of a line: at ends, in bends, where it meets itself; against turf and by table.
import * as turf from '@turf/turf';
import { expect } from 'chai';
import fc from 'fast-check';
import { corridorOf } from '../../geo/corridor.ts';
import { isInside, metresBeyond } from '../../geo/fence.ts';
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
    expect(entering(corridor, spot(500, -85), 10_000)).to.equal('nothing');
    expect(entering(corridor, spot(500, -84), 10_000)).to.equal('for');
    expect(leaving(corridor, spot(500, -114), 10_000)).to.equal('nothing');
    expect(leaving(corridor, spot(500, -116), 10_000)).to.equal('for');
  });

  it('agrees with turf on the distance from any line, to what a sphere is off', () => {
    const metres = fc.integer({ min: -3000, max: 3000 });
    const point = fc.tuple(metres, metres);
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 8 }), point, (line, at) => {
        const one = corridorOf(plane, { id: 'c', line: line.map(degrees), widthM: 50, hysteresisM: 0, fixes: 1 });
        const beyond = metresBeyond(one, spot(...at));
        const far = turf.pointToLineDistance(degrees(at), turf.lineString(line.map(degrees)), { units: 'meters' });
        expect(beyond + 50).to.be.closeTo(far, 1 + far * 0.006);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
