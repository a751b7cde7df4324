// Who may come in by which key, agents and readers, over MQTT and for video; it changes while the hub runs, and says so.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { agentUser } from '../contracts/agent-key.ts';
import type { Sites } from '../contracts/person.ts';
import type { AgentsFile } from './agents-file.ts';

/** Whose word it is, or who listens. `user` is its name over MQTT and in the audit. */
export type Identity =
  | { readonly is: 'agent'; readonly user: string; readonly site: string; readonly agent: string }
  | { readonly is: 'reader'; readonly user: string; readonly sites: Sites };

/** Someone let in, by this key: once it is no longer in the file, they are out. */
export interface Admitted {
  readonly identity: Identity;
  readonly keySha256: string;
}

interface Known {
  readonly identity: Identity;
  readonly hashes: readonly Buffer[];
  readonly video: boolean;
}

/** User names that came, that went, and whose keys are others. */
export interface Change {
  readonly came: readonly string[];
  readonly went: readonly string[];
  readonly rekeyed: readonly string[];
}

export const noAgents: AgentsFile = { agents: [], readers: [] };

export class Credentials {
  /** Whether someone without a name may come in from this machine, to speak as agents that have no key, and to listen. */
  readonly isOpen: boolean;
  #known: ReadonlyMap<string, Known>;
  readonly #listeners: (() => void)[] = [];

  constructor(file: AgentsFile, isOpen: boolean) {
    this.isOpen = isOpen;
    this.#known = knownOf(file);
  }

  get size(): { readonly agents: number; readonly readers: number } {
    const agents = [...this.#known.values()].filter(({ identity }) => identity.is === 'agent').length;
    return { agents, readers: this.#known.size - agents };
  }

  knows(user: string): boolean {
    return this.#known.has(user);
  }

  /** Whether an agent may bring video at all, whatever its key. */
  mayFilm(site: string, agent: string): boolean {
    return this.#films(agentUser(site, agent));
  }

  /** Undefined for a wrong key. A stranger costs as much time as one with a wrong key, and so does whoever has two. */
  admit(user: string, key: string): Admitted | undefined {
    const known = this.#known.get(user);
    const asked = createHash('sha256').update(key).digest();
    const [one = nobody, other = nobody] = known?.hashes ?? [];
    const [isOne, isOther] = [timingSafeEqual(asked, one), timingSafeEqual(asked, other)];
    if (known === undefined || !(isOne || isOther)) return undefined;
    return { identity: known.identity, keySha256: asked.toString('hex') };
  }

  /** Of an agent that brings video. `authorization` is the header as it came (RFC 6750 §2.1). */
  admitVideo(site: string, agent: string, authorization: string | undefined): Admitted | undefined {
    const [, key = ''] = /^Bearer ([A-Za-z0-9._~+/-]{16,256}=*)$/i.exec(authorization ?? '') ?? [];
    const admitted = this.admit(agentUser(site, agent), key);
    return this.mayFilm(site, agent) ? admitted : undefined;
  }

  /** Whether the key by which someone came in still is one of theirs, and they may still hear what they might then. */
  stands({ identity, keySha256 }: Admitted): boolean {
    const known = this.#known.get(identity.user);
    const isTheirs = known?.hashes.some((hash) => hash.toString('hex') === keySha256) ?? false;
    return isTheirs && JSON.stringify(known?.identity) === JSON.stringify(identity);
  }

  /** The same of a line of video: its agent may be one that is to bring none now. */
  standsVideo(admitted: Admitted): boolean {
    return this.stands(admitted) && this.#films(admitted.identity.user);
  }

  /** From now on; whoever listens is told once it holds. @returns undefined where nothing is another */
  replace(file: AgentsFile): Change | undefined {
    const [was, is] = [this.#known, knownOf(file)];
    this.#known = is;
    const change = {
      came: [...is.keys()].filter((user) => !was.has(user)),
      went: [...was.keys()].filter((user) => !is.has(user)),
      rekeyed: [...is].flatMap(([user, known]) =>
        was.has(user) && formOf(was.get(user)) !== formOf(known) ? user : [],
      ),
    };
    if (change.came.length + change.went.length + change.rekeyed.length === 0) return undefined;
    for (const listener of this.#listeners) listener();
    return change;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #films(user: string): boolean {
    return this.#known.get(user)?.video ?? false;
  }
}

function knownOf({ agents, readers }: AgentsFile): Map<string, Known> {
  const hashesOf = (keys: readonly string[]): Buffer[] => keys.map((hash) => Buffer.from(hash, 'hex'));
  const known = new Map<string, Known>();
  for (const { site, agent, keySha256, video = true } of agents) {
    const user = agentUser(site, agent);
    known.set(user, { identity: { is: 'agent', user, site, agent }, hashes: hashesOf(keySha256), video });
  }
  for (const { name, keySha256, sites } of readers)
    known.set(name, { identity: { is: 'reader', user: name, sites }, hashes: hashesOf(keySha256), video: false });
  return known;
}

const formOf = (known: Known | undefined): string =>
  known === undefined
    ? ''
    : JSON.stringify([known.identity, known.hashes.map((hash) => hash.toString('hex')), known.video]);

const nobody = randomBytes(32);
