// The process that writes a Mosquitto's files: npm run acl -- --agents FILE, its ACL; npm run acl -- passwords, its password file.
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { agentUser, hubUser } from './contracts/agent-key.ts';
import { StartError } from './errors.ts';
import { type AgentsFile, readAgents } from './identity/agents-file.ts';
import { aclText, passwordLines } from './identity/mosquitto-files.ts';
import { readPortPlan } from './registry/port-plan.ts';

const usage = `npm run -s acl -- --agents FILE [--plan DIR] [--to FILE]    the ACL file
npm run -s acl -- passwords [--agents FILE] [--to FILE]     the password file, of lines USER:KEY on standard input
USER is SITE/AGENT, a reader's name, or ${hubUser}; without --to it goes to standard output`;

const next = `in mosquitto.conf:
  allow_anonymous false
  acl_file …            what this wrote
  password_file …       npm run -s acl -- passwords, from lines USER:KEY: of keys we know the SHA-256 only
  use_username_as_clientid true     so that nobody takes another's connection; each user has one then
  max_packet_size 1048576
The hub comes as \`${hubUser}\`, by EFENCE_BROKER_KEY. When the files have changed: kill -HUP, which cuts whose key went.`;

const option = { type: 'string' } as const;
const options = { agents: option, plan: option, to: option, help: { type: 'boolean' } } as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [command, ...more] = positionals;
  if (values.help) return told(usage, 0);
  if (more.length > 0 || (command !== undefined && command !== 'passwords')) return told(usage, 1);
  const file = values.agents === undefined ? undefined : readAgents(values.agents);
  if (command === 'passwords') return passwords(file, values.to);
  if (file === undefined) return told(usage, 1);
  write(aclText(file), values.to, 0o644);
  for (const says of values.plan === undefined ? [] : strangersOf(file, values.plan)) told(`warning: ${says}`, 0);
  return told(next, 0);
}

async function passwords(file: AgentsFile | undefined, to: string | undefined): Promise<number> {
  const { lines, faults } = passwordLines(await text(process.stdin), file);
  if (faults.length > 0) return told(faults.join('\n'), 1);
  if (lines.length === 0) return told(usage, 1);
  write(`${lines.join('\n')}\n`, to, 0o600);
  return 0;
}

/** Who has a key, and would be refused by the plan all the same; and the other way round. */
function strangersOf({ agents, readers }: AgentsFile, folder: string): string[] {
  const plan = readPortPlan(folder);
  const homes = new Map(plan.agents.map(({ id, site }) => [id, site]));
  const isSite = (id: string): boolean => plan.sites.some((site) => site.id === id);
  return [
    ...agents.flatMap(({ site, agent }) => {
      const home = homes.get(agent);
      if (home === undefined) return plan.openEnrolment ? [] : [`${agentUser(site, agent)} is no agent of the plan`];
      return home === site ? [] : [`${agentUser(site, agent)} is at home at ${home}`];
    }),
    ...readers.flatMap(({ name, sites }) =>
      sites === 'all'
        ? []
        : sites.filter((site) => !isSite(site)).map((site) => `${name}: ${site} is no site of the plan`),
    ),
    ...plan.agents.flatMap(({ id, site }) =>
      agents.some((one) => one.agent === id && one.site === site)
        ? []
        : [`${agentUser(site, id)} of the plan has no key`],
    ),
  ];
}

function write(content: string, to: string | undefined, mode: number): void {
  if (to === undefined) process.stdout.write(content);
  else writeFileSync(to, content, { mode });
}

function told(says: string, code: number): number {
  process.stderr.write(`${says}\n`);
  return code;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof StartError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`${known ? (error as Error).message : String((error as Error).stack)}\n`);
    process.exitCode = 1;
  },
);
