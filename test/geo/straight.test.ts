// Long edges on the plane: within a millimetre of the line that is straight in degrees, and the same for both neighbours.
import { expect } from 'chai';
import fc from 'fast-check';
import { corridorOf } from '../../geo/corridor.ts';
import { fenceOf, fromEdge, isInside } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { planeAt, toSpot, unrounded } from '../../geo/plane.ts';
import { edgesOn } from '../../geo/straight.ts';
import { chance } from './some-zones.ts';

const plane = planeAt(113.59, 22.86);
const belief = { hysteresisM: 0, fixes: 1 };

type Point = [lon: number, lat: number];

const box = (west: number, south: number, lon: number, lat: number): Point[] => [
  [west, south],
  [west + lon, south],
  [west + lon, south + lat],
  [west, south + lat],
  [west, south],
];

/** Degrees of about 20 km. */
const [wide, high] = [0.195, 0.18];

const partway = ([lonA, latA]: Point, [lonB, latB]: Point, part: number): Point => [
  lonA + (lonB - lonA) * part,
  latA + (latB - latA) * part,
];

const degrees = (reach: number) => fc.double({ min: -reach, max: reach, noNaN: true });

describe('A long edge', () => {
  it('of a box of 20 km lies within a millimetre of the one that is straight in degrees', () => {
    const ring = box(113.5, 22.8, wide, high);
    const fence = fenceOf(plane, { id: 'box', rings: [ring], ...belief });
    for (const [i, to] of ring.slice(1).entries())
      for (let part = 0; part <= 1; part += 1 / 997)
        expect(fromEdge(fence, unrounded(plane, ...partway(ring[i] as Point, to, part)))).to.be.at.most(1);
  });

  it('and so does any edge of up to 140 km, anywhere', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -70, max: 70, noNaN: true }),
        fc.tuple(degrees(0.5), degrees(0.5), degrees(0.5), degrees(0.5)),
        (lat0, [east, north, lon, lat]) => {
          const there = planeAt(113.59, lat0);
          const wider = 1 / Math.cos((lat0 * Math.PI) / 180);
          const [a, b]: [Point, Point] = [
            [113.59 + east * wider, lat0 + north],
            [113.59 + lon * wider, lat0 + lat],
          ];
          const line = corridorOf(there, { id: 'line', line: [a, b], widthM: 0, ...belief });
          for (let part = 0; part <= 1; part += 1 / 61)
            expect(fromEdge(line, unrounded(there, ...partway(a, b, part)))).to.be.at.most(1);
        },
      ),
      { seed: 41, numRuns: 400 },
    );
  });

  it('is the same from both ends, to the point', () => {
    const next = chance(42);
    const somewhere = (): Point => [113.09 + next(), 22.36 + next()];
    let [points, different] = [0, 0];
    while (points < 300_000) {
      const ends = [somewhere(), somewhere()];
      const [there, back] = [edgesOn(plane, ends).flat(), edgesOn(plane, ends.toReversed()).flat()];
      expect(back.length).to.equal(there.length);
      points += there.length / 2;
      for (let i = 0; i < there.length; i += 2) {
        const same = there[i] === back[back.length - 2 - i] && there[i + 1] === back[back.length - 1 - i];
        different += same ? 0 : 1;
      }
    }
    expect(different).to.equal(0);
  });

  it('that two areas share leaves no spot between them, nor gives one to both that is not on it', () => {
    const west = fenceOf(plane, { id: 'west', rings: [box(113.4, 22.8, wide, high)], ...belief });
    const border: [Point, Point] = [
      [113.4 + wide, 22.8],
      [113.4 + wide, 22.8 + high],
    ];
    const slanted: Point[] = [border[0], [113.7, 22.7], [113.8, 22.99], border[1], border[0]];
    const east = fenceOf(plane, { id: 'east', rings: [slanted.toReversed()], ...belief });
    const south: Point[] = [[113.4, 22.8], [113.5, 22.6], border[0], [113.4, 22.8]];
    const below = fenceOf(plane, { id: 'below', rings: [south], ...belief });
    const index = FenceIndex.of([below, east, west]);
    const edges: [Point, Point][] = [border, [[113.4, 22.8], border[0]]];
    let onBoth = 0;
    for (const [a, b] of edges)
      for (let part = 1 / 4096; part < 1; part += 1 / 512)
        for (const dx of [-2, -1, 0, 1, 2])
          for (const dy of [-2, -1, 0, 1, 2]) {
            const on = toSpot(plane, ...partway(a, b, part));
            const spot = { x: on.x + dx, y: on.y + dy };
            const count = index.at(spot);
            expect(count, JSON.stringify(spot)).to.be.at.least(1);
            if (count > 1) expect(fromEdge(west, spot)).to.equal(0);
            onBoth += count > 1 ? 1 : 0;
          }
    expect(onBoth).to.be.below(1000);
  });

  it('keeps what is north of it by a metre outside, though the straight way between its ends lies three metres off', () => {
    const ring = box(113.5, 22.8, wide, high);
    const fence = fenceOf(plane, { id: 'box', rings: [ring], ...belief });
    const metre = 1 / 110_750;
    const middle = 113.5 + wide / 2;
    for (const [lat, expected] of [
      [22.8 - metre, false],
      [22.8 + metre, true],
      [22.8 + high - metre, true],
      [22.8 + high + metre, false],
    ] as const)
      expect(isInside(fence, toSpot(plane, middle, lat))).to.equal(expected);
    const [a, b, m] = [113.5, 113.5 + wide, middle].map((lon) => toSpot(plane, lon, 22.8 + high));
    expect(((a?.y ?? 0) + (b?.y ?? 0)) / 2 - (m?.y ?? 0)).to.be.above(3000);
  });

  it('is left as it is where it is short, and where it runs along the meridian', () => {
    const lengths = (line: Point[]) => edgesOn(plane, line).map((spots) => spots.length / 2);
    expect(lengths(box(113.59, 22.86, 0.0015, 0.0015))).to.deep.equal([1, 1, 1, 1, 1]);
    expect(lengths([plane.lon0, plane.lon0].map((lon, i) => [lon, 22.8 + i * 0.1]))).to.deep.equal([1, 1]);
    expect(
      lengths([
        [113.5, 22.8],
        [113.5, 22.8],
      ]),
    ).to.deep.equal([1, 1]);
    expect(
      lengths([
        [113.5, 22.8],
        [113.6, 22.8],
      ])[1],
    ).to.be.within(50, 70);
  });
});
