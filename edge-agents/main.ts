// The agent's process: which adapter, which hub, where its spool lies; ends when its source does, or on a signal.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Check } from 'typebox/value';
import { isBrokerUrl, shownUrl } from '../hub/contracts/broker-url.ts';
import { AgentId, type Feed, SiteId } from '../hub/contracts/ids.ts';
import type { Adapter } from './adapter.ts';
import { Agent } from './agent.ts';
import { type AisSource, aisAdapter } from './ais/adapter.ts';
import { now } from './clock.ts';
import { sendAdapter } from './send.ts';
import { simAdapter } from './sim/adapter.ts';
import { Spool } from './spool.ts';
import { Uplink } from './uplink.ts';

const help = `npm run agent -- <kind> [options]
  ais  --file F [--speed N] [--began TIME] | --tcp HOST:PORT | --udp PORT
                                             an AIS receiver (NMEA 0183 AIVDM); --historical for a recording;
                                             --speed in times real time, else as fast as it goes
  sim  [--seed N]                            the simulated fleet
  send '{"type":…,"subject":…,"data":{…}}'   one event, urgent; or a file that holds one
options: --broker URL (mqtt://127.0.0.1:1883)  --site S (shatian-wharf)  --agent A (the kind)  --spool FILE  --historical`;

const nameRule = 'a site and an agent are named in lower-case letters, digits and hyphens, at most 32';
/** One event by hand: whoever sent it is waiting. */
const sendWithinMs = 10_000;
const stopWithinMs = 5_000;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const from = { file: text, speed: text, began: text, tcp: text, udp: text, seed: text };
const to = { broker: text, site: text, agent: text, spool: text };
const flags = { historical: flag, 'until-stdin-ends': flag, help: flag };

type Options = ReturnType<typeof read>['values'];
const read = (args: string[]) => parseArgs({ args, allowPositionals: true, options: { ...from, ...to, ...flags } });

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = read(process.argv.slice(2));
  const [kind, argument] = positionals;
  if (values.help || kind === undefined) return say(help);
  const adapter = adapterOf(kind, argument, values);
  const agent = values.agent ?? (kind === 'send' ? 'hand' : kind);
  const site = values.site ?? 'shatian-wharf';
  if (!Check(AgentId, agent) || !Check(SiteId, site)) throw new Error(`${site}/${agent}: ${nameRule}`);
  const path = resolve(values.spool ?? join('.efence', 'agents', `${agent}.sqlite`));
  mkdirSync(dirname(path), { recursive: true });
  const spool = new Spool(path);
  const feed: Feed = values.historical ? 'historical' : kind === 'sim' ? 'simulated' : 'live';
  let refused = 0;
  const onReject = (code: string, seq?: number): void => {
    refused += 1;
    if (refused <= 5) say(`refused: ${code}${seq === undefined ? '' : ` (event ${seq})`}`);
  };
  const brokerUrl = values.broker ?? 'mqtt://127.0.0.1:1883';
  if (!isBrokerUrl(brokerUrl)) throw new Error(`--broker ${brokerUrl}: not an address such as mqtt://127.0.0.1:1883`);
  const shown = shownUrl(brokerUrl);
  const onLink = (up: boolean, why: string): void =>
    say(up ? `connected to ${shown}` : `no broker at ${shown} (${why}); trying again, all is kept in ${path}`);
  const { lagMs } = adapter;
  const options = { brokerUrl, site, agent, feed, sw: 'efence/0.1', now, lagMs, onLink, onReject };
  const running = new Agent(adapter, spool, new Uplink(spool, options), onReject);
  let stopping = false;
  const stop = (code: number): void => {
    if (stopping) return;
    stopping = true;
    // A hub that no longer answers must not keep the process: the spool has it all.
    setTimeout(() => process.exit(code), stopWithinMs);
    void running.stop().finally(() => process.exit(code));
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  if (values['until-stdin-ends'])
    process.stdin
      .resume()
      .on('end', () => process.exit(0))
      .on('error', () => process.exit(0));
  if (kind === 'send') setTimeout(() => giveUp(path), sendWithinMs);
  await running.run();
  say(
    `done: ${JSON.stringify(adapter.counts())}, ${refused > 0 ? `${refused} refused, the rest` : 'all of it'} on the hub's disk`,
  );
  stop(refused > 0 && kind === 'send' ? 1 : 0);
}

function giveUp(path: string): void {
  say(`not acked within ${sendWithinMs / 1000} s; it is kept in ${path} and goes with the next one`);
  process.exit(1);
}

function adapterOf(kind: string, argument: string | undefined, values: Options): Adapter {
  if (kind === 'sim') return simAdapter({ seed: numberOf('--seed', values.seed ?? '20121', 2 ** 32), now });
  if (kind === 'send') {
    if (argument === undefined) throw new Error(`send what? ${help}`);
    return sendAdapter(existsSync(argument) ? readFileSync(argument, 'utf8') : argument, now);
  }
  if (kind !== 'ais') throw new Error(`no adapter called ${kind}\n${help}`);
  return aisAdapter({ source: aisSource(values), now });
}

function aisSource({ file, speed, began, tcp, udp }: Options): AisSource {
  if (file !== undefined) {
    if (!existsSync(file)) throw new Error(`${file}: there is no such file`);
    const start = began === undefined ? {} : { began: instantOf(began) };
    return { kind: 'file', path: file, speed: numberOf('--speed', speed ?? '0', Infinity), ...start };
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

function numberOf(option: string, text: string, most: number): number {
  const value = Number(text);
  if (text !== '' && value >= 0 && value <= most) return value;
  throw new Error(`${option} ${text}: not a number from 0 to ${most}`);
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
