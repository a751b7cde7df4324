// Which fences a hull meets, by name, against turf and exact answers, and found among many.
import { booleanIntersects, multiPolygon, polygon } from '@turf/turf';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Fence, isInside } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { fencesMeeting } from '../../geo/fences-meeting.ts';
import { grown, type Hull, hullOf } from '../../geo/hull.ts';
import { meetsHull } from '../../geo/meet-hull.ts';
import { ringsOf } from './oracles.ts';
import { area, areas, band, dimensions, hullAt, meetsExactly, square } from './some-hulls.ts';
import { chance, someZones, spotNear } from './some-zones.ts';

describe('A fence meets a hull', () => {
  const port = square(0, 0, 1000);
  const pool = square(300, 300, 400);
  const basin = area(port, pool);
  const lane = band(50, [0, 0], [1000, 0], [1000, 1000]);
  const buoy = band(30, [0, 0]);
  const thin = dimensions(150, 150, 10, 10);
  const cases: [what: string, fence: Fence, hull: Hull, meets: boolean][] = [
    ['with her bow over the line', area(port), hullAt(500, -79, 0), true],
    ['with her bow at exactly the line', area(port), hullAt(500, -80, 0), true],
    ['not with her bow a metre before it', area(port), hullAt(500, -81, 0), false],
    ['not with her bow a millimetre before it', area(port), grown(hullAt(500, -80, 0), -1), false],
    ['alongside at exactly the edge', area(port), hullAt(-10, 500, 0), true],
    ['not alongside a metre off', area(port), hullAt(-11, 500, 0), false],
    ['with a corner on its corner', area(port), hullAt(-10, -80, 0), true],
    [
      'across the corner, no corner of either in the other',
      area(square(0, 0, 10)),
      hullAt(-8, 18, 135, dimensions(40, 40, 10, 5)),
      true,
    ],
    ['that is wholly in it', area(port), hullAt(100, 100, 45), true],
    ['that is longer than all of it, and holds it', area(square(-3, 0, 6)), hullAt(0, 0, 0, thin), true],
    ['that lies across a smaller one, both ends out', area(square(-100, 0, 200)), hullAt(0, 100, 0, thin), true],
    ['not with the ship in a hole', basin, hullAt(500, 500, 45), false],
    ['with her stern at exactly the edge of the hole', basin, hullAt(500, 320, 0), true],
    ['with her stern over the edge of the hole', basin, hullAt(500, 319, 0), true],
    ['in a part of it, past another part', areas([port], [square(2000, 0, 10)]), hullAt(2005, 5, 10), true],
    ['not between its parts', areas([port], [square(2000, 0, 10)]), hullAt(1500, 5, 10), false],
    ['in an island in a hole', areas([port, pool], [square(480, 480, 20)]), hullAt(500, 420, 0), true],
    ['beside a lane at exactly its width', lane, hullAt(500, 60, 0, dimensions(80, 10, 10, 10)), true],
    ['not beside a lane a metre off', lane, hullAt(500, 61, 0, dimensions(80, 10, 10, 10)), false],
    ['across a lane, both ends out', lane, hullAt(500, 0, 0, thin), true],
    ['beyond the bend, where the lane is round', lane, hullAt(1035, -35, 45, dimensions(10, 10, 10, 10)), true],
    ['not in the corner of a square round the bend', lane, hullAt(1048, -48, 0, dimensions(2, 2, 2, 2)), false],
    ['that holds a whole circle', buoy, hullAt(0, 0, 30, dimensions(200, 200, 50, 50)), true],
    ['at exactly the edge of a circle', buoy, hullAt(40, 0, 0), true],
    ['not beyond the edge of a circle', buoy, hullAt(41, 0, 0), false],
    ['of a circle of which the centre is beside her', buoy, hullAt(0, -30, 90, dimensions(100, 100, 20, 20)), true],
    ['shrunk to a line, in it', area(port), grown(hullAt(0, 500, 0), -10_000), true],
    ['not shrunk to a line, beside it', area(port), grown(hullAt(-1, 500, 0), -10_000), false],
    ['shrunk to a point on its edge', area(port), grown(hullAt(0, 500, 0, dimensions(10, 10, 10, 10)), -10_000), true],
    ['heading a degree west of north, with her bow over the line', area(port), hullAt(500, -80, 359), true],
  ];
  for (const [what, fence, hull, meets] of cases)
    it(what, () => {
      expect(meetsHull(fence, hull)).to.equal(meets);
      expect(meetsExactly(fence, hull)).to.equal(meets);
    });

  const metres = fc.integer({ min: -20, max: 20 });
  const anyHull = fc
    .tuple(
      metres,
      metres,
      fc.constantFrom(0, 45, 90, 135, 180, 233, 270, 359),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: -6, max: 2 }),
    )
    .map(([x, y, heading, bow, stern, port, starboard, more]) =>
      bow + port === 0 ? undefined : grown(hullAt(x, y, heading, dimensions(bow, stern, port, starboard)), 1000 * more),
    )
    .filter((hull) => hull !== undefined);
  const anySquare = fc.tuple(metres, metres, fc.integer({ min: 1, max: 25 }));
  /** A square or a triangle, often with a square hole, and perhaps another part. */
  const anyArea = fc
    .tuple(anySquare, fc.boolean(), fc.option(fc.integer({ min: 1, max: 8 })), fc.option(anySquare))
    .map(([[x, y, side], isTriangle, wall, more]) => {
      const outer = isTriangle ? square(x, y, 2 * side).slice(0, 3) : square(x, y, side);
      const hole = wall === null || isTriangle || side <= 2 * wall ? [] : [square(x + wall, y + wall, side - 2 * wall)];
      return areas([outer, ...hole], ...(more === null ? [] : [[square(...more)]]));
    });
  const anyBand = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.tuple(metres, metres), { minLength: 1, maxLength: 4 }))
    .map(([half, line]) => band(half, ...line));

  it('as turf says it does, of areas with holes and of several parts', () => {
    const property = fc.property(
      anyArea,
      anyHull.filter(({ bowMm, sternMm, portMm, starboardMm }) => bowMm + sternMm > 0 && portMm + starboardMm > 0),
      (fence, hull) => {
        const drawn = multiPolygon(fence.polygons.map(ringsOf));
        expect(meetsHull(fence, hull)).to.equal(booleanIntersects(drawn, polygon(ringsOf([hull.corners]))));
      },
    );
    fc.assert(property, { numRuns: 3000 });
  });

  it('as a calculation in whole numbers without bounds says, of every shape, and of hulls that are a line or a point', () => {
    let met = 0;
    const property = fc.property(fc.oneof(anyArea, anyBand), anyHull, (fence, hull) => {
      const meets = meetsExactly(fence, hull);
      met += meets ? 1 : 0;
      expect(meetsHull(fence, hull)).to.equal(meets);
    });
    fc.assert(property, { numRuns: 3000 });
    expect(met).to.be.within(500, 2500);
  });
});

