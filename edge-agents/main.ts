// The agent's process: which adapter, which hub, where its spool lies; ends when its source does, or on a signal.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Check } from 'typebox/value';
import { isBrokerUrl, shownUrl } from '../hub/contracts/broker-url.ts';
import { AgentId, type EventClass, type Feed, SiteId } from '../hub/contracts/ids.ts';
import type { Adapter } from './adapter.ts';
import { Agent } from './agent.ts';
import { callerOf, keyText, takeKey } from './agent-key.ts';
import { type AisSource, aisAdapter } from './ais/adapter.ts';
import { mostMs } from './backoff.ts';
import { type CameraCall, cameraPart, runSimulatedCameras } from './cameras.ts';
import { now, systemClock } from './clock.ts';
import { epcisAdapter } from './epcis/adapter.ts';
import { frigateAdapter } from './frigate/adapter.ts';
import { readCameras } from './frigate/cameras.ts';
import { mqttDial } from './link.ts';
import { type Places, placesOf, readSending, type Sending, sendAdapter } from './send.ts';
import { simAdapter } from './sim/adapter.ts';
import { agents as simulated } from './sim/day.ts';
import { Spool } from './spool.ts';
import { spoolLimits } from './spool-limits.ts';
import { Uplink, type UplinkOptions } from './uplink.ts';

const help = `npm run agent -- <kind> [options]
  ais   --file F [--speed N] [--began TIME] | --tcp HOST:PORT | --udp PORT
                                             an AIS receiver (NMEA 0183 AIVDM); --historical for a recording;
                                             --speed in times real time, else as fast as it goes
  epcis --file F|FOLDER [--places FILE]      EPCIS 2.0 documents; places: {"lanes": {"urn:epc:id:sgln:…": "main-in-1"}}
  camera --cameras FILE [--hub URL]          RTSP cameras: video and pictures for the hub on demand, and their health;
                                             cameras: [{ id: '<20-digit customs code>', rtsp: rtsp://user:pass@host/path }]
  key                                        makes a key for an agent, and its SHA-256 for the hub's file of keys
  sim-cameras [--hub URL]                    two simulated cameras, video only
  frigate --frigate URL --cameras FILE [--prefix frigate]
                                             Frigate's detections, from the broker it publishes on; FILE says which camera is which
  sim   [--seed N]                           a simulated day of the port, as ${Object.keys(simulated).join(', ')}; --agent for one of them
  send  FILE | '{"type":…,"subject":…,"data":{…}}'   events by hand, urgent; see edge-agents/examples
options: --broker URL (mqtt://127.0.0.1:1883)  --site S (shatian-wharf)  --agent A (the kind)  --spool FILE  --historical
  --key-file FILE   where its key stands, if not in EFENCE_AGENT_KEY
  --spool-bytes N (536870912)  --spool-age DAYS (7)   beyond either the oldest goes, routine first, and the hub is told`;

const presetBroker = 'mqtt://127.0.0.1:1883';
const nameRule = 'a site and an agent are named in lower-case letters, digits and hyphens, at most 32';
/** Events by hand: whoever sent them is waiting. Longer than it takes until what was not acked is sent again. */
const sendWithinMs = 15_000;
/** And tried again so often that a hub which comes a moment later is not missed. */
const sendTriesMs = 2000;
const stopWithinMs = 5_000;
const dayMs = 86_400_000;
/** EX_SOFTWARE of sysexits.h, as the hub's after a fault: whoever watches over the process starts it again. */
const failedExit = 70;
/** Room for the longest observation, and for what is said of those that had to go. */
const spoolLeast = 128 * 1024;
/** Refusals told in words; the rest are counted. */
const refusalsTold = 5;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const from = { file: text, speed: text, began: text, tcp: text, udp: text, seed: text, places: text };
const video = { cameras: text, hub: text };
const ofFrigate = { frigate: text, prefix: text };
const to = {
  broker: text,
  'key-file': text,
  site: text,
  agent: text,
  spool: text,
  'spool-bytes': text,
  'spool-age': text,
};
const flags = { historical: flag, 'until-stdin-ends': flag, help: flag };

type Options = ReturnType<typeof read>['values'];
const read = (args: string[]) =>
  parseArgs({ args, allowPositionals: true, options: { ...from, ...video, ...ofFrigate, ...to, ...flags } });

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** One who speaks: as whom, where, and what it plays. */
interface Part {
  readonly agent: string;
  readonly site: string;
  readonly adapter: Adapter;
  readonly places?: Places;
}

