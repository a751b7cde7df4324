// The agent's own key: where it is taken from, what it is shown as over MQTT, and what it means when it is refused.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentUser, clientIdOf, freshKey, isKey, keyHash } from '../hub/contracts/agent-key.ts';
import { isLocal } from '../hub/contracts/loopback.ts';

/** As whom a connection is made. */
export interface Caller {
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
}

/** Where a demo on this machine leaves the key of its start, in the data folder that hubs have by default. */
const demoKeyFile = join('.efence', 'hub', 'demo-key');

/**
 * The key is taken out of the environment, which every child process would inherit. A demo's key goes to this machine only.
 * @throws Error in a sentence that repeats no key
 */
export function takeKey(env: NodeJS.ProcessEnv, file: string | undefined, brokerUrl: string): string | undefined {
  const key = env['EFENCE_AGENT_KEY'];
  delete env['EFENCE_AGENT_KEY'];
  if (key !== undefined && key !== '') return sound(key, 'EFENCE_AGENT_KEY');
  if (file !== undefined) return sound(readKey(file), `--key-file ${file}`);
  const broker = URL.parse(brokerUrl);
  return broker !== null && isLocal(broker) && existsSync(demoKeyFile)
    ? sound(readKey(demoKeyFile), demoKeyFile)
    : undefined;
}

/** Where there is no key it comes as nobody, which a broker may allow. `more` tells two lives of one agent apart. */
export function callerOf(site: string, agent: string, key: string | undefined, more: string): Caller {
  const user = agentUser(site, agent);
  const clientId = clientIdOf(user, more);
  return key === undefined ? { clientId } : { clientId, username: user, password: key };
}

/** To standard output, for whoever keeps it; the hub is given the hash. */
export function keyText(): string {
  const key = freshKey();
  return `EFENCE_AGENT_KEY=${key}\nkeySha256: '${keyHash(key)}'\n`;
}

/** By MQTT's return code (3.1.1 §3.2.2.3); undefined for what is no matter of who asks. */
export function refusalOf(returnCode: unknown, hasKey: boolean): string | undefined {
  if (returnCode === 2) return 'client-id-foreign: the broker does not take this client id for this agent';
  if (returnCode !== 4 && returnCode !== 5) return undefined;
  return hasKey
    ? 'agent-key-wrong: the broker does not know this agent by this key'
    : 'agent-key-missing: set EFENCE_AGENT_KEY, or name a --key-file';
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(`${path}: cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function sound(key: string, from: string): string {
  if (isKey(key)) return key;
  throw new Error(`${from}: is no agent’s key; \`npm run agent -- key\` makes one`);
}
