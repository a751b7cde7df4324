// A disk under an agent that is full, or whose syncs fail: it says so, goes on, and nothing that it observed is lost or hidden.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startHub, temporaryFolder, until } from '../a-port.ts';
import { AisReceiver, readSpool, startAis } from './a-receiver.ts';
import { failSyncs } from './failing-sync.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';

describe('A disk under an agent', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof temporaryFolder>;
  const ending: (() => unknown)[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
    folder.remove();
  });

  const disk = async (megabytes: number): Promise<SmallDisk | undefined> => {
    const one = await smallDisk(folder.path, megabytes);
    if (one !== undefined) ending.push(one.end);
    return one;
  };

  /** SQLite does not follow the way into another namespace; nothing must be written there meanwhile. */
  const copied = (from: string): string => {
    const to = join(folder.path, 'copy');
    cpSync(from, to, { recursive: true, filter: (path) => !/-shm$|ballast|reserve/.test(path) });
    return join(to, 'spool.sqlite');
  };

  /** A hub, and an agent at a receiver that tells it of ships, some of which the hub has heard already. */
  async function sailing(spool: string, under: readonly string[] = []) {
    const hub = await startHub(join(folder.path, 'data'), { args: ['--no-page'] });
    ending.push(() => hub.kill());
    const receiver = await AisReceiver.open();
    ending.push(() => receiver.close());
    const agent = startAis(receiver.port, hub.broker, spool, under);
    ending.push(() => agent.kill('SIGKILL'));
    const events = async (): Promise<number> => {
      const { agents } = await hub.get<{ agents: { id: string; events: number }[] }>('/api/v1/agents');
      return agents.find(({ id }) => id === 'ais')?.events ?? 0;
    };
    const losses = async () => (await hub.alerts()).filter(({ rule }) => /lost|gap|epoch/.test(rule));
    await until('the hub hears of ships', async () => (await events()) > 20 || undefined);
    return { receiver, agent, events, losses };
  }

  it('that is full when it begins is said in one sentence', async function () {
    const small = await disk(1);
    if (small === undefined) return this.skip();
    small.fill();
    const agent = startAis(9, 'mqtt://127.0.0.1:9', join(small.inside, 'spool.sqlite'), small.under);
    await until('it has ended', () => agent.child.exitCode !== null || undefined);
    expect(agent.said()).to.match(/^\S+spool\.sqlite: the disk is full; an agent needs some room to begin\n$/);
  });

  it('that is full is no reason to stop: what was set aside is given, what is acked makes room, and nothing is lost', async function () {
    const small = await disk(12);
    if (small === undefined) return this.skip();
    const { receiver, agent, events, losses } = await sailing(join(small.inside, 'spool.sqlite'), small.under);
    small.fill();
    const full = receiver.heard;
    await until('it hears and tells all the same', async () => (await events()) > full + 100 || undefined);
    expect(agent.child.exitCode).to.equal(null);
    small.free();
    receiver.hush();
    await until('the hub has heard of everything', async () => (await events()) === receiver.heard || undefined);
    await agent.kill('SIGTERM');
    const { last, acked, kept } = readSpool(copied(small.outside)) ?? {};
    expect([last, acked, kept]).to.deep.equal([receiver.heard, receiver.heard, []]);
    expect(await losses()).to.deep.equal([]);
  });

  it('that cannot sync is said, and what is observed waits; when it can again all of it is told, once', async function () {
    if (spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status !== 0) {
      console.warn('SKIPPED: no strace that may trace; npm run setup installs it');
      return this.skip();
    }
    const spool = join(folder.path, 'spool.sqlite');
    const { receiver, agent, events, losses } = await sailing(spool);
    const mend = await failSyncs(agent.child);
    await until('it says so', () => agent.said().includes('the disk does not take what is observed') || undefined);
    const failed = receiver.heard;
    await until('ships are heard meanwhile', () => receiver.heard > failed + 100 || undefined);
    expect(agent.child.exitCode).to.equal(null);
    expect(await events()).to.be.below(failed + 50);
    await mend();
    await until('it says so again', () => agent.said().includes('takes what is observed again') || undefined);
    receiver.hush();
    await until('the hub has heard of everything', async () => (await events()) === receiver.heard || undefined);
    await agent.kill('SIGTERM');
    const { last, acked, kept } = readSpool(spool) ?? {};
    expect([last, acked, kept]).to.deep.equal([receiver.heard, receiver.heard, []]);
    expect(await losses()).to.deep.equal([]);
  });
});
