// The fence index says what asking every fence would say: of spots, of ways, after edits, and built in slices.
import { expect } from 'chai';
import { circleOf } from '../../geo/circle.ts';
import { corridorOf } from '../../geo/corridor.ts';
import { type Fence, fenceOf, fenceOfParts, isInside } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type Spot, toLonLat } from '../../geo/plane.ts';
import { chance, plane, runOf, someZones, spotAnywhere, spotNear } from './some-zones.ts';

const idsAt = (index: FenceIndex, spot: Spot): string[] =>
  [...index.found.subarray(0, index.at(spot))].map((number) => index.fence(number).id).sort();

const idsByAsking = (fences: readonly Fence[], spot: Spot): string[] =>
  fences.filter((fence) => isInside(fence, spot)).map(({ id }) => id);

/** Every one of these spots is where asking every fence says that it is. */
function expectSame(index: FenceIndex, fences: readonly Fence[], spots: Iterable<Spot>): void {
  for (const spot of spots) expect(idsAt(index, spot), JSON.stringify(spot)).to.deep.equal(idsByAsking(fences, spot));
}

/** Half of them anywhere, half where mistakes would be. */
function* someSpots(next: () => number, fences: readonly Fence[], boxMm: number, count: number): Generator<Spot> {
  for (let i = 0; i < count; i += 1)
    yield i % 2 === 0 ? spotAnywhere(next, boxMm) : spotNear(next, fences[Math.floor(next() * fences.length)] as Fence);
}

const box = (id: string, x: number, y: number, side: number): Fence => {
  const corners = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ].map(([cx = 0, cy = 0]) => [...toLonLat(plane, { x: cx, y: cy })]);
  return fenceOf(plane, { id, rings: [corners], hysteresisM: 0, fixes: 1 });
};

/** In whole millimetres as given: drawn by hand, not by degrees. */
const drawnAs = (id: string, ...parts: number[][][]): Fence => {
  const polygons = parts.map((rings) => rings.map((ring) => Float64Array.from(ring)));
  const all = polygons.flat(2).flatMap((ring) => [...ring]);
  const xs = all.filter((_, i) => i % 2 === 0);
  const ys = all.filter((_, i) => i % 2 === 1);
  const around = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
  return { ...box(id, 0, 0, 1000), polygons, box: around };
};

