// A thing among fences, folded by hand: metres and seconds in, crossings in words out.
import { type Belief, type Fence, fenceOf } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type Crossing, type FenceMemory, fenceStep, nowhere } from '../../geo/fence-step.ts';
import { type Spot, toLonLat } from '../../geo/plane.ts';
import { type Anchor, strideTo } from '../../geo/stride.ts';
import { plane } from './some-zones.ts';

export const degrees = (x: number, y: number) => [...toLonLat(plane, { x: x * 1000, y: y * 1000 })];

/** A rectangle by its corners, metres. */
export function block(x0: number, y0: number, x1: number, y1: number, belief: Partial<Belief> = {}): Fence {
  const ring = [degrees(x0, y0), degrees(x1, y0), degrees(x1, y1), degrees(x0, y1), degrees(x0, y0)];
  return fenceOf(plane, { id: 'yard', hysteresisM: 0, fixes: 1, ...belief, rings: [ring] });
}

/** As a plan's fence is that says nothing of it. */
export const silent: Partial<Belief> = { hysteresisM: 15, fixes: 4, ofFixes: 5, settleSeconds: 120 };
export const yard = (belief: Partial<Belief> = {}) => block(0, 0, 300, 300, belief);

export type Fix = readonly [seconds: number, xM: number, yM?: number, accuracyM?: number];

/** Folds fixes, metres; tells what was crossed, in words. */
export class Thing {
  readonly crossings: Crossing[] = [];
  memory: FenceMemory = nowhere;
  #index: FenceIndex;
  #anchor: Anchor | undefined;

  constructor(fences: readonly Fence[]) {
    this.#index = FenceIndex.of([...fences].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  at(spot: Spot, time: number, accuracyMm: number): this {
    const step = fenceStep(this.memory, this.#index, spot, time, accuracyMm);
    const stride = strideTo(this.#anchor, this.#index, { spot, time }, accuracyMm, { before: this.memory, ...step });
    [this.memory, this.#anchor] = [step.memory, stride.anchor];
    this.crossings.push(...step.crossings, ...stride.passed);
    return this;
  }

  fixes(...fixes: readonly Fix[]): this {
    for (const [seconds, x, y = 150, accuracyM = 0] of fixes)
      this.at({ x: x * 1000, y: y * 1000 }, seconds * 1000, accuracyM * 1000);
    return this;
  }

  get words(): string[] {
    return this.crossings.map(
      ({ kind, fence, time, cause }) => `${cause === 'passed' ? 'passed: ' : ''}${kind} ${fence} at ${time / 1000}`,
    );
  }
}
