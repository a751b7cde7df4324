// The hub dies at a write or a sync of its own, while it makes its folder and while it hears; some of them here, all by npm run chaos.
import { join } from 'node:path';
import { expect } from 'chai';
import { temporaryFolder } from '../a-port.ts';
import { type Call, killedAt, madeBefore } from './kill-at.ts';
import { canTrace } from './write-log.ts';

describe('A hub killed at a call', () => {
  const folder = temporaryFolder();
  let made: string;
  before(async function () {
    this.timeout(120_000);
    if (!canTrace()) return this.skip();
    made = await madeBefore(join(folder.path, 'made'));
  });
  after(() => folder.remove());

  const calls: readonly (readonly [Call, number])[] = [
    ['pwrite64', 45],
    ['fsync', 6],
  ];
  for (const [call, n] of calls)
    it(`its ${call} number ${n}, has what it acked, and no half of anything`, async function () {
      this.timeout(120_000);
      const { killed, faults } = await killedAt(call, n, made);
      expect([killed, faults]).to.deep.equal([true, []]);
    });

  it('in the middle of making its folder begins again all the same', async function () {
    this.timeout(120_000);
    const { killed, acked, faults } = await killedAt('fsync', 8);
    expect([killed, acked, faults]).to.deep.equal([true, 0, []]);
  });
});
