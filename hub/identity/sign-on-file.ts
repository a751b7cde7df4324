// How people of an organisation sign on by OpenID Connect: its issuer, who we are to it, and which of its groups is what here.
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { isLocal } from '../contracts/loopback.ts';
import type { Agency, Role, Sites } from '../contracts/person.ts';
import { StartError } from '../errors.ts';
import { type Fault, faultText, type Place } from '../files/place.ts';
import { readYamlFile } from '../files/yaml-file.ts';
import { sitesOf, standingOf } from './people.ts';

/** What a group of theirs is here; the first of the file that somebody is in counts. */
export interface GroupHere {
  readonly group: string;
  readonly role: Role;
  readonly agency: Agency;
  readonly sites: Sites;
}

export interface SignOnFile {
  readonly issuer: URL;
  readonly client: string;
  /** Where the issuer sends people back to. */
  readonly redirect: URL;
  /** What is asked for; some issuers tell groups only where `groups` is among it. */
  readonly scope: string;
  /** Claims that name a person, and their groups. */
  readonly nameClaim: string;
  readonly groupsClaim: string;
  readonly groups: readonly GroupHere[];
  /** Of all of it: who came in by another file comes in again. */
  readonly digest: string;
}

export const callbackPath = '/api/v1/sign-on/callback';

const fields = new Set(['issuer', 'client', 'redirect', 'scope', 'nameClaim', 'groupsClaim', 'groups']);
const groupFields = new Set(['group', 'role', 'agency', 'sites']);

/** @param sites of the plan. @throws StartError with every fault on a line of its own */
export function readSignOn(path: string, sites: ReadonlySet<string>): SignOnFile {
  const { there, faults: found, root } = readYamlFile(dirname(path), basename(path), { groups: 'group' });
  if (!there) throw new StartError(`${path}: there is no such file`);
  const faults: Fault[] = [...found];
  if (found.length === 0 && root === undefined) faults.push({ file: path, line: 0, says: 'says nothing' });
  const read = root && signOnOf(root, sites, faults);
  if (faults.length > 0 || read === undefined)
    throw new StartError(faults.map((fault) => faultText(path, fault)).join('\n'));
  return read;
}

function signOnOf(root: Place, sites: ReadonlySet<string>, faults: Fault[]): SignOnFile {
  faults.push(...root.strangers(fields, 'this file'));
  const issuer = addressOf(root.at('issuer'), faults);
  const redirect = addressOf(root.at('redirect'), faults);
  if (redirect.pathname !== callbackPath) faults.push(root.at('redirect').fault(`redirect ends with ${callbackPath}`));
  const client = root.at('client').text ?? '';
  if (client === '') faults.push(root.at('client').fault('client is what the issuer knows this hub by'));
  const entries = root.at('groups').entries;
  if (entries.length === 0) faults.push(root.at('groups').fault('groups say who may come in: at least one'));
  const groups = entries.map((entry) => groupOf(entry, sites, faults));
  const nameClaim = root.at('nameClaim').text ?? 'preferred_username';
  const groupsClaim = root.at('groupsClaim').text ?? 'groups';
  const scope = root.at('scope').text ?? 'openid profile';
  const all = { issuer, client, redirect, scope, nameClaim, groupsClaim, groups };
  return { ...all, digest: createHash('sha256').update(JSON.stringify(all)).digest('hex') };
}

function groupOf(entry: Place, sites: ReadonlySet<string>, faults: Fault[]): GroupHere {
  faults.push(...entry.strangers(groupFields, 'a group'));
  const group = entry.at('group').text ?? '';
  if (group === '') faults.push(entry.at('group').fault('group is its name at the issuer'));
  return { group, ...standingOf(entry, faults), sites: sitesOf(entry.at('sites'), sites, faults) ?? [] };
}

/** Over a network only with TLS: what passes there opens the hub. */
function addressOf(place: Place, faults: Fault[]): URL {
  const url = URL.parse(place.text ?? '');
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal(url));
  if (url === null || !isSafe) faults.push(place.fault('an address with https, or with http on this machine'));
  return url ?? new URL('http://127.0.0.1/');
}
