// The owner's whole sentence on real parts: a truck of a distrusted haulier leaves its corridor with a sealed box, and everybody
// who has to know does, in a hub that is killed after every step: Mosquitto, ffmpeg, InfluxDB, Alertmanager, mail, Chromium.
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { InfluxDB } from 'influx';
import mqtt, { type MqttClient } from 'mqtt';
import type { Browser, Page } from 'playwright-core';
import { stringify } from 'yaml';
import { type SimulatedCameras, simulateCameras } from '../../edge-agents/sim/cameras.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Story } from '../../hub/contracts/story.ts';
import { hashed } from '../../hub/identity/secret.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import { type AgentProcess, hasFfmpeg, keysFile, password, startCameraAgent } from '../a-camera.ts';
import {
  cookieOf,
  endOf,
  freePort,
  type HubProcess,
  planFolder,
  startAgent,
  startHub,
  startMosquitto,
  temporaryFolder,
  until,
} from '../a-port.ts';
import { eventOf } from '../edge-agents/frigate/a-frigate.ts';
import {
  type MailServer,
  startAlertmanager,
  startInfluxDB,
  startMailServer,
  startWebhook,
  type Webhook,
} from '../far-ends.ts';

const [distrusted, trusted] = ['粤B12345', '粤A11111'] as const;
const [box, seal, tag] = ['container:CSQU3054383', 'seal:JT7014712', 'tag:E2801160600002'] as const;
/** The lane's own camera, and one that looks along the corridor. */
const [laneCamera, corridorCamera] = ['52002695101324105012', '52002695101324105021'] as const;
const cameraAgent = { site: 'bonded-centre', agent: 'bonded-cameras' } as const;

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly agoSeconds?: number;
  readonly data: object;
}
const told = (type: string, subject: string, data: object, agoSeconds = 0): Told => ({
  type,
  subject,
  agoSeconds,
  data,
});
const drives = (plate: string, lon: number, lat: number, agoSeconds: number): Told =>
  told('asset.position', `vehicle:${plate}`, { lon, lat, accuracyM: 3 }, agoSeconds);
const opens = (plate: string): Told =>
  told(
    'movement.opened',
    `vehicle:${plate}`,
    { movement: `M-${plate}`, kind: 'linkage', corridor: 'bonded-to-quay' },
    60,
  );
const inCorridor = (plate: string): Told => drives(plate, 113.5925, 22.8632, 0);
const farOff = (plate: string): Told[] => [drives(plate, 113.5905, 22.87, 2), drives(plate, 113.5905, 22.8701, 0)];

