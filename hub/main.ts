// The process: options, start, what the user is told, signals, exit code.
import { join } from 'node:path';
import pino from 'pino';
import { systemClock } from './clock.ts';
import { childEnv, type HubConfig, optionsHelp, readConfig } from './config.ts';
import { freshKey } from './contracts/agent-key.ts';
import { shownUrl } from './contracts/broker-url.ts';
import { urlHost } from './contracts/loopback.ts';
import { agentsLine, type CredentialsAsked, changeText, type MadeCredentials, makeCredentials } from './credentials.ts';
import { cameraArgs, Demo, demoKeyFile, fleetArgs, hasFfmpeg, leaveDemoKey, restartMs, takeDemoKey } from './demo.ts';
import { type ErrorCode, errors, StartError } from './errors.ts';
import { Hub, type HubOptions } from './hub.ts';
import { demoPeople, type People } from './identity/people.ts';
import { PeopleFile, type PeopleHeard } from './identity/people-file.ts';
import { readSignOn } from './identity/sign-on-file.ts';
import { pageFolder } from './page.ts';
import { type PortPlan, readPortPlan } from './registry/port-plan.ts';
import type { Replayed } from './restart.ts';
import { readRouting } from './routing/route-file.ts';

/** How often it is looked whether the file of agents is another. */
const rereadMs = 1000;
const defaultBroker = 'mqtt://127.0.0.1:1883';
/** A truck out through a gate without a release: an alert within a second. */
const example = 'edge-agents/examples/truck-leaves-without-release.json';

const routingExample = 'hub/routing/example.yml';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2));
  if (config === 'help') return say(`npm start, or npm run hub -- [options]\n${optionsHelp}`);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const plan = readPortPlan(config.planFolder);
  const onFault = (says: string): void => {
    log.fatal({ part: 'journal', says }, 'the journal failed; nothing more can be promised');
    process.exit(70);
  };
  const onRequestFault = (error: unknown): void => log.error({ part: 'api', err: error }, 'a request met a fault');
  const peopleFile = peopleFileOf(config, plan);
  const people = peopleFile === undefined ? await peopleOf(config, plan) : await peopleFile.read();
  const routing = config.routing === undefined ? undefined : readRouting(config.routing);
  const page = config.page ? await pageFolder(say) : undefined;
  const demoKey = freshKey();
  const signOn = signOnOf(config, plan);
  const asked: CredentialsAsked = {
    path: config.agents,
    isExternal: config.brokerUrl !== undefined,
    demo: config.demo ? { key: demoKey, films: hasFfmpeg() } : undefined,
  };
  const keys = makeCredentials(asked);
  const { credentials, filming } = keys;
  const made = { plan, people, signOn, routing, pageFolder: page, credentials, clock: systemClock };
  const options = { ...config, ...made, onFault, onRequestFault };
  const hub = new Hub(options);
  const started = await hub.start();
  const broker = config.brokerUrl ?? `mqtt://${urlHost(config.host)}:${started.mqttPort}`;
  greet(config, started, broker, page !== undefined);
  say(`people   ${peopleLine(config, people)}`);
  if (config.oidc !== undefined) say(`sign-on  ${config.oidc}`);
  if (peopleFile !== undefined) followPeople(peopleFile, hub, log);
  if (config.demo) leaveDemoKey(config.dataFolder, demoKey);
  else takeDemoKey(config.dataFolder);
  say(`agents   ${agentsLine(asked, keys, demoKeyFile(config.dataFolder))}`);
  rereadAgents(keys, hub, (says) => log.error({ part: 'agents', says }, 'the file of agents is faulty'));
  const exited = (who: string) => (code: number | null) =>
    log.warn({ part: 'demo', code }, `the simulated ${who} ended; it comes back in ${restartMs / 1000} s`);
  const spool = join(config.dataFolder, 'sim-spool.sqlite');
  const keyed = childEnv({ EFENCE_AGENT_KEY: demoKey });
  const demo = config.demo ? new Demo(fleetArgs(broker, spool), exited('fleet'), keyed) : undefined;
  demo?.start();
  if (demo !== undefined)
    say(
      `demo     SIMULATED day of the port, process ${demo.pid}: end it, and the hub says it is blind until it comes back`,
    );
  const web = `http://${urlHost(config.host)}:${started.httpPort}`;
  const film = filming ? new Demo(cameraArgs(web), exited('camera agent'), keyed) : undefined;
  film?.start();
  say(`cameras  ${camerasLine(config, filming)}`);
  stopOnSignal(async () => {
    await Promise.all([demo?.stop(), film?.stop()]);
    await hub.stop();
    if (config.demo) takeDemoKey(config.dataFolder);
  });
}

