// One round under a steady offer: what the agents felt, and when each cut seal came to a dashboard's socket.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { type Offer, type Offered, steadyMs } from './load.ts';
import { cpuSeconds, mostResidentMb, startTarget, type TargetName } from './targets.ts';

export interface Round extends Offered {
  /** Milliseconds from publishing to the alert on the socket. */
  readonly alerts: readonly number[];
  /** Cut, and never told of. */
  readonly untold: number;
  readonly mb: number;
  readonly cpuSeconds: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** What is told last has so long to come, ms. */
const afterwardsMs = 15_000;

export async function offering(name: TargetName, offer: Omit<Offer, 'broker'>): Promise<Round> {
  const target = await startTarget(name);
  const socket = io(target.web, { transports: ['websocket'] });
  await new Promise<void>((up) => socket.on('connect', () => up()));
  const cameAt = new Map<string, number>();
  socket.on('alerts', ({ alerts }: { alerts: { key: string }[] }) => {
    const at = steadyMs();
    for (const { key } of alerts) if (!cameAt.has(key)) cameAt.set(key, at);
  });
  const used = cpuSeconds(target.child);
  const offered = await offeredBy({ broker: target.broker, ...offer });
  const until = steadyMs() + afterwardsMs;
  const isTold = ([seal]: readonly [string, number]) => cameAt.has(seal);
  while (!offered.cut.every(isTold) && steadyMs() < until) await new Promise((done) => setTimeout(done, 50));
  const told = offered.cut.filter(isTold);
  const alerts = told.map(([seal, at]) => (cameAt.get(seal) as number) - at);
  const measured = { mb: mostResidentMb(target.child), cpuSeconds: cpuSeconds(target.child) - used };
  const counts = await target.counts();
  socket.close();
  await target.end();
  return { ...offered, ...measured, alerts, untold: offered.cut.length - told.length, counts };
}

async function offeredBy(offer: Offer): Promise<Offered> {
  const child = fork(join(import.meta.dirname, 'load.ts'), [JSON.stringify(offer)], { serialization: 'advanced' });
  return new Promise<Offered>((done, failed) => {
    child.once('message', (offered) => done(offered as Offered));
    child.once('exit', (code) => failed(new Error(`the load ended early: ${code}`)));
  });
}
