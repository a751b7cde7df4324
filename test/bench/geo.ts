// npm run bench -- geo [--short]: which fences is a spot in, and whole fence steps; every answer compared, by CPU time, interleaved.
import type { Fence } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import type { Spot } from '../../geo/plane.ts';
import { conformityOf } from '../geo/conformity.ts';
import { ExactFence } from '../geo/oracles.ts';
import { chance, someZones, spotAnywhere, spotNear } from '../geo/some-zones.ts';
import { type Contender, contenders, cpuMs } from './fence-lookups.ts';
import { editsOf, fleetOf, stepsOf, wrongMemories } from './fence-steps.ts';
import { machineLine, percentile } from './figures.ts';

const isShort = process.argv.includes('--short');
const rounds = isShort ? 3 : 7;
const spotsEach = 50_000;
const assets = 50_000;
const sliceWork = 50_000;

type Row = Record<string, number | string>;
const median = (values: readonly number[]): number => percentile(values, 0.5);
const round2 = (value: number): number => Number(value.toPrecision(3));

/** Answers of a contender that are not the index's, but for edges: on them an exact calculation decides. */
function differences(fences: readonly Fence[], spots: readonly Spot[], one: Contender, index: FenceIndex) {
  let [wrongOurs, wrongTheirs] = [0, 0];
  for (const spot of spots.slice(0, Math.ceil(spots.length * one.share))) {
    one.ask(spot);
    const theirs = new Set(one.told());
    const mine = new Set(index.found.subarray(0, index.at(spot)));
    for (const number of new Set([...theirs, ...mine])) {
      if (theirs.has(number) === mine.has(number)) continue;
      if (new ExactFence(fences[number] as Fence).has(spot) === mine.has(number)) wrongTheirs += 1;
      else wrongOurs += 1;
    }
  }
  return { wrongOurs, wrongTheirs };
}

/** Lookups per CPU-second of each contender, one after another, round after round. */
function lookups(all: readonly Contender[], spots: readonly Spot[]): number[][] {
  const rates = all.map(() => [] as number[]);
  for (let round = -1; round < rounds; round += 1) {
    for (const [i, { ask, share, name }] of all.entries()) {
      const mine = spots.slice(0, Math.max(20, Math.ceil(spots.length * share)));
      const times = name === 'fence index' ? 4 : 1;
      let sum = 0;
      const ms = cpuMs(() => {
        for (let t = 0; t < times; t += 1) for (const spot of mine) sum += ask(spot);
      });
      if (round >= 0 && sum >= 0) rates[i]?.push((mine.length * times) / (ms / 1000));
    }
  }
  return rates;
}

function lookupRows(fences: readonly Fence[], all: readonly Contender[]): { rows: Row[]; wrong: number } {
  const index = FenceIndex.of(fences);
  const next = chance(3);
  const nearOne = () => spotNear(next, fences[Math.floor(next() * fences.length)] as Fence);
  const kinds = {
    uniform: Array.from({ length: spotsEach }, () => spotAnywhere(next)),
    'near edges': Array.from({ length: spotsEach }, nearOne),
  };
  let wrong = 0;
  const rows = Object.entries(kinds).flatMap(([spots, drawn]) => {
    const rates = lookups(all, drawn);
    const base = rates[1] ?? [];
    return all.map((one, i) => {
      const { wrongOurs, wrongTheirs } = differences(fences, drawn, one, index);
      wrong += wrongOurs;
      const mine = rates[i] ?? [];
      const ratio = median(mine.map((rate, n) => rate / (base[n] ?? NaN)));
      const [least, most] = [Math.min(...mine), Math.max(...mine)].map((rate) => round2(rate / 1000));
      return {
        ...{ zones: fences.length, spots, who: one.name, 'k lookups/CPU-s': round2(median(mine) / 1000) },
        ...{ least: least ?? 0, most: most ?? 0, '× which-polygon': round2(ratio), 'differs on edges': wrongTheirs },
        'ours wrong': wrongOurs,
      };
    });
  });
  return { rows, wrong };
}

function buildRow(fences: readonly Fence[], all: readonly Contender[], builds: readonly number[]): Row {
  const drawn = someZones({ seed: 77, count: 1 })[0] as Fence;
  const { edits, slices } = editsOf(fences, drawn, sliceWork);
  const ms = (name: string) => round2(all.find((one) => one.name === name)?.buildMs ?? NaN);
  return {
    ...{ zones: fences.length, 'build ms': round2(median(builds)), MB: round2((all[0]?.bytes ?? 0) / 1e6) },
    ...{ 'which-polygon ms': ms('which-polygon'), 'flatbush ms': ms('flatbush + hao') },
    ...{ 'edit ms, p50': round2(median(edits)), 'edit ms, most': round2(Math.max(...edits)) },
    ...{
      slices: slices.length,
      'slice ms, p50': round2(median(slices)),
      'slice ms, most': round2(Math.max(...slices)),
    },
  };
}

function stepRows(count: number): { rows: Row[]; wrong: number } {
  const fences = someZones({ seed: count, count, mixed: true, hysteresisM: 5 });
  const index = FenceIndex.of(fences);
  let wrong = 0;
  const rows = [15, 300].map((metres) => {
    const fleet = fleetOf(assets, count);
    stepsOf(index, fleet, metres, 2, 1);
    const done = Array.from({ length: rounds }, (_, i) => stepsOf(index, fleet, metres, isShort ? 2 : 4, i + 2));
    wrong += wrongMemories(fences, fleet, isShort ? 500 : 50);
    const rates = done.map(({ fixesPerSecond }) => round2(fixesPerSecond / 1000));
    const sum = (of: (one: (typeof done)[0]) => number) => done.reduce((all, one) => all + of(one), 0);
    return {
      ...{ zones: count, 'm between fixes': metres, 'k fixes/CPU-s': median(rates) },
      ...{ least: Math.min(...rates), most: Math.max(...rates) },
      ...{ crossings: sum(({ crossings }) => crossings), 'passed through': sum(({ passed }) => passed) },
    };
  });
  return { rows, wrong };
}

export async function geoBench(): Promise<void> {
  console.log(machineLine().replace(/;.*/, ''));
  console.log(
    `star zones of 8–60 corners, radii 30–400 m, every 100th 1–3.5 km, every tenth with a hole, in 20 × 20 km; ${rounds} interleaved rounds by CPU time`,
  );
  const [looked, builtUp, stepped]: [Row[], Row[], Row[]] = [[], [], []];
  let wrong = 0;
  for (const count of [100, 1000, 10_000]) {
    const fences = someZones({ seed: count, count });
    const builds = Array.from({ length: isShort ? 2 : 5 }, () => cpuMs(() => FenceIndex.of(fences)));
    const all = contenders(fences);
    const lookedUp = lookupRows(fences, all);
    const steps = stepRows(count);
    looked.push(...lookedUp.rows);
    builtUp.push(buildRow(fences, all, builds));
    stepped.push(...steps.rows);
    wrong += lookedUp.wrong + steps.wrong;
  }
  for (const table of [looked, builtUp, stepped]) console.table(table);
  const conformity = conformityOf(isShort ? 100_000 : 1_000_000, 2);
  console.log(
    `conformity: ${conformity.spots} spots, ${conformity.answers} answers of point-in-polygon-hao, turf and an exact calculation compared, ${conformity.inside} inside: ${conformity.mismatches} mismatches`,
  );
  console.log(JSON.stringify({ bench: 'geo', looked, built: builtUp, stepped, conformity, wrong }));
  if (wrong + conformity.mismatches > 0) process.exitCode = 1;
}