describe('The fences that a hull meets', () => {
  const ship = (next: () => number, fences: readonly Fence[]): Hull => {
    const [long, wide] = [20 + Math.floor(next() * 180), 4 + Math.floor(next() * 30)];
    const bow = Math.floor(next() * long);
    const spot = spotNear(next, fences[Math.floor(next() * fences.length)] as Fence);
    const told = dimensions(bow, long - bow, 2, wide - 2);
    return hullOf(spot, told, Math.floor(next() * 360)) ?? expect.fail('no hull');
  };
  const numbersOf = (index: FenceIndex, hull: Hull): string[] =>
    [...index.found.subarray(0, fencesMeeting(index, hull))].map((number) => index.idOf(number)).sort();
  const asked = (fences: readonly Fence[], hull: Hull): string[] =>
    fences
      .filter((fence) => meetsHull(fence, hull))
      .map(({ id }) => id)
      .sort();

  it('are those that meet it, each once, whatever their shapes, however many', () => {
    let more = 0;
    for (const [seed, count, boxMm] of [
      [1, 1000, 20_000_000],
      [2, 100, 600_000],
      [3, 3, 600_000],
    ] as const) {
      const fences = someZones({ seed, count, mixed: true, boxMm });
      const index = FenceIndex.of(fences);
      const next = chance(seed);
      for (let i = 0; i < 400; i += 1) {
        const hull = ship(next, fences);
        const met = asked(fences, hull);
        expect(numbersOf(index, hull)).to.deep.equal(met);
        more += met.length - fences.filter((fence) => isInside(fence, hull.antenna)).length;
      }
    }
    // A hull meets more than its antenna is in, or nothing here would be asked for.
    expect(more).to.be.greaterThan(100);
  });

  it('are none that an edit took away, and those that it brought or moved', () => {
    const drawn = someZones({ seed: 4, count: 100, mixed: true, boxMm: 2_000_000 });
    const others = someZones({ seed: 5, count: 100, mixed: true, boxMm: 2_000_000 });
    const edited = drawn.flatMap((fence, i) => (i % 7 === 0 ? [] : i % 7 === 1 ? [others[i] as Fence] : [fence]));
    const more = { ...(others[0] as Fence), id: 'more' };
    const index = FenceIndex.of(drawn).edited([...edited, more]);
    const next = chance(6);
    for (let i = 0; i < 400; i += 1) {
      const hull = ship(next, i % 2 === 0 ? drawn : others);
      expect(numbersOf(index, hull)).to.deep.equal(asked([...edited, more], hull));
    }
  });

  it('are found where one is smaller than the ship, or too wide for the grid', () => {
    const small = { ...area(square(-1, 30, 2)), id: 'small' };
    const wide = { ...area(square(-30_000, 0, 60_000)), id: 'wide' };
    const index = FenceIndex.of([small, wide]);
    expect(numbersOf(index, hullAt(0, 0, 0))).to.deep.equal(['small', 'wide']);
    expect(numbersOf(index, hullAt(0, -100, 0))).to.deep.equal([]);
    expect(numbersOf(FenceIndex.of([]), hullAt(0, 0, 0))).to.deep.equal([]);
  });
});
