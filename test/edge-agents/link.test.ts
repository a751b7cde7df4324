// The way to the hub: tried again later and later and never in step with others, until it is closed; and who goes first on it.
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { waitMs } from '../../edge-agents/backoff.ts';
import { systemClock } from '../../edge-agents/clock.ts';
import { mqttDial } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { inFlightMax, Uplink } from '../../edge-agents/uplink.ts';
import type { Ack } from '../../hub/contracts/ack.ts';
import type { BatchFrame } from '../../hub/contracts/batch.ts';
import { type EventClass, eventClasses } from '../../hub/contracts/ids.ts';
import type { AgentGap, Observation } from '../../hub/contracts/observation.ts';
import { ackTopic, type Heard } from '../../hub/contracts/topics.ts';
import { EmbeddedBroker } from '../../hub/ingest/embedded-broker.ts';
import { freePort, temporaryFolder, until } from '../a-port.ts';

const intake = (hear: (heard: Heard, payload: Buffer) => void) => ({
  ...{ hubId: 'x', life: 'y', belongs: () => true, room: () => undefined, isOpen: () => false },
  ...{ foreign() {}, linkError() {}, link() {} },
  hear: (heard: Heard, payload: Buffer, durable: () => void) => {
    hear(heard, payload);
    durable();
  },
});

describe('A link', () => {
  it('waits as chance has it: at most a second at first, twice as long each time, and never beyond half a minute', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (n, drawn) => {
        const wait = waitMs(n, () => drawn);
        expect(wait).to.be.closeTo(drawn * Math.min(30_000, 1000 * 2 ** n), 1e-6);
      }),
    );
    expect([0, 1, 4, 5, 50].map((n) => waitMs(n, () => 0.5))).to.deep.equal([500, 1000, 8000, 15_000, 15_000]);
    expect([0, 1, 4, 50].map((n) => waitMs(n, () => 0.5, 2000))).to.deep.equal([500, 1000, 1000, 1000]);
  });

  it('comes up when there is a broker, again when that comes back, and no more once it is closed', async () => {
    const port = await freePort();
    const said: string[] = [];
    let draws = 0;
    const dial = mqttDial(`mqtt://127.0.0.1:${port}`, 'a1', 30_000, () => {
      draws += 1;
      return 0.02;
    });
    const link = dial(
      { topic: 'efence/v1/yard/a1/state', payload: '{}' },
      {
        onUp: () => void said.push('up'),
        onDown: () => said.at(-1) !== 'down' && said.push('down'),
        onMessage() {},
      },
    );
    await until('it was tried a few times', () => (draws > 3 ? true : undefined));
    for (const round of [1, 2]) {
      const heard: string[] = [];
      const broker = await EmbeddedBroker.open(intake((_, payload) => heard.push(String(payload))));
      await broker.listen(port, '127.0.0.1');
      await until('it is up', () => (said.at(-1) === 'up' ? true : undefined));
      await new Promise<void>((done) => link.publish('efence/v1/yard/a1/up/urgent', `said ${round}`, false, done));
      expect(heard).to.include(`said ${round}`);
      await broker.close();
      await until('it is down', () => (said.at(-1) === 'down' ? true : undefined));
    }
    expect(said).to.deep.equal(['down', 'up', 'down', 'up', 'down']);
    const broker = await EmbeddedBroker.open(intake(() => {}));
    await broker.listen(port, '127.0.0.1');
    await until('it is up once more', () => (said.at(-1) === 'up' ? true : undefined));
    const tried = draws;
    await link.close('efence/v1/yard/a1/state', '{}');
    await new Promise((done) => setTimeout(done, 300));
    expect([draws, link.isUp]).to.deep.equal([tried, false]);
    await broker.close();
  });

  it('lets go of what was under way when it broke, once, and of nothing that goes by the next connection', async () => {
    const taken: (() => void)[] = [];
    const silent = {
      ...intake(() => {}),
      hear: (_: Heard, __: Buffer, durable: () => void) => void taken.push(durable),
    };
    let broker = await EmbeddedBroker.open(silent);
    const port = await broker.listen(0, '127.0.0.1');
    const dial = mqttDial(`mqtt://127.0.0.1:${port}`, 'a1', 30_000, () => 0.02);
    let ups = 0;
    const link = dial(
      { topic: 'efence/v1/yard/a1/state', payload: '{}' },
      { onUp: () => ++ups, onDown() {}, onMessage() {} },
    );
    await until('it is up', () => (ups === 1 ? true : undefined));
    const over: string[] = [];
    for (const one of ['a', 'b']) link.publish('efence/v1/yard/a1/up/urgent', one, false, () => over.push(one));
    await until('both were heard', () => (taken.length === 2 ? true : undefined));
    await broker.close();
    await until('it will never be known', () => (over.length === 2 ? true : undefined));
    broker = await EmbeddedBroker.open(intake(() => {}));
    await broker.listen(port, '127.0.0.1');
    await until('it is up again', () => (ups === 2 ? true : undefined));
    for (const one of ['c', 'd'])
      await new Promise<void>((done) =>
        link.publish('efence/v1/yard/a1/up/urgent', one, false, () => {
          over.push(one);
          done();
        }),
      );
    expect(over).to.deep.equal(['a', 'b', 'c', 'd']);
    await link.close('efence/v1/yard/a1/state', '{}');
    await broker.close();
  });

  it('is closed though it breaks while it says its last', async () => {
    for (const underWay of [0, 1]) {
      let heard = 0;
      const silent = { ...intake(() => {}), hear: () => ++heard };
      const broker = await EmbeddedBroker.open(silent);
      const port = await broker.listen(0, '127.0.0.1');
      let ups = 0;
      const link = mqttDial(
        `mqtt://127.0.0.1:${port}`,
        'a1',
        30_000,
        () => 0.02,
      )({ topic: 'efence/v1/yard/a1/state', payload: '{}' }, { onUp: () => ++ups, onDown() {}, onMessage() {} });
      await until('it is up', () => ups === 1 || undefined);
      for (let i = 0; i < underWay; i += 1) link.publish('efence/v1/yard/a1/up/urgent', 'x', false);
      const closed = link.close('efence/v1/yard/a1/state', '{}');
      await until('all was heard', () => heard === underWay + 1 || undefined);
      await broker.close();
      await closed;
      expect(link.isUp).to.equal(false);
    }
  });
});

