// The hub's clock under a wall clock that is set: it never goes back and never stands still.
import { expect } from 'chai';
import { clockOver } from '../../hub/clock.ts';

describe('The clock of the hub', () => {
  // Each step: the wall clock, the steady one, and what the hub takes for now.
  const stories: readonly (readonly [
    what: string,
    steps: readonly (readonly [wall: number, steady: number, now: number])[],
  ])[] = [
    [
      'follows the wall clock',
      [
        [1000, 0, 1000],
        [1500, 500, 1500],
        [3000, 2000, 3000],
      ],
    ],
    [
      'jumps forward with it',
      [
        [1000, 0, 1000],
        [9000, 500, 9000],
      ],
    ],
    [
      'set back, it goes on at half speed until it is met',
      [
        [10_000, 0, 10_000],
        [4000, 1000, 10_500],
        [5000, 2000, 11_000],
        [12_000, 9000, 14_500],
        [18_000, 15_000, 18_000],
      ],
    ],
    [
      'stands with a machine that sleeps, and wakes with the wall',
      [
        [1000, 0, 1000],
        [61_000, 0, 61_000],
      ],
    ],
  ];
  for (const [what, steps] of stories) {
    it(what, () => {
      let [wall, steady] = [steps[0]?.[0] ?? 0, 0];
      const clock = clockOver(
        () => wall,
        () => steady,
      );
      const told = steps.map(([w, s]) => {
        [wall, steady] = [w, s];
        return clock.now();
      });
      expect(told).to.deep.equal(steps.map(([, , now]) => now));
    });
  }

  it('is not before what the journal already bears, and says by how much it is ahead', () => {
    const clock = clockOver(
      () => 1000,
      () => 0,
    );
    clock.notBefore(5000);
    expect(clock.now()).to.equal(5000);
    expect(clock.aheadMs()).to.equal(4000);
  });
});
