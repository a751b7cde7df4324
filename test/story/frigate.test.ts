// Frigate as it is plugged in: its own Mosquitto, the agent's command line, a hub; what it sees, what it does not, when it is off.
import { join } from 'node:path';
import { expect } from 'chai';
import mqtt, { type MqttClient } from 'mqtt';
import type { Alert } from '../../hub/contracts/alert.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import {
  endOf,
  epochOne,
  HandAgent,
  type HubProcess,
  planFolder,
  startAgent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';
import { camerasFile, eventOf, laneCamera, quayCamera } from '../edge-agents/frigate/a-frigate.ts';

const store = '52002505101320804001';
const cameras = `
cameras:
  quay_5: { camera: '${quayCamera}' }
  store: { camera: '${store}' }
  lane_in: { camera: '${laneCamera}' }
`;

describe('Frigate', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let broker: Awaited<ReturnType<typeof startMosquitto>>;
  let hub: HubProcess;
  let agent: ReturnType<typeof startAgent>;
  let frigate: MqttClient;
  let gate: HandAgent;
  let seq = 0;

  before(async function () {
    folder = temporaryFolder();
    broker = await startMosquitto(folder.path);
    if (broker === undefined) return this.skip();
    const plan = planFolder(join(folder.path, 'plan'), ({ rules }) => {
      Object.assign(rules, { tagWindowSeconds: 1, agentGraceSeconds: 60 });
    });
    hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--plan', plan] });
    frigate = await mqtt.connectAsync(broker.url);
    // Somebody's bridge retains events, though Frigate does not: nobody knows when this one was said.
    await publish('events', eventOf('new', { id: 'old-1', camera: 'store', frame_time: now() }), true);
    await publish('available', 'online', true);
    const told = ['--frigate', broker.url, '--cameras', camerasFile(folder.path, cameras)];
    const to = ['--broker', hub.broker, '--agent', 'quay-cameras', '--spool', join(folder.path, 'spool.sqlite')];
    agent = startAgent(['frigate', ...told, ...to]);
    gate = await HandAgent.connect(hub.broker, 'gate-main');
    await until('it listens', () => agent.said().includes('listening to Frigate') || undefined);
  });

  after(async () => {
    await gate?.end();
    await frigate?.endAsync();
    if (agent !== undefined) await endOf(agent.child, 'SIGTERM');
    await hub?.kill();
    if (broker !== undefined) await endOf(broker.child, 'SIGTERM');
    folder.remove();
  });

  const publish = (topic: string, said: object | string, retain = false) =>
    frigate.publishAsync(`frigate/${topic}`, typeof said === 'string' ? said : JSON.stringify(said), {
      qos: 1,
      retain,
    });
  const now = (): number => Date.now() / 1000;
  const find = async (rule: string, condition = 'active'): Promise<Alert | undefined> =>
    (await hub.alerts()).find((one) => one.rule === rule && one.condition === condition);
  /** The gate's own agent has told all that its antennas read until now. */
  const gateHasTold = () =>
    gate.state({ online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test', upTo: Date.now() });

  it('sees a person where nobody may be: one alert, however often they move; what the broker retained is none', async () => {
    await publish('events', eventOf('new', { id: '1-a', camera: 'quay_5', frame_time: now() }));
    const alert = await until('the sighting is told', () => find('restricted-sighting'));
    expect([alert.why.facts['what'], alert.why.facts['device']]).to.deep.equal(['person', quayCamera]);
    await publish('events', eventOf('update', { id: '1-a', entered_zones: ['edge'], frame_time: now() }));
    await publish('events', eventOf('end', { id: '1-a', frame_time: now() }));
    await publish('events', eventOf('new', { id: '9-z', camera: 'canteen', frame_time: now() }));
    await until(
      'a stranger is named',
      () => agent.said().includes('a camera canteen that is not in the file') || undefined,
    );
    const all = (await hub.alerts()).filter(({ rule }) => rule === 'restricted-sighting');
    expect(all.map(({ id }) => id)).to.deep.equal([alert.id]);
  });

  it('makes out two boxes at a lane: the one whose tag the antenna did not read is told, when the gate has told all', async () => {
    const source = 'urn:efence:shatian-wharf:gate-main';
    const event = (type: string, subject: string, data: object) => {
      seq += 1;
      const at = { specversion: '1.0', id: `gate:${seq}`, source, epoch: epochOne, seq };
      return { ...at, type, subject, time: new Date().toISOString(), data };
    };
    const [unread, read] = ['CSQU3054383', 'MSKU1234565'];
    await gateHasTold();
    await gate.send([event('association', `container:${read}`, { action: 'add', children: ['tag:E28011'] })]);
    for (const [i, number] of [unread, read].entries())
      await publish(
        'events',
        eventOf('new', {
          id: `2-${i}`,
          camera: 'lane_in',
          label: 'truck',
          sub_label: [number, 0.9],
          frame_time: now(),
        }),
      );
    await gate.send([event('rfid.read', 'tag:E28011', { antenna: 'antenna-main-in', direction: 'in' })]);
    const alert = await until('it is told', async () => {
      await gateHasTold();
      return find('box-without-tag');
    });
    expect([alert.key, alert.scope, alert.severity]).to.deep.equal([`container:${unread}`, 'main-in-1', 'S3']);
    expect((await hub.alerts()).filter(({ rule }) => rule === 'box-without-tag')).to.have.length(1);
    await gate.send([event('association', `container:${unread}`, { action: 'add', children: ['tag:E28012'] })]);
    await gate.send([event('rfid.read', 'tag:E28012', { antenna: 'antenna-main-in', direction: 'in' })]);
    await until('read after all, it ends', () => find('box-without-tag', 'cleared'));
  });

  it('off, its cameras are blind, and say why; on again, they see', async () => {
    await publish('available', 'offline', true);
    const blind = await until('they are blind', () => find('device-silent'));
    expect(blind.why.facts).to.include({ state: 'faulty', says: 'Frigate is offline' });
    await until(
      'all three',
      async () => (await hub.alerts()).filter(({ rule }) => rule === 'device-silent').length === 3 || undefined,
    );
    await publish('available', 'online', true);
    await until('they see', async () => ((await find('device-silent')) === undefined ? true : undefined));
  });

  it('without its broker they are blind too', async () => {
    if (broker === undefined) return;
    await endOf(broker.child, 'SIGTERM');
    const blind = await until('they are blind', () => find('device-silent'), 30_000);
    expect(blind.why.facts).to.include({ says: 'Frigate is not heard' });
    expect(agent.said()).to.match(/no broker of Frigate's at mqtt:\S+ \(.+\); trying again/);
  });

  const refused: [string, string[], RegExp][] = [
    [
      'a password on the command line',
      ['--frigate', 'mqtt://u:hush@h', '--cameras', 'x.yaml'],
      /a password goes into x.yaml/,
    ],
    ['no address', ['--frigate', 'h:1883', '--cameras', 'x.yaml'], /not an address such as/],
    ['no file', ['--frigate', 'mqtt://h', '--cameras', '/nowhere/x.yaml'], /there is no such file/],
    ['neither', [], /frigate needs --frigate and --cameras/],
  ];
  for (const [what, args, says] of refused)
    it(`${what} is refused in words`, async () => {
      const one = startAgent(['frigate', ...args, '--spool', join(folder.path, 'other.sqlite')]);
      expect(await one.ended).to.equal(1);
      expect(one.said()).to.match(says);
      expect(one.said()).not.to.include('hush');
    });
});
