// The hub is killed again and again under load: what was acked is in the journal, each once, and the book is that of a straight run.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import {
  freePort,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  startHub,
  temporaryFolder,
} from '../a-port.ts';

const rounds = 4;
const agents = ['kai', 'lan', 'mei'] as const;
const last = 3000;
const perBatch = 20;

/** Ships that go in and out, each its own way; a tenth of the fixes are told a second late. */
function eventOf(agent: (typeof agents)[number], seq: number, began: number) {
  const ship = agents.indexOf(agent) * 10 + (seq % 5);
  const time = began + seq * 20 - (seq % 10 === 0 ? 1000 : 0);
  const place = Math.floor(seq / (23 + ship)) % 2 === 0 ? outside : inside;
  return positionEvent({ seq, ...place, time, mmsi: 413_000_000 + ship, agent });
}

/** Sends from the last ack on, as an agent does, until the hub is gone or all is acked. */
async function tell(hub: HubProcess, hand: HandAgent, agent: (typeof agents)[number], from: number, began: number) {
  let acked = from;
  const sending = (async () => {
    while (acked < last) {
      const seqs = Array.from({ length: Math.min(perBatch, last - acked) }, (_, i) => acked + 1 + i);
      await hand.send(seqs.map((seq) => eventOf(agent, seq, began)));
      acked += seqs.length;
    }
  })().catch(() => {});
  const gone = new Promise<void>((done) => hub.child.once('exit', () => done()));
  await Promise.race([sending, gone]);
  await hand.end();
  return acked;
}

const connected = (hub: HubProcess): Promise<HandAgent[]> =>
  Promise.all(agents.map((agent) => HandAgent.connect(hub.broker, agent)));

const tellAll = async (hub: HubProcess, from: (agent: (typeof agents)[number]) => number, began: number) => {
  const hands = await connected(hub);
  await Promise.all(agents.map((agent, i) => tell(hub, hands[i] as HandAgent, agent, from(agent), began)));
};

/** Every sequence of every agent that the journal holds, as often as it holds it. */
function journalled(folder: string): Map<string, number[]> {
  const db = new DatabaseSync(join(folder, 'journal.sqlite'), { readOnly: true });
  const held = new Map<string, number[]>();
  for (const { agent, payload } of db.prepare("SELECT agent, payload FROM input WHERE kind = 'up'").iterate()) {
    const { first, events } = JSON.parse(Buffer.from(payload as Uint8Array).toString()) as {
      first: number;
      events: unknown[];
    };
    const seqs = held.get(agent as string) ?? [];
    held.set(agent as string, [...seqs, ...events.map((_, i) => first + i)]);
  }
  db.close();
  return held;
}

const standing = async (hub: HubProcess): Promise<string[]> =>
  (await hub.alerts())
    .filter(({ rule, condition }) => rule === 'restricted-entry' && condition !== 'withdrawn')
    .map(({ key, from, to, condition }) => `${key} ${from}–${to ?? ''} ${condition}`)
    .sort();

describe('A hub that is killed again and again', () => {
  it(`after ${rounds} kills at any moment it has all that it acked, and the alerts of a hub that was never killed`, async function () {
    this.timeout(90_000);
    const folder = temporaryFolder();
    const [port, mqttPort] = [await freePort(), await freePort()];
    const data = join(folder.path, 'killed');
    const began = Date.now() - 90_000;
    const acked = new Map(agents.map((agent) => [agent, 0]));
    for (let round = 1; round <= rounds; round += 1) {
      const hub = await startHub(data, { port, mqttPort });
      const hands = await connected(hub);
      const telling = agents.map(async (agent, i) => {
        acked.set(agent, await tell(hub, hands[i] as HandAgent, agent, acked.get(agent) ?? 0, began));
      });
      await new Promise((done) => setTimeout(done, 60 + 45 * round));
      await hub.kill('SIGKILL');
      await Promise.all(telling);
      const held = journalled(data);
      for (const agent of agents) {
        const seqs = new Set(held.get(agent) ?? []);
        const missing = Array.from({ length: acked.get(agent) ?? 0 }, (_, i) => i + 1).filter((seq) => !seqs.has(seq));
        expect(missing, `round ${round}, ${agent}`).to.deep.equal([]);
      }
    }
    expect(
      [...acked.values()].some((seq) => seq > 0 && seq < last),
      'killed in the middle',
    ).to.equal(true);
    const killed = await startHub(data, { port, mqttPort });
    expect(killed.said()).to.match(/replayed \d+ events, \d+ open alerts, 0 new/);
    await tellAll(killed, (agent) => Math.max(0, (acked.get(agent) ?? 0) - 100), began);
    const straight = await startHub(join(folder.path, 'straight'));
    await tellAll(straight, () => 0, began);
    const expected = await standing(straight);
    expect(expected.length).to.be.greaterThan(100);
    expect(await standing(killed)).to.deep.equal(expected);
    await killed.kill();
    await straight.kill();
    folder.remove();
  });
});
