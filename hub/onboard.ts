// The process that enrols devices in bulk: npm run onboard -- devices.csv --plan DIR checks every line, and enrols what is sound.
import { parseArgs } from 'node:util';
import { StartError } from './errors.ts';
import { readCsvFile } from './files/csv-file.ts';
import { readAgents } from './identity/agents-file.ts';
import { type Checked, checkedRows } from './onboarding/checks.ts';
import { type Row, rowsOf } from './onboarding/columns.ts';
import type { Entry } from './onboarding/entry.ts';
import { type Finding, findingLine } from './onboarding/findings.ts';
import { groundOf } from './onboarding/ground.ts';
import { addressFaults } from './onboarding/reach.ts';
import { staged } from './onboarding/staged.ts';
import { faultLine, readPortPlan } from './registry/port-plan.ts';

const usage = `npm run onboard -- devices.csv --plan DIR [--check] [--keep-good] [--update] [--no-reach] [--agents FILE]
--check writes nothing; --keep-good enrols sound lines though others are not; --update changes what the plan has already;
--no-reach asks no address; --agents warns of agents that have no key. 0: all sound; 1: some are not; 2: nothing could be read`;

const option = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  ...{ plan: option, agents: option, check: flag, 'keep-good': flag, update: flag, 'no-reach': flag, help: flag },
} as const;
type Flags = Readonly<Record<'check' | 'keep-good' | 'update' | 'no-reach', boolean>>;

/** What cannot be read, or written: nothing was changed. */
const unreadable = 2;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [path, ...more] = positionals;
  if (values.help) return told([usage], 0);
  if (path === undefined || more.length > 0 || values.plan === undefined) return warned([usage], unreadable);
  const csv = readCsvFile(path);
  if ('trouble' in csv) return told([findingLine(path, csv.trouble)], unreadable);
  const table = rowsOf(csv.records);
  if ('trouble' in table) return told([findingLine(path, table.trouble)], unreadable);
  return onboard({ path, folder: values.plan, agents: values.agents, ...values }, table.rows);
}

type Order = Flags & { readonly path: string; readonly folder: string; readonly agents: string | undefined };

async function onboard(order: Order, rows: readonly Row[]): Promise<number> {
  const { path, folder, agents } = order;
  const checked = checkedRows(groundOf(readPortPlan(folder)), rows, order.update);
  if (agents !== undefined) warned(keyless(agents, checked), 0);
  const unreached = await addressFaults(rows, !order['no-reach']);
  const findings = inOrder([...checked.flatMap((one) => one.findings), ...unreached]);
  const faulty = new Set(findings.map(({ line }) => line));
  const sound = checked.filter(({ row }) => !faulty.has(row.line));
  told(
    findings.map((one) => findingLine(path, one)),
    0,
  );
  const fresh = sound.flatMap(({ entry, isSame }) => (isSame || entry === undefined ? [] : [entry]));
  const isWritten = !order.check && (faulty.size === 0 || order['keep-good']);
  if (isWritten && !enrol(folder, fresh)) return 1;
  const same = sound.filter(({ isSame }) => isSame).length;
  told(summary(sound.length, rows.length, isWritten ? fresh.length : 0, same), 0);
  return faulty.size === 0 ? 0 : 1;
}

/** All of them, or none. */
function enrol(folder: string, entries: readonly Entry[]): boolean {
  if (entries.length === 0) return true;
  const plan = staged(folder, entries);
  try {
    if (plan.faults.length === 0 && plan.place()) return true;
    const meanwhile = [
      'the plan was changed meanwhile; nothing is enrolled: try again · 规划同时被改动，未登记，请重试',
    ];
    const why = plan.faults.map((fault) => faultLine(folder, fault));
    warned(
      why.length === 0
        ? meanwhile
        : [...why, 'the plan would not be sound; nothing is enrolled · 规划将不成立，未登记'],
      1,
    );
    return false;
  } finally {
    plan.drop();
  }
}

function summary(sound: number, rows: number, enrolled: number, same: number): string[] {
  const already = same === 0 ? [] : [`${same} already enrolled, the same · ${same} 行已登记，内容相同`];
  return [
    ...already,
    `${sound} of ${rows} sound; ${enrolled} enrolled · ${rows} 行中 ${sound} 行无误，登记 ${enrolled} 行`,
  ];
}

/** Agents of the table that the hub would not let in. */
function keyless(path: string, checked: readonly Checked[]): string[] {
  const keys = new Set(readAgents(path).agents.map(({ site, agent }) => `${site}/${agent}`));
  const named = new Set(
    checked.flatMap(({ entry }) => (entry?.list === 'devices' ? [`${entry.fields.site}/${entry.fields.agent}`] : [])),
  );
  return [...named]
    .filter((agent) => !keys.has(agent))
    .map((agent) => `warning: ${agent} has no key in ${path} · 代理没有密钥`);
}

const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => one.line - other.line || one.column - other.column);

function told(lines: readonly string[], code: number): number {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  return code;
}

function warned(lines: readonly string[], code: number): number {
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const { code, message, stack } = error as NodeJS.ErrnoException;
    const known = error instanceof StartError || code?.startsWith('ERR_PARSE_ARGS') || /^E[A-Z]+$/.test(code ?? '');
    process.stderr.write(`${known ? message : stack}\n`);
    process.exitCode = unreadable;
  },
);