describe('The fence index', () => {
  for (const [name, count, boxMm] of [
    ['scattered over the port', 400, 20_000_000],
    ['that lie over one another', 60, 400_000],
    ['that are few', 3, 2_000_000],
  ] as const)
    it(`has the same fences as asking every one: of those ${name}`, () => {
      for (let seed = 1; seed <= 5; seed += 1) {
        const fences = someZones({ seed, count, mixed: true, boxMm });
        expectSame(FenceIndex.of(fences), fences, someSpots(chance(seed), fences, boxMm, 2000));
      }
    });

  it('on every corner, level with it and a millimetre beside it', () => {
    const fences = someZones({ seed: 4, count: 120, mixed: true, boxMm: 3_000_000 });
    const index = FenceIndex.of(fences);
    const runs = fences.flatMap(({ polygons, band }) => (band === undefined ? polygons.flat() : [band.line]));
    for (const run of runs)
      for (let i = 0; i < run.length; i += 2)
        for (const [dx, dy] of [
          [0, 0],
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
          [30_000, 0],
          [-30_000, 0],
        ] as const)
          expectSame(index, fences, [{ x: (run[i] ?? 0) + dx, y: (run[i + 1] ?? 0) + dy }]);
  });

  it('on both sides of every line between cells', () => {
    const fences = someZones({ seed: 5, count: 150, mixed: true, boxMm: 2_000_000 });
    const index = FenceIndex.of(fences);
    const { minX, minY, side, columns, rows } = index.grid;
    const next = chance(5);
    for (let column = 0; column <= columns; column += 1)
      for (const x of [minX + column * side - 0.5, minX + column * side + 0.5])
        for (let i = 0; i < 20; i += 1) expectSame(index, fences, [{ x, y: Math.round(minY + next() * rows * side) }]);
    for (let row = 0; row <= rows; row += 1)
      for (const y of [minY + row * side - 0.5, minY + row * side + 0.5])
        for (let i = 0; i < 20; i += 1)
          expectSame(index, fences, [{ x: Math.round(minX + next() * columns * side), y }]);
  });

  it('of edges that are level, upright, doubled, of no length, or lie on each other', () => {
    const odd = [
      drawnAs('a-comb', [
        [0, 0, 90_000, 0, 90_000, 50_000, 70_000, 50_000, 70_000, 9000, 40_000, 9000, 40_000, 50_000, 0, 50_000, 0, 0],
      ]),
      drawnAs('b-touching-hole', [
        [0, 0, 80_000, 0, 80_000, 80_000, 0, 80_000, 0, 0],
        [0, 20_000, 40_000, 0, 40_000, 40_000, 0, 20_000],
      ]),
      drawnAs('c-twice-there', [
        [10_000, 10_000, 10_000, 10_000, 50_000, 10_000, 50_000, 10_000, 30_000, 60_000, 10_000, 10_000],
      ]),
      drawnAs('d-bow-tie', [[0, 0, 60_000, 60_000, 60_000, 0, 0, 60_000, 0, 0]]),
      drawnAs(
        'e-halves',
        [[0, 0, 30_000, 0, 30_000, 60_000, 0, 60_000, 0, 0]],
        [[30_000, 0, 60_000, 0, 60_000, 60_000, 30_000, 60_000, 30_000, 0]],
      ),
      drawnAs(
        'f-over-itself',
        [[0, 0, 50_000, 0, 50_000, 50_000, 0, 50_000, 0, 0]],
        [[20_000, 20_000, 90_000, 20_000, 90_000, 90_000, 20_000, 90_000, 20_000, 20_000]],
      ),
      drawnAs('g-point', [[33_000, 33_000, 33_000, 33_000]]),
      drawnAs('h-stroke', [[5000, 5000, 77_000, 41_000, 5000, 5000]]),
      circleOf(plane, {
        id: 'i-circle',
        centre: [...toLonLat(plane, { x: 40_000, y: 40_000 })],
        radiusM: 25,
        hysteresisM: 0,
        fixes: 1,
      }),
      circleOf(plane, {
        id: 'j-spot',
        centre: [...toLonLat(plane, { x: 44_000, y: 40_000 })],
        radiusM: 0,
        hysteresisM: 0,
        fixes: 1,
      }),
    ];
    const index = FenceIndex.of(odd);
    const next = chance(6);
    for (let i = 0; i < 20_000; i += 1) {
      const whole = { x: Math.round(next() * 100 - 5) * 1000, y: Math.round(next() * 100 - 5) * 1000 };
      expectSame(index, odd, [i % 3 === 0 ? whole : spotNear(next, odd[i % odd.length] as Fence, 3000)]);
    }
    expect(idsAt(index, { x: 40_000 + 15_000, y: 40_000 + 20_000 })).to.include('i-circle');
    expect(idsAt(index, { x: 40_000 + 15_000, y: 40_000 + 20_001 })).not.to.include('i-circle');
  });

  it('has a multipolygon once, wherever its parts overlap', () => {
    const corners = (x: number) => [
      [x, 0],
      [x + 100_000, 0],
      [x + 100_000, 90_000],
      [x, 90_000],
      [x, 0],
    ];
    const parts = [0, 30_000, 60_000].map((x) => [
      corners(x).map(([cx = 0, cy = 0]) => [...toLonLat(plane, { x: cx, y: cy })]),
    ]);
    const index = FenceIndex.of([fenceOfParts(plane, { id: 'three', parts, hysteresisM: 0, fixes: 1 })]);
    for (let x = 1000; x < 160_000; x += 500) expect(idsAt(index, { x, y: 40_000 }), `${x}`).to.deep.equal(['three']);
  });

  it('knows fences too wide for its cells, fences far apart, and none', () => {
    const next = chance(7);
    const wide = [box('a-wide', -30_000_000, -30_000_000, 60_000_000), box('b-port', 0, 0, 400_000)];
    const far = [...wide, box('c-elsewhere', 1_500_000_000, 900_000_000, 300_000)];
    for (const fences of [wide, far])
      expectSame(FenceIndex.of(fences), fences, someSpots(next, fences, 40_000_000, 4000));
    expect(FenceIndex.of(wide).grid.beside).to.deep.equal([0]);
    expect(idsAt(FenceIndex.of([]), { x: 0, y: 0 })).to.deep.equal([]);
    expect(
      idsAt(FenceIndex.of([{ ...box('x', 0, 0, 1), polygons: [[]], box: drawnAs('y').box }]), { x: 0, y: 0 }),
    ).to.deep.equal([]);
  });

  it('after edits is as one built from nothing, and the one before is as it was', () => {
    const boxMm = 2_000_000;
    const before = someZones({ seed: 8, count: 150, mixed: true, boxMm });
    const others = someZones({ seed: 9, count: 150, mixed: true, boxMm });
    const next = chance(8);
    const base = FenceIndex.of(before);
    let index = base;
    let fences = before;
    for (let edit = 0; edit < 60; edit += 1) {
      fences = edited(next, fences, others);
      index = index.edited(fences);
      expect(index.grid).to.equal(base.grid);
      expectSame(index, fences, someSpots(next, fences, boxMm, 120));
      for (const fence of before) {
        const number = index.numberOf(fence.id);
        const now = fences.find(({ id }) => id === fence.id);
        if (now === undefined) expect(number).to.equal(undefined);
        else expect(index.fence(number ?? -1)).to.deep.equal(now);
      }
    }
    expectSame(base, before, someSpots(next, before, boxMm, 1000));
    expect(index.isWorn).to.equal(true);
    expectSame(FenceIndex.of(fences), fences, someSpots(next, fences, boxMm, 1000));
    expect(index.edited(before).edits).to.equal(0);
  });

  it('built in slices of any size is the same grid, and fences that came meanwhile lie beside it', () => {
    const fences = someZones({ seed: 10, count: 200, mixed: true, boxMm: 3_000_000 });
    const whole = FenceIndex.of(fences).grid;
    for (const slice of [1000, 33_333]) {
      const build = FenceIndex.of(fences).renewal();
      let [grid, slices] = [build.step(slice), 1];
      for (; grid === undefined; slices += 1) grid = build.step(slice);
      expect(slices).to.be.greaterThan(2);
      expect(grid).to.deep.equal(whole);
      const later = FenceIndex.on(grid).edited(fences.slice(1));
      expect(later.edits).to.equal(1);
      expectSame(later, fences.slice(1), someSpots(chance(11), fences, 3_000_000, 500));
    }
  });

  it('ends a corridor to the millimetre where its edge is a whole one', () => {
    const line = [
      [0, 0],
      [3_000_000, 4_000_000],
    ].map(([x = 0, y = 0]) => [...toLonLat(plane, { x, y })]);
    const drawn = corridorOf(plane, { id: 'way', line, widthM: 50, hysteresisM: 0, fixes: 1 });
    // Straight on the plane, not in degrees.
    const way: Fence = {
      ...drawn,
      band: { line: Float64Array.of(0, 0, 3_000_000, 4_000_000), halves: Float64Array.of(50_000) },
    };
    const index = FenceIndex.of([way]);
    for (let along = 1; along < 1_000_000; along += 9973) {
      const edge = { x: 3 * along - 40_000, y: 4 * along + 30_000 };
      expect(idsAt(index, edge)).to.deep.equal(['way']);
      expect(idsAt(index, { x: edge.x - 1, y: edge.y })).to.deep.equal([]);
      expect(idsAt(index, { x: edge.x, y: edge.y + 1 })).to.deep.equal([]);
    }
  });

  it('gives one edge of each fence to the spot on it, its corners too', () => {
    const fences = someZones({ seed: 12, count: 300, boxMm: 5_000_000 });
    const index = FenceIndex.of(fences);
    const next = chance(12);
    for (const fence of fences) {
      const run = runOf(next, fence);
      expect(idsAt(index, { x: run[0] ?? 0, y: run[1] ?? 0 })).to.include(fence.id);
    }
  });
});

/** One taken away, one drawn anew, one whose belief changes: by turns. Sorted by id. */
function edited(next: () => number, fences: readonly Fence[], others: readonly Fence[]): Fence[] {
  const i = Math.floor(next() * fences.length);
  const other = others[Math.floor(next() * others.length)] as Fence;
  const kind = Math.floor(next() * 3);
  const rest = fences.filter((fence, n) => fence.id !== other.id && (kind === 2 || n !== i));
  const changed = kind === 0 ? [] : kind === 1 ? [other] : [{ ...other, hysteresisMm: 3000 }];
  return [...rest, ...changed].sort((a, b) => (a.id < b.id ? -1 : 1));
}
