// npm run bench -- line: committed events per hub-CPU-second, beside the bare pipe's, interleaved in one run.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { stateTopic, upTopic } from '../../hub/contracts/topics.ts';
import { endOf, freePort, positionEvent, startHub, temporaryFolder } from '../a-port.ts';

const rounds = 3;
const agents = 4;
const shipsEach = 200;
const perBatch = 50;
const batchesEach = 1600;
const underWay = 8;
/** About one event in fifty is told a minute late; no divisor of the ships, or the same few would be late for ever. */
const lateEvery = 49;
const lateMs = 60_000;
const fixMs = 2000;

interface Target {
  readonly broker: string;
  readonly child: ChildProcess;
  readonly web?: string;
}

/** CPU seconds of a process, all its threads (proc(5), fields 14 and 15 of stat, in 1/100 s). */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Every ship sails to and fro across the river at 10 knots, one in four through the restricted water front. */
function shipAt(ship: number, time: number): { lon: number; lat: number } {
  const along = ((time / 1000) * 5.14 + ship * 37) % 8000;
  const eastM = along < 4000 ? along : 8000 - along;
  return { lon: 113.54 + eastM / 102_600, lat: ship % 4 === 0 ? 22.8645 : 22.84 - ship * 0.00005 };
}

function batch(agent: string, n: number, began: number): string {
  const first = n * perBatch + 1;
  const events = Array.from({ length: perBatch }, (_, i) => {
    const seq = first + i;
    const ship = seq % shipsEach;
    const time = began + Math.floor(seq / shipsEach) * fixMs + ship - (seq % lateEvery === 0 ? lateMs : 0);
    const mmsi = 413_000_000 + Number(agent.slice(1)) * 1000 + ship;
    return positionEvent({ seq, ...shipAt(ship, time), time, agent, mmsi });
  });
  return JSON.stringify({ v: 1, epoch: '0123456789abcdef', first, events });
}

async function publishAll(client: MqttClient, agent: string, payloads: readonly string[]): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < payloads.length; i = next++) {
      await client.publishAsync(upTopic('shatian-wharf', agent, 'routine'), payloads[i] ?? '', { qos: 1 });
    }
  };
  await Promise.all(Array.from({ length: underWay }, worker));
}

interface Measured {
  readonly perCpu: number;
  readonly perSecond: number;
  readonly counts: Readonly<Record<string, number>>;
}

async function measure({ broker, child, web }: Target): Promise<Measured> {
  const began = Date.now() - 3_600_000;
  const names = Array.from({ length: agents }, (_, i) => `b${i}`);
  const state = JSON.stringify({ online: true, epoch: '0123456789abcdef', connection: 1, feed: 'live', sw: 'bench' });
  const clients = await Promise.all(names.map(() => connectAsync(broker)));
  const payloads = names.map((name) => Array.from({ length: batchesEach }, (_, n) => batch(name, n, began)));
  await Promise.all(
    clients.map((client, i) => client.publishAsync(stateTopic('shatian-wharf', names[i] ?? ''), state, { qos: 1 })),
  );
  const cpu = cpuSeconds(child.pid ?? 0);
  const wall = performance.now();
  await Promise.all(clients.map((client, i) => publishAll(client, names[i] ?? '', payloads[i] ?? [])));
  const seconds = (performance.now() - wall) / 1000;
  const used = cpuSeconds(child.pid ?? 0) - cpu;
  await Promise.all(clients.map((client) => client.endAsync(true)));
  const status = web === undefined ? { counts: {} } : await (await fetch(`${web}/api/v1/status`)).json();
  const events = agents * batchesEach * perBatch;
  return {
    perCpu: Math.round(events / used),
    perSecond: Math.round(events / seconds),
    counts: (status as Measured).counts,
  };
}

async function bare(folder: string): Promise<Target> {
  const port = await freePort();
  const args = [join(import.meta.dirname, 'bare-pipe.ts'), String(port), folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready) => child.stdout?.once('data', ready));
  return { broker: `mqtt://127.0.0.1:${port}`, child };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function line(): Promise<void> {
  const names = { hub: startHub, bare } as const;
  const got = { hub: [] as number[], bare: [] as number[] };
  console.log(`machine: ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}; WAL, synchronous=FULL`);
  console.log(
    `load: ${agents} agents × ${shipsEach} ships, batches of ${perBatch}, ${agents * batchesEach * perBatch} events a round, 2 % late, ${rounds} rounds`,
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of ['bare', 'hub'] as const) {
      const folder = temporaryFolder();
      const target = await names[name](folder.path);
      const { perCpu, perSecond, counts } = await measure(target);
      got[name].push(perCpu);
      const { transitions, refolded, unjudged, refused } = counts;
      const did = name === 'hub' ? ` ${JSON.stringify({ transitions, refolded, unjudged, refused })}` : '';
      console.log(`round ${round} ${name.padEnd(4)} ${perCpu} events/CPU-s, ${perSecond} events/s${did}`);
      await endOf(target.child, 'SIGTERM');
      folder.remove();
    }
  }
  const [hubMedian, bareMedian] = [median(got.hub), median(got.bare)];
  console.log(
    `median: hub ${hubMedian}, bare pipe ${bareMedian} events per CPU-second; ratio ${(hubMedian / bareMedian).toFixed(2)}`,
  );
  console.log(JSON.stringify({ bench: 'line', hub: got.hub, bare: got.bare, ratio: hubMedian / bareMedian }));
}

const benches: Readonly<Record<string, () => Promise<void>>> = {
  line,
  keys: async () => (await import('./keys.ts')).keysBench(),
  return: async () => (await import('./spool-return.ts')).spoolReturnBench(),
};
const bench = benches[process.argv[2] ?? ''];
if (bench === undefined) console.log(`npm run bench -- ${Object.keys(benches).join(' | ')}`);
else await bench();
