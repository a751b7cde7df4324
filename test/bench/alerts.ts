// npm run bench -- alerts [--short]: ten thousand open alerts listed, filtered and counted; kept over a kill; five hundred sockets that come at once.
import { performance } from 'node:perf_hooks';
import { type HubProcess, startHub, temporaryFolder } from '../a-port.ts';
import { cpuSeconds } from './cpu.ts';
import { type Crowd, crowdAt } from './crowd.ts';
import { machineLine, percentile, spreadOf, spreadText } from './figures.ts';
import { moving, openAlerts, openIds } from './open-alerts.ts';

const asks = 200;
const goalMs = { ask: 50, crowd: 2000 };
const rounds = 3;

const questions: readonly (readonly [name: string, query: string])[] = [
  ['list, 200', ''],
  ['list, 1,000', '?limit=1000'],
  ['by severity, 1,000', '?sort=severity&limit=1000'],
  ['filter, five of them', '?condition=active&severity=S1&severity=S2&site=shatian-wharf&acknowledged=false&case=open'],
  ['filter, a word that one has', '?q=200000007'],
  ['count, by five', '/counts?by=severity&by=site&by=rule&by=case&by=isa'],
  ['count, filtered', '/counts?standing=true&severity=S2&q=mmsi'],
];

const verdict = (ms: number, goal: number): string => `goal ${goal}: ${ms < goal ? 'kept' : 'MISSED'}`;

export async function alertsBench(short: boolean): Promise<void> {
  const [alerts, sockets] = short ? [1000, 50] : [10_000, 500];
  console.log(machineLine());
  const folder = temporaryFolder();
  try {
    let hub = await startHub(folder.path);
    const began = performance.now();
    await openAlerts(hub, alerts);
    const ids = await openIds(hub);
    console.log(`${ids.length} open alerts, made by events in ${seconds(began)} s`);
    await askAll(hub);
    await hub.kill('SIGKILL');
    const killed = performance.now();
    hub = await startHub(folder.path);
    const readyMs = Math.round(performance.now() - killed);
    const same = JSON.stringify(await openIds(hub)) === JSON.stringify(ids);
    console.log(`killed and started again: ready after ${readyMs} ms, ${same ? 'the same alerts' : 'OTHER ALERTS'}`);
    const asked = { sockets, alerts };
    for (let round = 1; round <= rounds; round += 1)
      report(`crowd ${round}`, await crowdAt(hub.web, hub.child, sockets), asked);
    let isOver = false;
    const from = performance.now();
    const told = moving(hub, alerts, () => isOver);
    const crowd = await crowdAt(hub.web, hub.child, sockets);
    isOver = true;
    const perSecond = Math.round((await told) / ((performance.now() - from) / 1000));
    report(`crowd, ships moving at ${perSecond} events/s`, crowd, asked);
    await hub.kill();
  } finally {
    folder.remove();
  }
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

/** Each question again and again, one at a time, until its whole answer is there. */
async function askAll({ web, child: { pid = 0 } }: HubProcess): Promise<void> {
  for (const [name, query] of questions) {
    const ms: number[] = [];
    let bytes = 0;
    const used = cpuSeconds(pid);
    for (let asked = 0; asked < asks; asked += 1) {
      const from = performance.now();
      bytes = (await (await fetch(`${web}/api/v1/alerts${query}`)).arrayBuffer()).byteLength;
      ms.push(performance.now() - from);
    }
    const kb = Math.round(bytes / 1000);
    const cpu = (((cpuSeconds(pid) - used) * 1000) / asks).toFixed(1);
    console.log(
      `${name}: ${spreadText(spreadOf(ms))}, ${kb} KB, ${cpu} ms of the hub's CPU; p99 ${verdict(percentile(ms, 0.99), goalMs.ask)}`,
    );
  }
}

function report(
  name: string,
  { ms, refused, bytes, pictures, alerts, mb }: Crowd,
  asked: { sockets: number; alerts: number },
) {
  const last = Math.max(...ms);
  const [before, most, after] = mb;
  console.log(
    `${name}: ${ms.length} of ${asked.sockets} sockets have all ${alerts.length} alerts, half of them after ${Math.round(percentile(ms, 0.5))}, the last after ${Math.round(last)} ms (${verdict(last, goalMs.crowd)}); ${refused} came in vain; ${Math.round(bytes / 1e6)} MB sent, ${(bytes / 1e6 / asked.sockets).toFixed(2)} each, ${pictures.length} pictures; the hub's memory ${before} MB before, ${most} at most, ${after} after`,
  );
}
