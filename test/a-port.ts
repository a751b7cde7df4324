// A whole port for tests: builders with plain defaults, a real hub process or one in this process, a hand-made agent.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import type { Ack } from '../hub/contracts/ack.ts';
import { agentUser, clientIdOf } from '../hub/contracts/agent-key.ts';
import type { Alert } from '../hub/contracts/alert.ts';
import { ackTopic, stateTopic, upTopic } from '../hub/contracts/topics.ts';
import { type PortPlan, readPortPlan } from '../hub/registry/port-plan.ts';

export const root = resolve(import.meta.dirname, '..');
export const epochOne = '0123456789abcdef';

/** Whoever was killed may still be writing when the folder is removed. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'efence-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 20 }) };
}

/** Below those that the system gives away by itself: nobody takes it while whoever had it is started again. */
const ports = { from: 20_000, upTo: 32_768 } as const;
const given = new Set<number>();

export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(ports.from, ports.upTo);
    if (given.has(port)) continue;
    const server = createServer();
    const isFree = await new Promise<boolean>((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => done(true));
    });
    if (!isFree) continue;
    given.add(port);
    await new Promise<void>((done) => server.close(() => done()));
    return port;
  }
}

/** Waits for a state, never for a time. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  ms = 30_000,
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export interface HubProcess {
  readonly web: string;
  readonly broker: string;
  readonly child: ChildProcess;
  readonly said: () => string;
  get<T>(path: string): Promise<T>;
  /** Logs in; what is asked from then on is asked as that person. @returns the cookie */
  enter(name: string, password?: string): Promise<string>;
  alerts(): Promise<Alert[]>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** How `npm run hub` runs it: the flags, and the main module. */
export function hubAsScripted(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { hub: string } };
  return scripts.hub.split(' ').slice(1);
}

/** Starts the real process and waits until it is ready. */
export async function startHub(
  folder: string,
  options: { port?: number; mqttPort?: number; args?: string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<HubProcess> {
  const port = options.port ?? (await freePort());
  const mqttPort = options.mqttPort ?? (await freePort());
  const doors = ['--port', String(port), '--mqtt-port', String(mqttPort)];
  const args = named([...doors, '--data', folder, ...(options.args ?? ['--no-page'])]);
  const child = spawn(process.execPath, [...hubAsScripted(), ...args], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout?.on('data', (chunk) => (said += chunk));
  child.stderr?.on('data', (chunk) => (said += chunk));
  const web = `http://127.0.0.1:${port}`;
  let cookie = '';
  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(web + path, { headers: { cookie } })).json()) as T;
  const enter = async (name: string, password = name): Promise<string> => {
    cookie = await cookieOf(web, name, password);
    return cookie;
  };
  await until(
    `the hub is ready: ${said}`,
    async () => {
      if (child.exitCode !== null) throw new Error(`the hub ended: ${said}`);
      return (await fetch(`${web}/readyz`).catch(() => undefined))?.ok === true ? true : undefined;
    },
    60_000,
  );
  if (args.includes('--demo') && !args.includes('--people')) await enter('monitor');
  return {
    web,
    broker: `mqtt://127.0.0.1:${mqttPort}`,
    child,
    said: () => said,
    get,
    enter,
    alerts: async () => (await get<{ alerts: Alert[] }>('/api/v1/alerts?limit=1000')).alerts,
    kill: (signal = 'SIGTERM') => endOf(child, signal),
  };
}

/** Where a test names nobody, the hub is open to it; where it names no agent, to its agents. */
function named(args: readonly string[]): readonly string[] {
  const says = (...some: readonly string[]): boolean => args.some((arg) => some.includes(arg));
  if (!says('--people', '--demo', '--open', '--oidc')) return [...args, '--open'];
  return says('--demo', '--open', '--agents', '--open-agents', '--broker') ? args : [...args, '--open-agents'];
}

/** The cookie of someone who logs in. */
export async function cookieOf(web: string, name: string, password = name): Promise<string> {
  const body = JSON.stringify({ name, password });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${web}/api/v1/session`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${name} did not come in: ${await answer.text()}`);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await ended;
}

export interface PositionAt {
  readonly seq: number;
  readonly lon: number;
  readonly lat: number;
  readonly time: number;
  readonly mmsi?: number;
  readonly agent?: string;
  readonly epoch?: string;
}

/** One vessel position as a CloudEvent. */
export function positionEvent({ seq, lon, lat, time, mmsi = 413999999, agent = 'hand', epoch = epochOne }: PositionAt) {
  return {
    ...{ specversion: '1.0', id: `${agent}:${epoch}:${seq}`, source: `urn:efence:shatian-wharf:${agent}` },
    ...{
      type: 'vessel.position',
      time: new Date(time).toISOString(),
      subject: `mmsi:${mmsi}`,
      epoch,
      seq,
      data: { lon, lat },
    },
  };
}

/** An agent by hand: what it publishes, and every ack it got. */
export class HandAgent {
  readonly acks: Ack[] = [];
  readonly #client: MqttClient;
  readonly #site: string;
  readonly #agent: string;

