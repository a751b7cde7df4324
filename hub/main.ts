// The process: options, start, what it runs beside itself, signals, exit code.
import { join } from 'node:path';
import pino from 'pino';
import { systemClock } from './clock.ts';
import { childEnv, optionsHelp, readConfig } from './config.ts';
import { freshKey } from './contracts/agent-key.ts';
import { urlHost } from './contracts/loopback.ts';
import { cameraArgs, Demo, fleetArgs, leaveDemoKey, restartMs, takeDemoKey } from './demo.ts';
import { StartError } from './errors.ts';
import { greeting } from './greeting.ts';
import { Hub } from './hub.ts';
import { follow, namedIn } from './named.ts';
import { pageFolder } from './page.ts';
import { readPortPlan } from './registry/port-plan.ts';
import { readRouting } from './routing/route-file.ts';

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
  const demoKey = freshKey();
  const named = await namedIn(config, plan, demoKey);
  const { people, signOn, keys } = named;
  const routing = config.routing === undefined ? undefined : readRouting(config.routing);
  const page = config.page ? await pageFolder(say) : undefined;
  const { credentials, filming } = keys;
  const made = { plan, people, signOn, routing, pageFolder: page, credentials, clock: systemClock };
  const hub = new Hub({ ...config, ...made, onFault, onRequestFault });
  const { replayed, httpPort, mqttPort } = await hub.start();
  const web = `http://${urlHost(config.host)}:${httpPort}`;
  const broker = config.brokerUrl ?? `mqtt://${urlHost(config.host)}:${mqttPort}`;
  follow(named, hub, systemClock, log);
  if (config.demo) leaveDemoKey(config.dataFolder, demoKey);
  else takeDemoKey(config.dataFolder);
  const exited = (who: string) => (code: number | null) =>
    log.warn({ part: 'demo', code }, `the simulated ${who} ended; it comes back in ${restartMs / 1000} s`);
  const keyed = childEnv({ EFENCE_AGENT_KEY: demoKey });
  const fleet = fleetArgs(broker, join(config.dataFolder, 'sim-spool.sqlite'));
  const demos = [
    ...(config.demo ? [new Demo(fleet, exited('fleet'), keyed)] : []),
    ...(filming ? [new Demo(cameraArgs(web), exited('camera agent'), keyed)] : []),
  ];
  for (const demo of demos) demo.start();
  const pid = config.demo ? demos[0]?.pid : undefined;
  for (const line of greeting(config, named, { replayed, web, broker, hasPage: page !== undefined, fleet: pid }))
    say(line);
  stopOnSignal(async () => {
    await Promise.all(demos.map((demo) => demo.stop()));
    await hub.stop();
    if (config.demo) takeDemoKey(config.dataFolder);
  });
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
