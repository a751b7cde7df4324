// A disk that is full, and one whose syncs fail, under the hub and under an agent: nobody is promised anything, and nothing promised is lost.
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { epochOne, HandAgent, outside, positionEvent, temporaryFolder, until } from '../a-port.ts';
import { aHome, brokerOf, type Home, type Life, pause, startLife, webOf } from './a-life.ts';
import { AisReceiver, readSpool, startAis } from './a-receiver.ts';
import { Talker } from './a-talker.ts';
import { failSyncs } from './failing-sync.ts';
import { faultsOf, nameOf, Reading } from './oracle.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';
import { canTrace } from './write-log.ts';

const quiet = 600;
const began = Date.now() - 3_600_000;

describe('A disk', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let copies = 0;
  const ending: (() => Promise<void> | void)[] = [];
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
  const begin = async (home: Home): Promise<Life> => {
    const life = startLife(home);
    ending.push(() => life.kill('SIGKILL'));
    expect(await life.ready, life.said()).to.be.a('number');
    return life;
  };
  /** SQLite does not follow the way into another namespace; nothing must be written there meanwhile. */
  const copied = (from: string): string => {
    copies += 1;
    const to = join(folder.path, `copy-${copies}`);
    cpSync(from, to, { recursive: true, filter: (path) => !/-shm$|ballast|reserve/.test(path) });
    return to;
  };
  const missing = ({ agent, durable, received }: Talker, data: string): string[] => {
    const upTo = Array.from({ length: durable }, (_, i) => i + 1);
    const names = [...upTo, ...received].map((seq) => nameOf(agent, epochOne, 'routine', seq));
    return new Reading(data).readOn().missing(names);
  };

  it('that is full stops the hub’s acks and is said in words; with room again it goes on, and nothing acked is lost', async function () {
    this.timeout(120_000);
    const small = await disk(12);
    if (small === undefined) return this.skip();
    const home = await aHome(join(small.inside, 'data'), { under: small.under });
    const [life, data] = [await begin(home), join(small.outside, 'data')];
    const talker = new Talker({ broker: brokerOf(home), agent: 'kai', number: 0, began });
    ending.push(() => talker.end());
    await until('it hears', () => talker.durable > 100);
    small.fill();
    const answer = await until('it is not ready', async () => {
      const ready = await fetch(`${webOf(home)}/readyz`);
      return ready.status === 503 ? ((await ready.json()) as { detail: string }) : undefined;
    });
    expect(answer.detail).to.equal('the disk is full');
    const [acked, received] = [talker.durable, talker.received.size];
    await pause(quiet);
    expect([talker.durable, talker.received.size]).to.deep.equal([acked, received]);
    expect(missing(talker, copied(data))).to.deep.equal([]);
    small.free();
    await until('it is ready again', async () => (await fetch(`${webOf(home)}/readyz`)).ok || undefined);
    await until('it hears again', () => talker.durable > acked + 100);
    await talker.finish();
    await life.kill('SIGTERM');
    const left = copied(data);
    expect(missing(talker, left)).to.deep.equal([]);
    expect(faultsOf(left)).to.deep.equal([]);
  });

  it('that is full when hub or agent begin is said in one sentence', async function () {
    this.timeout(120_000);
    const small = await disk(1);
    if (small === undefined) return this.skip();
    small.fill();
    const life = startLife(await aHome(join(small.inside, 'data'), { under: small.under }));
    const agent = startAis(9, 'mqtt://127.0.0.1:9', join(small.inside, 'spool.sqlite'), small.under);
    expect(await life.ready).to.equal(undefined);
    expect(life.said()).to.equal('the disk is full: make room, or choose another folder with --data\n');
    await until('the agent has ended', () => agent.child.exitCode !== null || undefined);
    expect(agent.said()).to.match(/^\S+spool\.sqlite: the disk is full; an agent needs some room to begin\n$/);
  });

  it('that cannot sync ends the hub in a clear sentence, before it acks what it could not sync; started again it has all that was acked', async function () {
    this.timeout(120_000);
    if (!canTrace()) return this.skip();
    const home = await aHome(join(folder.path, 'data'));
    const life = await begin(home);
    const hand = await HandAgent.connect(brokerOf(home));
    ending.push(() => hand.end());
    const event = (seq: number) => positionEvent({ seq, ...outside, time: Date.now() - 60_000 + seq });
    await hand.send([event(1)]);
    ending.push(await failSyncs(life.child));
    const unsynced = hand.send([event(2)]).then(() => 'acked');
    const ended = until('the hub has ended', life.isGone).then(() => 'ended');
    expect(await Promise.race([unsynced, ended])).to.equal('ended');
    expect(life.child.exitCode).to.equal(70);
    expect(life.said()).to.match(/the journal failed; nothing more can be promised/);
    expect(hand.acks.map(({ durable }) => durable.routine)).to.deep.equal([1]);
    await begin(home);
    await unsynced;
    expect(faultsOf(home.data)).to.deep.equal([]);
    const names = [1, 2].map((seq) => nameOf('hand', epochOne, 'routine', seq));
    expect(new Reading(home.data).readOn().missing(names)).to.deep.equal([]);
  });

  /** A hub, and an agent at a receiver that tells it of ships, some of which the hub has heard already. */
  async function sailing(spool: string, under: readonly string[]) {
    const home = await aHome(join(folder.path, 'data'));
    await begin(home);
    const receiver = await AisReceiver.open();
    ending.push(() => receiver.close());
    const start = () => {
      const agent = startAis(receiver.port, brokerOf(home), spool, under);
      ending.push(() => agent.kill('SIGKILL'));
      return agent;
    };
    const reading = new Reading(home.data);
    const events = () => reading.readOn().times.size;
    const agent = start();
    await until('the hub hears of ships', () => events() > 20 || undefined);
    return { receiver, agent, start, reading, events };
  }

  it('that is full at an agent is lived with in the room that was set aside; nothing is lost, and with room again some is set aside again', async function () {
    this.timeout(120_000);
    const small = await disk(12);
    if (small === undefined) return this.skip();
    const { receiver, agent, events } = await sailing(join(small.inside, 'spool.sqlite'), small.under);
    const reserve = join(small.outside, 'spool.sqlite-reserve');
    expect(existsSync(reserve)).to.equal(true);
    small.fill();
    await until('the reserve is given', () => !existsSync(reserve) || undefined);
    const told = events();
    await until('it goes on in it', () => events() > told + 20 || undefined);
    small.fill();
    await pause(quiet);
    small.free();
    await until('room is set aside again', () => existsSync(reserve) || undefined);
    receiver.hush();
    await until('the hub has heard of everything', () => events() >= receiver.heard || undefined);
    await agent.kill('SIGTERM');
    const { last, acked, kept } = readSpool(join(copied(small.outside), 'spool.sqlite')) ?? {};
    expect([last, acked, kept]).to.deep.equal([receiver.heard, receiver.heard, []]);
  });

  it('that cannot sync ends an agent in a clear sentence; started again it tells all that it had kept', async function () {
    this.timeout(120_000);
    if (!canTrace()) return this.skip();
    const spool = join(folder.path, 'spool.sqlite');
    const { receiver, agent, start, reading } = await sailing(spool, []);
    ending.push(await failSyncs(agent.child));
    await until('it has ended', () => agent.child.exitCode !== null || undefined);
    expect(agent.child.exitCode).to.equal(70);
    expect(agent.said()).to.match(
      /the spool \S+spool\.sqlite failed to sync \(.*\); what was not acked goes with the next start/,
    );
    const left = readSpool(spool);
    receiver.hush();
    start();
    const names = Array.from({ length: left?.last ?? 0 }, (_, i) => nameOf('ais', left?.epoch ?? '', 'routine', i + 1));
    expect(names.length).to.be.greaterThan(20);
    await until('the hub has all of it', () => reading.readOn().missing(names).length === 0 || undefined);
  });
});
