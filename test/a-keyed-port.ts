// A port whose agents and readers have keys, for tests: the hub's own broker, or a Mosquitto by the files we write for it; and those who come.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { stringify } from 'yaml';
import { clientIdOf, freshKey, keyHash } from '../hub/contracts/agent-key.ts';
import type { Status } from '../hub/contracts/status.ts';
import { startMosquitto } from './a-mosquitto.ts';
import { endOf, type HubProcess, root, startHub, temporaryFolder, until } from './a-port.ts';

export const yard = 'shatian-wharf/yard';
export const bonded = 'bonded-centre/gate-bonded';
export const wall = 'wall';
const sites = ['shatian-wharf'];

interface Told {
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
}

export interface KeyedPort {
  readonly hub: HubProcess;
  readonly broker: string;
  readonly keys: Record<string, string>;
  /** Everything of it that somebody could have changed by MQTT. */
  picture(): Promise<object>;
  denied(): Promise<number>;
  audit(): Promise<string[]>;
  /** From now on, or on Mosquitto in a moment, this user's key is another: in place of the old one, or beside it. */
  rekey(user: string, how?: { beside?: boolean; key?: string | undefined }): Promise<void>;
  /** From now on the file of agents is none. */
  spoil(): void;
  close(): Promise<void>;
}

/** Undefined, and loudly so, where there is no Mosquitto. */
export async function startKeyedPort(on: 'embedded' | 'mosquitto'): Promise<KeyedPort | undefined> {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  const keys: Record<string, string> = {
    [yard]: freshKey(),
    [bonded]: freshKey(),
    [wall]: freshKey(),
    hub: freshKey(),
  };
  const entered = new Map(Object.entries(keys).map(([user, key]) => [user, [key]]));
  const hashes = (user: string): string[] => (entered.get(user) ?? []).map(keyHash);
  const writeAgents = (): void => {
    const agents = [yard, bonded].map((user) => {
      const [site = '', agent = ''] = user.split('/');
      return { site, agent, keySha256: hashes(user) };
    });
    const readers = [{ name: wall, keySha256: hashes(wall), sites }];
    writeFileSync(at('agents.yaml'), stringify({ agents, readers }));
  };
  const writeMosquitto = (): void => {
    acl(['--agents', at('agents.yaml'), '--to', at('acl')]);
    const lines = Object.entries(keys).map(([user, key]) => `${user}:${key}`);
    acl(['passwords', '--agents', at('agents.yaml'), '--to', at('passwords')], lines.join('\n'));
  };
  writeAgents();
  let mosquitto: Awaited<ReturnType<typeof startMosquitto>>;
  if (on === 'mosquitto') {
    writeMosquitto();
    mosquitto = await startMosquitto(folder.path, undefined, [
      ...['allow_anonymous false', 'use_username_as_clientid true', 'max_packet_size 1048576'],
      ...[`acl_file ${at('acl')}`, `password_file ${at('passwords')}`, 'user root'],
    ]);
    if (mosquitto === undefined) {
      folder.remove();
      return undefined;
    }
  }
  const external = mosquitto === undefined ? [] : ['--broker', mosquitto.url];
  const hub = await startHub(at('hub'), {
    args: ['--no-page', '--agents', at('agents.yaml'), ...external],
    env: { EFENCE_BROKER_KEY: keys['hub'] },
  });
  const broker = mosquitto?.url ?? hub.broker;
  const port: KeyedPort = {
    ...{ hub, broker, keys },
    picture: async () => ({
      agents: ((await hub.get<{ agents: object[] }>('/api/v1/agents')).agents as { heardAt?: number }[]).map(
        ({ heardAt: _, ...row }) => row,
      ),
      alerts: await hub.alerts(),
      quarantine: await hub.get('/api/v1/quarantine'),
      retained: Object.fromEntries(await retainedFor(port)),
    }),
    denied: async () => (await hub.get<Status>('/api/v1/status')).counts['denied'] ?? 0,
    audit: async () => {
      const { audit } = await hub.get<{ audit: Told[] }>('/api/v1/audit');
      return audit.map(({ who, what, outcome }) => `${who} ${what} ${outcome}`);
    },
    rekey: async (user, { beside = false, key = freshKey() } = {}) => {
      entered.set(user, beside ? [...(entered.get(user) ?? []), key] : [key]);
      keys[user] = key;
      writeAgents();
      if (on === 'mosquitto') {
        writeMosquitto();
        mosquitto?.child.kill('SIGHUP');
        return;
      }
      const asked = { clientId: clientIdOf(user, 'asks') };
      await until('it is known', async () => (await come(port, user, asked)).end('known'));
    },
    spoil: () => writeFileSync(at('agents.yaml'), 'agents: ['),
    close: async () => {
      await hub.kill();
      if (mosquitto !== undefined) await endOf(mosquitto.child, 'SIGTERM');
      folder.remove();
    },
  };
  return port;
}

