// The fence step written again, slow and plain: every fence asked, every fix since the last change remembered, lengths by sums.
import type { Fence } from '../../geo/fence.ts';
import type { Crossing } from '../../geo/fence-step.ts';
import type { Spot } from '../../geo/plane.ts';
import { ExactFence } from './oracles.ts';

export interface SlowFix {
  readonly spot: Spot;
  readonly time: number;
  readonly accuracyMm: number;
}

type Says = 'it changed' | 'it did not' | 'nothing';
interface Told {
  readonly says: Says;
  readonly time: number;
}

/** One fence, and one thing. */
class SlowFence {
  readonly fence: Fence;
  readonly #exact: ExactFence;
  inside = false;
  #told: Told[] = [];

  constructor(fence: Fence) {
    this.fence = fence;
    this.#exact = new ExactFence(fence);
  }

  hear({ spot, time, accuracyMm }: SlowFix): Crossing | undefined {
    const says = this.inside ? this.#saysOut(spot, 2 * accuracyMm) : this.#saysIn(spot, 2 * accuracyMm);
    if (says === 'nothing') return undefined;
    this.#told.push({ says, time });
    const since = this.#since();
    if (says !== 'it changed' || since === undefined) return undefined;
    const row = this.#told.slice(since).filter((one) => one.says === 'it changed');
    const [first] = row;
    if (first === undefined || row.length < this.fence.fixes || time - first.time < this.fence.settleMs)
      return undefined;
    this.inside = !this.inside;
    this.#told = [];
    return { fence: this.fence.id, kind: this.inside ? 'enter' : 'exit', time: first.time, cause: 'moved' };
  }

  /** Where the row begins in which at no point more fixes missed, among the last of them, than may. */
  #since(): number | undefined {
    const { fixes, ofFixes } = this.fence;
    let since: number | undefined;
    for (const [i, { says }] of this.#told.entries()) {
      if (since === undefined) {
        if (says === 'it changed') since = i;
        continue;
      }
      const last = this.#told.slice(Math.max(since, i + 1 - ofFixes), i + 1);
      const missed = last.filter((one) => one.says === 'it did not').length;
      if (says === 'it did not' && missed > ofFixes - fixes) since = undefined;
    }
    return since;
  }

  #saysIn(spot: Spot, errorMm: number): Says {
    const { breadthMm } = this.fence;
    if (errorMm > breadthMm) return 'nothing';
    if (!this.#exact.has(spot)) return 'it did not';
    if (errorMm === 0) return 'it changed';
    return edgeMm(this.fence, spot) > Math.min(this.fence.hysteresisMm + errorMm + 5000, breadthMm / 4)
      ? 'it changed'
      : 'nothing';
  }

  #saysOut(spot: Spot, errorMm: number): Says {
    const back = errorMm > this.fence.breadthMm ? 'nothing' : 'it did not';
    if (this.#exact.has(spot)) return back;
    const beyond = edgeMm(this.fence, spot);
    const { hysteresisMm } = this.fence;
    if (beyond > hysteresisMm + (errorMm === 0 ? 0 : errorMm + 5000)) return 'it changed';
    if (errorMm === 0 && hysteresisMm === 0) return 'it changed';
    return beyond <= hysteresisMm ? back : 'nothing';
  }
}

function edgeMm({ polygons, band }: Fence, spot: Spot): number {
  if (band === undefined) return Math.min(...polygons.flat().flatMap((ring) => legsMm(ring, spot)));
  return Math.abs(Math.min(...legsMm(band.line, spot).map((mm, leg) => mm - (band.halves[leg] ?? 0))));
}

/** To the nearest point of each leg of a line of corners; a line of one corner is a leg. */
function legsMm(run: Float64Array, { x, y }: Spot): number[] {
  const corners = Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i] ?? 0, run[2 * i + 1] ?? 0] as const);
  const ends = corners.length === 1 ? corners : corners.slice(1);
  return ends.map(([bx, by], i) => {
    const [ax, ay] = corners[i] ?? [bx, by];
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2;
    const at = Math.min(1, Math.max(0, along));
    return Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay));
  });
}

/** A thing among fences. */
export class SlowThing {
  readonly #fences: readonly SlowFence[];

  constructor(fences: readonly Fence[]) {
    this.#fences = fences.map((fence) => new SlowFence(fence));
  }

  hear(fix: SlowFix): Crossing[] {
    return this.#fences.flatMap((fence) => fence.hear(fix) ?? []);
  }

  get inside(): string[] {
    return this.#fences.filter(({ inside }) => inside).map(({ fence }) => fence.id);
  }
}

/** The fences that a straight way touches, beginning and ending outside of each, asked one by one. */
export const slowPassages = (fences: readonly Fence[], from: Spot, to: Spot): string[] =>
  fences
    .filter((fence) => {
      const exact = new ExactFence(fence);
      return !exact.has(from) && !exact.has(to) && exact.touches({ x0: from.x, y0: from.y, x1: to.x, y1: to.y });
    })
    .map(({ id }) => id);
