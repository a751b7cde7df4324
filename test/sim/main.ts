// npm run sim: many seeds on several processes; what fails says how it is seen again.
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Outcome, simulate } from './simulate.ts';

const usage = 'npm run sim -- [--seeds N] [--from K] [--jobs 2]   or   npm run sim -- --seed S [--verbose]';

/** Seeds a process takes at a time. */
const atATime = 5;
const toldMost = 20;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    seed: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function failed({ seed, broken }: Outcome): string {
  return `npm run sim -- --seed ${seed}   ${broken?.promise}: ${JSON.stringify(broken?.facts).slice(0, 2000)}`;
}

async function one(seed: number): Promise<void> {
  const outcome = await simulate(seed, values.verbose ? { tell: say } : {});
  say(`seed ${seed}, trace ${outcome.digest}, ${JSON.stringify(outcome.figures)}`);
  say(`rules: ${outcome.rules.join(', ')}`);
  if (outcome.broken === undefined) return;
  say(failed(outcome));
  process.exitCode = 1;
}

/** Takes seeds from its parent until there are no more. */
function work(): void {
  process.once('disconnect', () => process.exit());
  process.on('message', async (seeds: number[]) => {
    for (const seed of seeds) process.send?.(await simulate(seed));
  });
}

async function all(from: number, count: number, jobs: number): Promise<void> {
  const began = performance.now();
  const end = from + count;
  const sums: Record<string, number> = {};
  const rules = new Set<string>();
  let [next, done, bad] = [from, 0, 0];
  const told = (outcome: Outcome): void => {
    done += 1;
    for (const [name, figure] of Object.entries(outcome.figures)) sums[name] = (sums[name] ?? 0) + figure;
    for (const rule of outcome.rules) rules.add(rule);
    if (outcome.broken === undefined) return;
    bad += 1;
    if (bad <= toldMost) say(failed(outcome));
  };
  // Asked to end, it tells what was done by then.
  process.once('SIGTERM', () => {
    next = end;
  });
  const job = (): Promise<void> =>
    new Promise((ended) => {
      const child = fork(import.meta.filename, ['--worker']);
      let owed = 0;
      const give = (): void => {
        if (next >= end) return void child.disconnect();
        const seeds = Array.from({ length: Math.min(atATime, end - next) }, (_, i) => next + i);
        next += seeds.length;
        owed = seeds.length;
        child.send(seeds);
      };
      child.on('message', (outcome: Outcome) => {
        told(outcome);
        owed -= 1;
        if (owed === 0) give();
      });
      child.once('exit', () => ended());
      give();
    });
  await Promise.all(Array.from({ length: jobs }, job));
  const { virtualMs = 0, ...figures } = sums;
  say(`${done} seeds in ${((performance.now() - began) / 1000).toFixed(1)} s, ${bad} failed`);
  say(`${(virtualMs / 3_600_000).toFixed(0)} simulated hours, ${JSON.stringify(figures)}`);
  say(`${rules.size} rules raised: ${[...rules].sort().join(', ')}`);
  if (bad > 0 || done < count) process.exitCode = 1;
}

if (values.help) say(usage);
else if (values.worker) work();
else if (values.seed !== undefined) await one(Number(values.seed));
else await all(Number(values.from), Number(values.seeds), Number(values.jobs));
