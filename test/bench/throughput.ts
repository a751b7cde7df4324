// Committed events per CPU-second for batches of one, fifty and 256, beside the bare pipe's, interleaved in one run.
import { connectAsync, type MqttClient } from 'mqtt';
import { stateTopic, upTopic } from '../../hub/contracts/topics.ts';
import { median } from './figures.ts';
import { birth, frame, site } from './fleet.ts';
import { cpuSeconds, mostResidentMb, startTarget, type Target, targetNames } from './targets.ts';

const agents = ['b0', 'b1', 'b2', 'b3'];
const shipsEach = 200;
const underWay = 8;
const fixMs = 2000;

/** Batches an agent tells in a round, by their size. */
const loads = [
  { perBatch: 50, batches: 1600, short: 300 },
  { perBatch: 1, batches: 6000, short: 800 },
  { perBatch: 256, batches: 312, short: 60 },
];

async function publishAll(client: MqttClient, agent: string, payloads: readonly string[]): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < payloads.length; i = next++)
      await client.publishAsync(upTopic(site, agent, 'routine'), payloads[i] ?? '', { qos: 1 });
  };
  await Promise.all(Array.from({ length: underWay }, worker));
}

interface Measured {
  readonly perCpu: number;
  readonly perSecond: number;
  readonly mb: number;
  readonly counts: Readonly<Record<string, number>>;
}

async function measure(target: Target, perBatch: number, batches: number): Promise<Measured> {
  const { broker, child } = target;
  const began = Date.now() - 3_600_000;
  const clients = await Promise.all(agents.map(() => connectAsync(broker)));
  const payloads = agents.map((agent, a) =>
    Array.from({ length: batches }, (_, n) => {
      const ships = { first: a * shipsEach, count: shipsEach };
      const timeOf = (seq: number) => began + Math.floor(seq / shipsEach) * fixMs + (seq % shipsEach);
      return frame(agent, n * perBatch + 1, perBatch, ships, timeOf);
    }),
  );
  await Promise.all(
    clients.map((client, i) => client.publishAsync(stateTopic(site, agents[i] ?? ''), birth(), { qos: 1 })),
  );
  const cpu = cpuSeconds(child);
  const wall = performance.now();
  await Promise.all(clients.map((client, i) => publishAll(client, agents[i] ?? '', payloads[i] ?? [])));
  const seconds = (performance.now() - wall) / 1000;
  const used = cpuSeconds(child) - cpu;
  await Promise.all(clients.map((client) => client.endAsync(true)));
  const events = agents.length * batches * perBatch;
  const [perCpu, perSecond] = [Math.round(events / used), Math.round(events / seconds)];
  return { perCpu, perSecond, mb: mostResidentMb(child), counts: await target.counts() };
}

/** @param rounds interleaved, the bare pipe first in each */
export async function throughput(rounds: number, short: boolean): Promise<object> {
  const result: Record<string, object> = {};
  for (const { perBatch, batches, short: few } of loads) {
    const count = short ? few : batches;
    console.log(
      `load: ${agents.length} agents × ${shipsEach} ships, batches of ${perBatch}, ${agents.length * count * perBatch} events a round, 2 % late, ${rounds} rounds`,
    );
    const got = { hub: [] as Measured[], bare: [] as Measured[] };
    for (let round = 1; round <= rounds; round += 1) {
      for (const name of targetNames) {
        const target = await startTarget(name);
        const one = await measure(target, perBatch, count);
        got[name].push(one);
        const { transitions, refolded, unjudged, refused } = one.counts;
        const did = name === 'hub' ? ` ${JSON.stringify({ transitions, refolded, unjudged, refused })}` : '';
        console.log(
          `round ${round} ${name.padEnd(4)} ${one.perCpu} events/CPU-s, ${one.perSecond} events/s, ${one.mb} MB${did}`,
        );
        await target.end();
      }
    }
    const per = (name: 'hub' | 'bare') => median(got[name].map(({ perCpu }) => perCpu));
    const ratio = per('hub') / per('bare');
    console.log(
      `batches of ${perBatch}, median: hub ${per('hub')}, bare pipe ${per('bare')} events per CPU-second; ratio ${ratio.toFixed(2)}`,
    );
    result[perBatch] = { hub: got.hub.map(({ perCpu }) => perCpu), bare: got.bare.map(({ perCpu }) => perCpu), ratio };
  }
  return result;
}