  private constructor(client: MqttClient, site: string, agent: string) {
    this.#client = client;
    this.#site = site;
    this.#agent = agent;
    client.on('message', (_topic, payload) => this.acks.push(JSON.parse(payload.toString()) as Ack));
    client.on('error', () => {});
  }

  /** With a key it says who it is; without one it comes as nobody. */
  static async connect(broker: string, agent = 'hand', site = 'shatian-wharf', key?: string): Promise<HandAgent> {
    const user = agentUser(site, agent);
    const named = { clientId: clientIdOf(user, 'test'), username: user, password: key };
    const as = key === undefined ? { clientId: `test-${agent}` } : named;
    const client = await mqtt.connectAsync(broker, { ...as, reconnectPeriod: 200 });
    const hand = new HandAgent(client, site, agent);
    await client.subscribeAsync(ackTopic(site, agent), { qos: 1 });
    return hand;
  }

  /** Resolves at PUBACK. */
  async send(
    events: readonly { seq: number }[],
    cls: 'urgent' | 'routine' = 'routine',
    epoch = epochOne,
    gone?: number,
  ): Promise<void> {
    await this.raw(JSON.stringify({ v: 1, epoch, first: events[0]?.seq ?? 1, gone, events }), cls);
  }

  async raw(payload: string | Buffer, cls: 'urgent' | 'routine' = 'routine'): Promise<void> {
    await this.#client.publishAsync(upTopic(this.#site, this.#agent, cls), payload as string, { qos: 1 });
  }

  async state(state: object): Promise<void> {
    await this.#client.publishAsync(stateTopic(this.#site, this.#agent), JSON.stringify(state), {
      qos: 1,
      retain: true,
    });
  }

  async end(): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** Inside and outside the restricted water front off berths 5–8. */
export const inside = { lon: 113.57412, lat: 22.8645 } as const;
export const outside = { lon: 113.57333, lat: 22.8645 } as const;

type Plan = { -readonly [K in keyof PortPlan]: PortPlan[K] extends readonly (infer T)[] ? T[] : PortPlan[K] };

/** A plan folder: the one we ship, changed. What rests on a fence goes when the change takes the fence away. */
export function planFolder(into: string, change: (plan: Plan) => void): string {
  const shipped = readPortPlan(join(root, 'hub', 'plans', 'humen-shatian'));
  const plan = structuredClone(shipped) as Plan;
  change(plan);
  const { hash: _, fences, sites, wharves, parties, schedules, ...rest } = plan;
  const { segments, lanes, devices, ...head } = { ...rest, ...withoutOrphans(plan, shipped) };
  const collection = (features: readonly object[]) => ({ type: 'FeatureCollection', features });
  const files = {
    ...{ 'plan.yaml': head, 'sites.yaml': { sites }, 'gates.yaml': { lanes }, 'devices.yaml': { devices } },
    ...{
      'parties.yaml': { parties },
      'schedules.yaml': { schedules },
      'wharves.yaml': { wharves },
      'fences.geojson': collection(fences),
      'segments.geojson': collection(segments),
    },
  };
  mkdirSync(into, { recursive: true });
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(into, file), JSON.stringify(content, null, 2));
  return into;
}

function withoutOrphans(plan: Plan, shipped: PortPlan): Pick<Plan, 'segments' | 'lanes' | 'devices'> {
  const missing = (was: readonly { id: string }[], is: readonly { id: string }[]) =>
    new Set(was.map(({ id }) => id).filter((id) => is.every((one) => one.id !== id)));
  const fences = missing(shipped.fences, plan.fences);
  const lanes = plan.lanes.filter(({ fence }) => !fences.has(fence));
  const closed = missing(shipped.lanes, lanes);
  return {
    lanes,
    segments: plan.segments.filter(({ properties }) => !fences.has(properties.fence)),
    devices: plan.devices.filter(({ fence = '', lane = '' }) => !fences.has(fence) && !closed.has(lane)),
  };
}

/** An agent process: what it said on standard error, and its exit code once it has ended. */
export function startAgent(args: readonly string[]): {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number>;
} {
  const child = spawn(process.execPath, [join(root, 'edge-agents', 'main.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  return { child, said: () => said, ended: new Promise((done) => child.once('exit', (code) => done(code ?? -1))) };
}

/** The retained messages under a topic filter, as a newcomer gets them. */
export async function retained(broker: string, filter: string): Promise<Map<string, string>> {
  const client = await mqtt.connectAsync(broker);
  const found = new Map<string, string>();
  client.on('message', (topic, payload, { retain }) => {
    if (retain) found.set(topic, payload.toString());
  });
  await client.subscribeAsync(filter, { qos: 1 });
  // A broker sends what it retains before it answers the next subscription.
  await client.subscribeAsync('efence/v1/none/none/ack', { qos: 1 });
  await new Promise((done) => setTimeout(done, 50));
  await client.endAsync(true);
  return found;
}
