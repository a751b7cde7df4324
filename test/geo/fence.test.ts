// Fences by table: inside, on the edge, in a hole; and walks with the crossings they must give.

import * as turf from '@turf/turf';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Fence, fenceOf, isInside } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type FenceMemory, fenceStep, insideOf, nowhere } from '../../geo/fence-step.ts';
import { planeAt, toLonLat, toSpot } from '../../geo/plane.ts';

const plane = planeAt(113.59, 22.86);

/** A square of 100 m with a hole of 20 m in its middle, in metres on the plane. */
const square = ([west, south, side]: [number, number, number]): number[][] =>
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ].map(([x = 0, y = 0]) => [...toLonLat(plane, { x: x * 1000, y: y * 1000 })]);

const yard = (change: Partial<{ hysteresisM: number; fixes: number; settleSeconds: number }> = {}): Fence =>
  fenceOf(plane, {
    id: 'yard',
    rings: [square([0, 0, 100]), square([40, 40, 20])],
    hysteresisM: 0,
    fixes: 1,
    ...change,
  });

const spot = (x: number, y: number) => ({ x: x * 1000, y: y * 1000 });

describe('A fence', () => {
  const cases: [string, number, number, boolean][] = [
    ['in the middle of the ring', 20, 20, true],
    ['west of it', -1, 50, false],
    ['on the west edge', 0, 50, true],
    ['on the east edge', 100, 50, true],
    ['on the north edge', 50, 100, true],
    ['on a corner', 0, 0, true],
    ['in the hole', 50, 50, false],
    ['on the edge of the hole', 40, 50, true],
    ['level with a corner, outside', -5, 0, false],
  ];
  for (const [name, x, y, expected] of cases) {
    it(`says ${expected ? 'inside' : 'outside'} ${name}`, () =>
      expect(isInside(yard(), spot(x, y))).to.equal(expected));
  }

  it('agrees with turf on any star-shaped polygon and any point not on its edge', () => {
    const corner = fc.double({ min: 20, max: 400, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(corner, { minLength: 3, maxLength: 24 }),
        fc.integer({ min: -450, max: 450 }),
        fc.integer({ min: -450, max: 450 }),
        (radii, x, y) => {
          const ring = radii.map((r, i) => {
            const a = (2 * Math.PI * i) / radii.length;
            return [
              ...toLonLat(plane, { x: Math.round(r * 1000 * Math.cos(a)), y: Math.round(r * 1000 * Math.sin(a)) }),
            ];
          });
          const closed = [...ring, ring[0] ?? []];
          const fence = fenceOf(plane, { id: 'star', rings: [closed], hysteresisM: 0, fixes: 1 });
          // Half a millimetre aside, so that no point lies on an edge of whole millimetres.
          const p = { x: x * 1000 + 0.5, y: y * 1000 + 0.25 };
          expect(isInside(fence, p)).to.equal(turf.booleanPointInPolygon(toLonLat(plane, p), turf.polygon([closed])));
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  it('lies on a plane that is there and back again within a millimetre', () => {
    const [lon, lat] = toLonLat(plane, toSpot(plane, 113.5755, 22.8645));
    expect(lon).to.be.closeTo(113.5755, 1e-8);
    expect(lat).to.be.closeTo(22.8645, 1e-8);
  });
});

describe('A walk', () => {
  const walks: [string, Fence, [number, number][], string[]][] = [
    [
      'in and out',
      yard(),
      [
        [-10, 10],
        [10, 10],
        [-10, 10],
      ],
      ['enter@1', 'exit@2'],
    ],
    [
      'begun inside enters at once',
      yard(),
      [
        [10, 10],
        [12, 10],
      ],
      ['enter@0'],
    ],
    [
      'into the hole leaves',
      yard(),
      [
        [10, 50],
        [50, 50],
      ],
      ['enter@0', 'exit@1'],
    ],
    [
      'jitter on the line with 5 m hysteresis is one enter',
      yard({ hysteresisM: 5 }),
      [
        [1, 10],
        [-3, 10],
        [2, 10],
        [-4, 10],
      ],
      ['enter@0'],
    ],
    [
      'beyond the hysteresis it leaves',
      yard({ hysteresisM: 5 }),
      [
        [1, 10],
        [-3, 10],
        [-6, 10],
      ],
      ['enter@0', 'exit@2'],
    ],
    [
      'one stray fix of three needed is no enter',
      yard({ fixes: 3 }),
      [
        [-10, 10],
        [10, 10],
        [-10, 10],
      ],
      [],
    ],
    [
      'three fixes enter, at the time of the first',
      yard({ fixes: 3 }),
      [
        [-10, 10],
        [10, 10],
        [11, 10],
        [12, 10],
      ],
      ['enter@1'],
    ],
    [
      'a stray fix outside does not leave',
      yard({ fixes: 2 }),
      [
        [10, 10],
        [11, 10],
        [-20, 10],
        [12, 10],
      ],
      ['enter@0'],
    ],
  ];
  for (const [name, fence, steps, expected] of walks) {
    it(name, () => {
      let memory: FenceMemory = nowhere;
      const said = steps.flatMap(([x, y], time) => {
        const step = fenceStep(memory, FenceIndex.of([fence]), spot(x, y), time);
        memory = step.memory;
        return step.crossings.map((crossing) => `${crossing.kind}@${crossing.time}`);
      });
      expect(said).to.deep.equal(expected);
      expect(insideOf(memory)).to.deep.equal(expected.at(-1)?.startsWith('enter') ? ['yard'] : []);
    });
  }
});

describe('A change is believed', () => {
  /** Metres east at the south of the yard, seconds, metres of one standard deviation. */
  type Fix = readonly [east: number, seconds: number, sigma?: number];
  const in10 = (seconds: number, sigma?: number): Fix => [10, seconds, sigma];
  const stories: [string, Fence, Fix[], string[]][] = [
    [
      'only over the time it must settle, and is dated by its first fix',
      yard({ fixes: 2, settleSeconds: 20 }),
      [[-9, 0], in10(10), in10(20), in10(29), in10(30), [-9, 40], [-9, 59], [-9, 60]],
      ['enter@10', 'exit@40'],
    ],
    [
      'not of a stray run shorter than that',
      yard({ fixes: 2, settleSeconds: 20 }),
      [in10(0), in10(20), [-9, 30], [-9, 40], in10(45), [-9, 50], [-9, 69], in10(70)],
      ['enter@0'],
    ],
    ['by time alone, where one fix would do', yard({ settleSeconds: 5 }), [in10(0), in10(4), in10(5)], ['enter@0']],
    [
      'of leaving, two deviations and five metres out',
      yard(),
      [in10(0), [-14.9, 1, 5], [-15.1, 2, 5]],
      ['enter@0', 'exit@2'],
    ],
    [
      'of leaving, beyond the hysteresis as well',
      yard({ hysteresisM: 5 }),
      [in10(0), [-19, 1, 5], [-21, 2, 5]],
      ['enter@0', 'exit@2'],
    ],
    [
      'of entering, deeper than it may be wrong, or a quarter of a narrow fence',
      yard(),
      [
        [-9, 0, 4],
        [10, 1, 4],
        [13, 2, 4],
      ],
      ['enter@2'],
    ],
    [
      'of entering, in the middle half where there is no more room',
      yard(),
      [
        [-9, 0, 15],
        [10, 1, 15],
        [13, 2, 15],
      ],
      ['enter@2'],
    ],
    [
      'never of a fix that may be more wrong than the fence is broad',
      yard(),
      [
        [20, 0, 31],
        [20, 1, 31],
      ],
      [],
    ],
    ['of one far away all the same', yard(), [in10(0), [-3000, 1, 500]], ['enter@0', 'exit@1']],
    [
      'through fixes that may lie on either side: they neither count nor break the row',
      yard({ fixes: 2 }),
      [in10(0), in10(1), [-30, 2], [-9, 3, 10], [20, 4, 200], [-31, 5]],
      ['enter@0', 'exit@2'],
    ],
    [
      'not of jitter at the edge, whichever side one is on',
      yard(),
      [
        [-3, 0, 5],
        [4, 1, 5],
        [-6, 2, 5],
        [9, 3, 5],
        [30, 4, 5],
        [2, 5, 5],
        [-8, 6, 5],
        [-14, 7, 5],
      ],
      ['enter@4'],
    ],
  ];
  for (const [name, fence, fixes, expected] of stories) {
    it(name, () => {
      let memory: FenceMemory = nowhere;
      const said = fixes.flatMap(([east, seconds, sigma = 0]) => {
        const step = fenceStep(memory, FenceIndex.of([fence]), spot(east, 30), seconds * 1000, sigma * 1000);
        memory = step.memory;
        return step.crossings.map(({ kind, time }) => `${kind}@${time / 1000}`);
      });
      expect(said).to.deep.equal(expected);
    });
  }

  it('and where nothing changes the memory is the same object', () => {
    const fences = FenceIndex.of([yard({ fixes: 2, settleSeconds: 60 })]);
    const { memory } = fenceStep(fenceStep(nowhere, fences, spot(10, 30), 0).memory, fences, spot(10, 30), 1000);
    expect(fenceStep(memory, fences, spot(10, 30), 2000).memory).to.equal(memory);
    const unsure = fenceStep(memory, fences, spot(2, 30), 2000, 5000).memory;
    expect(fenceStep(unsure, fences, spot(2, 30), 3000, 5000).memory).to.equal(unsure);
    expect(fenceStep(nowhere, fences, spot(-10, 30), 0).memory).to.equal(nowhere);
  });
});