async function main(): Promise<void> {
  const { values, positionals } = read(process.argv.slice(2));
  const [kind, argument] = positionals;
  if (values.help || kind === undefined) return say(help);
  if (kind === 'key') return void process.stdout.write(keyText());
  const key = takeKey(process.env, values['key-file'], values.broker ?? presetBroker);
  if (kind === 'sim-cameras') return filmUntilEnded(values, key);
  const parts = partsOf(kind, argument, values, key);
  const wrong = parts.find(({ agent, site }) => !Check(AgentId, agent) || !Check(SiteId, site));
  if (wrong !== undefined) throw new Error(`${wrong.site}/${wrong.agent}: ${nameRule}`);
  const feed: Feed = values.historical ? 'historical' : kind === 'sim' ? 'simulated' : 'live';
  let refused = 0;
  const onReject = (code: string, seq?: number): void => {
    refused += 1;
    if (refused <= refusalsTold) say(`refused: ${code}${seq === undefined ? '' : ` (event ${seq})`}`);
  };
  const running = parts.map((part) => {
    const path = spoolOf(part.agent, values, parts.length > 1);
    const spool = openSpool(path, values);
    const told = part.places === undefined ? onReject : ofThisSending(spool, part.places, onReject);
    return agentOf(part, spool, path, { ...values, key }, feed, told);
  });
  let stopping = false;
  const stop = (code: number): void => {
    if (stopping) return;
    stopping = true;
    // A hub that no longer answers must not keep the process: the spool has it all.
    setTimeout(() => process.exit(code), stopWithinMs);
    void Promise.allSettled(running.map((agent) => agent.stop())).finally(() => process.exit(code));
  };
  endsBy(values, () => stop(0));
  if (kind === 'send') setTimeout(() => giveUp(spoolOf(parts[0]?.agent ?? kind, values, false)), sendWithinMs);
  await Promise.all(running.map((agent) => agent.run()));
  const counts = parts.map(({ adapter }) => JSON.stringify(adapter.counts())).join(' ');
  say(`done: ${counts}, ${refused > 0 ? `${refused} refused, the rest` : 'all of it'} on the hub's disk`);
  stop(refused > 0 && kind === 'send' ? 1 : 0);
}

function endsBy(values: Options, stop: () => void): void {
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (!values['until-stdin-ends']) return;
  process.stdin
    .resume()
    .on('end', () => process.exit(0))
    .on('error', () => process.exit(0));
}

async function filmUntilEnded(values: Options, key: string | undefined): Promise<void> {
  const stop = await runSimulatedCameras(cameraCall({ agent: 'quay-cameras', ...values }, key));
  endsBy(values, () => void stop().finally(() => process.exit(0)));
}

function cameraCall(
  { hub, cameras, site = 'shatian-wharf', agent = 'camera' }: Options,
  key: string | undefined,
): CameraCall {
  return { hub, cameras, site, agent, key, now, say };
}

/** Several in one process keep a spool each, beside the one that was named. */
function spoolOf(agent: string, { spool }: Options, several: boolean): string {
  const path = resolve(spool ?? join('.efence', 'agents', `${agent}.sqlite`));
  return several && spool !== undefined ? path.replace(/(\.sqlite)?$/, `-${agent}.sqlite`) : path;
}

function openSpool(path: string, { 'spool-bytes': bytes, 'spool-age': age }: Options): Spool {
  const limits = {
    bytes: bytes === undefined ? spoolLimits.bytes : numberOf('--spool-bytes', bytes, 2 ** 40, spoolLeast),
    ageMs: age === undefined ? spoolLimits.ageMs : numberOf('--spool-age', age, 3650, 0.001) * dayMs,
  };
  mkdirSync(dirname(path), { recursive: true });
  const spool = new Spool(path, limits);
  spool.onFailedSync = ({ message }) => {
    say(`the spool ${path} failed to sync (${message}); what was not acked goes with the next start`);
    process.exit(failedExit);
  };
  return spool;
}

type OnReject = UplinkOptions['onReject'];

/**
 * Acks are retained: one that answered an earlier process names what was refused then. Only what was not acked by then is
 * news. `places`: where each event stands in the file, by class, for each class is numbered by itself.
 */
function ofThisSending(spool: Spool, places: Places, onReject: OnReject): OnReject {
  const numbersOf = (cls: EventClass) => ({ acked: spool.goneUpTo(cls), before: spool.lastOf(cls) });
  const numbers = { urgent: numbersOf('urgent'), routine: numbersOf('routine') };
  return (code, seq = Infinity, cls = 'urgent') => {
    const { acked, before } = numbers[cls];
    if (seq > acked) onReject(code, places[cls][seq - before - 1], cls);
  };
}

function agentOf(
  { agent, site, adapter, places }: Part,
  spool: Spool,
  path: string,
  values: Options & { readonly key: string | undefined },
  feed: Feed,
  onReject: OnReject,
): Agent {
  const brokerUrl = values.broker ?? presetBroker;
  if (!isBrokerUrl(brokerUrl)) throw new Error(`--broker ${brokerUrl}: not an address such as mqtt://127.0.0.1:1883`);
  const shown = shownUrl(brokerUrl);
  const isAwaited = places !== undefined;
  const onLink = (up: boolean, why: string, refused = false): void => {
    const how = refused ? `${site}/${agent} is refused by ${shown}` : `no broker at ${shown}`;
    say(up ? `connected to ${shown}` : `${how} (${why}); trying again, all is kept in ${path}`);
    if (refused && isAwaited) giveUp(path, 'not let in');
  };
  const caller = callerOf(site, agent, values.key, spool.epoch.slice(0, 6));
  const dial = mqttDial(brokerUrl, caller, isAwaited ? sendTriesMs : mostMs);
  const about = { site, agent, feed, sw: 'efence/0.1', lagMs: adapter.lagMs };
  const options = { ...about, dial, clock: systemClock, onLink, onReject };
  return new Agent(adapter, spool, new Uplink(spool, options), systemClock, {
    onRefuse: onReject,
    onDisk: (said) => say(`${path}: ${said}`),
  });
}

