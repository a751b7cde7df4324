// A fence that becomes another under a thing that stays: the last fix once more, which says nothing twice.
import { expect } from 'chai';
import type { Fence } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type FenceMemory, fenceStep, nowhere } from '../../geo/fence-step.ts';
import { yard } from './a-thing.ts';

/** Metres in from the yard's western edge. */
const spot = (x: number, y: number) => ({ x: x * 1000, y: y * 1000 });

describe('A change of the fences is believed', () => {
  it('at once where the fence is new and the thing is parked; and a fix does not speak twice for a change it began', () => {
    const slow = [yard({ fixes: 2, settleSeconds: 20 })];
    const index = FenceIndex.of(slow);
    const former = (fences: Fence[], east: number) => ({
      ...{ index: FenceIndex.of(fences), spot: spot(east, 30), hull: undefined },
    });
    const again = (memory: FenceMemory, east: number, before: ReturnType<typeof former>) =>
      fenceStep(memory, index, spot(east, 30), 60_000, 0, before);
    const drawn = again(nowhere, 10, former([], 10));
    expect(drawn.crossings).to.deep.equal([{ fence: 'yard', kind: 'enter', time: 60_000, cause: 'fence-changed' }]);
    expect(again(drawn.memory, 10, former(slow, 10)).memory).to.equal(drawn.memory);
    const moved = again(drawn.memory, -9, former(slow, 10));
    expect(moved.crossings).to.deep.equal([{ fence: 'yard', kind: 'exit', time: 60_000, cause: 'fence-changed' }]);
    const leaving = fenceStep(drawn.memory, index, spot(-9, 30), 61_000).memory;
    expect(again(leaving, -9, former(slow, -9))).to.deep.equal({ memory: leaving, crossings: [] });
    // One word against it from before does not hide that the fence was taken from under it.
    const patient = FenceIndex.of([yard({ fixes: 4, ofFixes: 5 })]);
    const astray = fenceStep(drawn.memory, patient, spot(-9, 30), 61_000).memory;
    const back = fenceStep(astray, patient, spot(10, 30), 62_000).memory;
    expect(back.get('yard')?.against).to.equal(1);
    const left = again(back, -9, former(slow, 10)).crossings.map(({ kind, cause }) => `${kind} by ${cause}`);
    expect(left).to.deep.equal(['exit by fence-changed']);
  });
});
