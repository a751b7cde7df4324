// A whole port on real parts, for the story of everything: a hub over Mosquitto that can be killed, cameras, Frigate's agent,
// InfluxDB, Alertmanager, a mail server, a webhook and people of two sites.
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InfluxDB } from 'influx';
import mqtt, { type MqttClient } from 'mqtt';
import { stringify } from 'yaml';
import { type SimulatedCameras, simulateCameras } from '../edge-agents/sim/cameras.ts';
import type { Alert } from '../hub/contracts/alert.ts';
import type { Story } from '../hub/contracts/story.ts';
import { hashed } from '../hub/identity/secret.ts';
import { type AgentProcess, hasFfmpeg, keysFile, password, startCameraAgent } from './a-camera.ts';
import { startMosquitto } from './a-mosquitto.ts';
import {
  cookieOf,
  endOf,
  freePort,
  type HubProcess,
  planFolder,
  startAgent,
  startHub,
  temporaryFolder,
  until,
} from './a-port.ts';
import { eventOf } from './edge-agents/frigate/a-frigate.ts';
import {
  type MailServer,
  startAlertmanager,
  startInfluxDB,
  startMailServer,
  startWebhook,
  type Webhook,
} from './far-ends.ts';

/** The bonded centre's lane has a camera, and another one looks along the corridor. */
export const laneCamera = '52002695101324105012';
export const corridorCamera = '52002695101324105021';
const cameraAgent = { site: 'bonded-centre', agent: 'bonded-cameras' } as const;
const analyticsAgent = 'bonded-analytics';

/** An event as it is sent by hand. */
export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly agoSeconds: number;
  readonly data: object;
}

interface FarEnds {
  readonly broker: { readonly url: string };
  readonly alertmanager: { readonly url: string };
  readonly influxPort: number;
  readonly webhook: Webhook;
  readonly mail: MailServer;
}

export class WholePort {
  readonly influx: InfluxDB;
  readonly ends: FarEnds;
  hub!: HubProcess;
  kills = 0;
  readonly #folder: ReturnType<typeof temporaryFolder>;
  readonly #children: readonly ChildProcess[];
  readonly #cookies = new Map<string, string>();
  #args: readonly string[] = [];
  #ports: { port: number; mqttPort: number } = { port: 0, mqttPort: 0 };
  #cameraKey = '';
  #cameras!: SimulatedCameras;
  #cameraProcess!: AgentProcess;
  #analytics!: ReturnType<typeof startAgent>;
  #frigate!: MqttClient;
  #said = 0;

  private constructor(folder: ReturnType<typeof temporaryFolder>, ends: FarEnds, children: readonly ChildProcess[]) {
    this.#folder = folder;
    this.#children = children;
    this.ends = ends;
    this.influx = new InfluxDB({ host: '127.0.0.1', port: ends.influxPort, database: 'efence' });
  }

  /** Undefined where one of the real parts is missing, which each of them says loudly. */
  static async open(): Promise<WholePort | undefined> {
    const folder = temporaryFolder();
    const webhook = await startWebhook();
    const mail = await startMailServer();
    const influxPort = await freePort();
    const broker = await startMosquitto(folder.path);
    const alertmanager = await startAlertmanager(folder.path, webhook.url);
    const influxd = await startInfluxDB(folder.path, influxPort);
    const children = [broker?.child, alertmanager?.child, influxd].filter((child) => child !== undefined);
    if (hasFfmpeg() && broker && alertmanager && influxd) {
      const port = new WholePort(folder, { broker, alertmanager, influxPort, webhook, mail }, children);
      await port.#start();
      return port;
    }
    for (const child of children) await endOf(child, 'SIGTERM');
    webhook.close();
    mail.close();
    folder.remove();
    return undefined;
  }