function giveUp(path: string, why = `not acked within ${sendWithinMs / 1000} s`): void {
  say(`${why}; it is kept in ${path} and goes with the next one`);
  process.exit(1);
}

function partsOf(kind: string, argument: string | undefined, values: Options, key: string | undefined): Part[] {
  const { agent = kind, site = 'shatian-wharf' } = values;
  if (kind === 'sim') return simulation(values);
  if (kind === 'send') {
    const sending = sendingOf(argument);
    const whose = { agent: values.agent ?? sending.agent ?? 'hand', site: values.site ?? sending.site ?? site };
    return [{ ...whose, adapter: sendAdapter(sending, now), places: placesOf(sending) }];
  }
  if (kind === 'ais') return [{ agent, site, adapter: aisAdapter({ source: aisSource(values), now }) }];
  if (kind === 'camera') return [{ agent, site, adapter: cameraPart(cameraCall(values, key)) }];
  if (kind === 'frigate') return [{ agent, site, adapter: frigate(values) }];
  if (kind !== 'epcis') throw new Error(`no adapter called ${kind}\n${help}`);
  const path = fileOf(values.file ?? argument, `epcis needs --file\n${help}`);
  return [{ agent, site, adapter: epcisAdapter({ path, placesFile: values.places, onFault: say }) }];
}

function frigate({ frigate: url, cameras, prefix = 'frigate' }: Options): Adapter {
  if (url === undefined || cameras === undefined) throw new Error(`frigate needs --frigate and --cameras\n${help}`);
  if (!isBrokerUrl(url)) throw new Error(`--frigate ${shownUrl(url)}: not an address such as mqtt://127.0.0.1:1883`);
  // Everybody on this machine can read a command line.
  if (URL.parse(url)?.password) throw new Error(`--frigate: a password goes into ${cameras}, as broker.password`);
  if (!/^[^+#\s]+[^+#\s/]$/.test(prefix)) throw new Error(`--prefix ${prefix}: not a topic such as frigate`);
  return frigateAdapter({ url, prefix, cameras: readCameras(cameras), now, onSay: say });
}

/** All of them play one day; it is another one at every start unless a seed is given. */
function simulation({ seed, agent, site }: Options): Part[] {
  const began = now();
  const day = seed === undefined ? Math.floor(began / 1000) % 2 ** 31 : numberOf('--seed', seed, 2 ** 31);
  const named = Object.entries(simulated) as [keyof typeof simulated, string][];
  const played = named.filter(([name]) => agent === undefined || agent === name);
  if (played.length === 0) throw new Error(`--agent ${agent}: the day is told by ${Object.keys(simulated).join(', ')}`);
  return played.map(([name, its]) => {
    return { agent: name, site: site ?? its, adapter: simAdapter({ seed: day, now, began, agent: name }) };
  });
}

function sendingOf(argument: string | undefined): Sending {
  if (argument === undefined) throw new Error(`send what? ${help}`);
  return readSending(existsSync(argument) ? readFileSync(argument, 'utf8') : argument);
}

function fileOf(path: string | undefined, without: string): string {
  if (path === undefined) throw new Error(without);
  if (!existsSync(path)) throw new Error(`${path}: there is no such file`);
  return path;
}

function aisSource({ file, speed, began, tcp, udp }: Options): AisSource {
  if (file !== undefined) {
    const path = fileOf(file, '');
    const start = began === undefined ? {} : { began: instantOf(began) };
    return { kind: 'file', path, speed: numberOf('--speed', speed ?? '0', Infinity), ...start };
  }
  if (udp !== undefined) return { kind: 'udp', port: numberOf('--udp', udp, 65_535) };
  if (tcp === undefined) throw new Error(`ais needs --file, --tcp or --udp\n${help}`);
  const colon = tcp.lastIndexOf(':');
  return {
    kind: 'tcp',
    host: tcp.slice(0, colon) || '127.0.0.1',
    port: numberOf('--tcp', tcp.slice(colon + 1), 65_535),
  };
}

function numberOf(option: string, text: string, most: number, least = 0): number {
  const value = Number(text);
  if (text !== '' && value >= least && value <= most) return value;
  throw new Error(`${option} ${text}: not a number from ${least} to ${most}`);
}

function instantOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`--began ${text}: not a time such as 2020-04-08T00:00:00Z`);
  return time;
}

main().catch((error: unknown) => {
  say((error as Error).message);
  process.exit(1);
});
