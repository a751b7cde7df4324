// How a hub is started: every option, its default and its meaning; the only reader of the hub's command line and environment.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isKey } from './contracts/agent-key.ts';
import { isBrokerUrl } from './contracts/broker-url.ts';
import { isLoopback } from './contracts/loopback.ts';
import { StartError } from './errors.ts';

export interface HubConfig {
  readonly host: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly brokerUrl: string | undefined;
  /** The hub's own key on an external broker. */
  readonly brokerKey: string | undefined;
  readonly dataFolder: string;
  readonly planFolder: string;
  /** An InfluxDB and its database; without it history is asked of the journal alone. */
  readonly influxUrl: string | undefined;
  /** Who is told of which alerts; without it nobody is. */
  readonly routing: string | undefined;
  /** Who may come in. */
  readonly people: string | undefined;
  /** How people of an organisation sign on by OpenID Connect, and the secret that the issuer knows this hub by. */
  readonly oidc: string | undefined;
  readonly oidcSecret: string;
  /** Whoever is on this machine may do everything. */
  readonly open: boolean;
  /** Which agents and readers may come in, and by which key; without it whoever is on this machine, and none may bring video. */
  readonly agents: string | undefined;
  readonly keep: { readonly days: number; readonly bytes: number; readonly freeBytes: number };
  /** Bytes of memory near which agents are asked to hold back. */
  readonly memoryBytes: number;
  readonly reset: boolean;
  readonly demo: boolean;
  readonly page: boolean;
  readonly logLevel: string;
}

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'];
const here = resolve(import.meta.dirname);

/** One line per option: for `--help`, and so that README and code cannot differ. */
export const optionsHelp = `
  --port N        the page and the API                       8080
  --mqtt-port N   the embedded broker                        1883
  --host H        address to listen on                       127.0.0.1
  --broker URL    an external MQTT broker instead            (embedded)
  --data DIR      where the journal lies                     .efence/hub
  --plan DIR      the port plan                              hub/plans/humen-shatian
  --routing FILE  who is told of which alerts, in Alertmanager's grammar  (nobody)
  --people FILE   who may log in, as what, and for which sites  (needed, but for --demo and --open)
  --oidc FILE     how an organisation's people sign on by OpenID Connect, and what its groups are here  (nobody does)
  --open          nobody logs in: whoever is on this machine may do everything
  --agents FILE   which agents and readers may come in, by the SHA-256 of their keys  (needed, but for --broker, --demo and --open)
  --open-agents   whoever is on this machine may speak as any agent, and hear all; no video
  --keep-days N   how long the journal remembers; evidence of what stands for ever  400
  --keep-bytes N  beyond so many the eldest goes sooner, such as 200G  (no bound)
  --demo          run the simulated fleet too
  --no-page       API and broker only
  --reset         begin with an empty journal
  EFENCE_BROKER_KEY  the hub's own key on an external broker, under the name hub  (none)
  EFENCE_FREE     below so many free bytes of the disk the eldest goes sooner  500M
  EFENCE_INFLUX   an InfluxDB 1.x and its database, such as http://127.0.0.1:8086/efence  (none)
  EFENCE_MEMORY   near so many bytes of memory agents are asked to hold back   1500M
  EFENCE_OIDC_SECRET  what the issuer knows this hub by; EFENCE_OIDC_SECRET_FILE names a file that holds it  (needed with --oidc)
  EFENCE_LOG      silent, error, warn, info or debug         info
`;

/** @throws StartError naming the option at fault */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv = process.env): HubConfig | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  const host = values.host ?? '127.0.0.1';
  if (!isLoopback(host)) {
    throw new StartError(`--host ${host}: this version has no TLS yet, so it listens on loopback addresses only`);
  }
  checkWho(values);
  const { broker } = values;
  if (broker !== undefined && !isBrokerUrl(broker)) {
    throw new StartError(`--broker ${broker}: not a broker's address, such as mqtt://127.0.0.1:1883`);
  }
  return {
    host,
    httpPort: portOf('--port', values.port, 8080),
    mqttPort: portOf('--mqtt-port', values['mqtt-port'], 1883),
    brokerUrl: broker,
    brokerKey: keyOf(env['EFENCE_BROKER_KEY']),
    dataFolder: resolve(values.data ?? join('.efence', 'hub')),
    planFolder: resolve(values.plan ?? join(here, 'plans', 'humen-shatian')),
    routing: values.routing === undefined ? undefined : resolve(values.routing),
    people: values.people === undefined ? undefined : resolve(values.people),
    oidc: values.oidc === undefined ? undefined : resolve(values.oidc),
    oidcSecret: values.oidc === undefined ? '' : secretOf('EFENCE_OIDC_SECRET', env),
    open: values.open ?? false,
    agents: values.agents === undefined ? undefined : resolve(values.agents),
    keep: {
      days: daysOf(values['keep-days']),
      bytes: bytesOf('--keep-bytes', values['keep-bytes'], Infinity),
      freeBytes: bytesOf('EFENCE_FREE', env['EFENCE_FREE'], 500_000_000),
    },
    memoryBytes: bytesOf('EFENCE_MEMORY', env['EFENCE_MEMORY'], 1_500_000_000),
    reset: values.reset ?? false,
    demo: values.demo ?? false,
    page: !(values['no-page'] ?? false),
    influxUrl: influxOf(env['EFENCE_INFLUX']),
    logLevel: levelOf(env['EFENCE_LOG']),
  };
}