/** When it has changed, and on SIGHUP, as daemons do; without a file that signal ends the hub, as it does others. */
function rereadAgents(keys: MadeCredentials, hub: Hub, onFault: (says: string) => void): void {
  const watch = keys.watch((change) => hub.credentialsChanged(changeText(change)), onFault);
  if (watch === undefined) return;
  watch.look();
  systemClock.every(rereadMs, () => watch.look());
  process.on('SIGHUP', () => watch.read());
}

function camerasLine({ agents, demo }: HubConfig, filming: boolean): string {
  if (filming) return 'two SIMULATED ones, shown on demand';
  if (agents !== undefined) return `by the agents of ${agents}`;
  return demo
    ? 'none: the demo draws them with ffmpeg, which is not on this machine (npm run setup brings it)'
    : 'off (--agents FILE names who may bring video)';
}

function greet(config: HubConfig, at: { replayed: Replayed; httpPort: number }, broker: string, page: boolean): void {
  const { replayed } = at;
  const web = `http://${urlHost(config.host)}:${at.httpPort}`;
  const since = replayed.kept > 0 ? ` after a snapshot of ${replayed.kept}` : '';
  say(
    `replayed ${replayed.events} events${since}, ${replayed.open} open alerts, ${replayed.new} new (${replayed.ms} ms)`,
  );
  say(`page     ${page ? web : `off (${config.page ? 'not built' : '--no-page'})`}`);
  say(`api      ${web}/api/v1/status`);
  say(`mqtt     ${shownUrl(broker)}${config.brokerUrl === undefined ? ' (embedded)' : ''}`);
  say(`data     ${config.dataFolder}`);
  if (!config.demo) say('demo     off (npm start turns it on)');
  say(`routing  ${config.routing ?? `off (--routing FILE turns it on; ${routingExample} is one to begin with)`}`);
  say(
    `history  ${config.influxUrl === undefined ? 'from the journal (EFENCE_INFLUX names an InfluxDB)' : `InfluxDB at ${shownUrl(config.influxUrl)}`}`,
  );
  say('off      TLS: not in this version; so it listens on this machine only');
  const to = broker === defaultBroker ? '' : ` --broker ${shownUrl(broker)}`;
  say(`try      npm run agent -- send ${example}${to}`);
}

function peopleFileOf({ people, dataFolder }: HubConfig, { sites }: PortPlan): PeopleFile | undefined {
  const checked = join(dataFolder, 'passwords-checked');
  return people === undefined ? undefined : new PeopleFile(people, new Set(sites.map(({ id }) => id)), checked);
}

function signOnOf({ oidc, oidcSecret: secret }: HubConfig, { sites }: PortPlan): HubOptions['signOn'] {
  return oidc === undefined ? undefined : { file: readSignOn(oidc, new Set(sites.map(({ id }) => id))), secret };
}

/** Without a file: a demo has its own, and where people sign on nobody else comes in. */
async function peopleOf({ demo, oidc }: HubConfig, { sites }: PortPlan): Promise<People | undefined> {
  const active = sites.filter(({ lifecycle }) => lifecycle === 'active').map(({ id }) => id);
  if (demo) return demoPeople(active);
  return oidc === undefined ? undefined : { accounts: new Map(), demo: [] };
}

/** The file is read again when it changes, and on SIGHUP. */
function followPeople(file: PeopleFile, hub: Hub, log: pino.Logger): void {
  const heard: PeopleHeard = {
    read: (people) => {
      hub.heed(people);
      log.info({ part: 'people', people: people.accounts.size }, 'the people file was read again');
    },
    faulty: (says) => {
      const code = 'people-faulty' satisfies ErrorCode;
      log.error({ part: 'people', code, says }, `${errors[code].says}:\n${says}`);
    },
  };
  file.follow(systemClock, heard);
  process.on('SIGHUP', () => void file.again(heard));
}

function peopleLine({ people: file }: HubConfig, people: People | undefined): string {
  if (file !== undefined) return file;
  if (people === undefined) return 'OPEN: whoever is on this machine may do everything (--people FILE names who may)';
  if (people.demo.length === 0) return 'those who sign on';
  return `DEMO ${people.demo.map(({ name }) => name).join(', ')}; the password is the name`;
}

/** Of the system's table (sysexits.h): it may work another time. */
const exitTemporary = 75;
/** A disk that is full, or does not answer, may keep a stop for ever; whoever supervises us kills a little later. */
const stopWithinMs = 10_000;

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => {
      process.stderr.write(
        `not everything could be put on disk within ${stopWithinMs / 1000} s; what was not is not acked\n`,
      );
      process.exit(exitTemporary);
    }, stopWithinMs);
    void stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
});
