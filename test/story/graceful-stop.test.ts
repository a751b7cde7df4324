// A stop under load: what was heard is on disk and acked before the doors close, and what was not is told again.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { HandAgent, outside, positionEvent, startHub, temporaryFolder, until } from '../a-port.ts';

const names = ['hand-a', 'hand-b', 'hand-c'];
const batch = 50;

describe('A stop under load', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  /** By agent, the last sequence of what is on disk, with nothing missing before it. */
  const onDisk = (): Map<string, number> => {
    const db = new DatabaseSync(join(folder.path, 'journal.sqlite'), { readOnly: true });
    const last = new Map(names.map((name) => [name, 0]));
    for (const { agent, payload } of db
      .prepare("SELECT agent, payload FROM input WHERE kind = 'up' ORDER BY id")
      .all()) {
      const { first } = JSON.parse(Buffer.from(payload as Uint8Array).toString()) as { first: number };
      expect(first).to.equal((last.get(agent as string) ?? 0) + 1);
      last.set(agent as string, first + batch - 1);
    }
    db.close();
    return last;
  };

  it('ends by itself, everything on disk is acked and everything acked on disk, and the next start need not hear it again', async () => {
    const hub = await startHub(folder.path);
    const hands = await Promise.all(names.map((name) => HandAgent.connect(hub.broker, name)));
    const t = Date.now() - 600_000;
    let going = true;
    const load = hands.map(async (hand, who) => {
      for (let first = 1; going; first += batch) {
        const at = (i: number) => ({ ...outside, agent: names[who], seq: first + i, time: t + first + i });
        void hand.send(Array.from({ length: batch }, (_, i) => positionEvent(at(i) as never))).catch(() => {});
        await new Promise((turn) => setTimeout(turn, 2));
      }
    });
    await until('all of them are acked something', () => hands.every(({ acks }) => acks.length > 5));
    const ended = new Promise<number | null>((done) => hub.child.once('exit', done));
    hub.child.kill('SIGTERM');
    expect(await ended).to.equal(0);
    going = false;
    await Promise.all(load);
    const kept = onDisk();
    const acked = () => hands.map(({ acks }) => Math.max(...acks.map(({ durable }) => durable.routine)));
    await until('the last acks are there', () => acked().join() === [...kept.values()].join());
    for (const hand of hands) await hand.end();
    const again = await startHub(folder.path);
    expect(again.said()).to.match(/replayed 0 events after a snapshot of \d+, 0 open alerts, 0 new/);
    await again.kill();
  });
});
