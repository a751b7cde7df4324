// Nothing lost, nothing twice: a hub and an agent killed at random moments.
import { expect } from 'chai';
import { killLoop } from './kill-loop.ts';

describe('A hub and an agent that are killed at any moment, under load', () => {
  it('lose nothing that was acked and judge nothing twice; receivers hear of each change under one key', async function () {
    this.timeout(300_000);
    const result = await killLoop({ rounds: 20, seed: 20_261_127 });
    expect(result).to.deep.include({ lost: [], faults: [] });
    expect(result?.closing).to.deep.include({ judgedTwice: 0, duplicateAlerts: 0, differing: [], faultsTold: [] });
    expect(result?.acked).to.be.greaterThan(100);
    expect(result?.closing?.alerts).to.be.greaterThan(0);
    expect(result?.closing?.deliveries).to.be.greaterThan(0);
  });
});
