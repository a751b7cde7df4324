// The promises over a Mosquitto that is not ours: its PUBACK proves nothing, it may come back empty, and the hub's own death is told.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import mqtt from 'mqtt';
import { type Dial, mqttDial } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import type { HubState } from '../../hub/contracts/hub-state.ts';
import type { Status } from '../../hub/contracts/status.ts';
import { ackTopic, hubTopic, stateTopic } from '../../hub/contracts/topics.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import {
  endOf,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  retained,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

const site = 'shatian-wharf';

describe('Over a Mosquitto', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let broker: NonNullable<Awaited<ReturnType<typeof startMosquitto>>>;
  let hub: HubProcess;
  let spool: Spool;
  let uplink: Uplink;
  /** Frames that Mosquitto said it has. */
  let taken = 0;

  beforeEach(async function () {
    folder = temporaryFolder();
    const started = await startMosquitto(folder.path);
    if (started === undefined) return this.skip();
    broker = started;
    hub = await start();
    taken = 0;
    spool = new Spool(join(folder.path, 'spool.sqlite'));
    // No timer of its own: what it sends again it sends because of what it is told.
    const clock = {
      now: () => Date.now(),
      steady: () => performance.now(),
      every: () => () => {},
      after: () => () => {},
    };
    const named = { site, agent: 'yard', feed: 'live', sw: 'test', lagMs: 0 } as const;
    uplink = new Uplink(spool, {
      dial: counting(mqttDial(broker.url, 'yard')),
      clock,
      ...named,
      onLink() {},
      onReject() {},
    });
  });
  afterEach(async () => {
    await uplink?.close();
    spool?.close();
    await hub?.kill();
    if (broker !== undefined) await endOf(broker.child, 'SIGTERM');
    folder.remove();
  });

  const start = () => startHub(join(folder.path, 'data'), { args: ['--no-page', '--broker', broker.url] });
  const counting =
    (dial: Dial): Dial =>
    (will, events) => {
      const link = dial(will, events);
      return {
        get isUp() {
          return link.isUp;
        },
        publish: (topic, text, retain, done) =>
          link.publish(topic, text, retain, () => {
            if (topic.includes('/up/')) taken += 1;
            done?.();
          }),
        subscribe: (topic) => link.subscribe(topic),
        close: (topic, last) => link.close(topic, last),
      };
    };
  const began = Date.now() - 60_000;
  const keep = (from: number, count: number): void => {
    const fix = (i: number) => {
      const data = i >= 100 ? inside : outside;
      return { type: 'vessel.position', subject: 'mmsi:413999999', time: began + i * 10, data };
    };
    spool.keep(Array.from({ length: count }, (_, n) => fix(from + n)));
    uplink.wake();
  };
  const status = () => hub.get<Status>('/api/v1/status');
  const hubState = async (): Promise<HubState | undefined> => {
    const said = (await retained(broker.url, hubTopic)).get(hubTopic);
    return said === undefined ? undefined : (JSON.parse(said) as HubState);
  };
  const saidOnline = (online: boolean) =>
    until(`the hub is said to be ${online ? 'there' : 'gone'}`, async () => {
      const state = await hubState();
      return state?.online === online ? state : undefined;
    });

  it('killed when Mosquitto had all of it and the disk nothing: started again it is sent all of it at once, and judges it once', async () => {
    const first = await saidOnline(true);
    await until('the agent is heard', async () => (await status()).counts['arrivals'] !== 0);
    const disk = new DatabaseSync(join(folder.path, 'data', 'journal.sqlite'));
    disk.exec('PRAGMA busy_timeout = 4000; BEGIN IMMEDIATE');
    const { pending } = await status();
    keep(1, 200);
    await until('Mosquitto has all of it, and the hub too', async () => {
      return taken === 7 && (await status()).pending >= pending + 7 ? true : undefined;
    });
    expect(spool.pending).to.equal(200);
    await hub.kill('SIGKILL');
    disk.exec('ROLLBACK');
    disk.close();
    expect(await saidOnline(false)).to.include({ hub: first.hub, life: first.life });
    expect(spool.pending).to.equal(200);
    hub = await start();
    await uplink.drained();
    const second = await saidOnline(true);
    expect(second.hub).to.equal(first.hub);
    expect(second.life).not.to.equal(first.life);
    expect((await status()).counts).to.include({ events: 200, refused: 0 });
    const trespasses = (await hub.alerts()).filter(({ rule }) => rule === 'restricted-entry');
    expect(trespasses.map(({ from }) => from)).to.deep.equal([began + 1000]);
  });

  it('killed and back empty it is told acks, states and alerts anew, agents send what they have, and nothing is there twice', async () => {
    keep(1, 100);
    await uplink.drained();
    const quiet = await HandAgent.connect(broker.url, 'quiet');
    await quiet.send([positionEvent({ seq: 1, ...outside, time: began, agent: 'quiet', mmsi: 413000001 })]);
    await until('the quiet one is acked', () => (quiet.acks.at(-1)?.durable.routine === 1 ? true : undefined));
    // It says nothing any more, and its ack is to be there for it all the same.
    await quiet.end();
    const alert = (await hub.alerts()).find(({ rule }) => rule === 'restricted-entry');
    const topics = [
      ackTopic(site, 'yard'),
      ackTopic(site, 'quiet'),
      stateTopic(site, 'yard'),
      `efence/v1/${site}/alerts/${alert?.id}`,
      hubTopic,
    ];
    const lacking = async (): Promise<string[]> => {
      const there = await retained(broker.url, 'efence/v1/#');
      return topics.filter((topic) => !there.has(topic));
    };
    await until('all is retained', async () => (await lacking()).length === 0 || undefined);
    const before = await hubState();
    const port = Number(new URL(broker.url).port);
    await endOf(broker.child, 'SIGKILL');
    await until('it says so', async () => (await status()).reason === 'the broker cannot be reached' || undefined);
    expect((await fetch(`${hub.web}/readyz`)).status).to.equal(503);
    keep(101, 50);
    broker = (await startMosquitto(folder.path, port)) ?? broker;
    await until('it is ready again', async () => (await fetch(`${hub.web}/readyz`)).ok || undefined);
    await uplink.drained();
    await until('all is retained again', async () => (await lacking()).length === 0 || undefined);
    expect(await hubState()).to.deep.equal({ ...before, link: 2 });
    expect((await status()).counts).to.include({ events: 151, refused: 0 });
    const trespasses = (await hub.alerts()).filter(({ rule }) => rule === 'restricted-entry');
    expect(trespasses.map(({ id, from }) => [id, from])).to.deep.equal([[alert?.id, alert?.from]]);
  });

  it('a will that comes late is not the last word of a hub that is there; one that is stopped says good-bye', async () => {
    const { link: _, ...state } = await saidOnline(true);
    const client = await mqtt.connectAsync(broker.url);
    const late = JSON.stringify({ ...state, online: false });
    await client.publishAsync(hubTopic, late, { qos: 1, retain: true });
    await saidOnline(true);
    await client.endAsync();
    await hub.kill();
    await saidOnline(false);
  });
});

describe('In the broker of its own', () => {
  it('the hub says the same of itself, and nobody else can', async () => {
    const folder = temporaryFolder();
    const hub = await startHub(folder.path);
    const said = async () => JSON.parse((await retained(hub.broker, hubTopic)).get(hubTopic) ?? '{}') as HubState;
    const first = await said();
    expect(first).to.include({ online: true, link: 1 });
    const client = await mqtt.connectAsync(hub.broker, { reconnectPeriod: 0 });
    const cut = new Promise<void>((done) => client.once('close', () => done()));
    client.publish(hubTopic, JSON.stringify({ ...first, online: false }), { qos: 1, retain: true });
    await cut;
    expect(await said()).to.deep.equal(first);
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...outside, time: Date.now() })]);
    await until('the ack', () => (hand.acks.at(-1)?.durable.routine === 1 ? true : undefined));
    await hand.end();
    await hub.kill();
    folder.remove();
  });
});