describe('An uplink with much to tell', () => {
  it('tells all that is urgent before anything of the rest, what was lost among it, and each oldest first', async () => {
    const folder = temporaryFolder();
    const order: string[] = [];
    const firsts: Record<EventClass, number[]> = { urgent: [], routine: [] };
    let lost: number | undefined;
    const durable = { urgent: 0, routine: 0 };
    const broker = await EmbeddedBroker.open(
      intake((heard, payload) => {
        if (heard.kind !== 'up') return;
        const { epoch, first, events } = JSON.parse(String(payload)) as BatchFrame;
        order.push(heard.class);
        firsts[heard.class].push(first);
        const gap = (events as Observation[]).find(({ type }) => type === 'agent.gap');
        if (gap !== undefined) order.push('gap');
        if (gap !== undefined) lost = (gap.data as AgentGap).to;
        durable[heard.class] = first + events.length - 1;
        const ack: Ack = { epoch, durable, rejects: [], window: 4096, hubTime: '2026-01-01T00:00:00Z' };
        broker.publish(ackTopic('yard', 'a1'), JSON.stringify(ack));
      }),
    );
    const port = await broker.listen(0, '127.0.0.1');
    const spool = new Spool(join(folder.path, 'spool.sqlite'), { bytes: 6_200_000, ageMs: 1e12 });
    const seen = (urgent: boolean, says: string) => (_: unknown, i: number) => {
      return { type: 't', subject: 's:1', time: i, urgent, data: { says } };
    };
    // Few fit a frame: urgent needs more of them than may be under way, and all of it is within the first window.
    spool.keep(Array.from({ length: 1500 }, seen(false, '')));
    spool.keep(Array.from({ length: 100 }, seen(true, 'x'.repeat(60_000))));
    spool.keep(Array.from({ length: 1000 }, seen(false, '')));
    expect(spool.goneUpTo('routine')).to.be.above(0);
    const uplink = new Uplink(spool, {
      ...{ dial: mqttDial(`mqtt://127.0.0.1:${port}`, 'a1'), site: 'yard', agent: 'a1', feed: 'live', sw: 't' },
      ...{ clock: systemClock, lagMs: 0, onLink() {}, onReject() {} },
    });
    const routine = spool.lastOf('routine');
    await until('all of it is told', () => (durable.routine === routine ? true : undefined));
    const [urgents, rest] = [order.lastIndexOf('urgent'), order.indexOf('routine')];
    expect(urgents).to.be.below(rest);
    expect(order.indexOf('gap')).to.be.within(1, rest);
    for (const cls of eventClasses) expect(firsts[cls]).to.deep.equal(firsts[cls].toSorted((a, b) => a - b));
    expect(firsts.routine[0]).to.equal((lost ?? 0) + 1);
    expect(firsts.urgent.length).to.be.above(inFlightMax);
    await uplink.close();
    spool.close();
    await broker.close();
    folder.remove();
  });
});
