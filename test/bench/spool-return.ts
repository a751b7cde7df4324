// npm run bench -- return: an agent comes back with an hour of spool; how soon it is caught up, and what the others feel of it.
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { frameMost as perBatch, inFlightMax as underWay } from '../../edge-agents/uplink.ts';
import { upTopic } from '../../hub/contracts/topics.ts';
import { positionEvent, startHub, temporaryFolder } from '../a-port.ts';
import { machineLine, percentile } from './figures.ts';

const spoolEvents = 36_000;
/** The others: agents that tell ten batches of ten events a second each. */
const others = 10;
const pauseMs = 100;
const rounds = 5;
const epoch = '0123456789abcdef';
const site = 'shatian-wharf';

/** Ships shared with the others, so that what is late has to go between what was heard. */
const ships = 100;
const at = (ship: number, time: number) => ({ lon: 113.56 + ((time / 1000 + ship * 7) % 300) * 0.00006, lat: 22.8645 });

function frame(agent: string, first: number, count: number, timeOf: (i: number) => number): string {
  const events = Array.from({ length: count }, (_, i) => {
    const ship = (first + i) % ships;
    const time = timeOf(i);
    return positionEvent({ seq: first + i, ...at(ship, time), time, agent, mmsi: 413_100_000 + ship });
  });
  return JSON.stringify({ v: 1, epoch, first, events });
}

/** Tells now and then until it is stopped; how long each batch was on its way to the disk and back, ms. */
async function chat(client: MqttClient, agent: string, until: () => boolean, took: number[]): Promise<void> {
  for (let seq = 1; !until(); seq += 10) {
    const began = performance.now();
    await client.publishAsync(
      upTopic(site, agent, 'routine'),
      frame(agent, seq, 10, () => Date.now()),
      { qos: 1 },
    );
    took.push(performance.now() - began);
    await setTimeout(Math.max(0, pauseMs - (performance.now() - began)));
  }
}

/** Made beforehand: whoever makes them does not hear what comes meanwhile, and would count its own deafness. */
function spoolOf(hourAgo: number): string[] {
  return Array.from({ length: Math.ceil(spoolEvents / perBatch) }, (_, n) =>
    frame(
      'returned',
      n * perBatch + 1,
      Math.min(perBatch, spoolEvents - n * perBatch),
      (i) => hourAgo + (n * perBatch + i) * 100,
    ),
  );
}

async function comeBack(client: MqttClient, payloads: readonly string[]): Promise<number> {
  const began = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < payloads.length; i = next++)
      await client.publishAsync(upTopic(site, 'returned', 'routine'), payloads[i] ?? '', { qos: 1 });
  };
  await Promise.all(Array.from({ length: underWay }, worker));
  return (performance.now() - began) / 1000;
}

interface Round {
  readonly seconds: number;
  readonly quiet: readonly number[];
  readonly busy: readonly number[];
  readonly counts: Record<string, number>;
}

async function round(): Promise<Round> {
  const folder = temporaryFolder();
  const hub = await startHub(folder.path);
  const clients = await Promise.all(Array.from({ length: others + 1 }, () => connectAsync(hub.broker)));
  const [quiet, busy]: [number[], number[]] = [[], []];
  const spool = spoolOf(Date.now() - 3_600_000);
  let [took, over] = [[] as number[], false];
  const chats = clients.slice(1).map(async (client, i) => {
    const mine = { push: (ms: number) => took.push(ms) } as number[];
    await chat(client, `other${i}`, () => over, mine);
  });
  // Compiled, as it is after its first seconds.
  await setTimeout(3000);
  took = quiet;
  await setTimeout(5000);
  took = busy;
  const seconds = await comeBack(clients[0] as MqttClient, spool);
  took = [];
  over = true;
  await Promise.all(chats);
  const { counts } = await hub.get<{ counts: Record<string, number> }>('/api/v1/status');
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await hub.kill();
  folder.remove();
  return { seconds, quiet, busy, counts };
}

export async function spoolReturnBench(): Promise<void> {
  console.log(machineLine());
  console.log(
    `${spoolEvents} events an hour old in frames of ${perBatch}, among ${others} agents at 100 events/s each; ${rounds} rounds`,
  );
  const sum = (all: readonly number[]): string =>
    `p50 ${percentile(all, 0.5).toFixed(1)}, p99 ${percentile(all, 0.99).toFixed(1)} ms of ${all.length}`;
  const done: Round[] = [];
  for (let i = 1; i <= rounds; i += 1) {
    const one = await round();
    done.push(one);
    const { refolded, unjudged, thrown } = one.counts;
    console.log(
      `round ${i} caught up in ${one.seconds.toFixed(1)} s; the others, accept to durable: before ${sum(one.quiet)}; meanwhile ${sum(one.busy)}`,
      JSON.stringify({ refolded, unjudged, thrown }),
    );
  }
  const median = (of: (one: Round) => number): string => percentile(done.map(of), 0.5).toFixed(1);
  console.log(
    `median: caught up in ${median(({ seconds }) => seconds)} s, the others' p99 meanwhile ${median(({ busy }) => percentile(busy, 0.99))} ms`,
  );
}
