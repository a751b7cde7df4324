// Spot after spot, the index is held to independent opinions on every fence whose box the spot is in.
import type { Fence } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import type { Spot } from '../../geo/plane.ts';
import { ExactFence, LibraryFence } from './oracles.ts';
import { chance, someZones, spotAnywhere, spotNear } from './some-zones.ts';

export interface Conformity {
  readonly spots: number;
  /** Answers compared: a spot and a fence, by how many opinions. */
  readonly answers: number;
  readonly inside: number;
  readonly mismatches: number;
  /** The first of them, to look at. */
  readonly examples: readonly string[];
}

/** What is thought of one fence, by those who can think of its shape: libraries know no corridors and no circles. */
function opinionsOn(fence: Fence): ((spot: Spot) => boolean)[] {
  const exact = new ExactFence(fence);
  const all = [(spot: Spot) => exact.has(spot)];
  if (fence.band !== undefined) return all;
  const library = new LibraryFence(fence);
  return [...all, (spot) => library.hao(spot), (spot) => library.turf(spot)];
}

const isBeside = ({ box }: Fence, { x, y }: Spot): boolean =>
  x < box.minX || x > box.maxX || y < box.minY || y > box.maxY;

/** One spot in four anywhere, the others on corners, on edges, level with corners, beside edges. */
export function conformityOf(spots: number, seed: number): Conformity {
  const fences = someZones({ seed, count: 1000, mixed: true, boxMm: 10_000_000 });
  const opinions = fences.map(opinionsOn);
  const index = FenceIndex.of(fences);
  const next = chance(seed);
  let [answers, inside, mismatches] = [0, 0, 0];
  const examples: string[] = [];
  for (let i = 0; i < spots; i += 1) {
    const near = fences[Math.floor(next() * fences.length)] as Fence;
    const spot = i % 4 === 0 ? spotAnywhere(next, 10_000_000) : spotNear(next, near);
    const found = new Set(index.found.subarray(0, index.at(spot)));
    inside += found.size;
    for (const [number, fence] of fences.entries()) {
      if (isBeside(fence, spot) && !found.has(number)) continue;
      for (const opinion of opinions[number] ?? []) {
        answers += 1;
        if (opinion(spot) === found.has(number)) continue;
        mismatches += 1;
        if (examples.length < 5) examples.push(`${fence.id} at ${spot.x}, ${spot.y}`);
      }
    }
  }
  return { spots, answers, inside, mismatches, examples };
}
