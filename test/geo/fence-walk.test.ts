// The walk finds the fences that a straight way touches, exactly, and where on the way it comes in first and goes out last.
import { expect } from 'chai';
import { type Fence, isInside, metresBeyond } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { walkFence } from '../../geo/fence-walk.ts';
import type { Spot } from '../../geo/plane.ts';
import { Touches } from '../../geo/touches.ts';
import { ExactFence } from './oracles.ts';
import { chance, someZones, spotAnywhere, spotNear } from './some-zones.ts';

type Told = Record<string, readonly [first: number, last: number]>;

const told = (index: FenceIndex, touches: Touches): Told =>
  Object.fromEntries(
    Array.from({ length: touches.count }, (_, i) => [
      index.fence(touches.fences[i] ?? -1).id,
      [touches.first[i] ?? NaN, touches.last[i] ?? NaN],
    ]),
  );

function byAskingEach(index: FenceIndex, fences: readonly Fence[], from: Spot, to: Spot): Told {
  const touches = new Touches();
  touches.begin(index.found.length);
  const way = { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
  for (const fence of fences) walkFence(fence, index.numberOf(fence.id) ?? -1, way, touches);
  return told(index, touches);
}

const boxMm = 1_500_000;
const fences = someZones({ seed: 21, count: 120, mixed: true, boxMm });
const exact = fences.map((fence) => new ExactFence(fence));
const index = FenceIndex.of(fences);

/** Short ways and long ones, from corners, along edges, level and upright, and of no length. */
function someWay(next: () => number): [Spot, Spot] {
  const near = () => spotNear(next, fences[Math.floor(next() * fences.length)] as Fence);
  const from = next() < 0.5 ? near() : spotAnywhere(next, boxMm);
  const kind = Math.floor(next() * 6);
  const far = kind < 2 ? 15_000 : 300_000;
  const to = { x: Math.round(from.x + (next() - 0.5) * 2 * far), y: Math.round(from.y + (next() - 0.5) * 2 * far) };
  if (kind === 2) return [from, near()];
  if (kind === 3) return [from, { x: to.x, y: from.y }];
  if (kind === 4) return [from, { x: from.x, y: to.y }];
  return [from, next() < 0.02 ? from : to];
}

describe('The walk', () => {
  const touches = new Touches();

  it('touches what a calculation in whole numbers without bounds touches, and no more', () => {
    const next = chance(22);
    let count = 0;
    for (let i = 0; i < 300; i += 1) {
      const [from, to] = someWay(next);
      index.walk(from, to, touches);
      const way = { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
      const should = fences.filter((_, n) => exact[n]?.touches(way)).map(({ id }) => id);
      expect(Object.keys(told(index, touches)).sort(), JSON.stringify(way)).to.deep.equal(should);
      count += should.length;
    }
    expect(count).to.be.greaterThan(600);
  });

  it('through cells tells the same as edge by edge, to the last bit', () => {
    const next = chance(23);
    for (let i = 0; i < 3000; i += 1) {
      const [from, to] = someWay(next);
      index.walk(from, to, touches);
      expect(told(index, touches)).to.deep.equal(byAskingEach(index, fences, from, to));
    }
  });

  it('comes in where the fence begins and goes out where it ends, within a millimetre', () => {
    const next = chance(24);
    for (let i = 0; i < 600; i += 1) {
      const [from, to] = someWay(next);
      const at = (t: number) => ({ x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) });
      index.walk(from, to, touches);
      for (const [id, [first, last]] of Object.entries(told(index, touches))) {
        const fence = index.fence(index.numberOf(id) ?? -1);
        for (const t of [first, last])
          if (t > 0 && t < 1) expect(Math.abs(metresBeyond(fence, at(t)))).to.be.at.most(0.01);
        if (first === 0) expect(metresBeyond(fence, from)).to.be.at.most(0);
        if (last === 1) expect(metresBeyond(fence, to)).to.be.at.most(0);
        for (let t = 0; t <= 1; t += 0.04)
          if (isInside(fence, at(t))) expect(t).to.be.within(first - 1e-6, last + 1e-6);
      }
    }
  });

  it('that asks only for edges leaves out what it is in from end to end, and nothing else', () => {
    const next = chance(28);
    const others = someZones({ seed: 25, count: 120, mixed: true, boxMm });
    const edited = index.edited(fences.map((fence, i) => (i % 4 === 0 ? (others[i] as Fence) : fence)));
    for (const one of [index, edited]) {
      for (let i = 0; i < 1500; i += 1) {
        const [from, to] = someWay(next);
        one.walk(from, to, touches);
        const all = told(one, touches);
        one.cross(from, to, touches);
        const met = told(one, touches);
        for (const [id, part] of Object.entries(all)) {
          if (id in met || part[0] > 0 || part[1] < 1) expect(met[id], id).to.deep.equal(part);
          else expect(isInside(one.fence(one.numberOf(id) ?? -1), from)).to.equal(true);
        }
        expect(Object.keys(all)).to.include.members(Object.keys(met));
      }
    }
  });

  it('after edits knows what lies beside the grid, and not what is gone', () => {
    const others = someZones({ seed: 25, count: 120, mixed: true, boxMm });
    const now = fences.map((fence, i) => (i % 4 === 0 ? (others[i] as Fence) : fence)).filter((_, i) => i % 9 !== 5);
    const edited = index.edited(now);
    const next = chance(26);
    for (let i = 0; i < 1000; i += 1) {
      const [from, to] = someWay(next);
      edited.walk(from, to, touches);
      expect(told(edited, touches)).to.deep.equal(byAskingEach(edited, now, from, to));
    }
  });

  it('across the whole port, and from far outside of it', () => {
    const next = chance(27);
    for (let i = 0; i < 100; i += 1) {
      const from = { x: -8_000_000, y: Math.round(next() * boxMm) };
      const to = { x: 9_000_000, y: Math.round(next() * boxMm) };
      index.walk(from, to, touches);
      expect(told(index, touches)).to.deep.equal(byAskingEach(index, fences, from, to));
    }
  });
});
