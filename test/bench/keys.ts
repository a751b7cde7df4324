// npm run bench -- keys: 100,000 live keys over a real journal: what they cost in memory, at a restart, and when a late event comes.

import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { toSpot } from '../../geo/plane.ts';
import type { Keyed } from '../../hub/flow.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import type { KeyState } from '../../hub/rules/key-state.ts';
import { rulebook } from '../../hub/rules/rulebook.ts';
import { root, temporaryFolder } from '../a-port.ts';
import { machineLine, percentile } from './figures.ts';

const keys = 100_000;
const eventsEach = 4;
/** Vehicles that told where they were every ten seconds for eight hours; a late event lands six hours back. */
const talkers = 40;
const talkHours = 8;
const fixMs = 10_000;
const lateMs = 6 * 3_600_000;
const lateTimes = 400;

const folder = temporaryFolder();
const now = Date.UTC(2026, 0, 2);
const registry = new Registry();
const { plane } = registry.take(readPortPlan(`${root}/hub/plans/humen-shatian`), 0);
const events = { onFull: () => {}, onFault: (says: string) => Promise.reject(new Error(says)) };
const journal = new Journal<KeyState>(folder.path, { reset: false }, events);
let engine = new FoldEngine(rulebook, registry, journal.chain);
let number = 0;

const fixOf = (key: string, time: number, seq: number): Keyed => {
  const [lon, lat] = [113.55 + (seq % 997) * 0.00002, 22.86 + (seq % 89) * 0.00003];
  const source = { id: `${key}:${seq}`, agent: 'bench', site: 'shatian-wharf', feed: 'live' as const, heardAt: now };
  const order = { time, asOf: time, from: 'bench/e/routine', seq };
  return { key, event: { ...order, ...source, kind: 'position', fix: { lon, lat }, spot: toSpot(plane, lon, lat) } };
};

function fold(keyed: readonly Keyed[]): void {
  number += 1;
  engine.fold({ keyed, refusals: [] }, { number, at: now });
  journal.write({});
}

const plateOf = (i: number): string => `vehicle:粤S${String(10_000 + (i % 90_000)).padStart(5, '0')}`;
const megabytes = (): number => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
};

async function settleDisk(): Promise<void> {
  while (journal.pending > 0) await setImmediate();
}

export async function keysBench(): Promise<void> {
  console.log(machineLine());
  const before = megabytes();
  for (let n = 0; n < eventsEach; n += 1) {
    for (let i = 0; i < keys; i += 250) {
      const some = Array.from({ length: 250 }, (_, j) =>
        fixOf(`mmsi:${200_000_000 + i + j}`, now - 9e6 + n * 60_000, i + j),
      );
      fold(some);
      if (i % 5000 === 0) await settleDisk();
    }
  }
  const after = megabytes();
  console.log(
    `${keys} keys of ${eventsEach} events: ${after - before} MB, ${Math.round(((after - before) * 1e6) / keys)} B a key; ${engine.held} events held`,
  );
  for (let at = 0; at < (talkHours * 3_600_000) / fixMs; at += 1) {
    fold(Array.from({ length: talkers }, (_, i) => fixOf(plateOf(i), now - talkHours * 3_600_000 + at * fixMs, at)));
    if (at % 50 === 0) await settleDisk();
  }
  const cost: number[] = [];
  for (let i = 0; i < lateTimes; i += 1) {
    const late = fixOf(plateOf(i % talkers), now - lateMs + i * 1000 + 500, 1_000_000 + i);
    const began = performance.now();
    fold([late]);
    cost.push(performance.now() - began);
    await settleDisk();
  }
  const { refolded, unjudged } = engine.counts;
  console.log(
    `a late event six hours old, in a story of ${(talkHours * 3600_000) / fixMs} events: p50 ${percentile(cost, 0.5).toFixed(2)} ms, p99 ${percentile(cost, 0.99).toFixed(2)} ms, most ${Math.max(...cost).toFixed(2)} ms; ${refolded} folded again, ${unjudged} not judged`,
  );
  const keptAt = performance.now();
  while (engine.keepSome(10_000) > 0) {
    journal.write({});
    await settleDisk();
  }
  journal.write({});
  await settleDisk();
  const keptMs = performance.now() - keptAt;
  const restored = performance.now();
  engine = new FoldEngine(rulebook, registry, journal.chain);
  const { kept } = journal;
  const asleep = { positions: kept.positions().asleep, read: (key: string) => kept.read(key) };
  engine.restore([], { upTo: new Map(), heardAt: new Map(), given: new Map() }, asleep);
  const known = performance.now();
  while (engine.wake(1000).size > 0) {
    // Until all are in memory.
  }
  console.log(
    `all keys kept in ${Math.round(keptMs)} ms; ${engine.keys} keys known again in ${Math.round(known - restored)} ms, and all in memory in ${Math.round(performance.now() - known)} ms`,
  );
  await journal.close();
  folder.remove();
}
