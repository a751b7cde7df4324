// The two files by which a Mosquitto keeps to the same table: its ACL file, and its password file.
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { agentUser, hubUser, isKey, keyHash } from '../contracts/agent-key.ts';
import type { AgentsFile } from './agents-file.ts';
import { type Grants, grantsOf, hubGrants } from './topic-rights.ts';

/**
 * Who may say and hear what, a user a block (mosquitto.conf(5), acl_file). Each by its own lines: `pattern` lines would need
 * `%u`, whose slash some versions refuse. What is not named is denied.
 */
export function aclText(file: AgentsFile): string {
  const agents = file.agents.map(({ site, agent }) => {
    const user = agentUser(site, agent);
    return blockOf(user, grantsOf({ is: 'agent', user, site, agent }));
  });
  const readers = file.readers.map(({ name, sites }) => blockOf(name, grantsOf({ is: 'reader', user: name, sites })));
  return [...[blockOf(hubUser, hubGrants), ...agents, ...readers].map((lines) => lines.join('\n')), ''].join('\n\n');
}

function blockOf(user: string, { write, read }: Grants): string[] {
  const both = write.filter((topic) => read.includes(topic));
  const only = (topics: readonly string[]) => topics.filter((topic) => !both.includes(topic));
  const line = (access: string) => (topic: string) => `topic ${access} ${topic}`;
  return [
    `user ${user}`,
    ...both.map(line('readwrite')),
    ...only(write).map(line('write')),
    ...only(read).map(line('read')),
  ];
}

/** As mosquitto_passwd writes them: a key of 256 bits needs no more rounds. */
const iterations = 101;
const saltBytes = 12;
const hashBytes = 64;

/** `user:$7$…`: PBKDF2 with HMAC-SHA512, of Mosquitto 2. */
export function passwordLine(user: string, key: string): string {
  const salt = randomBytes(saltBytes);
  const hash = pbkdf2Sync(key, salt, iterations, hashBytes, 'sha512');
  return `${user}:$7$${iterations}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** `user:key`, a line each. What is wrong is told by the line's number, and never the key. */
export function passwordLines(text: string, file: AgentsFile | undefined): { lines: string[]; faults: string[] } {
  const [lines, faults]: [string[], string[]] = [[], []];
  for (const [i, said] of text.split('\n').entries()) {
    if (said.trim() === '') continue;
    const colon = said.indexOf(':');
    const [user, key] = [said.slice(0, colon).trim(), said.slice(colon + 1).trim()];
    const isTwice = lines.some((line) => line.startsWith(`${user}:`));
    const unread = colon < 1 || !isKey(key) ? 'is not USER:KEY' : undefined;
    const fault = unread ?? (isTwice ? `${user} has one password at a time there` : file && faultOf(file, user, key));
    if (fault === undefined) lines.push(passwordLine(user, key));
    else faults.push(`line ${i + 1}: ${fault}`);
  }
  return { lines, faults };
}

/** The hub's own key stands in no file of agents. */
function faultOf({ agents, readers }: AgentsFile, user: string, key: string): string | undefined {
  if (user === hubUser) return undefined;
  const agent = agents.find((one) => agentUser(one.site, one.agent) === user);
  const known = agent ?? readers.find(({ name }) => name === user);
  if (known === undefined) return `no agent or reader is called ${user}`;
  return known.keySha256.includes(keyHash(key)) ? undefined : `not a key of ${user}`;
}