/** What is for the hub alone: its key, what the issuer knows it by, a database whose address may carry a password. */
const secrets = ['EFENCE_BROKER_KEY', 'EFENCE_OIDC_SECRET', 'EFENCE_OIDC_SECRET_FILE', 'EFENCE_INFLUX'];

/** The environment of a child process: the hub's own but for its secrets, and what that child alone is told. */
export function childEnv(more: NodeJS.ProcessEnv, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !secrets.includes(name))), ...more };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const named = {
    port: text,
    'mqtt-port': text,
    host: text,
    broker: text,
    data: text,
    plan: text,
    routing: text,
    people: text,
    oidc: text,
    agents: text,
    'keep-days': text,
    'keep-bytes': text,
  };
  const switches = { open: flag, 'open-agents': flag, demo: flag, reset: flag, 'no-page': flag, help: flag };
  try {
    return parseArgs({ args: [...args], options: { ...named, ...switches } });
  } catch (error) {
    throw new StartError(`${(error as Error).message.split('.')[0]}; --help lists the options`);
  }
}

interface Who {
  readonly broker?: string | undefined;
  readonly agents?: string | undefined;
  readonly 'open-agents'?: boolean | undefined;
  readonly people?: string | undefined;
  readonly oidc?: string | undefined;
  readonly demo?: boolean | undefined;
  readonly open?: boolean | undefined;
}

/** Nothing is open that nobody has opened: neither to people nor to devices. */
function checkWho({ people, oidc, demo = false, open = false, broker, agents, ...who }: Who): void {
  const areOpen = who['open-agents'] ?? false;
  const isNamed = people !== undefined || oidc !== undefined || demo;
  if (open && isNamed)
    throw new StartError(
      '--open lets everybody do everything, --people, --oidc and --demo say who may what: choose one',
    );
  if (!open && !isNamed)
    throw new StartError(
      'nobody is named: --people FILE says who may log in; --open lets whoever is on this machine do everything',
    );
  if (areOpen && agents !== undefined)
    throw new StartError('--open-agents lets everybody speak as any agent, --agents names who may: choose one');
  if (!open && !demo && !areOpen && agents === undefined && broker === undefined)
    throw new StartError(
      'no agent is named: --agents FILE says who may speak for a device; --open-agents lets whoever is on this machine',
    );
}

/** In the environment or in a file, never on the command line, which is in the list of processes; never repeated. */
function secretOf(name: string, env: NodeJS.ProcessEnv): string {
  const file = env[`${name}_FILE`] ?? '';
  const secret = file === '' ? (env[name] ?? '') : (textOf(file)?.trim() ?? '');
  if (secret !== '') return secret;
  throw new StartError(`${name}: the issuer's secret is needed, there or in a file that ${name}_FILE names`);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function portOf(option: string, text: string | undefined, preset: number): number {
  if (text === undefined) return preset;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartError(`${option} ${text}: not a port`);
}

function daysOf(text: string | undefined): number {
  if (text === undefined) return 400;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new StartError(`--keep-days ${text}: not a number of days from 1`);
}

const units: Readonly<Record<string, number>> = { '': 1, M: 1e6, G: 1e9, T: 1e12 };

/** Set but empty is how a compose file says nothing. */
function bytesOf(option: string, text = '', preset = 0): number {
  if (text === '') return preset;
  const [, count, unit = ''] = /^([1-9]\d{0,14})([MGT]?)$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (units[unit] ?? 1);
  throw new StartError(`${option} ${text}: not a number of bytes, such as 500M or 200G`);
}

/** It may carry a password: in the environment, which is not in the list of processes, and never repeated. */
function influxOf(text = ''): string | undefined {
  if (text === '') return undefined;
  const { protocol, pathname = '' } = URL.parse(text) ?? {};
  if ((protocol === 'http:' || protocol === 'https:') && /^\/[^/]+$/.test(pathname)) return text;
  throw new StartError('EFENCE_INFLUX: not the address of a database, such as http://127.0.0.1:8086/efence');
}

/** In the environment, which is not in the list of processes; never repeated. */
function keyOf(text = ''): string | undefined {
  if (text === '') return undefined;
  if (isKey(text)) return text;
  throw new StartError('EFENCE_BROKER_KEY: not a key, such as npm run agent -- key makes');
}

/** Set but empty is how a compose file says nothing. */
function levelOf(text = ''): string {
  const level = text === '' ? 'info' : text;
  if (logLevels.includes(level)) return level;
  throw new StartError(`EFENCE_LOG ${level}: not a level; there are ${logLevels.join(', ')}`);
}
