// That the kill loop can fail: a hub that acks before the commit is found out by it.
import { join } from 'node:path';
import { expect } from 'chai';
import { killLoop } from './kill-loop.ts';

const here = import.meta.dirname;

describe('A hub that promises too early', () => {
  for (const [what, entry] of [
    ['sends PUBACK before the commit', 'early-puback.ts'],
    ['acks by its own word before the commit', 'early-ack.ts'],
  ] as const)
    it(`and ${what} is found out by kills: it loses what it acked`, async function () {
      this.timeout(300_000);
      const result = await killLoop({ rounds: 30, seed: 1, entry: join(here, entry) });
      expect(result?.lost).not.to.deep.equal([]);
    });
});
