// The process that checks port plans: npm run plan -- check [folder], without a folder all that are shipped; repair offers a mended fence.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { systemClock } from './clock.ts';
import type { DrawnCheck, Offered } from './contracts/drawn.ts';
import { Draughtsman } from './registry/draughtsman.ts';
import { isDrawnCode } from './registry/drawn-codes.ts';
import { metres2 } from './registry/drawn-words.ts';
import { planSummary } from './registry/plan-summary.ts';
import { checkPortPlan, type Fault, faultLine, fenceIn } from './registry/port-plan.ts';

const usage = 'npm run plan -- check [folder]\nnpm run plan -- repair folder fence';
/** Only who drew it knows what was meant. */
const onlyTold = ['drawn-datum', 'drawn-measure'];
const shipped = resolve(import.meta.dirname, 'plans');

function main(args: readonly string[]): number | Promise<number> {
  const [command, folder, ...more] = args;
  if (command === '--help') return told([usage]);
  if (command === 'repair') return args.length === 3 ? repair(folder ?? '', more[0] ?? '') : refused([usage]);
  if (command !== 'check' || more.length > 0) return refused([usage]);
  const folders = folder === undefined ? readdirSync(shipped).map((name) => join(shipped, name)) : [folder];
  return Math.max(...folders.map(check));
}

/** @returns the exit code: 0 without a fault */
function check(folder: string): number {
  if (!existsSync(folder)) return refused([`${folder}: there is no such folder`]);
  const { plan, faults, warnings } = checkPortPlan(folder);
  const line = (fault: Fault) => faultLine(folder, fault) + (fault.code === undefined ? '' : ` [${fault.code}]`);
  if (warnings.length > 0) refused(warnings.map((fault) => `warning: ${line(fault)}`));
  const isMendable = [...faults, ...warnings].some(({ code = '' }) => isDrawnCode(code) && !onlyTold.includes(code));
  const hint = isMendable ? [`what a fence may have been meant to be: npm run plan -- repair ${folder} FENCE`] : [];
  if (plan !== undefined) return told([...planSummary(plan), `  in order: ${relative('', folder) || '.'}`, ...hint]);
  return refused([...faults.map(line), `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`, ...hint]);
}

/** The offered feature on standard output, alone, and what was changed beside it. Nothing is written. @returns the exit code */
async function repair(folder: string, id: string): Promise<number> {
  if (!existsSync(folder)) return refused([`${folder}: there is no such folder`]);
  const fence = fenceIn(folder, id);
  if (fence === undefined) return refused([`${folder}: no fence ${id}`]);
  const { faults, offered, unoffered } = await looked(fence);
  if (faults.length === 0) return refused([`fence ${id}: nothing to repair`]);
  const lines = faults.map(({ says, code }) => `fence ${id}: ${says.en} [${code}]`);
  if (offered === undefined) return refused([...lines, why(unoffered)]);
  const { changes, areaM2 } = offered;
  refused([
    ...lines,
    ...changes.map(({ says }) => `  ${says.en}`),
    ...(areaM2 === undefined ? [] : [`  ${areaLine(areaM2)}`]),
  ]);
  return told([JSON.stringify(offered.feature, undefined, 2)]);
}

/** Through the same door as over REST. */
async function looked({ feature, into }: NonNullable<ReturnType<typeof fenceIn>>): Promise<DrawnCheck> {
  const draughtsman = new Draughtsman(into, systemClock);
  const sites = into.sites.map((site) => String((site as { id?: unknown } | null)?.id));
  const answer = await draughtsman.check(JSON.stringify(feature), sites);
  await draughtsman.close();
  return answer === 'drawings-busy' ? { faults: [], unoffered: 'took-too-long' } : (JSON.parse(answer) as DrawnCheck);
}

const why = (unoffered: DrawnCheck['unoffered']): string => {
  if (unoffered === undefined) return 'no repair is on offer: only you know which datum was meant';
  return unoffered === 'took-too-long'
    ? 'no repair is on offer: none was found within a second'
    : 'no repair is on offer: draw it anew';
};

function areaLine({ before, after, changedPercent: percent }: NonNullable<Offered['areaM2']>): string {
  if (before === after) return `area ${metres2(before)}, as before`;
  const sign = after < before ? '−' : '+';
  const by = percent === undefined ? '' : ` (${sign}${percent === 0 ? 'less than 0.1' : Math.abs(percent)} %)`;
  return `area ${metres2(before)} → ${metres2(after)}${by}`;
}

function told(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function refused(lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
