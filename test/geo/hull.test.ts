// A ship's hull: laid out by her antenna and heading, grown and shrunk.
import { expect } from 'chai';
import { ahead } from '../../geo/heading.ts';
import { type Dimensions, grown, type Hull, hullOf } from '../../geo/hull.ts';
import { ringsOf } from './oracles.ts';
import { dimensions, hullAt } from './some-hulls.ts';

/** Metres, corner by corner: bow to port, bow to starboard, stern to starboard, stern to port. */
const cornersOf = ({ corners }: Hull): number[][] =>
  ringsOf([corners])[0]
    ?.slice(0, 4)
    .map(([x = 0, y = 0]) => [x / 1000, y / 1000]) ?? [];

describe('A direction of whole degrees', () => {
  it('is the sine and cosine to the ninth place, all round', () => {
    for (let degrees = 0; degrees < 360; degrees += 1) {
      const { x, y } = ahead(degrees);
      expect(Math.abs(x - Math.sin((degrees * Math.PI) / 180)), String(degrees)).to.be.lessThan(5.1e-10);
      expect(Math.abs(y - Math.cos((degrees * Math.PI) / 180)), String(degrees)).to.be.lessThan(5.1e-10);
    }
  });
});

describe('A hull', () => {
  const ship = dimensions(80, 20, 6, 14);
  const laid: [what: string, heading: number, corners: number[][]][] = [
    [
      'north',
      0,
      [
        [-6, 80],
        [14, 80],
        [14, -20],
        [-6, -20],
      ],
    ],
    [
      'east',
      90,
      [
        [80, 6],
        [80, -14],
        [-20, -14],
        [-20, 6],
      ],
    ],
    [
      'south',
      180,
      [
        [6, -80],
        [-14, -80],
        [-14, 20],
        [6, 20],
      ],
    ],
    [
      'north again, as some receivers say it',
      360,
      [
        [-6, 80],
        [14, 80],
        [14, -20],
        [-6, -20],
      ],
    ],
    [
      'north-east',
      45,
      [
        [52.326, 60.811],
        [66.468, 46.669],
        [-4.243, -24.042],
        [-18.385, -9.899],
      ],
    ],
    [
      'a degree west of north',
      359,
      [
        [-7.395, 79.883],
        [12.602, 80.232],
        [14.347, -19.753],
        [-5.65, -20.102],
      ],
    ],
    [
      'north, told as a fraction',
      0.4,
      [
        [-6, 80],
        [14, 80],
        [14, -20],
        [-6, -20],
      ],
    ],
  ];
  for (const [what, heading, corners] of laid)
    it(`that heads ${what} lies there, round an antenna that is off its centre`, () =>
      expect(cornersOf(hullAt(0, 0, heading, ship))).to.deep.equal(corners));

  const unknown: [what: string, told: Dimensions | undefined, heading: number | undefined][] = [
    ['who never told her dimensions', undefined, 0],
    ['who told no length', dimensions(0, 0, 5, 5), 0],
    ['who told no breadth', dimensions(50, 50, 0, 0), 0],
    ['who did not tell where her antenna is (A = C = 0)', dimensions(0, 100, 0, 20), 0],
    ['whose heading is not known', ship, 511],
    ['who told no heading', ship, undefined],
    ['whose heading is none', ship, Number.NaN],
  ];
  for (const [what, told, heading] of unknown)
    it(`is not known of a ship ${what}`, () => expect(hullOf({ x: 0, y: 0 }, told, heading)).to.equal(undefined));

  it('grows on every side, and shrinks to its middle line or point and no further', () => {
    const hull = hullAt(0, 0, 0, ship);
    expect(cornersOf(grown(hull, 5000))).to.deep.equal([
      [-11, 85],
      [19, 85],
      [19, -25],
      [-11, -25],
    ]);
    expect(cornersOf(grown(hull, -5000))).to.deep.equal([
      [-1, 75],
      [9, 75],
      [9, -15],
      [-1, -15],
    ]);
    expect(cornersOf(grown(hull, -20_000))).to.deep.equal([
      [4, 60],
      [4, 60],
      [4, 0],
      [4, 0],
    ]);
    expect(cornersOf(grown(hull, -90_000))).to.deep.equal([
      [4, 30],
      [4, 30],
      [4, 30],
      [4, 30],
    ]);
    expect(cornersOf(grown(grown(hull, -90_000), 10_000))).to.deep.equal([
      [-6, 40],
      [14, 40],
      [14, 20],
      [-6, 20],
    ]);
  });
});
