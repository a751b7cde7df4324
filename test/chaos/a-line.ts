// A hub with a bad line before each of its doors, and behind one of them an agent with its receiver of ships.
import { join } from 'node:path';
import { expect } from 'chai';
import { aHome, startLife } from './a-life.ts';
import { AisReceiver, startAis } from './a-receiver.ts';
import { nameOf, Reading } from './oracle.ts';
import { ChaosProxy, type Fate } from './proxy.ts';

/** Where it lives, and what is done at its end, last first. */
export interface Place {
  readonly folder: string;
  readonly ending: (() => Promise<void> | void)[];
}

export async function behindProxies({ folder, ending }: Place, seed: number, fate: (chance: () => number) => Fate) {
  const home = await aHome(join(folder, 'data'));
  const life = startLife(home);
  ending.push(() => life.kill('SIGKILL'));
  expect(await life.ready, life.said()).to.be.a('number');
  const mqtt = await ChaosProxy.open(home.mqttPort, seed, fate);
  const web = await ChaosProxy.open(home.port, seed + 1, fate);
  const receiver = await AisReceiver.open();
  ending.push(
    () => receiver.close(),
    () => mqtt.close(),
    () => web.close(),
  );
  const broker = `mqtt://127.0.0.1:${mqtt.port}`;
  const spool = join(folder, 'spool.sqlite');
  const agent = startAis(receiver.port, broker, spool);
  ending.push(() => agent.kill('SIGKILL'));
  const reading = new Reading(home.data);
  return { home, life, mqtt, web, receiver, broker, spool, agent, reading };
}

/** Every sentence that the agent was there to hear, by its name in the journal. */
export function allOf({ heard }: AisReceiver, reading: Reading): string[] {
  const epoch = reading.readOn().heard.find(({ agent }) => agent === 'ais')?.epoch ?? '';
  return Array.from({ length: heard }, (_, i) => nameOf('ais', epoch, 'routine', i + 1));
}
