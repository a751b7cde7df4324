// How a hub's credentials come about: the file of agents and readers, the demo's own, and what is told of them at the start.

import { keyHash } from './contracts/agent-key.ts';
import { demoCameras, demoFleet } from './demo.ts';
import { type AgentsFile, readAgents } from './identity/agents-file.ts';
import { AgentsWatch } from './identity/agents-watch.ts';
import { type Change, Credentials, noAgents } from './identity/credentials.ts';

export interface CredentialsAsked {
  /** Another broker's accounts decide who comes in over MQTT; the file, who brings video. */
  readonly isExternal: boolean;
  /** The file; without it whoever is on this machine may come in. */
  readonly path: string | undefined;
  /** The demo's key of this start, and whether its cameras can be shown. */
  readonly demo: { readonly key: string; readonly films: boolean } | undefined;
}

export interface MadeCredentials {
  readonly credentials: Credentials;
  /** Whether the demo's cameras are shown: not where the file names their agent, for then a real one is to come. */
  readonly filming: boolean;
  /** Reads the file again where it is another; undefined without one. */
  watch(onChange: (change: Change) => void, onFault: (says: string) => void): AgentsWatch | undefined;
}

/** @throws StartError with every fault of the file, one a line */
export function makeCredentials({ path, demo }: CredentialsAsked): MadeCredentials {
  const file = path === undefined ? noAgents : readAgents(path);
  const completed = (read: AgentsFile): AgentsFile => ({ ...read, agents: [...read.agents, ...demoOf(read, demo)] });
  const credentials = new Credentials(completed(file), path === undefined);
  return {
    credentials,
    filming: demoOf(file, demo).some(({ video }) => video),
    watch: (onChange, onFault) =>
      path === undefined ? undefined : new AgentsWatch({ path, credentials, completed, onChange, onFault }),
  };
}

/** Whom the file names is not played. */
function demoOf({ agents }: AgentsFile, demo: CredentialsAsked['demo']): AgentsFile['agents'] {
  if (demo === undefined) return [];
  const { site } = demoCameras;
  const played = demoFleet.filter((agent) => !agents.some((one) => one.agent === agent));
  return played.map((agent) => {
    return { site, agent, keySha256: [keyHash(demo.key)], video: demo.films && agent === demoCameras.agent };
  });
}

/** At the start, in a line. */
export function agentsLine(
  { path, demo, isExternal }: CredentialsAsked,
  { credentials }: MadeCredentials,
  keyFile: string,
): string {
  const { agents, readers } = credentials.size;
  if (isExternal) return 'as the broker lets them in (npm run acl writes the files for a Mosquitto)';
  if (path !== undefined) return `${path}: ${agents} agents, ${readers} readers; nobody else comes in`;
  if (demo === undefined)
    return 'OPEN: whoever is on this machine may speak as any agent, and hear all (--agents FILE names who may)';
  return `DEMO key in ${keyFile}, where npm run agent finds it; OPEN to this machine for all but the simulated agents`;
}

export const changeText = ({ came, went, rekeyed }: Change): string =>
  Object.entries({ came, went, 'other keys or sites': rekeyed })
    .filter(([, users]) => users.length > 0)
    .map(([what, users]) => `${what}: ${users.slice(0, 10).join(', ')}${users.length > 10 ? ', …' : ''}`)
    .join('; ');