function acl(args: readonly string[], input = ''): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'hub', 'acl.ts'), ...args], { input });
  if (status !== 0) throw new Error(String(stderr));
}

/** One who comes: what became of it, and what they can do there. */
export class Visitor {
  readonly heard: string[] = [];
  /** `in`, or by which return code not; `closed` where nothing was said. */
  readonly came: Promise<string>;
  readonly #client: MqttClient;
  #isOver = false;

  constructor(url: string, options: IClientOptions) {
    this.#client = mqtt.connect(url, { reconnectPeriod: 0, ...options });
    this.came = new Promise((done) => {
      this.#client.on('connect', () => done('in'));
      this.#client.on('error', (error) => done(`refused ${(error as { code?: number }).code}`));
      this.#client.on('close', () => {
        this.#isOver = true;
        done('closed');
      });
    });
    this.#client.on('message', (topic) => this.heard.push(topic));
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** `cut`, or `acked`, which on a broker that is not ours promises nothing. */
  async publish(topic: string, payload: string | Buffer, retain = false): Promise<string> {
    await this.came;
    return new Promise((done) => {
      this.#client.once('close', () => done('cut'));
      this.#client.publish(topic, payload, { qos: 1, retain }, (error) => error || done('acked'));
    });
  }

  /** The granted QoS, 128 where it is refused. */
  async subscribe(topic: string): Promise<number> {
    await this.came;
    return new Promise((done, fail) => {
      this.#client.once('close', () => fail(new Error(`cut when it subscribed to ${topic}`)));
      this.#client.subscribe(topic, { qos: 1 }, (error, granted, packet) =>
        done(error ? 128 : Number(packet?.granted[0] ?? granted?.[0]?.qos)),
      );
    });
  }

  /** @returns what it is given, when it was let in */
  async end<T>(answer: T): Promise<T | undefined> {
    const came = await this.came;
    await this.#client.endAsync(true);
    return came === 'in' ? answer : undefined;
  }

  /** Without a good-bye: then the will speaks. */
  drop(): void {
    this.#client.stream.destroy();
  }
}

/** Under its own name and key, unless the trick is another. Waits for whether it is let in. */
export async function come(port: KeyedPort, user: string, trick: IClientOptions = {}): Promise<Visitor> {
  const own = { clientId: clientIdOf(user, 'x'), username: user, password: port.keys[user] };
  const visitor = new Visitor(port.broker, { ...own, ...trick });
  await visitor.came;
  return visitor;
}

/** Without a name: whoever finds the port. */
export async function comeAsNobody(port: KeyedPort, trick: IClientOptions = {}): Promise<Visitor> {
  const visitor = new Visitor(port.broker, { clientId: 'somebody', ...trick });
  await visitor.came;
  return visitor;
}

/** What whoever may read all that a site says of itself finds retained there. */
async function retainedFor(port: KeyedPort): Promise<Map<string, string>> {
  const client = await mqtt.connectAsync(port.broker, {
    ...{ clientId: clientIdOf(wall, 'eye'), username: wall, password: port.keys[wall], reconnectPeriod: 0 },
  });
  const found = new Map<string, string>();
  client.on('message', (topic, payload, { retain }) => {
    // Beats tell the time.
    if (retain) found.set(topic, payload.toString());
  });
  const all = ['efence/v1/shatian-wharf/alerts/#', 'efence/v1/shatian-wharf/+/state', 'efence/v1/hub/state'];
  for (const filter of all) await client.subscribeAsync(filter, { qos: 1 });
  await until('the hub’s own state, which comes last', () => found.get('efence/v1/hub/state'));
  await client.endAsync(true);
  return found;
}
