// A real Mosquitto is killed and comes back empty: agents and hub find it again, and it holds what it must.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Status } from '../../hub/contracts/status.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import { endOf, retained, temporaryFolder, until } from '../a-port.ts';
import { aHome, startLife, webOf } from './a-life.ts';
import { AisReceiver, startAis } from './a-receiver.ts';
import { alertsIn } from './closing.ts';
import { faultsOf, nameOf, Reading } from './oracle.ts';

describe('A Mosquitto that is killed', () => {
  it('and comes back empty loses nothing and doubles nothing; what is open is retained there again', async function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    const ending: (() => Promise<void> | void)[] = [() => folder.remove()];
    try {
      let broker = await startMosquitto(folder.path);
      if (broker === undefined) return this.skip();
      const { url } = broker;
      const home = await aHome(join(folder.path, 'data'), { args: ['--broker', url] });
      const life = startLife(home);
      ending.push(
        () => life.kill('SIGKILL'),
        async () => broker && endOf(broker.child, 'SIGKILL'),
      );
      expect(await life.ready, life.said()).to.be.a('number');
      const receiver = await AisReceiver.open();
      ending.push(() => receiver.close());
      const agent = startAis(receiver.port, url, join(folder.path, 'spool.sqlite'));
      ending.push(() => agent.kill('SIGKILL'));
      const reading = new Reading(home.data);
      const told = () => reading.readOn().times.size;
      for (let round = 1; round <= 2; round += 1) {
        const before = told();
        await until('the hub hears of ships', () => told() > before + 40 || undefined);
        const { spawnfile, spawnargs }: ChildProcess = broker.child;
        await endOf(broker.child, 'SIGKILL');
        await until('the hub says so', async () => (await fetch(`${webOf(home)}/readyz`)).status === 503 || undefined);
        broker = { url, child: spawn(spawnfile, spawnargs.slice(1), { stdio: 'ignore' }) };
        await until('the hub has found it', async () => (await fetch(`${webOf(home)}/readyz`)).ok || undefined);
      }
      receiver.hush();
      const epoch = (): string => reading.heard[0]?.epoch ?? '';
      const all = () => Array.from({ length: receiver.heard }, (_, i) => nameOf('ais', epoch(), 'routine', i + 1));
      await until('the hub has heard all', () => reading.readOn().missing(all()).length === 0 || undefined, 60_000);
      const { counts } = (await (await fetch(`${webOf(home)}/api/v1/status`)).json()) as Status;
      expect(counts['events']).to.equal(receiver.heard);
      const open = alertsIn(home.data).filter(({ condition }) => condition === 'active');
      await until('what is open is retained, and nothing else', async () => {
        const topics = [...(await retained(url, 'efence/v1/+/alerts/+')).keys()].map((topic) =>
          topic.split('/').at(-1),
        );
        return (
          topics.sort().join() ===
            open
              .map(({ id }) => id)
              .sort()
              .join() || undefined
        );
      });
      await life.kill('SIGTERM');
      expect(faultsOf(home.data)).to.deep.equal([]);
    } finally {
      for (const end of ending.reverse()) await end();
    }
  });
});