describe('The whole sentence', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  const children: ChildProcess[] = [];
  const trouble: string[] = [];
  const cookies = new Map<string, string>();
  let hub: HubProcess;
  let ports: { port: number; mqttPort: number };
  let args: string[];
  let broker: { url: string };
  let cameras: SimulatedCameras;
  let cameraKey: string;
  let cameraProcess: AgentProcess;
  let frigate: MqttClient;
  let analytics: ReturnType<typeof startAgent>;
  let webhook: Webhook;
  let mail: MailServer;
  let alertmanager: { url: string };
  let influx: InfluxDB;
  let browser: Browser | undefined;
  let monitor: Page;
  let kills = 0;
  let said = 0;

  before(async () => {
    await startFarEnds();
    writePapers();
    await writePeople();
    hub = await startHub(at('hub'), { ...ports, args });
    for (const name of ['chen', 'bonded', 'wharf']) cookies.set(name, await cookieOf(hub.web, name));
    await startEdge();
    monitor = (await pageOf(browser as Browser, hub.web, trouble)).page;
  });

  /** Whatever is missing is said loudly, and nothing of this is tried then. */
  async function startFarEnds(): Promise<void> {
    browser = await startChromium();
    webhook = await startWebhook();
    mail = await startMailServer();
    const influxPort = await freePort();
    const parts = {
      mosquitto: await startMosquitto(folder.path),
      alertmanager: await startAlertmanager(folder.path, webhook.url),
      influxd: await startInfluxDB(folder.path, influxPort),
    };
    const { mosquitto, influxd } = parts;
    for (const child of [mosquitto?.child, parts.alertmanager?.child, influxd]) if (child) children.push(child);
    if (!browser || !mosquitto || !parts.alertmanager || !influxd || !hasFfmpeg()) throw new Error('run npm run setup');
    broker = mosquitto;
    alertmanager = parts.alertmanager;
    influx = new InfluxDB({ host: '127.0.0.1', port: influxPort, database: 'efence' });
    process.env['EFENCE_INFLUX'] = `http://127.0.0.1:${influxPort}/efence`;
  }

  function writePapers(): void {
    const plan = planFolder(at('plan'), (one) => {
      one.agents.push(
        { id: cameraAgent.agent, site: 'bonded-centre' },
        { id: 'bonded-analytics', site: 'bonded-centre' },
      );
      one.rules.tagWindowSeconds = 8;
      const name = { zh: '监管通道摄像机', en: 'Corridor camera' };
      one.devices = one.devices.map((device) => (device.id === laneCamera ? { ...device, ...cameraAgent } : device));
      one.devices.push({
        id: corridorCamera,
        kind: 'camera',
        ...cameraAgent,
        name,
        fence: 'bonded-to-quay',
        lon: 113.5905,
        lat: 22.8645,
      });
    });
    writeFileSync(at('secret'), 'sesame');
    const email = {
      to: 'duty@customs.example',
      from: 'hub@port.example',
      smarthost: `127.0.0.1:${mail.port}`,
      require_tls: false,
    };
    const everyone = {
      webhook_configs: [{ url: webhook.url, signing_secret_file: 'secret' }],
      alertmanager_configs: [{ url: alertmanager.url }],
      email_configs: [email],
      mqtt_configs: [{ url: broker.url, topic: 'notifications/customs' }],
    };
    const route = { receiver: 'nobody', group_by: ['...'], group_wait: '0s', group_interval: '1s' };
    const routes = [{ matchers: ['alertname="corridor-deviation"'], receiver: 'customs' }];
    const receivers = [{ name: 'nobody' }, { name: 'customs', ...everyone }];
    writeFileSync(at('routing.yml'), stringify({ route: { ...route, routes }, receivers }));
    const keys = keysFile(folder.path, cameraAgent);
    cameraKey = keys.key;
    const files = [
      '--plan',
      plan,
      '--routing',
      at('routing.yml'),
      '--people',
      at('people.yaml'),
      '--agents',
      keys.path,
    ];
    args = ['--broker', broker.url, ...files];
  }

  async function writePeople(): Promise<void> {
    const people = [
      { name: 'chen', role: 'monitor', sites: 'all', password: await hashed('chen') },
      { name: 'bonded', role: 'operator', sites: ['bonded-centre'], password: await hashed('bonded') },
      { name: 'wharf', role: 'operator', sites: ['shatian-wharf'], password: await hashed('wharf') },
    ];
    writeFileSync(at('people.yaml'), stringify({ people }));
    ports = { port: await freePort(), mqttPort: await freePort() };
  }

  async function startEdge(): Promise<void> {
    cameras = await simulateCameras([corridorCamera, laneCamera], password);
    startCameras();
    writeFileSync(at('frigate.yaml'), stringify({ cameras: { bonded_out: { camera: laneCamera } } }));
    startAnalytics();
    frigate = await mqtt.connectAsync(broker.url);
    await frigate.publishAsync('frigate/available', 'online', { qos: 1, retain: true });
    await until('the analytics listen', () => analytics.said().includes('listening to Frigate') || undefined);
  }
  const startCameras = (): void => {
    const to = { web: hub.web, broker: broker.url };
    cameraProcess = startCameraAgent(folder.path, to, cameraKey, cameras.cameras, cameraAgent);
  };
  const startAnalytics = (): void => {
    const from = ['--frigate', broker.url, '--cameras', at('frigate.yaml')];
    const to = [
      '--broker',
      broker.url,
      '--site',
      'bonded-centre',
      '--agent',
      'bonded-analytics',
      '--spool',
      at('analytics.sqlite'),
    ];
    analytics = startAgent(['frigate', ...from, ...to]);
  };

  after(async () => {
    delete process.env['EFENCE_INFLUX'];
    await browser?.close();
    await frigate?.endAsync(true);
    for (const one of [cameraProcess?.child, analytics?.child]) if (one) await endOf(one, 'SIGTERM');
    await hub?.kill();
    await cameras?.close();
    for (const child of children) await endOf(child, 'SIGTERM');
    webhook?.close();
    mail?.close();
    folder.remove();
  });

  /** The hub dies while it is told, and is back before whoever tells it gives up: agents hold what is not acked. */
  const sayKilled = (agent: string, site: string, events: readonly Told[]) => say(agent, site, events, killHub);
  const say = async (
    agent: string,
    site: string,
    events: readonly Told[],
    meanwhile = async () => {},
  ): Promise<void> => {
    said += 1;
    const file = at(`${said}.json`);
    writeFileSync(file, JSON.stringify({ agent, site, events }));
    const sent = startAgent(['send', file, '--broker', broker.url, '--spool', at(`${agent}.sqlite`)]);
    await meanwhile();
    expect(await sent.ended, sent.said()).to.equal(0);
  };
  const killHub = async (): Promise<void> => {
    kills += 1;
    await hub.kill('SIGKILL');
    hub = await startHub(at('hub'), { ...ports, args });
  };
  const ask = async <T>(path: string, who = 'chen'): Promise<T> =>
    (await (await fetch(hub.web + path, { headers: { cookie: cookies.get(who) ?? '' } })).json()) as T;
  const alertsOf = async (who: string): Promise<Alert[]> =>
    (await ask<{ alerts: Alert[] }>('/api/v1/alerts?limit=1000', who)).alerts;
  const alertOf = (rule: string, about: string): Promise<Alert> =>
    until(`${rule} of ${about}`, async () =>
      (await alertsOf('chen')).find((one) => one.rule === rule && one.key === about),
    );
  /** What a camera saw is told to the box once the lane's antenna has told of all that time; meanwhile it is the camera's. */
  const cameraSaw = async (): Promise<true | undefined> => {
    const { events = [] } = await ask<Partial<Story>>(
      `/api/v1/assets/${encodeURIComponent(`camera:${laneCamera}`)}/story`,
    );
    return events.some(({ facts }) => facts['container'] === 'CSQU3054383') || undefined;
  };
  const theAlert = (): Promise<Alert> => alertOf('corridor-deviation', `vehicle:${distrusted}`);

  it('customs opens the movement and releases the box; the gate seals it, reads its tag and lets it out', async () => {
    await sayKilled('customs-desk', 'shatian-wharf', [
      opens(distrusted),
      told('release.issued', box, { release: 'R-1' }, 60),
    ]);
    await say('gate-bonded', 'bonded-centre', [
      told('association', `vehicle:${distrusted}`, { action: 'add', children: [box] }, 50),
      told('association', box, { action: 'add', children: [seal, tag] }, 50),
      told('seal.state', seal, { state: 'sealed', lon: 113.5985, lat: 22.862 }, 45),
      told('rfid.read', tag, { antenna: 'antenna-bonded-out', direction: 'out' }, 1),
      told(
        'gate.passage',
        'lane:bonded-out-1',
        { direction: 'out', plates: [distrusted], containers: ['CSQU3054383'] },
        1,
      ),
      inCorridor(distrusted),
    ]);
    const rules = (await alertsOf('chen')).filter(({ integrity, key }) => integrity && key === box);
    expect(rules, 'nothing is wrong yet').to.deep.equal([]);
  });

  it('the lane’s camera makes out the box, by Frigate', async () => {
    const frame = Date.now() / 1000;
    const seen = {
      id: `${frame}-q`,
      camera: 'bonded_out',
      label: 'truck',
      sub_label: ['CSQU3054383', 0.93],
      frame_time: frame,
    };
    await frigate.publishAsync('frigate/events', JSON.stringify(eventOf('new', seen)), { qos: 1 });
    await until('it is taken', () => cameraSaw());
    await killHub();
    await endOf(analytics.child, 'SIGKILL');
    startAnalytics();
  });

  it('the truck leaves its corridor: one alert, as grave as its haulier is distrusted', async () => {
    await sayKilled('gate-bonded', 'bonded-centre', farOff(distrusted));
    const alert = await theAlert();
    expect(alert).to.include({ severity: 'S1', integrity: false, site: 'bonded-centre', condition: 'active' });
    expect(alert.trust).to.include({ party: 'lion-trucking', tier: 'T4' });
    await killHub();
    await endOf(cameraProcess.child, 'SIGKILL');
    startCameras();
    expect((await theAlert()).id).to.equal(alert.id);
  });

  it('reader, satellites and camera are in the story of the box, in the order in which they saw it', async () => {
    await say('gate-bonded', 'bonded-centre', [
      told('device.health', 'device:antenna-bonded-out', { state: 'healthy' }),
    ]);
    const { events, on } = await until('the camera’s word', async () => {
      const story = await ask<Story>(`/api/v1/assets/${encodeURIComponent(box)}/story`);
      return story.events.some(({ kind }) => kind === 'checked') ? story : undefined;
    });
    expect(on).to.equal(`vehicle:${distrusted}`);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).to.include.members(['release.issued', 'seen', 'passed', 'carried', 'checked']);
    const track = await ask<{ points: object[] }>(
      `/api/v1/assets/${encodeURIComponent(`vehicle:${distrusted}`)}/track`,
    );
    expect(track.points).to.have.length(3);
  });

  it('the alert bears a picture of the corridor’s camera, by its SHA-256', async () => {
    const picture = await until(
      'the picture',
      async () => {
        const one = (await theAlert()).pictures?.find(({ camera }) => camera === corridorCamera);
        return one !== undefined && 'sha256' in one ? one : undefined;
      },
      60_000,
    );
    const { id } = await theAlert();
    const answer = await fetch(`${hub.web}/api/v1/alerts/${id}/pictures/${picture.sha256}`, {
      headers: { cookie: cookies.get('chen') ?? '' },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(picture.sha256);
    expect(bytes.subarray(0, 2).toString('hex')).to.equal('ffd8');
  });

  it('it is in Alertmanager, at the webhook, in the mail and in InfluxDB, under one name each', async () => {
    const { id } = await theAlert();
    await until('Alertmanager holds it', async () => {
      const held = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as { labels: { key: string } }[];
      return held.some(({ labels }) => labels.key === `vehicle:${distrusted}`) || undefined;
    });
    const ours = await until('the webhook', () => {
      const got = webhook.got.filter(({ headers }) => headers['idempotency-key'] !== undefined);
      return got.length > 0 ? got : undefined;
    });
    expect(new Set(ours.map(({ headers }) => headers['idempotency-key'])).size, 'one key, however often').to.equal(1);
    expect(ours[0]?.headers['x-efence-signature']).to.match(/^t=\d+,v1=[0-9a-f]{64}$/);
    expect(ours[0]?.text).to.include('corridor-deviation');
    const letters = await until('the mail', () => (mail.got.length > 0 ? mail.got : undefined));
    expect(new Set(letters.map((letter) => /^Message-ID: (.+)$/im.exec(letter)?.[1])).size).to.equal(1);
    const rows = await until('InfluxDB', async () => {
      const found = await influx.query<{ alert: string; severity: string }>('SELECT * FROM alert');
      return found.some(({ alert }) => alert === id) ? found : undefined;
    });
    expect(rows.find(({ alert }) => alert === id)?.severity).to.equal('S1');
    const positions = await influx.query<{ key: string }>('SELECT * FROM position');
    expect(positions.filter(({ key }) => key === `vehicle:${distrusted}`)).to.have.length(3);
  });

  it('it is on the monitor’s page: why, the haulier’s tier, who was told, the picture, and the camera live', async () => {
    await monitor.goto(hub.web);
    await enter(monitor, 'chen');
    const row = monitor.locator('[data-rule="corridor-deviation"]');
    await row.locator('button').first().click();
    const why = monitor.locator('#why');
    await why.locator('#alert-trust', { hasText: 'T4' }).waitFor();
    await why.locator('#receivers', { hasText: 'arrived' }).first().waitFor();
    await why.locator('#pictures img').first().waitFor();
    await why.locator(`#pictures [data-watch="${corridorCamera}"]`).click();
    await why.locator('#pictures .tile[data-shows="live"]').waitFor({ timeout: 40_000 });
    await monitor.keyboard.press('a');
    await why.filter({ hasText: 'chen looks after it' }).waitFor();
  });

  it('the operator of the other site sees nothing of it; the one of this site explains, and the monitor reads it', async () => {
    const { id } = await theAlert();
    const { page: other } = await pageOf(browser as Browser, hub.web, trouble);
    await other.goto(hub.web);
    await enter(other, 'wharf');
    await other.waitForFunction(() => document.body.dataset['connected'] === 'true');
    expect(await other.locator(`[data-alert="${id}"]`).count()).to.equal(0);
    expect((await alertsOf('wharf')).map((one) => one.id)).to.not.include(id);
    const { page: operator } = await pageOf(browser as Browser, hub.web, trouble);
    await operator.goto(hub.web);
    await enter(operator, 'bonded');
    await operator.locator(`[data-alert="${id}"] button`).click();
    await operator.locator('#note-form textarea').fill('司机绕行修路路段，已联系');
    await operator.locator('#note-form button').click();
    await monitor.locator('#notes', { hasText: /bonded terminal operator explains .*司机绕行修路路段/ }).waitFor();
  });

  it('killed once more, the outcome is the same: one alert, acknowledged and explained, told under the same names', async () => {
    const before = await theAlert();
    await killHub();
    const alerts = (await alertsOf('chen')).filter(({ rule }) => rule === 'corridor-deviation');
    expect(alerts).to.deep.equal([before]);
    expect([before.acknowledged?.by, before.notes?.[0]?.by]).to.deep.equal(['chen', 'bonded']);
    const keys = webhook.got.map(({ headers }) => headers['idempotency-key']).filter((key) => key !== undefined);
    expect(new Set(keys).size).to.equal(1);
    expect(kills).to.equal(5);
  });

  it('the same by a trusted haulier: the efficiency alert is softened and says why; the seal opened outside is as grave', async () => {
    await say('customs-desk', 'shatian-wharf', [opens(trusted)]);
    await say('gate-bonded', 'bonded-centre', [
      inCorridor(trusted),
      ...farOff(trusted),
      told('association', 'container:TEXU3070079', { action: 'add', children: ['seal:JT7019999'] }, 100),
      told('association', `vehicle:${trusted}`, { action: 'add', children: ['container:TEXU3070079'] }, 100),
      told('seal.state', 'seal:JT7019999', { state: 'sealed', lon: 113.5905, lat: 22.87 }, 15),
      told('seal.state', seal, { state: 'open', lon: 113.5905, lat: 22.87 }, 5),
      told('seal.state', 'seal:JT7019999', { state: 'open', lon: 113.5905, lat: 22.87 }, 5),
    ]);
    const soft = await alertOf('corridor-deviation', `vehicle:${trusted}`);
    expect([soft.severity, soft.trust?.severity, soft.trust?.tier]).to.deep.equal(['S2', 'S1', 'T1']);
    for (const one of [seal, 'seal:JT7019999'])
      expect(await alertOf('seal-opened-outside', one)).to.include({ severity: 'S1', integrity: true });
    expect(trouble).to.deep.equal([]);
  });

  async function enter(page: Page, name: string): Promise<void> {
    await page.locator('#login [name=name]').fill(name);
    await page.locator('#login [name=password]').fill(name);
    await page.locator('#login form button').click();
  }
});
