// A line that is dead and seems alive: nothing comes through, and nobody is told.
import { expect } from 'chai';
import { temporaryFolder, until } from '../a-port.ts';
import { allOf, behindProxies } from './a-line.ts';

describe('A dead line', () => {
  const folder = temporaryFolder();
  const ending: (() => Promise<void> | void)[] = [];
  after(async () => {
    for (const end of ending.splice(0).reverse()) await end();
    folder.remove();
  });

  it('that seems alive is noticed by the agent within its keepalive; it comes back by another, with all it kept', async function () {
    this.timeout(120_000);
    let first = true;
    const { agent, receiver, reading } = await behindProxies({ folder: folder.path, ending }, 7, () => {
      const fate = first ? { silentAfterMs: 1500 } : {};
      first = false;
      return fate;
    });
    await until('the agent is connected', () => agent.said().includes('connected') || undefined);
    const connected = performance.now();
    await until('it notices', () => agent.said().includes('no broker') || undefined, 90_000);
    // Keepalive is 10 s: a ping that is not answered in as long again is a line that is dead.
    expect(performance.now() - connected).to.be.lessThan(30_000);
    await until('it is connected again', () => (agent.said().match(/connected to/g)?.length ?? 0) > 1 || undefined);
    receiver.hush();
    const all = () => reading.readOn().missing(allOf(receiver, reading)).length === 0;
    await until('the hub has all of it', () => all() || undefined, 60_000);
  });
});
