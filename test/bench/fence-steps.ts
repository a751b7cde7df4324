// Whole fence steps of many moving assets: lookup, enters and exits with hysteresis, and the fences crossed between two fixes.
import { type Fence, isInside, metresBeyond } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type FenceMemory, fenceStep, insideOf, nowhere } from '../../geo/fence-step.ts';
import type { Spot } from '../../geo/plane.ts';
import { strideTo } from '../../geo/stride.ts';
import { chance } from '../geo/some-zones.ts';
import { cpuMs } from './fence-lookups.ts';

const boxMm = 20_000_000;

interface Fleet {
  readonly spots: Spot[];
  readonly headings: Float64Array;
  readonly memories: FenceMemory[];
}

export function fleetOf(count: number, seed: number): Fleet {
  const next = chance(seed);
  const spots = Array.from({ length: count }, () => ({ x: Math.round(next() * boxMm), y: Math.round(next() * boxMm) }));
  return {
    spots,
    headings: Float64Array.from(spots, () => next() * 2 * Math.PI),
    memories: spots.map(() => nowhere),
  };
}

/** Where each asset is next, so many metres on, a little to one side; it comes back from the box's edge. */
function onward({ spots, headings }: Fleet, metres: number, next: () => number): Spot[] {
  return spots.map(({ x, y }, i) => {
    const heading = (headings[i] as number) + (next() - 0.5) * 0.3;
    const to = { x: x + metres * 1000 * Math.cos(heading), y: y + metres * 1000 * Math.sin(heading) };
    const gone = to.x < 0 || to.y < 0 || to.x > boxMm || to.y > boxMm;
    headings[i] = gone ? heading + Math.PI : heading;
    return gone ? { x, y } : { x: Math.round(to.x), y: Math.round(to.y) };
  });
}

export interface Steps {
  readonly fixesPerSecond: number;
  readonly crossings: number;
  /** Fences passed through between two fixes. */
  readonly passed: number;
}

/** One fix of every asset, `rounds` times over. */
export function stepsOf(index: FenceIndex, fleet: Fleet, metres: number, rounds: number, seed: number): Steps {
  const next = chance(seed);
  let [ms, crossings, passed] = [0, 0, 0];
  for (let round = 1; round <= rounds; round += 1) {
    const to = onward(fleet, metres, next);
    ms += cpuMs(() => {
      for (let i = 0; i < to.length; i += 1) {
        const spot = to[i] as Spot;
        const before = fleet.memories[i] as FenceMemory;
        const step = fenceStep(before, index, spot, round * 1000);
        const anchor = { spot: fleet.spots[i] as Spot, time: (round - 1) * 1000 };
        const stride = strideTo(anchor, index, { spot, time: round * 1000 }, 0, {
          before,
          memory: step.memory,
          crossings: step.crossings,
        });
        fleet.memories[i] = step.memory;
        crossings += step.crossings.length;
        passed += stride.passed.length / 2;
        fleet.spots[i] = spot;
      }
    });
  }
  return { fixesPerSecond: Math.round((fleet.spots.length * rounds) / (ms / 1000)), crossings, passed };
}

/** Of some assets: is every fence it is in remembered, and none beyond its hysteresis? Says how many memories are wrong. */
export function wrongMemories(fences: readonly Fence[], { spots, memories }: Fleet, every: number): number {
  let wrong = 0;
  for (let i = 0; i < spots.length; i += every) {
    const inside = new Set(insideOf(memories[i] as FenceMemory));
    const spot = spots[i] as Spot;
    const differs = fences.some((fence) =>
      inside.has(fence.id) ? metresBeyond(fence, spot) > fence.hysteresisMm / 1000 + 0.01 : isInside(fence, spot),
    );
    if (differs) wrong += 1;
  }
  return wrong;
}

/** What edits cost, one each, and the slices of a renewal of so much work each: ms of CPU, for the machine is shared. */
export function editsOf(fences: readonly Fence[], drawn: Fence, slice: number) {
  const index = FenceIndex.of(fences);
  const changed = { ...drawn, id: fences[0]?.id ?? '' };
  const edits = Array.from({ length: 15 }, () =>
    cpuMs(() => {
      index.edited(fences.with(0, changed)).at({ x: 0, y: 0 });
    }),
  );
  const slices: number[] = [];
  const build = index.renewal();
  for (let done = false; !done; ) {
    slices.push(
      cpuMs(() => {
        done = build.step(slice) !== undefined;
      }),
    );
  }
  return { edits, slices };
}
