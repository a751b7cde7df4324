// The people of a hub: read from a file whose every fault is named by line, or the demo's own.
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { Compile } from 'typebox/compile';
import { Agency, type Person, Role, type Sites, tokenPrefix } from '../contracts/person.ts';
import { WrittenName } from '../contracts/written.ts';
import { StartError } from '../errors.ts';
import { type Fault, faultText, type Place } from '../files/place.ts';
import { readYamlFile } from '../files/yaml-file.ts';
import { agencyOf, personOf } from './rights.ts';
import { hashed, isHash } from './secret.ts';

export interface Account {
  readonly person: Person;
  /** PHC string of the password. */
  readonly hash: string;
}

export interface People {
  /** By name. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** Accounts of a simulated port, shown to whoever comes: their password is their name. */
  readonly demo: readonly { readonly name: string; readonly role: Role; readonly sites: Sites }[];
}

const roles: readonly string[] = Role.enum;
const agencies: readonly string[] = Agency.enum;
const fields = new Set(['name', 'role', 'agency', 'sites', 'password']);

const nameCheck = Compile(WrittenName);

/** Whether a person may be called so: with nothing in it that is not seen, and passes for another. */
export const isName = (name: string): boolean => name === name.trim() && nameCheck.Check(name);

/** @param sites of the plan. @throws StartError with every fault on a line of its own */
export function readPeople(path: string, sites: ReadonlySet<string>): People {
  const file = readYamlFile(dirname(path), basename(path), { people: 'person' });
  if (!file.there) throw new StartError(`${path}: there is no such file`);
  const faults: Fault[] = [...file.faults];
  const entries = file.root?.at('people').entries ?? [];
  if (faults.length === 0 && entries.length === 0)
    faults.push({ file: path, line: 0, says: 'needs a list of people, with at least one' });
  const accounts = new Map<string, Account>();
  for (const entry of entries) {
    const account = accountOf(entry, sites, faults);
    if (account === undefined) continue;
    if (accounts.has(account.person.name)) faults.push(entry.at('name').fault('is named twice'));
    accounts.set(account.person.name, account);
  }
  if (faults.length > 0) throw new StartError(faults.map((fault) => faultText(path, fault)).join('\n'));
  return { accounts, demo: [] };
}

function accountOf(entry: Place, sites: ReadonlySet<string>, faults: Fault[]): Account | undefined {
  const before = faults.length;
  faults.push(...entry.strangers(fields, 'a person'));
  const [name = '', hash = ''] = ['name', 'password'].map((field) => entry.at(field).text);
  if (!isName(name))
    faults.push(entry.at('name').fault('a person needs a name that can be read, of at most 64 characters'));
  if (name.startsWith(tokenPrefix)) faults.push(entry.at('name').fault(`${tokenPrefix} begins the names of programs`));
  const standing = standingOf(entry, faults);
  // Never repeated: it may be the password itself.
  if (!isHash(hash))
    faults.push(entry.at('password').fault('password is no Argon2id hash; npm run password makes one'));
  const at = sitesOf(entry.at('sites'), sites, faults);
  if (faults.length > before || at === undefined) return undefined;
  return { person: personOf(name, standing.role, at, standing.agency), hash };
}

/** What somebody is, and of whom, where the file says; else as is usual for the role. */
export function standingOf(entry: Place, faults: Fault[]): { readonly role: Role; readonly agency: Agency } {
  const [role, agency] = [entry.at('role'), entry.at('agency')];
  if (!roles.includes(role.text ?? '')) faults.push(role.fault(`role is one of ${roles.join(', ')}`));
  if (agency.value === undefined) return { role: role.text as Role, agency: agencyOf(role.text as Role) };
  if (!agencies.includes(agency.text ?? '')) faults.push(agency.fault(`agency is one of ${agencies.join(', ')}`));
  return { role: role.text as Role, agency: agency.text as Agency };
}

/** Sites of the plan, or all of them. */
export function sitesOf(place: Place, known: ReadonlySet<string>, faults: Fault[]): Sites | undefined {
  if (place.value === 'all') return 'all';
  if (place.entries.length === 0) faults.push(place.fault('sites are a list of sites of the plan, or all'));
  for (const entry of place.entries)
    if (!known.has(entry.text ?? '')) faults.push(entry.fault(`${String(entry.value)} is no site of the plan`));
  return place.entries.map(({ text = '' }) => text);
}

/**
 * Named for what they are; the password is the name. For a simulated port on one machine only.
 * Their hash is the same at each start, so that a restart ends no session of theirs.
 */
export async function demoPeople(sites: readonly string[]): Promise<People> {
  const demo = [
    { name: 'monitor', role: 'monitor', sites: 'all' },
    ...sites.map((site) => ({ name: `operator-${site}`, role: 'operator', sites: [site] }) as const),
    ...(['supervisor', 'auditor', 'admin', 'integration'] as const).map(
      (role) => ({ name: role, role, sites: 'all' }) as const,
    ),
  ] as const;
  const accounts = await Promise.all(
    demo.map(async ({ name, role, sites: at }) => {
      const account = { person: personOf(name, role, at), hash: await hashed(name, saltOf(name)) };
      return [name, account] as const;
    }),
  );
  return { accounts: new Map(accounts), demo };
}

/** By chance it would be another at each start; of a password that everybody knows it hides nothing. */
const saltOf = (name: string): Buffer => createHash('sha256').update(name).digest().subarray(0, 16);
