// Whatever is scrawled is answered, what is offered for it is sound, and nothing is offered for what is sound.
import { area } from '@turf/turf';
import { expect } from 'chai';
import fc from 'fast-check';
import { planeAt, type Spot, toLonLat } from '../../geo/plane.ts';
import { covers } from '../../geo/polygon.ts';
import type { DrawnCheck } from '../../hub/contracts/drawn.ts';
import { checkDrawn, drawnFaultsOf } from '../../hub/registry/drawn.ts';
import type { DrawnContext } from '../../hub/registry/drawn-context.ts';
import { flat } from '../../hub/registry/drawn-shape.ts';
import { enclosedBy } from '../../hub/registry/drawn-split.ts';
import { box, type Ring, ring } from './faulty-drawings.ts';
import { hungScrawl } from './hung-scrawl.ts';

const board = planeAt(113.57, 22.85);
const context: DrawnContext = { plane: board, company: new Map() };
const drawn = (type: string, coordinates: unknown) => ({
  ...{ type: 'Feature', id: 'drawn', properties: { site: 'quay' } },
  geometry: { type, coordinates },
});
/** Milliseconds: ten times what the slowest took on a quiet machine, and much less than for ever. */
const longMs = 5000;

/** Metres on paper of every kind: a coarse grid, anywhere, one line, a hair's breadth, a whole port. */
const papers = [
  fc.integer({ min: 0, max: 6 }).map((n) => n * 25),
  fc.integer({ min: 0, max: 300_000 }).map((n) => n / 1000),
  fc.oneof(
    fc.integer({ min: 0, max: 4 }).map((n) => n * 25),
    fc.integer({ min: 0, max: 40 }).map((n) => n * 0.01),
  ),
  fc.integer({ min: 0, max: 300 }).map((n) => n * 0.001),
  fc.integer({ min: -40_000, max: 40_000 }),
];
const scrawl = fc.constantFrom(...papers).chain((metre) =>
  fc.array(fc.tuple(metre, metre), { minLength: 2, maxLength: 40, size: 'max' }).map((way) => {
    const spiky = way.flatMap((spot, i) => (i % 7 === 3 ? [spot, way[i - 1] ?? spot] : [spot]));
    return ring(...spiky);
  }),
);
const closing = (line: Ring): Ring => [...line, ...line.slice(0, 1)];
const scrawls = fc.record({
  rings: fc.array(scrawl, { minLength: 1, maxLength: 3 }),
  type: fc.constantFrom('Polygon', 'Polygon', 'MultiPolygon', 'LineString'),
  shut: fc.boolean(),
});

const looked = (feature: object): DrawnCheck => {
  const begun = performance.now();
  const answer = checkDrawn(feature, context);
  expect(performance.now() - begun).to.be.below(longMs);
  return answer;
};

describe('Whatever is scrawled', () => {
  it('is answered in time, and what is offered has no fault any more', () => {
    let offers = 0;
    const property = fc.property(scrawls, ({ rings, type, shut }) => {
      const lines = shut ? rings.map(closing) : rings;
      const coordinates = { Polygon: lines, MultiPolygon: lines.map((line) => [line]), LineString: lines[0] }[type];
      const { offered } = looked(drawn(type, coordinates));
      if (offered === undefined) return;
      offers += 1;
      expect(checkDrawn(offered.feature, context)).to.deep.equal({ faults: [] });
      expect(offered.changes).to.not.deep.equal([]);
      if (offered.areaM2 !== undefined) expect(offered.areaM2.after).to.be.closeTo(area(offered.feature as never), 1);
    });
    fc.assert(property, { numRuns: 200 });
    expect(offers).to.be.greaterThan(50);
  }).timeout(60_000);

  it('even where turf finds no end of it', () => {
    const { faults, offered } = looked(drawn('Polygon', hungScrawl));
    expect(faults.map(({ code }) => code)).to.include('drawn-crossing');
    expect(offered === undefined || checkDrawn(offered.feature, context).faults.length === 0).to.equal(true);
  });

  it('resolved into what it encloses is as large as an odd number of rounds makes it', () => {
    // A ring through the corners of two boxes that overlap by a quarter, the second walked on from the first.
    const eight = ring([0, 0], [100, 0], [100, 100], [50, 100], [50, 50], [150, 50], [150, 150], [0, 150], [0, 0]);
    const { offered } = looked(drawn('Polygon', [eight]));
    const whole = area(drawn('Polygon', [ring([0, 0], [150, 0], [150, 150], [0, 150], [0, 0])]) as never);
    // Of nine squares of 50 m all but the one at the lower right and the middle one, which is gone around twice.
    expect(offered?.areaM2?.before).to.be.closeTo((whole * 7) / 9, 2);
  });

  it('encloses parts that neither overlap nor cross themselves, together as large as its squares counted one by one', () => {
    const spot = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
    // Steps east or north, then north or east, so that every edge lies on the grid.
    const stairs = fc.array(spot, { minLength: 3, maxLength: 14, size: 'max' }).map((turns) =>
      [...turns, turns[0] ?? [0, 0]].flatMap(([x, y], i, all) => {
        const [, before] = all[i - 1] ?? [x, y];
        return [
          { x: x * 1000, y: before * 1000 },
          { x: x * 1000, y: y * 1000 },
        ];
      }),
    );
    const property = fc.property(stairs, fc.array(stairs, { maxLength: 1 }), (outer, holes) => {
      const polygons = enclosedBy([[outer, ...holes]]) ?? [];
      const toPoint = ({ x, y }: Spot) => toLonLat(board, { x, y });
      const coordinates = polygons.map((rings) => rings.map((one) => one.map(toPoint)));
      const codes = drawnFaultsOf(drawn('MultiPolygon', coordinates), context).map(({ code }) => code);
      expect(codes.filter((code) => /crossing|overlap|hole|unclosed|winding/.test(code))).to.deep.equal([]);
      const isIn = (rings: readonly (readonly Spot[])[], x: number, y: number) => covers(rings.map(flat), { x, y });
      for (let x = 500; x < 5000; x += 1000)
        for (let y = 500; y < 5000; y += 1000) {
          const meant = isIn([outer], x, y) && !holes.some((hole) => isIn([hole], x, y));
          expect(polygons.filter((rings) => isIn(rings, x, y)).length).to.equal(meant ? 1 : 0);
        }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('with care is sound: a star of any corners has no fault, and nothing is offered for it', () => {
    const far = fc.double({ min: 50, max: 900, noNaN: true });
    const star = fc.array(far, { minLength: 5, maxLength: 200, size: 'max' }).map((rays) =>
      rays.map((metres, i): [number, number] => {
        const turn = (2 * Math.PI * i) / rays.length;
        return [metres * Math.cos(turn), metres * Math.sin(turn)];
      }),
    );
    const property = fc.property(star, fc.boolean(), (corners, isHoled) => {
      const around = closing(ring(...corners));
      const rings = isHoled ? [around, box(-5, -5, 10).toReversed()] : [around];
      const codes = looked(drawn('Polygon', rings)).faults.map(({ code }) => code);
      // A ray that is long beside its neighbours is a needle by any measure.
      expect(codes.filter((code) => code !== 'drawn-spike')).to.deep.equal([]);
      if (codes.length === 0) expect(checkDrawn(drawn('Polygon', rings), context)).to.deep.equal({ faults: [] });
    });
    fc.assert(property, { numRuns: 100 });
  });
});
