// Stories of the agent's command line, as a newcomer meets it, and of the same line over a Mosquitto.
import { join } from 'node:path';
import { expect } from 'chai';
import mqtt from 'mqtt';
import type { AgentRow } from '../../hub/contracts/socket.ts';
import { alertTopic } from '../../hub/contracts/topics.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import {
  endOf,
  freePort,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  planFolder,
  positionEvent,
  retained,
  startAgent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

const event = (data: object, change: object = {}): string =>
  JSON.stringify({ type: 'vessel.position', subject: 'mmsi:413999999', data, ...change });

describe('An event sent by hand', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let options: string[];

  before(async () => {
    folder = temporaryFolder();
    hub = await startHub(join(folder.path, 'data'));
    options = ['--broker', hub.broker, '--spool', join(folder.path, 'spool.sqlite')];
  });

  after(async () => {
    await hub.kill();
    folder.remove();
  });

  it('raises its alert, and says when all of it is on the hub’s disk', async () => {
    const agent = startAgent(['send', event(inside), ...options]);
    expect(await agent.ended, agent.said()).to.equal(0);
    expect(agent.said()).to.match(/all of it on the hub's disk/);
    expect((await hub.alerts()).map(({ rule, key }) => `${rule} ${key}`)).to.deep.equal([
      'restricted-entry mmsi:413999999',
    ]);
    const { agents } = await hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
    expect(agents[0]).to.include({ id: 'hand', finished: true, online: false, events: 1 });
  });

  const refused: readonly (readonly [what: string, args: string[], says: RegExp])[] = [
    ['a place that is not on earth', [event({ lon: 113, lat: 91 })], /refused: coordinate-impossible \(event \d\)/],
    ['a type nobody knows', [event(inside, { type: 'moon.phase' })], /refused: event-unknown-type/],
    ['something too long for a batch', [event({ ...inside, x: 'x'.repeat(70_000) })], /refused: observation-oversized/],
    ['text that is no JSON', ['{"type":'], /^not a JSON object/],
    ['JSON that is no event', ['{"type":"vessel.position"}'], /^event 1 needs "type", "subject" and "data"/],
    ['nothing', [], /^send what\?/],
    ['a name that cannot be', [event(inside), '--agent', 'Große'], /lower-case letters, digits and hyphens/],
    ['a name that is the hub’s', [event(inside), '--agent', 'alerts'], /lower-case letters, digits and hyphens/],
  ];
  for (const [what, args, says] of refused) {
    it(`${what} is refused in words, and the exit code says so`, async () => {
      const agent = startAgent(['send', ...args, ...options]);
      expect(await agent.ended, agent.said()).to.equal(1);
      expect(agent.said().replace(/^connected.*\n/, '')).to.match(says);
    });
  }

  it('without a hub it is kept, and goes with the next one', async function () {
    this.timeout(30_000);
    const spool = ['--spool', join(folder.path, 'kept.sqlite'), '--agent', 'kept'];
    const alone = startAgent([
      'send',
      event(outside, { subject: 'mmsi:413000555' }),
      ...spool,
      '--broker',
      `mqtt://127.0.0.1:${await freePort()}`,
    ]);
    expect(await alone.ended, alone.said()).to.equal(1);
    expect(alone.said()).to.match(
      /no broker at mqtt:\S+ \(.*ECONNREFUSED.*\); trying again, all is kept in \S+kept.sqlite/,
    );
    expect(alone.said()).to.match(/not acked within 15 s; it is kept/);
    const next = startAgent(['send', event(outside, { subject: 'mmsi:413000556' }), ...spool, '--broker', hub.broker]);
    expect(await next.ended, next.said()).to.equal(0);
    const { assets } = await hub.get<{ assets: { id: string }[] }>('/api/v1/assets');
    expect(assets.map(({ id }) => id)).to.include.members(['mmsi:413000555', 'mmsi:413000556']);
  });

  it('a spool in use by another agent is left alone, in one sentence', async () => {
    const sim = startAgent(['sim', '--agent', 'sim', ...options]);
    await until('the fleet sails', () => (sim.said().includes('connected') ? true : undefined));
    const agent = startAgent(['send', event(inside), ...options]);
    expect(await agent.ended).to.equal(1);
    expect(agent.said()).to.match(
      /^\S+spool.sqlite is in use by another agent; choose another with --agent or --spool\n$/,
    );
    await endOf(sim.child, 'SIGTERM');
  });
});

describe('The line over a Mosquitto', () => {
  it('is the same: acks after the commit, alerts retained, what an earlier hub left there taken back', async function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const broker = await startMosquitto(folder.path);
    if (broker === undefined) return this.skip();
    const data = join(folder.path, 'data');
    const args = ['--no-page', '--broker', broker.url];
    let hub = await startHub(data, { args });
    try {
      const hand = await HandAgent.connect(broker.url);
      const at = (seq: number, place: { lon: number; lat: number }) =>
        positionEvent({ seq, ...place, time: Date.now() - 1000 + seq });
      await until('the hub listens', async () => {
        await hand.send([at(1, outside), at(2, inside)]);
        return hand.acks.at(-1)?.durable.routine === 2 ? true : undefined;
      });
      const [alert] = await hub.alerts();
      const topic = alertTopic('shatian-wharf', alert?.id ?? '');
      expect([...(await retained(broker.url, 'efence/v1/+/alerts/+')).keys()]).to.deep.equal([topic]);

      await hub.kill('SIGKILL');
      const left = alertTopic('shatian-wharf', '00000000deadbeef');
      const client = await mqtt.connectAsync(broker.url);
      await client.publishAsync(left, '{}', { qos: 1, retain: true });
      await client.publishAsync(topic, '', { qos: 1, retain: true });
      await client.endAsync();
      hub = await startHub(data, { args });
      await until('the broker retains what is open and nothing else', async () => {
        const topics = [...(await retained(broker.url, 'efence/v1/+/alerts/+')).keys()];
        return topics.length === 1 && topics[0] === topic ? true : undefined;
      });
      await hand.send([at(3, outside)]);
      await until('the alert is over', async () =>
        (await hub.alerts())[0]?.condition === 'cleared' ? true : undefined,
      );
      await until('and no longer retained', async () =>
        (await retained(broker.url, 'efence/v1/+/alerts/+')).size === 0 ? true : undefined,
      );
      await hand.end();
    } finally {
      await hub.kill();
      await endOf(broker.child, 'SIGTERM');
      folder.remove();
    }
  });

  it('a birth that the broker retained is no sign of life: an agent that was blind before a restart is so after it, in the same alert', async function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const broker = await startMosquitto(folder.path);
    if (broker === undefined) return this.skip();
    const plan = planFolder(join(folder.path, 'plan'), (file) => {
      file.rules.agentGraceSeconds = 1;
    });
    const args = ['--no-page', '--broker', broker.url, '--plan', plan];
    let hub = await startHub(join(folder.path, 'data'), { args });
    try {
      const hand = await HandAgent.connect(broker.url);
      await hand.state({ online: true, epoch: 'e'.repeat(16), connection: 1, feed: 'live', sw: 'test' });
      await hand.end();
      const blind = await until('it is blind', async () =>
        (await hub.alerts()).find(({ condition }) => condition === 'active'),
      );
      await hub.kill('SIGKILL');
      hub = await startHub(join(folder.path, 'data'), { args });
      await new Promise((done) => setTimeout(done, 2500));
      expect(await hub.alerts()).to.deep.equal([blind]);
    } finally {
      await hub.kill();
      await endOf(broker.child, 'SIGTERM');
      folder.remove();
    }
  });
});
