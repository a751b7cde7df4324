// The fence step over an index, held against one written apart that asks every fence and remembers every fix.
import { expect } from 'chai';
import type { Fence } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type FenceMemory, fenceStep, insideOf, nowhere } from '../../geo/fence-step.ts';
import type { Spot } from '../../geo/plane.ts';
import { type Anchor, strideTo } from '../../geo/stride.ts';
import { SlowThing, slowPassages } from './slow-step.ts';
import { chance, someZones, spotAnywhere, spotNear } from './some-zones.ts';

const boxMm = 900_000;
const demanding = (fence: Fence, i: number): Fence => ({
  ...fence,
  ...{ fixes: 1 + (i % 3), ofFixes: 1 + (i % 3) + (i % 4), settleMs: i % 4 === 1 ? 20_000 : 0 },
  hysteresisMm: i % 5 === 2 ? 10_000 : 0,
});

/** From where it was, or along some fence's edge. */
const stray = (next: () => number, from: Spot, fences: readonly Fence[]): Spot =>
  next() < 0.3
    ? spotNear(next, fences[Math.floor(next() * fences.length)] as Fence)
    : { x: from.x + Math.round((next() - 0.5) * 60_000), y: from.y + Math.round((next() - 0.5) * 60_000) };

describe('The fence step over an index', () => {
  it('tells the same as asking every fence and remembering every fix, whatever each fence demands', () => {
    const next = chance(31);
    let told = 0;
    for (let story = 0; story < 20; story += 1) {
      const fences = someZones({ seed: 40 + story, count: 60, mixed: true, boxMm }).map(demanding);
      const index = FenceIndex.of(fences);
      const slow = new SlowThing(fences);
      let memory: FenceMemory = nowhere;
      let spot = spotAnywhere(next, boxMm);
      for (let time = 0; time < 150_000; time += 1000) {
        spot = stray(next, spot, fences);
        const accuracyMm = next() < 0.5 ? 0 : Math.round(next() ** 3 * 60_000);
        const step = fenceStep(memory, index, spot, time, accuracyMm);
        expect(step.crossings, `story ${story} at ${time}`).to.deep.equal(slow.hear({ spot, time, accuracyMm }));
        memory = step.memory;
        expect(insideOf(memory)).to.deep.equal(slow.inside);
        told += step.crossings.length;
      }
    }
    expect(told).to.be.greaterThan(1500);
  });

  it('finds every fence that lies between two fixes, and no other, with times on the way', () => {
    const next = chance(77);
    let told = 0;
    for (let story = 0; story < 20; story += 1) {
      const fences = someZones({ seed: 90 + story, count: 80, mixed: true, boxMm: 3 * boxMm });
      const index = FenceIndex.of(fences);
      let memory: FenceMemory = nowhere;
      let anchor: Anchor | undefined;
      let last = spotAnywhere(next, 3 * boxMm);
      for (let time = 0; time < 60_000; time += 1000) {
        const spot = next() < 0.5 ? spotAnywhere(next, 3 * boxMm) : stray(next, last, fences);
        const step = fenceStep(memory, index, spot, time);
        const stride = strideTo(anchor, index, { spot, time }, 0, { before: memory, ...step });
        const expected = anchor === undefined ? [] : slowPassages(fences, last, spot);
        const entered = stride.passed.filter(({ kind }) => kind === 'enter').map(({ fence }) => fence);
        expect(entered.sort()).to.deep.equal(expected);
        for (const one of expected) {
          const [enter, exit] = stride.passed.filter(({ fence }) => fence === one);
          expect([enter?.kind, exit?.kind]).to.deep.equal(['enter', 'exit']);
          expect(enter?.time).to.be.within(time - 1000, exit?.time ?? 0);
          expect(exit?.time).to.be.at.most(time);
        }
        told += expected.length;
        [memory, anchor, last] = [step.memory, stride.anchor, spot];
      }
    }
    expect(told).to.be.greaterThan(1500);
  });
});
