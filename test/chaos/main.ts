// npm run chaos: the long forms of the tests that say "nothing lost, nothing twice".
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../a-port.ts';
import { machineLine, percentile } from '../bench/figures.ts';
import type { Closing } from './closing.ts';
import { flipBits } from './flipped-bits.ts';
import { type Call, killedAt, madeBefore } from './kill-at.ts';
import { killLoop } from './kill-loop.ts';
import { cutPower, recorded } from './power-cut.ts';

const help = `npm run chaos -- --rounds N [--broker mosquitto]   hub and agent killed N times under load
npm run chaos -- --power-cut N                     N states that a power cut may leave of the journal, and of the spool
npm run chaos -- --every-call                      the hub killed at every write and sync of a small workload
all of them: [--seed S]`;

const text = { type: 'string' } as const;
const options = {
  rounds: text,
  seed: text,
  broker: text,
  'power-cut': text,
  'every-call': { type: 'boolean' },
} as const;
const { values } = parseArgs({ options });
const seed = Number(values.seed ?? 1);

const tell = (figures: object): void => console.log(JSON.stringify(figures));

async function rounds(n: number): Promise<boolean> {
  const mosquitto = values.broker === 'mosquitto';
  const result = await killLoop({ rounds: n, seed, mosquitto, onRound: (line) => console.log(line) });
  if (result?.closing === undefined) return false;
  const { startMs, closing, lost, faults, acked } = result;
  const { differing, faultsTold, ...figures } = closing as Closing;
  const wrong = [...lost, ...faults, ...differing, ...faultsTold];
  for (const fault of wrong) console.log(`FAULT ${fault}`);
  const readyMs = { p50: Math.round(percentile(startMs, 0.5)), p99: Math.round(percentile(startMs, 0.99)) };
  tell({ chaos: 'kill', seed, mosquitto, rounds: n, acked, lost: lost.length, ...figures, readyMs });
  return wrong.length === 0 && figures.judgedTwice === 0 && figures.duplicateAlerts === 0;
}

async function powerCut(states: number): Promise<boolean> {
  let whole = true;
  for (const which of ['journal', 'spool'] as const) {
    const folder = temporaryFolder();
    const ops = await recorded(which, folder.path);
    const { faults, ...figures } = cutPower(which, ops, states, seed);
    for (const fault of faults) console.log(`FAULT ${fault}`);
    tell({ chaos: 'power-cut', which, seed, ...figures, faults: faults.length });
    if (which === 'journal')
      for (const where of ['log', 'file'] as const)
        tell({ chaos: 'flipped bits', where, ...flipBits(ops, where, states, seed) });
    whole &&= faults.length === 0;
    folder.remove();
  }
  return whole;
}

/** Until it comes to its end unhurt. */
async function everyCall(call: Call, made?: string): Promise<boolean> {
  const wrong: string[] = [];
  let n = 1;
  for (; ; n += 1) {
    const { killed, acked, faults } = await killedAt(call, n, made);
    wrong.push(...faults.map((fault) => `${call} ${n}: ${fault}`));
    if (n % 10 === 0) console.log(`${call} ${n}: ${acked} acked, ${wrong.length} faults`);
    if (!killed) break;
  }
  for (const fault of wrong) console.log(`FAULT ${fault}`);
  tell({
    chaos: 'every call',
    call,
    folder: made === undefined ? 'new' : 'made before',
    kills: n - 1,
    faults: wrong.length,
  });
  return wrong.length === 0;
}

async function everyCalls(): Promise<boolean> {
  const folder = temporaryFolder();
  const made = await madeBefore(join(folder.path, 'made'));
  const all = [await everyCall('fsync', made), await everyCall('pwrite64', made), await everyCall('fsync')];
  folder.remove();
  return all.every((whole) => whole);
}

console.log(machineLine());
let whole = true;
if (values.rounds !== undefined) whole = await rounds(Number(values.rounds));
else if (values['power-cut'] !== undefined) whole = await powerCut(Number(values['power-cut']));
else if (values['every-call']) whole = await everyCalls();
else console.log(help);
process.exit(whole ? 0 : 1);
