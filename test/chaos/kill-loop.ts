// The hub, and an agent with its spool, killed again and again under load at seeded moments; what was promised is asked for after each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chanceOf } from '../../edge-agents/sim/chance.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import { endOf, epochOne, temporaryFolder } from '../a-port.ts';
import { startWebhook, type Webhook } from '../far-ends.ts';
import { aHome, brokerOf, type Home, type Life, pause, startLife } from './a-life.ts';
import { AisReceiver, readSpool, startAis } from './a-receiver.ts';
import { Talker } from './a-talker.ts';
import { type Closing, closing } from './closing.ts';
import { faultsOf, nameOf, Reading } from './oracle.ts';

export interface LoopOptions {
  readonly rounds: number;
  readonly seed: number;
  /** A hub that breaks its promises, in place of ours. */
  readonly entry?: string;
  /** Over a real Mosquitto, whose PUBACK promises nothing. */
  readonly mosquitto?: boolean;
  readonly onRound?: (line: string) => void;
}

export interface LoopResult {
  readonly rounds: number;
  /** Promises that were made: by PUBACK of the embedded broker, or by the hub's own ack. */
  readonly acked: number;
  readonly lost: readonly string[];
  readonly faults: readonly string[];
  /** Absent of a hub that breaks its promises: there is nothing more to be asked. */
  readonly closing?: Closing;
  /** From the start of the process until it was ready, ms. */
  readonly startMs: readonly number[];
}

/** In whole port time an hour ago, so that nothing is of the future. */
const agoMs = 3_600_000;
const routing = (url: string): string =>
  JSON.stringify({
    route: { receiver: 'nobody', routes: [{ matchers: ['alertname="restricted-entry"'], receiver: 'customs' }] },
    receivers: [{ name: 'nobody' }, { name: 'customs', webhook_configs: [{ url, send_resolved: true }] }],
    // Each alert alone, and at once.
  }).replace('"receiver":"nobody"', '"receiver":"nobody","group_by":["..."],"group_wait":"0s","group_interval":"1s"');

export interface Scene {
  readonly folder: string;
  readonly home: Home;
  readonly broker: string;
  readonly talkers: readonly Talker[];
  readonly receiver: AisReceiver;
  readonly spool: string;
  readonly webhook: Webhook;
  readonly reading: Reading;
  readonly lost: Set<string>;
  readonly faults: Set<string>;
  agent: ReturnType<typeof startAis>;
}

/** @returns undefined where a Mosquitto is asked for and there is none */
export async function killLoop(options: LoopOptions): Promise<LoopResult | undefined> {
  const folder = temporaryFolder();
  const webhook = await startWebhook();
  const mosquitto = options.mosquitto ? await startMosquitto(folder.path) : undefined;
  const receiver = await AisReceiver.open();
  try {
    if (options.mosquitto && mosquitto === undefined) return undefined;
    const file = join(folder.path, 'routing.yml');
    writeFileSync(file, routing(webhook.url));
    const over = mosquitto === undefined ? [] : ['--broker', mosquitto.url];
    const args = ['--routing', file, ...over];
    const home = await aHome(join(folder.path, 'killed'), { entry: options.entry, args });
    const broker = mosquitto?.url ?? brokerOf(home);
    return await loopIn(sceneIn(folder.path, home, broker, webhook, receiver), options);
  } finally {
    receiver.close();
    webhook.close();
    if (mosquitto !== undefined) await endOf(mosquitto.child, 'SIGTERM');
    folder.remove();
  }
}

function sceneIn(folder: string, home: Home, broker: string, webhook: Webhook, receiver: AisReceiver): Scene {
  const began = Date.now() - agoMs;
  const talkers = ['kai', 'lan', 'mei'].map((agent, number) => new Talker({ broker, agent, number, began }));
  const spool = join(folder, 'spool.sqlite');
  const agent = startAis(receiver.port, broker, spool);
  const seen = { reading: new Reading(home.data), lost: new Set<string>(), faults: new Set<string>() };
  return { folder, home, broker, talkers, receiver, spool, webhook, agent, ...seen };
}

