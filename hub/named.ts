// Who is named at a start: the people of a file, of an issuer or of the demo, and the agents; each file is read again while the hub runs.
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import type { HubConfig } from './config.ts';
import { hasFfmpeg } from './demo.ts';
import { type ErrorCode, errors } from './errors.ts';
import { lookMs } from './files/rewritten.ts';
import type { Hub, HubOptions } from './hub.ts';
import { demoPeople, type People } from './identity/people.ts';
import { PeopleFile } from './identity/people-file.ts';
import { readSignOn } from './identity/sign-on-file.ts';
import { type CredentialsAsked, changeText, type MadeCredentials, makeCredentials } from './named-agents.ts';
import type { PortPlan } from './registry/port-plan.ts';

export interface Named {
  readonly people: People | undefined;
  readonly peopleFile: PeopleFile | undefined;
  readonly signOn: HubOptions['signOn'];
  readonly asked: CredentialsAsked;
  readonly keys: MadeCredentials;
}

/** Where it is said what became of a file. */
export interface Log {
  info(about: object, says: string): void;
  error(about: object, says: string): void;
}

/** @param demoKey of the simulated agents, in this start only. @throws StartError with every fault of a file, one a line */
export async function namedIn(config: HubConfig, plan: PortPlan, demoKey: string): Promise<Named> {
  const sites = new Set(plan.sites.map(({ id }) => id));
  const { people: path, oidc, oidcSecret: secret, demo, agents, brokerUrl, dataFolder } = config;
  const checked = join(dataFolder, 'passwords-checked');
  const peopleFile = path === undefined ? undefined : new PeopleFile(path, sites, checked);
  const asked: CredentialsAsked = {
    path: agents,
    isExternal: brokerUrl !== undefined,
    demo: demo ? { key: demoKey, films: hasFfmpeg() } : undefined,
  };
  return {
    people: await (peopleFile?.read() ?? peopleOf(config, plan)),
    peopleFile,
    signOn: oidc === undefined ? undefined : { file: readSignOn(oidc, sites), secret },
    asked,
    keys: makeCredentials(asked),
  };
}

/** Without a file: a demo has its own, and where people sign on nobody else comes in. */
async function peopleOf({ demo, oidc }: HubConfig, { sites }: PortPlan): Promise<People | undefined> {
  const active = sites.filter(({ lifecycle }) => lifecycle === 'active').map(({ id }) => id);
  if (demo) return demoPeople(active);
  return oidc === undefined ? undefined : { accounts: new Map(), demo: [] };
}

/** Each file is read again when it has changed, and on SIGHUP, as daemons do; without any that signal ends the hub, as it does others. */
export function follow({ peopleFile, keys }: Named, hub: Hub, clock: Clock, log: Log): void {
  if (peopleFile !== undefined) followPeople(peopleFile, hub, clock, log);
  const onFault = (says: string): void => log.error({ part: 'agents', says }, 'the file of agents is faulty');
  const watch = keys.watch((change) => hub.credentialsChanged(changeText(change)), onFault);
  if (watch === undefined) return;
  clock.every(lookMs, () => watch.look());
  process.on('SIGHUP', () => watch.read());
}

function followPeople(file: PeopleFile, hub: Hub, clock: Clock, log: Log): void {
  const heard = {
    read: (people: People) => {
      hub.heed(people);
      log.info({ part: 'people', people: people.accounts.size }, 'the people file was read again');
    },
    faulty: (says: string) => {
      const code = 'people-faulty' satisfies ErrorCode;
      log.error({ part: 'people', code, says }, `${errors[code].says}:\n${says}`);
    },
  };
  file.follow(clock, heard);
  process.on('SIGHUP', () => void file.again(heard));
}
