// The page's pace: at once after a rest, once for a burst, and nothing of it lost.
import { expect } from 'chai';
import { paced } from '../../dashboards/state/pace.ts';

describe('dashboards: pace', () => {
  let now = 0;
  let waiting: { run: () => void; at: number } | undefined;
  const runs: number[] = [];
  const wish = paced(
    100,
    () => runs.push(now),
    () => now,
    (run, ms) => {
      waiting = { run, at: now + ms };
    },
  );

  it('runs at once, then once at the end of the gap, then at once again after a rest', () => {
    for (now = 0; now < 1000; now += 10) {
      if (waiting !== undefined && waiting.at <= now) {
        const { run } = waiting;
        waiting = undefined;
        run();
      }
      if (now < 250 || now === 990) wish();
    }
    expect(runs).to.deep.equal([0, 100, 200, 300, 990]);
  });
});
