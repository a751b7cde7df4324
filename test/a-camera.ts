// Cameras for tests: simulated ones behind a real RTSP door, the real agent that brings them, and viewers by hand.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { stringify } from 'yaml';
import { freshKey, keyHash } from '../hub/contracts/agent-key.ts';
import type { CameraRow } from '../hub/contracts/camera.ts';
import { livePath } from '../hub/contracts/video-paths.ts';
import { type HubProcess, root, until } from './a-port.ts';

/** Cameras of the shipped plan that look on the water off berths 5–8; the agent that speaks for them. */
export const berth5 = '52002505101321901011';
export const berth6 = '52002505101321901002';
export const berth7 = '52002505101321901003';
export const quay = { site: 'shatian-wharf', agent: 'quay-cameras' } as const;

/** With everything in it that an address, a shell or a script could stumble over. */
export const password = "p@ss'w%rd /#?:";

/** Says so loudly where there is none. */
export function hasFfmpeg(): boolean {
  const is = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;
  if (!is) console.warn('SKIPPED: no ffmpeg; npm run setup installs it');
  return is;
}

/** A file of keys for the hub, and the key in it: of the agent that has cameras, and of who speaks by hand. */
export function keysFile(folder: string, whose: { site: string; agent: string } = quay): { path: string; key: string } {
  const key = freshKey();
  const path = join(folder, 'agents.yaml');
  const keySha256 = keyHash(key);
  const hand = { site: 'shatian-wharf', agent: 'hand', keySha256, video: false };
  writeFileSync(path, stringify({ agents: [{ ...whose, keySha256 }, hand] }));
  return { path, key };
}

export interface AgentProcess {
  readonly child: ChildProcess;
  readonly said: () => string;
}

/** The agent as a site runs it: addresses in a file, the key in the environment. */
export function startCameraAgent(
  folder: string,
  hub: Pick<HubProcess, 'web' | 'broker'>,
  key: string,
  cameras: readonly { readonly id: string; readonly rtsp: string }[],
  { site, agent }: { site: string; agent: string } = quay,
): AgentProcess {
  const file = join(folder, 'cameras.yaml');
  writeFileSync(file, stringify({ cameras }));
  const to = ['--hub', hub.web, '--broker', hub.broker, '--site', site, '--agent', agent];
  const args = ['camera', '--cameras', file, ...to, '--spool', join(folder, 'cameras.sqlite')];
  const child = spawn(process.execPath, [join(root, 'edge-agents', 'main.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, EFENCE_AGENT_KEY: key },
  });
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  return { child, said: () => said };
}

export interface Viewer {
  readonly bytes: () => number;
  readonly messages: readonly Buffer[];
  close(): void;
}

export async function watchCamera(hub: Pick<HubProcess, 'web'>, camera: string): Promise<Viewer> {
  const socket = new WebSocket(hub.web.replace('http', 'ws') + livePath(camera));
  const messages: Buffer[] = [];
  let bytes = 0;
  socket.on('message', (data: Buffer) => {
    messages.push(data);
    bytes += data.length;
  });
  await new Promise<void>((done, fail) => socket.once('open', () => done()).once('error', fail));
  return { messages, bytes: () => bytes, close: () => socket.close() };
}

/** The HTTP status with which a WebSocket is refused; 101 when it is not. */
export function upgradeStatus(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers });
  return new Promise((done, fail) => {
    socket.once('open', () => {
      socket.terminate();
      done(101);
    });
    socket.once('unexpected-response', (request, { statusCode = 0 }) => {
      request.destroy();
      done(statusCode);
    });
    socket.on('error', fail);
  });
}

export async function cameraOf(hub: HubProcess, id: string): Promise<CameraRow> {
  const { cameras } = await hub.get<{ cameras: CameraRow[] }>('/api/v1/cameras');
  const found = cameras.find((camera) => camera.id === id);
  if (found === undefined) throw new Error(`no camera ${id}`);
  return found;
}

export const inState = (hub: HubProcess, id: string, state: CameraRow['state'], ms?: number): Promise<CameraRow> =>
  until(
    `${id} is ${state}`,
    async () => {
      const row = await cameraOf(hub, id);
      return row.state === state ? row : undefined;
    },
    ms,
  );

/** The command line of every process, by its id. */
export function commandLines(): Map<number, string> {
  const found = new Map<number, string>();
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    try {
      found.set(pid, readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

/** Processes of ffmpeg that this one has started and that still run. */
export function ffmpegsOf(parent: number | undefined): number[] {
  return [...commandLines()].flatMap(([pid, line]) => {
    try {
      const [, state, ppid] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return line.startsWith('ffmpeg') && state !== 'Z' && Number(ppid) === parent ? [pid] : [];
    } catch {
      return [];
    }
  });
}
