// The process that checks port plans: npm run plan -- check [folder]; without a folder, all that are shipped.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { planSummary } from './registry/plan-summary.ts';
import { checkPortPlan, faultLine } from './registry/port-plan.ts';

const usage = 'npm run plan -- check [folder]';
const shipped = resolve(import.meta.dirname, 'plans');

function main(args: readonly string[]): number {
  const [command, folder, ...more] = args;
  if (command === '--help') return told([usage]);
  if (command !== 'check' || more.length > 0) return refused([usage]);
  const folders = folder === undefined ? readdirSync(shipped).map((name) => join(shipped, name)) : [folder];
  return Math.max(...folders.map(check));
}

/** @returns the exit code: 0 without a fault */
function check(folder: string): number {
  if (!existsSync(folder)) return refused([`${folder}: there is no such folder`]);
  const { plan, faults } = checkPortPlan(folder);
  if (plan !== undefined) return told([...planSummary(plan), `  in order: ${relative('', folder) || '.'}`]);
  const lines = faults.map((fault) => faultLine(folder, fault));
  return refused([...lines, `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`]);
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