  async close(): Promise<void> {
    delete process.env['EFENCE_INFLUX'];
    await this.#frigate?.endAsync(true);
    for (const one of [this.#cameraProcess, this.#analytics]) if (one) await endOf(one.child, 'SIGTERM');
    await this.hub?.kill();
    await this.#cameras?.close();
    for (const child of this.#children) await endOf(child, 'SIGTERM');
    this.ends.webhook.close();
    this.ends.mail.close();
    this.#folder.remove();
  }

  /** Sent by the agent's own process, which ends when the hub has it on disk. */
  async say(agent: string, site: string, events: readonly Told[], meanwhile = async () => {}): Promise<void> {
    this.#said += 1;
    const file = this.#at(`${this.#said}.json`);
    writeFileSync(file, JSON.stringify({ agent, site, events }));
    const spool = this.#at(`${agent}.sqlite`);
    const sent = startAgent(['send', file, '--broker', this.ends.broker.url, '--spool', spool]);
    await meanwhile();
    if ((await sent.ended) !== 0) throw new Error(sent.said());
  }

  /** The hub dies while it is told, and is back before whoever tells it gives up. */
  sayKilled(agent: string, site: string, events: readonly Told[]): Promise<void> {
    return this.say(agent, site, events, () => this.killHub());
  }

  async killHub(): Promise<void> {
    this.kills += 1;
    await this.hub.kill('SIGKILL');
    this.hub = await this.#hub();
  }

  async killCameras(): Promise<void> {
    await endOf(this.#cameraProcess.child, 'SIGKILL');
    this.#startCameras();
  }

  async killAnalytics(): Promise<void> {
    await endOf(this.#analytics.child, 'SIGKILL');
    await this.#startAnalytics();
  }

  /** Frigate makes out a box at the lane; resolves when the hub has it. */
  async lane(container: string): Promise<void> {
    const at = Date.now() / 1000;
    const seen = { id: `${at}-q`, camera: 'bonded_out', label: 'truck', sub_label: [container, 0.93], frame_time: at };
    await this.#frigate.publishAsync('frigate/events', JSON.stringify(eventOf('new', seen)), { qos: 1 });
    await until('the hub has it', async () => {
      const { events = [] } = await this.story(`camera:${laneCamera}`);
      return events.some(({ facts }) => facts['container'] === container) || undefined;
    });
  }

  cookie(who: string): string {
    return this.#cookies.get(who) ?? '';
  }

  async ask<T>(path: string, who = 'chen'): Promise<T> {
    return (await (await fetch(this.hub.web + path, { headers: { cookie: this.cookie(who) } })).json()) as T;
  }

  story = (key: string): Promise<Partial<Story>> => this.ask(`/api/v1/assets/${encodeURIComponent(key)}/story`);

  async alerts(who = 'chen'): Promise<Alert[]> {
    return (await this.ask<{ alerts: Alert[] }>('/api/v1/alerts?limit=1000', who)).alerts;
  }

  alert = (rule: string, about: string): Promise<Alert> =>
    until(`${rule} of ${about}`, async () =>
      (await this.alerts()).find((one) => one.rule === rule && one.key === about),
    );

  readonly #at = (name: string): string => join(this.#folder.path, name);

  async #start(): Promise<void> {
    process.env['EFENCE_INFLUX'] = `http://127.0.0.1:${this.ends.influxPort}/efence`;
    this.#ports = { port: await freePort(), mqttPort: await freePort() };
    this.#args = await this.#papers();
    this.hub = await this.#hub();
    for (const name of ['chen', 'bonded', 'wharf'])
      this.#cookies.set(name, await cookieOf(this.hub.web, name, passwordOf(name)));
    this.#cameras = await simulateCameras([corridorCamera, laneCamera], password);
    this.#startCameras();
    writeFileSync(this.#at('frigate.yaml'), stringify({ cameras: { bonded_out: { camera: laneCamera } } }));
    await this.#startAnalytics();
    this.#frigate = await mqtt.connectAsync(this.ends.broker.url);
    await this.#frigate.publishAsync('frigate/available', 'online', { qos: 1, retain: true });
  }

  #hub(): Promise<HubProcess> {
    return startHub(this.#at('hub'), { ...this.#ports, args: [...this.#args] });
  }

  #startCameras(): void {
    const to = { web: this.hub.web, broker: this.ends.broker.url };
    this.#cameraProcess = startCameraAgent(this.#folder.path, to, this.#cameraKey, this.#cameras.cameras, cameraAgent);
  }

  async #startAnalytics(): Promise<void> {
    const { url } = this.ends.broker;
    const as = ['--site', 'bonded-centre', '--agent', analyticsAgent, '--spool', this.#at('analytics.sqlite')];
    const agent = startAgent([
      'frigate',
      '--frigate',
      url,
      '--cameras',
      this.#at('frigate.yaml'),
      '--broker',
      url,
      ...as,
    ]);
    this.#analytics = agent;
    await until('it listens', () => agent.said().includes('listening to Frigate') || undefined);
  }

  /** Plan, people, receivers and keys, as files; @returns the hub's options */
  async #papers(): Promise<string[]> {
    const keys = keysFile(this.#folder.path, cameraAgent);
    this.#cameraKey = keys.key;
    const person = async (name: string, role: string, sites: string | string[]) => {
      return { name, role, sites, password: await hashed(passwordOf(name)) };
    };
    const people = [
      await person('chen', 'monitor', 'all'),
      await person('bonded', 'operator', ['bonded-centre']),
      await person('wharf', 'operator', ['shatian-wharf']),
    ];
    writeFileSync(this.#at('people.yaml'), stringify({ people }));
    writeFileSync(this.#at('secret'), 'sesame');
    writeFileSync(this.#at('routing.yml'), stringify(routingTo(this.ends)));
    const files = {
      plan: this.#plan(),
      routing: this.#at('routing.yml'),
      people: this.#at('people.yaml'),
      agents: keys.path,
    };
    return ['--broker', this.ends.broker.url, ...Object.entries(files).flatMap(([name, path]) => [`--${name}`, path])];
  }

  #plan(): string {
    return planFolder(this.#at('plan'), (plan) => {
      for (const id of [cameraAgent.agent, analyticsAgent]) plan.agents.push({ id, site: 'bonded-centre' });
      plan.rules.tagWindowSeconds = 8;
      // A journey of an hour is told in seconds.
      plan.rules.speedMostKmh.vehicle = 5000;
      plan.devices = plan.devices.map((one) => (one.id === laneCamera ? { ...one, ...cameraAgent } : one));
      const name = { zh: '监管通道摄像机', en: 'Corridor camera' };
      const place = { fence: 'bonded-to-quay', lon: 113.5905, lat: 22.8645 };
      plan.devices.push({ id: corridorCamera, kind: 'camera', ...cameraAgent, name, ...place });
    });
  }
}

/** Of the people of this port. */
export const passwordOf = (name: string): string => `${name} at the port`;

/** Whoever leaves a corridor is told of to everyone; nothing else is. */
function routingTo({ broker, alertmanager, webhook, mail }: FarEnds): object {
  const smtp = { from: 'hub@port.example', smarthost: `127.0.0.1:${mail.port}`, require_tls: false };
  const customs = {
    name: 'customs',
    webhook_configs: [{ url: webhook.url, signing_secret_file: 'secret' }],
    alertmanager_configs: [{ url: alertmanager.url }],
    email_configs: [{ to: 'duty@customs.example', ...smtp }],
    mqtt_configs: [{ url: broker.url, topic: 'notifications/customs' }],
  };
  const routes = [{ matchers: ['alertname="corridor-deviation"'], receiver: 'customs' }];
  const route = { receiver: 'nobody', group_by: ['...'], group_wait: '0s', group_interval: '1s', routes };
  return { route, receivers: [{ name: 'nobody' }, customs] };
}
