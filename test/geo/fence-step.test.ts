// The fence step asks only the fences that the index names, and tells what it would tell if it asked every fence.
import { expect } from 'chai';
import type { Fence } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type Crossing, type FenceMemory, fenceStep, nowhere } from '../../geo/fence-step.ts';
import type { Spot } from '../../geo/plane.ts';
import { entering, leaving } from '../../geo/word.ts';
import { chance, someZones, spotAnywhere, spotNear } from './some-zones.ts';

type Stand = NonNullable<ReturnType<FenceMemory['get']>>;
interface Fix {
  readonly spot: Spot;
  readonly time: number;
  readonly accuracyMm: number;
  readonly again: boolean;
}

const certain: Stand = { inside: true, doubt: 0, since: 0 };

/** What a fix makes of one fence, asked by itself. */
function askOne(fence: Fence, was: Stand | undefined, { spot, time, accuracyMm, again }: Fix): Stand | undefined {
  const inside = was?.inside ?? false;
  const word = (inside ? leaving : entering)(fence, spot, 2 * accuracyMm);
  if (word === 'nothing') return was;
  if (word === 'against') return inside ? certain : undefined;
  if (again) return was !== undefined && was.doubt > 0 ? was : inside ? undefined : certain;
  const doubt = Math.min((was?.doubt ?? 0) + 1, fence.fixes);
  const since = was !== undefined && was.doubt > 0 ? was.since : time;
  if (doubt < fence.fixes || time - since < fence.settleMs) return { inside, doubt, since };
  return inside ? undefined : certain;
}

/** Asks every fence, one after another; then lets go of those that are no longer drawn. */
function askAll(memory: FenceMemory, fences: readonly Fence[], fix: Fix) {
  const next = new Map<string, Stand>();
  const crossings: Crossing[] = [];
  for (const fence of fences) {
    const was = memory.get(fence.id);
    const is = askOne(fence, was, fix);
    const time = was !== undefined && was.doubt > 0 ? was.since : fix.time;
    const inside = is?.inside ?? false;
    if (inside !== (was?.inside ?? false)) crossings.push({ fence: fence.id, kind: inside ? 'enter' : 'exit', time });
    if (is !== undefined) next.set(fence.id, is);
  }
  const drawn = new Set(fences.map(({ id }) => id));
  for (const [fence, { inside }] of memory)
    if (inside && !drawn.has(fence)) crossings.push({ fence, kind: 'exit', time: fix.time });
  return { memory: [...next], crossings };
}

const boxMm = 900_000;
const demanding = (fence: Fence, i: number): Fence => ({
  ...fence,
  ...{ fixes: 1 + (i % 3), settleMs: i % 4 === 1 ? 20_000 : 0, hysteresisMm: i % 5 === 2 ? 10_000 : 0 },
});

/** From where it was, or along some fence's edge. */
const stray = (next: () => number, from: Spot, fences: readonly Fence[]): Spot =>
  next() < 0.3
    ? spotNear(next, fences[Math.floor(next() * fences.length)] as Fence)
    : { x: from.x + Math.round((next() - 0.5) * 60_000), y: from.y + Math.round((next() - 0.5) * 60_000) };

describe('The fence step over an index', () => {
  it('remembers and tells the same as asking every fence, with any accuracy, and when fences change', () => {
    const next = chance(31);
    let told = 0;
    for (let story = 0; story < 25; story += 1) {
      let fences = someZones({ seed: 40 + story, count: 60, mixed: true, boxMm }).map(demanding);
      let index = FenceIndex.of(fences);
      let memory: FenceMemory = nowhere;
      let spot = spotAnywhere(next, boxMm);
      for (let time = 0; time < 200_000; time += 1000) {
        const again = next() < 0.05;
        if (again) {
          fences = fences.filter(() => next() > 0.03);
          index = index.edited(fences);
        } else spot = stray(next, spot, fences);
        const fix = { spot, time, accuracyMm: next() < 0.5 ? 0 : Math.round(next() ** 3 * 60_000), again };
        const slow = askAll(memory, fences, fix);
        const step = fenceStep(memory, index, spot, time, fix.accuracyMm, again);
        expect([...step.memory]).to.deep.equal(slow.memory);
        expect(step.crossings).to.deep.equal(slow.crossings);
        memory = step.memory;
        told += step.crossings.length;
      }
    }
    expect(told).to.be.greaterThan(3000);
  });
});
