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
const perBatch = 50;
const batchesEach = 400;
const underWay = 8;
/** One event in fifty is one minute late. */
const lateEvery = 50;

interface Target {
  readonly broker: string;
  readonly child: ChildProcess;
}

/** CPU seconds of a process, all its threads (proc(5), fields 14 and 15 of stat, in 1/100 s). */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function batch(agent: string, n: number, began: number): string {
  const first = n * perBatch + 1;
  const events = Array.from({ length: perBatch }, (_, i) => {
    const seq = first + i;
    const ship = seq % 200;
    const lon = 113.56 + ((ship * 7 + n) % 100) * 0.0003;
    const time = began + seq - (seq % lateEvery === 0 ? 60_000 : 0);
    return positionEvent({
      seq,
      lon,
      lat: 22.85 + ship * 0.0001,
      time,
      agent,
      mmsi: 413_000_000 + Number(agent.slice(1)) * 1000 + ship,
    });
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

async function measure({ broker, child }: Target): Promise<{ perCpu: number; perSecond: number }> {
  const began = Date.now() - 300_000;
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
  const events = agents * batchesEach * perBatch;
  return { perCpu: Math.round(events / used), perSecond: Math.round(events / seconds) };
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
    `load: ${agents} agents, batches of ${perBatch}, ${agents * batchesEach * perBatch} events a round, 2 % late, ${rounds} rounds`,
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of ['bare', 'hub'] as const) {
      const folder = temporaryFolder();
      const target = await names[name](folder.path);
      const { perCpu, perSecond } = await measure(target);
      got[name].push(perCpu);
      console.log(`round ${round} ${name.padEnd(4)} ${perCpu} events/CPU-s, ${perSecond} events/s`);
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

if (process.argv[2] === 'line') await line();
else console.log('npm run bench -- line');
