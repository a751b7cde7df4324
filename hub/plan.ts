// The process that checks port plans: npm run plan -- check [folder], without a folder all that are shipped; repair offers a mended fence.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { planSummary } from './registry/plan-summary.ts';
import { checkFence, checkPortPlan, type Fault, faultLine } from './registry/port-plan.ts';

const usage = 'npm run plan -- check [folder]\nnpm run plan -- repair folder fence';
const shipped = resolve(import.meta.dirname, 'plans');

function main(args: readonly string[]): number {
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
  if (plan !== undefined) return told([...planSummary(plan), `  in order: ${relative('', folder) || '.'}`]);
  return refused([...faults.map(line), `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`]);
}

/** The offered feature on standard output, alone, and what was changed beside it. Nothing is written. @returns the exit code */
function repair(folder: string, fence: string): number {
  if (!existsSync(folder)) return refused([`${folder}: there is no such folder`]);
  const checked = checkFence(folder, fence);
  if (checked === undefined) return refused([`${folder}: no fence ${fence}`]);
  const { faults, offered } = checked;
  const lines = faults.map(({ says, code }) => `fence ${fence}: ${says} [${code}]`);
  if (offered === undefined)
    return faults.length === 0
      ? refused([`fence ${fence}: nothing to repair`])
      : refused([...lines, 'no repair is on offer: draw it anew']);
  refused([...lines, ...offered.changes.map((change) => `  ${change}`)]);
  return told([JSON.stringify(offered.feature, undefined, 2)]);
}

function told(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function refused(lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}

process.exitCode = main(process.argv.slice(2));
