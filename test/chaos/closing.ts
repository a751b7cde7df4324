// After the last kill: everybody tells the rest, a hub that was never disturbed hears the same, and the two are held against each other.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Status } from '../../hub/contracts/status.ts';
import { HandAgent, until } from '../a-port.ts';
import type { Got } from '../far-ends.ts';
import { aHome, brokerOf, pause, startLife, webOf } from './a-life.ts';
import { startAis } from './a-receiver.ts';
import { checkSpool, type Scene } from './kill-loop.ts';
import { type Reading, standingOf, twice } from './oracle.ts';

export interface Closing {
  /** Heard all in all, each once. */
  readonly events: number;
  /** Events that the hub counts as judged, less those it holds: 0, or something was judged twice. */
  readonly judgedTwice: number;
  readonly duplicateAlerts: number;
  /** Alerts on which the killed hub and an undisturbed one differ. */
  readonly differing: readonly string[];
  readonly alerts: number;
  readonly deliveries: number;
  readonly faultsTold: readonly string[];
}

const batch = 100;

export async function closing(scene: Scene): Promise<Closing> {
  const life = startLife(scene.home);
  if ((await life.ready) === undefined) throw new Error(`the hub ended by itself: ${life.said()}`);
  scene.receiver.hush();
  await Promise.all(scene.talkers.map((talker) => talker.finish()));
  await agentIsEmpty(scene);
  const status = async () => (await (await fetch(`${webOf(scene.home)}/api/v1/status`)).json()) as Status;
  await until('all receivers are told', async () => (await status()).counts['undelivered'] === 0, 60_000);
  const { counts } = await status();
  await life.kill('SIGTERM');
  const reading = scene.reading.readOn();
  const mine = alertsIn(scene.home.data);
  const theirs = await straight(scene, reading);
  const told = scene.webhook.got;
  return {
    events: reading.times.size,
    judgedTwice: (counts['events'] ?? 0) - reading.times.size,
    duplicateAlerts: twice(mine).length,
    differing: differences(standingOf(mine, 'restricted-entry'), standingOf(theirs, 'restricted-entry')),
    alerts: mine.length,
    deliveries: told.length,
    faultsTold: faultsTold(scene.home.data, mine, told),
  };
}

/** Stops the agent, looks, and lets it go on, until its spool has nothing more to tell; each time it must have told some. */
async function agentIsEmpty(scene: Scene): Promise<void> {
  let least = Infinity;
  for (let tries = 0; tries < 30; tries += 1) {
    await scene.agent.kill('SIGTERM');
    const left = checkSpool(scene);
    if (left === 0) return;
    if (left < least) tries = 0;
    least = Math.min(least, left);
    scene.agent = startAis(scene.receiver.port, scene.broker, scene.spool);
    await until('it is connected', () => scene.agent.said().includes('connected') || undefined);
    await pause(Math.min(5000, 200 + left));
  }
  throw new Error(`the agent still holds ${least}`);
}

export function alertsIn(data: string): Alert[] {
  const db = new DatabaseSync(join(data, 'journal.sqlite'), { readOnly: true });
  const all = db.prepare('SELECT body FROM alert').all();
  db.close();
  return all.map(({ body }) => JSON.parse(body as string) as Alert);
}

/** What the journal of the killed hub holds, told to a new one in order and once. */
async function straight(scene: Scene, reading: Reading): Promise<Alert[]> {
  const home = await aHome(join(scene.folder, 'straight'));
  const life = startLife(home);
  await life.ready;
  for (const [stream, events] of reading.inOrder()) {
    const [agent = '', epoch = '', cls] = stream.split(' ');
    const hand = await HandAgent.connect(brokerOf(home), agent);
    for (let at = 0; at < events.length; at += batch)
      await hand.send(events.slice(at, at + batch), cls as 'urgent' | 'routine', epoch);
    await hand.end();
  }
  await life.kill('SIGTERM');
  return alertsIn(home.data);
}

const differences = (ours: readonly string[], theirs: readonly string[]): string[] => [
  ...ours.filter((one) => !theirs.includes(one)).map((one) => `only the killed one: ${one}`),
  ...theirs.filter((one) => !ours.includes(one)).map((one) => `only the straight one: ${one}`),
];

/** At least once, one body under one key, never over more often than it was, and the last of them how the alert stands. */
function faultsTold(data: string, alerts: readonly Alert[], got: readonly Got[]): string[] {
  const faults: string[] = [];
  const bodies = new Map<string, string>();
  for (const { headers, text } of got) {
    const key = String(headers['idempotency-key']);
    if (bodies.has(key) && bodies.get(key) !== text) faults.push(`${key} had two bodies`);
    bodies.set(key, text);
  }
  const told = toldOf([...bodies.values()].map((text) => JSON.parse(text) as Got['body']));
  const changes = changesOf(data);
  for (const { id, rule, condition } of alerts) {
    if (rule !== 'restricted-entry') continue;
    const [mine = [], happened = []] = [told.get(id), changes.get(id)];
    const last = condition === 'active' ? 'firing' : 'resolved';
    // One that goes on is told again whenever its group has news; one that is over leaves the group.
    const often = count(mine, 'resolved') > count(happened, 'resolved');
    if (mine.at(-1) !== last || often) faults.push(`alert ${id} was ${happened}, and told as ${mine}`);
  }
  return faults;
}

const count = (all: readonly string[], one: string): number => all.filter((each) => each === one).length;

function toldOf(bodies: readonly Got['body'][]): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const { generatorURL, status } of bodies.flatMap(({ alerts }) => alerts)) {
    const id = generatorURL.split('/').at(-1) ?? '';
    told.set(id, [...(told.get(id) ?? []), status]);
  }
  return told;
}

/** What each alert became, as a receiver would be told. */
function changesOf(data: string): Map<string, string[]> {
  const db = new DatabaseSync(join(data, 'journal.sqlite'), { readOnly: true });
  const changes = new Map<string, string[]>();
  for (const { body } of db.prepare('SELECT body FROM transition ORDER BY seq').iterate()) {
    const { id, condition } = JSON.parse(body as string) as Alert;
    changes.set(id, [...(changes.get(id) ?? []), condition === 'active' ? 'firing' : 'resolved']);
  }
  db.close();
  return changes;
}
