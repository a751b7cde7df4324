// The way to the hub: tried again later and later and never in step with others, until it is closed; and who goes first on it.
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { waitMs } from '../../edge-agents/backoff.ts';
import { systemClock } from '../../edge-agents/clock.ts';
import { mqttDial } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import type { BatchFrame } from '../../hub/contracts/batch.ts';
import type { Heard } from '../../hub/contracts/topics.ts';
import { EmbeddedBroker } from '../../hub/ingest/embedded-broker.ts';
import { freePort, temporaryFolder, until } from '../a-port.ts';

const intake = (hear: (heard: Heard, payload: Buffer) => void) => ({
  ...{ hubId: 'x', life: 'l', belongs: () => true, room: () => undefined, isOpen: () => false },
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
  });

  it('comes up when there is a broker, again when that comes back, and no more once it is closed', async () => {
    const port = await freePort();
    const said: string[] = [];
    let draws = 0;
    const dial = mqttDial(`mqtt://127.0.0.1:${port}`, 'a1', () => {
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
});

describe('An uplink with much to tell', () => {
  it('tells all that is urgent before anything of the rest, what was lost among it, and each oldest first', async () => {
    const folder = temporaryFolder();
    const order: string[] = [];
    const firsts: Record<string, number[]> = { urgent: [], routine: [] };
    const broker = await EmbeddedBroker.open(
      intake((heard, payload) => {
        if (heard.kind !== 'up') return;
        const { first, events } = JSON.parse(String(payload)) as BatchFrame;
        order.push(heard.class);
        firsts[heard.class]?.push(first);
        if (events.some((event) => (event as { type: string }).type === 'agent.gap')) order.push('gap');
      }),
    );
    const port = await broker.listen(0, '127.0.0.1');
    const spool = new Spool(join(folder.path, 'spool.sqlite'), { bytes: 450_000, ageMs: 1e12 });
    const seen = (urgent: boolean) => (_: unknown, i: number) => {
      return { type: 't', subject: 's:1', time: i, urgent, data: {} };
    };
    spool.keep(Array.from({ length: 1500 }, seen(false)));
    spool.keep(Array.from({ length: 1500 }, seen(true)));
    spool.keep(Array.from({ length: 1000 }, seen(false)));
    expect(spool.goneUpTo('routine')).to.be.above(0);
    const uplink = new Uplink(spool, {
      ...{ dial: mqttDial(`mqtt://127.0.0.1:${port}`, 'a1'), site: 'yard', agent: 'a1', feed: 'live', sw: 't' },
      ...{ clock: systemClock, lagMs: 0, onLink() {}, onReject() {} },
    });
    const routine = spool.lastOf('routine');
    await until('all of it is told', () => ((firsts['routine']?.at(-1) ?? 0) > routine - 32 ? true : undefined));
    const [urgents, rest] = [order.lastIndexOf('urgent'), order.indexOf('routine')];
    expect(urgents).to.be.below(rest);
    expect(order.indexOf('gap')).to.be.within(1, rest);
    for (const cls of ['urgent', 'routine']) expect(firsts[cls]).to.deep.equal(firsts[cls]?.toSorted((a, b) => a - b));
    expect(firsts['routine']?.[0]).to.equal(spool.goneUpTo('routine') + 1);
    await uplink.close();
    spool.close();
    await broker.close();
    folder.remove();
  });
});
