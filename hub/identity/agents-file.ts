// The file of credentials: which agents and readers may come in, and by which keys. Every fault of it is named by its line.
import { basename, dirname } from 'node:path';
import { Compile } from 'typebox/compile';
import { hubUser } from '../contracts/agent-key.ts';
import { AgentId, SiteId } from '../contracts/ids.ts';
import type { Sites } from '../contracts/person.ts';
import { StartError } from '../errors.ts';
import { type Fault, faultText, type Place } from '../files/place.ts';
import { readYamlFile } from '../files/yaml-file.ts';

/** SHA-256 of the keys, 64 hex digits each: the file is of no use to whoever reads it. Two while one takes the other's place. */
type KeyHashes = readonly string[];

export interface AgentEntry {
  readonly site: string;
  readonly agent: string;
  readonly keySha256: KeyHashes;
  /** False of one that brings none, though the plan gives it cameras: no alert waits for its picture. */
  readonly video?: boolean;
}

/** Someone who may listen, and say nothing. */
export interface ReaderEntry {
  readonly name: string;
  readonly keySha256: KeyHashes;
  readonly sites: Sites;
}

export interface AgentsFile {
  readonly agents: readonly AgentEntry[];
  readonly readers: readonly ReaderEntry[];
}

const keysMost = 2;
const agentFields = new Set(['site', 'agent', 'keySha256', 'video']);
const readerFields = new Set(['name', 'keySha256', 'sites']);

const siteCheck = Compile(SiteId);
const agentCheck = Compile(AgentId);
const isSite = (text: string | undefined): boolean => siteCheck.Check(text);
const isAgent = (text: string | undefined): boolean => agentCheck.Check(text);

/** `agents: [{ site, agent, keySha256 }]`, `readers: [{ name, keySha256, sites }]`. @throws StartError with every fault, one a line */
export function readAgents(path: string): AgentsFile {
  const kinds = { agents: 'agent', readers: 'reader' };
  const { there, root, faults: unread } = readYamlFile(dirname(path), basename(path), kinds);
  if (!there) throw new StartError(`--agents ${path}: there is no such file`);
  const faults = [...unread];
  const agents = (root?.at('agents').entries ?? []).map((entry) => agentOf(entry, faults));
  const readers = (root?.at('readers').entries ?? []).map((entry) => readerOf(entry, faults));
  if (faults.length === 0 && agents.length === 0) throw new StartError(`--agents ${path}: it holds no list \`agents\``);
  if (faults.length > 0) throw new StartError(faults.map((fault) => faultText(path, fault)).join('\n'));
  const twice = repeated([...agents.map(({ site, agent }) => `${site}/${agent}`), ...readers.map(({ name }) => name)]);
  if (twice !== undefined) throw new StartError(`${path}: ${twice} is named twice; two keys are one list`);
  return { agents, readers };
}

function agentOf(entry: Place, faults: Fault[]): AgentEntry {
  faults.push(...entry.strangers(agentFields, 'an agent'));
  const [site, agent, video] = [entry.at('site'), entry.at('agent'), entry.at('video')];
  const letters = 'in lower-case letters, digits and hyphens';
  if (!isSite(site.text)) faults.push(site.fault(`site must be a site ${letters}`));
  if (!isAgent(agent.text)) faults.push(agent.fault(`agent must be an agent ${letters}`));
  if (![undefined, true, false].includes(video.value as undefined)) faults.push(video.fault('video is true or false'));
  const entered = { site: site.text ?? '', agent: agent.text ?? '', keySha256: keysOf(entry, faults) };
  return typeof video.value === 'boolean' ? { ...entered, video: video.value } : entered;
}

function readerOf(entry: Place, faults: Fault[]): ReaderEntry {
  faults.push(...entry.strangers(readerFields, 'a reader'));
  const [name, sites] = [entry.at('name'), entry.at('sites')];
  if (!isAgent(name.text)) faults.push(name.fault('name must be in lower-case letters, digits and hyphens'));
  if (name.text === hubUser) faults.push(name.fault(`${hubUser} is the name of the hub itself`));
  const named = sites.entries.map(({ text = '' }) => text);
  if (sites.value !== 'all' && (named.length === 0 || !named.every(isSite)))
    faults.push(sites.fault('sites are a list of sites, or all'));
  return {
    name: name.text ?? '',
    keySha256: keysOf(entry, faults),
    sites: sites.value === 'all' ? 'all' : named,
  };
}

/** One, or a list of two. A key in clear is never repeated. */
function keysOf(entry: Place, faults: Fault[]): KeyHashes {
  const place = entry.at('keySha256');
  const hashes = place.entries.length > 0 ? place.entries.map(({ text = '' }) => text) : [place.text ?? ''];
  if (hashes.length > keysMost) faults.push(place.fault(`keySha256 is one, or a list of ${keysMost}`));
  if (!hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash)))
    faults.push(
      place.fault(
        'keySha256 must be 64 hex digits, as `npm run agent -- key` prints them; in quotes where they are digits only',
      ),
    );
  return hashes;
}

const repeated = (names: readonly string[]): string | undefined => names.find((name, i) => names.indexOf(name) !== i);
