// Stories through the real hub process: a ship trespasses, rubbish comes in, the hub is killed, an agent dies.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { io } from 'socket.io-client';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { SyncAnswer } from '../../hub/contracts/socket.ts';
import {
  endOf,
  epochOne,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  root,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

describe('The first line', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = temporaryFolder();
    hub = await startHub(folder.path);
  });

  afterEach(async () => {
    for (const child of children.splice(0)) await endOf(child, 'SIGKILL');
    await hub.kill();
    folder.remove();
  });

  it('a ship enters a restricted fence and leaves: one alert, with its why, active and then cleared', async () => {
    const hand = await HandAgent.connect(hub.broker);
    const t = Date.now() - 3000;
    await hand.send([
      positionEvent({ seq: 1, ...outside, time: t }),
      positionEvent({ seq: 2, ...inside, time: t + 1000 }),
    ]);
    const [alert] = await hub.alerts();
    expect(alert).to.include({ rule: 'restricted-entry', key: 'mmsi:413999999', condition: 'active', from: t + 1000 });
    expect(alert?.why).to.deep.include({
      rule: 'restricted-entry',
      version: 6,
      measure: 'inside by',
      limit: 0,
      unit: 'm',
    });
    expect(alert?.why.value).to.be.within(33, 37);
    expect(alert?.why.evidence[0]).to.include({ event: `hand:${epochOne}:2`, lon: inside.lon });
    await hand.send([positionEvent({ seq: 3, ...outside, time: t + 2000 })]);
    const alerts = await hub.alerts();
    expect(alerts).to.have.length(1);
    expect(alerts[0]).to.include({ condition: 'cleared', to: t + 2000, id: alert?.id });
    await hand.end();
  });

  it('an ack comes after the commit, is cumulative, and a repeat changes nothing', async () => {
    const hand = await HandAgent.connect(hub.broker);
    const events = [1, 2, 3].map((seq) => positionEvent({ seq, ...inside, time: Date.now() }));
    await hand.send(events);
    await hand.send(events);
    await until('two acks', () => (hand.acks.length >= 2 ? true : undefined));
    expect(hand.acks.at(-1)?.durable).to.deep.equal({ urgent: 0, routine: 3 });
    const { counts } = await hub.get<{ counts: Record<string, number> }>('/api/v1/status');
    expect(counts).to.include({ events: 3, duplicates: 3 });
    expect(await hub.alerts()).to.have.length(1);
    await hand.end();
  });

  it('what was observed long before it was heard of is told as late, with the device’s own time where it was not believed', async () => {
    const hand = await HandAgent.connect(hub.broker);
    const now = Date.now();
    await hand.send([
      positionEvent({ seq: 1, ...inside, time: now - 120_000, mmsi: 413000101 }),
      positionEvent({ seq: 2, ...inside, time: now + 60_000, mmsi: 413000102 }),
    ]);
    const alerts = await hub.alerts();
    const of = (mmsi: number) => alerts.find(({ key }) => key === `mmsi:${mmsi}`);
    expect(of(413000101)).to.include({ late: true, from: now - 120_000 });
    expect(of(413000102)?.late).to.equal(false);
    expect(of(413000102)?.from).to.be.within(now, now + 5000);
    expect(of(413000102)?.why.evidence[0]?.deviceTime).to.equal(now + 60_000);
    await hand.end();
  });

  it('killed in the middle and started again: nothing acked is missing, no alert comes twice, and it says so', async () => {
    const hand = await HandAgent.connect(hub.broker);
    const t = Date.now() - 60_000;
    let acked = 0;
    void (async () => {
      for (let seq = 1; seq <= 400; seq += 1) {
        const place = Math.floor(seq / 10) % 2 === 0 ? outside : inside;
        await hand.send([positionEvent({ seq, ...place, time: t + seq * 100 })]);
        acked = seq;
      }
    })().catch(() => {});
    await until('some are acked', () => (acked > 60 ? true : undefined));
    await hub.kill('SIGKILL');
    const before = acked;
    await hand.end();
    hub = await startHub(folder.path);
    const { counts } = await hub.get<{ counts: Record<string, number> }>('/api/v1/status');
    expect(counts['events']).to.be.at.least(before);
    expect(hub.said()).to.match(/replayed \d+ events, \d open alerts, 0 new/);
    const again = await HandAgent.connect(hub.broker);
    const all = Array.from({ length: 400 }, (_, i) => i + 1);
    for (let i = 0; i < 400; i += 100) {
      await again.send(
        all
          .slice(i, i + 100)
          .map((seq) =>
            positionEvent({ seq, ...(Math.floor(seq / 10) % 2 === 0 ? outside : inside), time: t + seq * 100 }),
          ),
      );
    }
    const alerts = await hub.alerts();
    expect(alerts).to.have.length(20);
    expect(new Set(alerts.map(({ from }) => from)).size).to.equal(20);
    expect(alerts.every(({ from, to }) => to === undefined || to - from === 1000)).to.equal(true);
    await again.end();
  });

  it('a killed agent is a blind spot within its grace, and no longer one when it is heard again', async function () {
    this.timeout(60_000);
    const spool = join(folder.path, 'sim.sqlite');
    const args = [join(root, 'edge-agents', 'main.ts'), 'sim', '--broker', hub.broker, '--spool', spool];
    const start = (): ChildProcess => {
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      children.push(child);
      return child;
    };
    const sim = start();
    const online = async () =>
      (await hub.get<{ agents: { id: string; events: number }[] }>('/api/v1/agents')).agents.find(
        (a) => a.id === 'sim' && a.events > 0,
      );
    await until('the fleet is heard', online);
    const blind = async () =>
      (await hub.alerts()).find(({ rule, key }) => rule === 'agent-silent' && key === 'agent:sim');
    expect(await blind()).to.equal(undefined);
    await endOf(sim, 'SIGKILL');
    const killedAt = Date.now();
    const alert = await until('blind', blind, 22_000);
    expect(Date.now() - killedAt).to.be.below(21_000);
    expect(alert).to.include({ key: 'agent:sim', condition: 'active', feed: 'simulated', integrity: true });
    expect(alert.why.limit).to.equal(15);
    start();
    await until('sight again', async () => ((await blind())?.condition === 'cleared' ? true : undefined));
  });

  it('ending the fleet of the demo, as its line invites to, is seen as blindness before it comes back', async function () {
    this.timeout(60_000);
    const demo = await startHub(join(folder.path, 'demo'), { args: ['--no-page', '--demo'] });
    const pid = await until('the fleet', () => /SIMULATED day of the port, process (\d+)/.exec(demo.said())?.[1]);
    await until('it is heard', async () => (await demo.get<{ assets: object[] }>('/api/v1/assets')).assets[0]);
    process.kill(Number(pid), 'SIGKILL');
    const blind = async () =>
      (await demo.alerts()).find(({ rule, key }) => rule === 'agent-silent' && key === 'agent:sim');
    expect(await until('blind', blind, 20_000)).to.include({ key: 'agent:sim', condition: 'active' });
    await demo.kill();
  });

  it('a dashboard gets a snapshot, then what changes, and after a gap just what it missed', async () => {
    const hand = await HandAgent.connect(hub.broker);
    const socket = io(hub.web, { transports: ['websocket'] });
    const sync = async (ask: object): Promise<SyncAnswer> => {
      // One sync in 200 ms: what comes too soon is asked again.
      return until('a sync', async () => (await socket.timeout(5000).emitWithAck('sync', ask)).value);
    };
    const first = await sync({});
    expect(first.live.whole && first.alerts.whole).to.equal(true);
    const heard = new Promise<Alert>((done) => socket.once('alerts', (frame) => done(frame.alerts[0])));
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    expect(await heard).to.include({ rule: 'restricted-entry', condition: 'active' });
    const missed = await sync({
      live: { epoch: first.live.frame.epoch, seq: first.live.frame.to },
      alerts: { epoch: first.alerts.frame.epoch, seq: first.alerts.frame.to },
    });
    expect(missed.live.whole || missed.alerts.whole).to.equal(false);
    expect(missed.live.frame.assets.map(({ id }) => id)).to.deep.equal(['mmsi:413999999']);
    expect(missed.alerts.frame.alerts).to.have.length(1);
    expect(await socket.timeout(5000).emitWithAck('sync', { live: 7 })).to.deep.equal({
      ok: false,
      code: 'sync-invalid',
    });
    socket.disconnect();
    await hand.end();
  });
});
