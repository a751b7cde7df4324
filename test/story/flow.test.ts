// The story of a disk that is slow: the windows narrow, agents hold back in their spools, the hub's own queue stays short.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import mqtt from 'mqtt';
import { systemClock } from '../../edge-agents/clock.ts';
import { mqttDial } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import { type Ack, ackWindow } from '../../hub/contracts/ack.ts';
import type { Status } from '../../hub/contracts/status.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import { endOf, outside, startHub, temporaryFolder, until } from '../a-port.ts';

const agents = 8;
const each = 2000;
/** What eight agents may have under way by the widest window, in frames; far less is to be seen. */
const unbounded = (agents * ackWindow) / 32;

/** A disk that takes its time: the journal's one writer gets its turn between two holds of the lock, and once in each. */
function slowDisk(journal: string, holdMs: number): () => Promise<void> {
  const db = new DatabaseSync(journal);
  db.exec('PRAGMA busy_timeout = 4000');
  const commits = (): unknown => db.prepare('PRAGMA data_version').get()?.['data_version'];
  let over = false;
  const slowing = (async () => {
    while (!over) {
      db.exec('BEGIN IMMEDIATE');
      await setTimeout(holdMs);
      db.exec('COMMIT');
      const before = commits();
      await until('the hub has written', () => (over || commits() !== before ? true : undefined));
    }
    db.close();
  })();
  return () => {
    over = true;
    return slowing;
  };
}

describe('A hub whose disk is slow', () => {
  it('narrows the windows; what agents hold back lies in their spools; and when it is fast again all of it comes, once', async function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    const broker = await startMosquitto(folder.path);
    if (broker === undefined) return this.skip();
    const data = join(folder.path, 'data');
    const hub = await startHub(data, { args: ['--no-page', '--broker', broker.url] });
    const fast = slowDisk(join(data, 'journal.sqlite'), 250);
    const began = Date.now() - each * 10;
    const spools = Array.from({ length: agents }, (_, a) => {
      const spool = new Spool(join(folder.path, `${a}.sqlite`));
      const fix = (i: number) => ({
        type: 'vessel.position',
        subject: `mmsi:41300000${a}`,
        time: began + i,
        data: outside,
      });
      for (let i = 0; i < each; i += 500) spool.keep(Array.from({ length: 500 }, (_, n) => fix((i + n) * 10)));
      return spool;
    });
    const held = () => spools.reduce((sum, { pending }) => sum + pending, 0);
    const windows: number[] = [];
    const heldWhenNarrow: number[] = [];
    const listener = await mqtt.connectAsync(broker.url);
    listener.on('message', (_, payload) => {
      const { window } = JSON.parse(payload.toString()) as Ack;
      windows.push(window);
      if (window < ackWindow) heldWhenNarrow.push(held());
    });
    await listener.subscribeAsync('efence/v1/+/+/ack', { qos: 1 });
    const named = { site: 'shatian-wharf', feed: 'live', sw: 'test', clock: systemClock, lagMs: 0 } as const;
    const uplinks = spools.map((spool, a) => {
      const dial = mqttDial(broker.url, `yard-${a}`);
      return new Uplink(spool, { dial, ...named, agent: `yard-${a}`, onLink() {}, onReject() {} });
    });
    const status = () => hub.get<Status>('/api/v1/status');
    try {
      const pending: number[] = [0];
      await until('half of it is on disk', async () => {
        pending.push((await status()).pending);
        return held() < (agents * each) / 2 ? true : undefined;
      });
      expect(Math.max(...heldWhenNarrow)).to.be.above(0);
      expect(Math.max(...pending)).to.be.below(unbounded / 2);
      await fast();
      await Promise.all(uplinks.map((uplink) => uplink.drained()));
      expect((await status()).counts).to.include({ events: agents * each, refused: 0 });
      await until('the window is as wide as it was', () => windows.at(-1) === ackWindow);
    } finally {
      await fast();
      await Promise.all(uplinks.map((uplink) => uplink.close()));
      for (const spool of spools) spool.close();
      await listener.endAsync(true);
      await hub.kill();
      await endOf(broker.child, 'SIGTERM');
      folder.remove();
    }
  });
});
