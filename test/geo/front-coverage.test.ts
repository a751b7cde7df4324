// How much of the water front is watched: by segment, and where it is blind over joints; by name, and metre by metre.
import { expect } from 'chai';
import fc from 'fast-check';
import { coverageOf, type Span } from '../../geo/front-coverage.ts';
import type { WaterFront } from '../../geo/water-front.ts';
import { front, gapped, quay, ring } from './some-fronts.ts';

describe('The water front’s coverage', () => {
  type Watch = Readonly<Record<string, boolean | Span[]>>;
  const span = (fromM: number, toM: number): Span => ({ fromM, toM });
  const cases: [what: string, line: WaterFront, watch: Watch, segments: string[], blind: string[]][] = [
    ['all of it', quay, { a: true, b: true, c: true }, ['a 100+0', 'b 200+0', 'c 100+0'], []],
    ['none of it', quay, {}, ['a 0+100', 'b 0+200', 'c 0+100'], ['0–400 a,b,c']],
    ['one segment in the middle', quay, { b: true }, ['a 0+100', 'b 200+0', 'c 0+100'], ['0–100 a', '300–400 c']],
    [
      'both ends, blind over a joint',
      quay,
      { a: [span(0, 60)], b: [span(50, 200)], c: true },
      ['a 60+40', 'b 150+50', 'c 100+0'],
      ['60–150 a,b'],
    ],
    [
      'spans that overlap and reach beyond',
      quay,
      { a: [span(50, 500), span(-10, 20), span(10, 30)], b: true, c: true },
      ['a 80+20', 'b 200+0', 'c 100+0'],
      ['30–50 a'],
    ],
    [
      'a span of no length',
      quay,
      { a: [span(40, 40)], b: true, c: true },
      ['a 0+100', 'b 200+0', 'c 100+0'],
      ['0–100 a'],
    ],
    ['not over a gap', gapped, { far: true }, ['a 0+100', 'b 0+90', 'far 200+0'], ['0–100 a', '100–190 b']],
    [
      'a ring, blind where it closes',
      ring,
      { south: [span(30, 100)], east: true, rest: [span(0, 180)] },
      ['south 70+30', 'east 100+0', 'rest 180+20'],
      ['380–430 rest,south'],
    ],
    ['a ring, blind all round', ring, {}, ['south 0+100', 'east 0+100', 'rest 0+200'], ['0–400 south,east,rest']],
    ['nothing there is', front(), {}, [], []],
  ];
  for (const [what, line, watch, segments, blind] of cases)
    it(`watched: ${what}`, () => {
      const coverage = coverageOf(line, (id) => watch[id] ?? false);
      const m = (metres: number) => +metres.toFixed(3);
      expect(coverage.segments.map(({ id, watchedM, blindM }) => `${id} ${m(watchedM)}+${m(blindM)}`)).to.deep.equal(
        segments,
      );
      expect(coverage.blind.map(({ fromM, toM, segments: on }) => `${m(fromM)}–${m(toM)} ${on.join()}`)).to.deep.equal(
        blind,
      );
      expect(coverage.watchedM + coverage.blindM).to.be.closeTo(line.lengthMm / 1000, 1e-9);
    });

  it('is what a look at every metre says', () => {
    const spans = fc.array(
      fc
        .tuple(fc.integer({ min: -20, max: 220 }), fc.integer({ min: 1, max: 90 }))
        .map(([from, length]) => span(from, from + length)),
      { maxLength: 5 },
    );
    const watch = fc.record({
      a: fc.oneof(fc.boolean(), spans),
      b: fc.oneof(fc.boolean(), spans),
      c: fc.oneof(fc.boolean(), spans),
    });
    const property = fc.property(watch, (watched) => {
      const { segments, blind } = coverageOf(quay, (id) => watched[id as 'a']);
      const sees = (id: 'a' | 'b' | 'c', metre: number): boolean => {
        const by = watched[id];
        return typeof by === 'boolean' ? by : by.some(({ fromM, toM }) => fromM <= metre && metre < toM);
      };
      const metres = (
        [
          ['a', 0, 100],
          ['b', 100, 200],
          ['c', 300, 100],
        ] as const
      ).flatMap(([id, from, length]) =>
        Array.from({ length }, (_, i) => ({ id, at: from + i, sees: sees(id, i + 0.5) })),
      );
      for (const { id, watchedM } of segments)
        expect(watchedM).to.be.closeTo(metres.filter((one) => one.id === id && one.sees).length, 1e-6);
      for (const { at, sees: isSeen } of metres)
        expect(
          blind.some(({ fromM, toM }) => fromM < at + 0.5 && at + 0.5 < toM),
          String(at),
        ).to.equal(!isSeen);
      for (const [i, { fromM }] of blind.entries()) expect(fromM).to.be.greaterThan(blind[i - 1]?.toM ?? -1);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