async function loopIn(scene: Scene, { rounds, seed, entry, mosquitto, onRound = () => {} }: LoopOptions) {
  const startMs: number[] = [];
  let round = 0;
  try {
    while (round < rounds && (entry === undefined || scene.lost.size === 0)) {
      round += 1;
      const chance = chanceOf(seed, round);
      const life = startLife(scene.home);
      const how = await endedSomehow(life, chance);
      const ready = await life.ready;
      if (ready !== undefined) startMs.push(ready);
      check(scene, mosquitto !== true);
      if (chance() < 0.3) await killAgent(scene);
      const { reading, lost } = scene;
      onRound(
        `round ${round}: ${how}; ${reading.times.size} events on disk, ${promisedOf(scene, !mosquitto).size} acked, ${lost.size} lost`,
      );
    }
    const closed = entry === undefined ? { closing: await closing(scene) } : {};
    check(scene, mosquitto !== true);
    const { lost, faults } = scene;
    const acked = promisedOf(scene, mosquitto !== true).size;
    return { rounds: round, acked, lost: [...lost], faults: [...faults], startMs, ...closed };
  } finally {
    for (const talker of scene.talkers) await talker.end();
    await scene.agent.kill('SIGKILL');
  }
}

/** While it hears, while it hears the past again, or while it keeps its memory at a stop; in words. */
async function endedSomehow(life: Life, chance: () => number): Promise<string> {
  const kind = chance();
  if (kind < 0.25) {
    const ms = 100 + chance() * 500;
    await pause(ms);
    await life.kill('SIGKILL');
    return `killed ${Math.round(ms)} ms after it began`;
  }
  if ((await life.ready) === undefined) throw new Error(`the hub ended by itself: ${life.said()}`);
  const ms = 20 + chance() * 250;
  await pause(ms);
  if (kind < 0.85) {
    await life.kill('SIGKILL');
    return `killed ${Math.round(ms)} ms after it was ready`;
  }
  const after = chance() * 40;
  life.child.kill('SIGTERM');
  await pause(after);
  await life.kill('SIGKILL');
  return `killed ${Math.round(after)} ms after it was asked to stop`;
}

/** Everything that somebody was promised. */
function promisedOf({ talkers }: Scene, puback: boolean): Set<string> {
  const names = new Set<string>();
  for (const { agent, received, durable } of talkers) {
    for (let seq = 1; seq <= durable; seq += 1) names.add(nameOf(agent, epochOne, 'routine', seq));
    if (puback) for (const seq of received) names.add(nameOf(agent, epochOne, 'routine', seq));
  }
  return names;
}

function check(scene: Scene, puback: boolean): void {
  const { home, reading, lost, faults } = scene;
  // Killed before it had made a journal there is nothing to ask, and nothing was promised.
  const promised = promisedOf(scene, puback);
  if (promised.size === 0) return;
  for (const name of reading.readOn().missing(promised)) lost.add(name);
  for (const fault of faultsOf(home.data)) faults.add(fault);
}

/** Its spool must hold all that is not acked, without a gap; and what it let go must be on the hub's disk. */
export async function killAgent(scene: Scene, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  await scene.agent.kill(signal);
  checkSpool(scene);
  scene.agent = startAis(scene.receiver.port, scene.broker, scene.spool);
}

export function checkSpool({ spool, reading, lost, faults }: Scene): number {
  const standing = readSpool(spool);
  if (standing === undefined) return 0;
  const { epoch, last, acked, kept } = standing;
  const expected = Array.from({ length: last - acked }, (_, i) => acked + 1 + i);
  if (kept.join() !== expected.join())
    faults.add(`the spool holds ${kept[0]}–${kept.at(-1)}, not ${acked + 1}–${last}`);
  const names = Array.from({ length: acked }, (_, i) => nameOf('ais', epoch, 'routine', i + 1));
  if (acked > 0) for (const name of reading.readOn().missing(names)) lost.add(name);
  return last - acked;
}
