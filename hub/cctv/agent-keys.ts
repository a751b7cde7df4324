// Which agents may bring video, and by which key: the file of keys, and the comparison that takes the same time for any key.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { StartError } from '../errors.ts';
import { type Fault, faultText, type Place } from '../files/place.ts';
import { readYamlFile } from '../files/yaml-file.ts';

export interface AgentKey {
  readonly site: string;
  readonly agent: string;
  /** SHA-256 of the key, 64 hex digits: the file is of no use to whoever reads it. */
  readonly keySha256: string;
}

const fields: Readonly<Record<keyof AgentKey, RegExp>> = {
  site: /^[a-z0-9][a-z0-9-]{1,31}$/,
  agent: /^[a-z0-9][a-z0-9-]{0,31}$/,
  keySha256: /^[0-9a-f]{64}$/,
};

/** `agents: [{ site, agent, keySha256 }]`. @throws StartError with every fault of the file, one a line */
export function readAgentKeys(path: string): AgentKey[] {
  const { there, root, faults } = readYamlFile(dirname(path), basename(path), { agents: 'agent' });
  if (!there) throw new StartError(`--agents ${path}: there is no such file`);
  const entries = root?.at('agents').entries ?? [];
  const all = [...faults, ...entries.flatMap(faultsOf)];
  if (all.length === 0 && entries.length === 0) throw new StartError(`--agents ${path}: it holds no list \`agents\``);
  if (all.length > 0) throw new StartError(all.map((fault) => faultText(path, fault)).join('\n'));
  return entries.map(({ value }) => value as AgentKey);
}

function faultsOf(entry: Place): Fault[] {
  const wrong = Object.entries(fields).filter(([field, pattern]) => !pattern.test(entry.at(field).text ?? ''));
  const extra = Object.keys((entry.value as object | null) ?? {}).filter((name) => !Object.hasOwn(fields, name));
  return [
    ...wrong.map(([field]) => entry.at(field).fault(`${field} must be ${saysOf[field as keyof AgentKey]}`)),
    ...extra.map((name) => entry.at(name).fault(`${name} is nothing an agent has`)),
  ];
}

const saysOf: Readonly<Record<keyof AgentKey, string>> = {
  site: 'a site in lower-case letters, digits and hyphens',
  agent: 'an agent in lower-case letters, digits and hyphens',
  keySha256: '64 hex digits, as `npm run agent -- key` prints them; in quotes where they are digits only',
};

export class AgentKeys {
  readonly #hashes: ReadonlyMap<string, Buffer>;

  constructor(keys: readonly AgentKey[]) {
    this.#hashes = new Map(keys.map((one) => [`${one.site}/${one.agent}`, Buffer.from(one.keySha256, 'hex')]));
  }

  /** Whether it may bring video at all, whatever its key. */
  knows(site: string, agent: string): boolean {
    return this.#hashes.has(`${site}/${agent}`);
  }

  /** `authorization` is the header as it came (RFC 6750 §2.1). A stranger costs as much time as one with a wrong key. */
  admits({ site, agent }: { site: string; agent: string }, authorization: string | undefined): boolean {
    const [, key = ''] = /^Bearer ([A-Za-z0-9._~+/-]{16,256}=*)$/i.exec(authorization ?? '') ?? [];
    const known = this.#hashes.get(`${site}/${agent}`);
    return timingSafeEqual(sha256(key), known ?? nobody) && known !== undefined;
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const nobody = randomBytes(32);
