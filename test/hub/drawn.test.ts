// A drawn fence is checked and explained, and a mended one is offered that passes the check itself.
import { area } from '@turf/turf';
import { expect } from 'chai';
import fc from 'fast-check';
import { planeAt } from '../../geo/plane.ts';
import { checkDrawn } from '../../hub/registry/drawn.ts';
import { weightOf } from '../../hub/registry/drawn-codes.ts';
import { contextOf } from '../../hub/registry/drawn-context.ts';
import { at, box, drawings, type Ring, square, traced } from './faulty-drawings.ts';

const properties = { site: 'quay', name: { zh: '围网', en: 'Ring' } };
const drawn = (rings: readonly Ring[]) => ({
  ...{ type: 'Feature', id: 'drawn', properties },
  geometry: { type: 'Polygon', coordinates: rings },
});
const plane = planeAt(113.57, 22.85);
const all = (): boolean => true;
const quay = ([lon, lat]: readonly number[]) => ({ id: 'quay', lon, lat });
const context = contextOf({ plane, sites: [quay(at(50, 50))], fences: [] }, all);
const codesOf = (feature: unknown, into = context): string[] =>
  checkDrawn(feature, into).faults.map(({ code }) => code);

describe('A drawn fence', () => {
  for (const { what, rings, codes, field, point, changes, area: m2 } of drawings) {
    it(`${what} → ${codes.join(', ') || 'is sound'}`, () => {
      const feature = drawn(rings);
      const before = structuredClone(feature);
      const { faults, offered } = checkDrawn(feature, context);
      expect(faults.map(({ code }) => code)).to.have.members(codes);
      const named = faults.find(({ code }) => code === codes.at(-1));
      if (field !== undefined) expect(faults.map((fault) => fault.field)).to.include(field);
      if (point !== undefined) expect(faults.map((fault) => fault.at)).to.deep.include(point);
      if (codes.length > 0) expect(named?.says.en).to.match(/\w{3}/);
      expect(feature, 'never applied').to.deep.equal(before);
      if (changes === undefined) return expect(offered).to.equal(undefined);
      expect(offered?.changes.map(({ says }) => says.en)).to.include.members([...changes]);
      const mended = offered?.feature as typeof feature;
      expect(mended).to.deep.include({ type: 'Feature', id: 'drawn', properties });
      expect(area(mended as never)).to.be.closeTo(m2 ?? NaN, (m2 ?? NaN) / 100);
      return expect(codesOf(mended)).to.deep.equal([]);
    });
  }

  it('says in the offer how large it was and would be', () => {
    const { offered } = checkDrawn(drawn([box(0, 0, 100), box(80, 20, 30).toReversed()]), context);
    expect(offered?.areaM2).to.deep.equal({ before: 9421, after: 9421, changedPercent: 0 });
    const [sw = [], se = [], ne = [], nw = []] = square;
    const { offered: tie } = checkDrawn(drawn([[sw, ne, se, nw, sw]]), context);
    expect(tie?.areaM2).to.deep.equal({ before: 5011, after: 10_022, changedPercent: 100 });
  });

  it('is refused for its faults, and not for what only looks wrong or is written another way', () => {
    const weights = ['drawn-crossing', 'drawn-spike', 'drawn-winding', undefined].map((code) =>
      weightOf({ file: '', line: 0, says: '', ...(code && { code }) }),
    );
    expect(weights).to.deep.equal(['fault', 'warning', 'tolerated', 'fault']);
  });

  describe('that was perhaps traced on a Chinese web map', () => {
    const yard = { ...drawn([box(0, 0, 200)]), id: 'yard' };
    const beside = contextOf({ plane, sites: [], fences: [yard] }, all);

    it('is suspected when it fits nothing as drawn, and the fence beside it when read so', () => {
      const { faults, offered } = checkDrawn(drawn([traced(box(50, 50, 50))]), beside);
      expect(faults).to.have.length(1);
      expect(faults[0]).to.deep.include({ code: 'drawn-datum', weight: 'warning', field: 'geometry' });
      expect(faults[0]?.says.en).to.match(
        /^as drawn it is \d+ m off fence yard; read as GCJ-02, .*\d+ m away and be at it/,
      );
      expect(offered, 'which datum was meant only a person knows').to.equal(undefined);
    });

    it('is not while its site or anything of it is where it is drawn', () => {
      const [site = []] = traced([at(60, 60)]);
      const there = contextOf({ plane, sites: [quay(site)], fences: [yard] }, all);
      expect(codesOf(drawn([traced(box(50, 50, 50))]), there)).to.deep.equal([]);
      expect(codesOf(drawn([box(50, 50, 50)]), beside)).to.deep.equal([]);
    });

    it('is not for lying far from everything either way, nor where both datums are one', () => {
      expect(codesOf(drawn([box(5000, 5000, 50)]), beside)).to.deep.equal([]);
      const kiel = contextOf({ plane: planeAt(10.15, 54.32), sites: [quay([10.16, 54.33])], fences: [] }, all);
      const rings = [
        [10.15, 54.32],
        [10.152, 54.32],
        [10.152, 54.322],
        [10.15, 54.32],
      ];
      expect(codesOf(drawn([rings]), kiel)).to.deep.equal([]);
    });

    it('is suspected in the midst of a wide fence, too, when read so all its corners lie on edges', () => {
      const wide = { ...drawn([box(-2000, -2000, 5000)]), id: 'wide' };
      const [left, right] = [box(0, 0, 50), box(100, 0, 50)].map((edge, i) => ({ ...drawn([edge]), id: `berth-${i}` }));
      const port = contextOf({ plane, sites: [quay(at(0, 0))], fences: [wide, left, right] }, all);
      const between = [at(51, 1), at(99, 1), at(99, 49), at(51, 49), at(51, 1)];
      const { faults } = checkDrawn(drawn([traced(between)]), port);
      expect(faults.map(({ code }) => code)).to.deep.equal(['drawn-datum']);
      expect(faults[0]?.says.en).to.match(
        /^as drawn its corners are 6\d\d m off edges that they lie on when it is read as GCJ-02/,
      );
      expect(codesOf(drawn([between]), port)).to.deep.equal([]);
      expect(codesOf(drawn([box(60, 500, 30)]), port)).to.deep.equal([]);
    });

    it('is not when it is of another site', () => {
      const shed = { ...yard, properties: { site: 'shed' } };
      const elsewhere = contextOf({ plane, sites: [], fences: [shed] }, all);
      expect(codesOf(drawn([traced(box(50, 50, 50))]), elsewhere)).to.deep.equal([]);
    });
  });

  describe('whatever is drawn', () => {
    it('is no feature at all, or one of strange coordinates: it has a code', () => {
      const number = fc.constantFrom(0, 113.57, 22.85, -1e308, 1e300, Infinity, NaN);
      const odd = fc.oneof(
        fc.jsonValue({ maxDepth: 4 }),
        fc.array(fc.array(fc.array(number))),
        fc.array(fc.array(number)),
      );
      const type = fc.constantFrom('Polygon', 'MultiPolygon', 'LineString', 'Point', 7);
      const property = fc.property(odd, type, fc.jsonValue({ maxDepth: 2 }), (coordinates, kind, other) => {
        const { faults } = checkDrawn({ geometry: { type: kind, coordinates }, properties: other }, context);
        expect(checkDrawn(other, context).faults.map(({ code }) => code)).to.include('drawn-shape');
        for (const { code, says } of faults)
          expect([code, says.en.length > 0, says.zh.length > 0]).to.deep.equal([code ?? 'none', true, true]);
      });
      fc.assert(property, { numRuns: 300 });
    });
  });
});
