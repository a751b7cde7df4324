// One life of a hub: the real process, begun without waiting for it, so that it can be killed at any moment, its start included.
import { type ChildProcess, spawn } from 'node:child_process';
import { endOf, freePort, hubAsScripted, root } from '../a-port.ts';

/** Where one hub lives, life after life. */
export interface Home {
  readonly data: string;
  readonly port: number;
  readonly mqttPort: number;
  /** The main module; another one stands in for a hub that breaks its promises. */
  readonly entry?: string | undefined;
  readonly args?: readonly string[] | undefined;
  /** What goes before the program: strace, nsenter. */
  readonly under?: readonly string[] | undefined;
}

export interface Life {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Milliseconds until it was ready; undefined when it ended before. */
  readonly ready: Promise<number | undefined>;
  readonly isGone: () => boolean;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export async function aHome(data: string, more: Partial<Home> = {}): Promise<Home> {
  return { data, port: await freePort(), mqttPort: await freePort(), ...more };
}

export const webOf = ({ port }: Home): string => `http://127.0.0.1:${port}`;
export const brokerOf = ({ mqttPort }: Home): string => `mqtt://127.0.0.1:${mqttPort}`;

export function startLife(home: Home): Life {
  const { data, port, mqttPort, entry, args = [], under = [] } = home;
  const scripted = hubAsScripted();
  const program = entry === undefined ? scripted : [...scripted.slice(0, -1), entry];
  const where = ['--port', `${port}`, '--mqtt-port', `${mqttPort}`, '--data', data, '--no-page', '--open'];
  const [command = '', ...rest] = [...under, process.execPath, ...program, ...where, ...args];
  const began = performance.now();
  const child = spawn(command, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout?.on('data', (chunk) => (said += chunk));
  child.stderr?.on('data', (chunk) => (said += chunk));
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const ready = becomesReady(home, isGone).then((is) => (is ? performance.now() - began : undefined));
  return { child, said: () => said, ready, isGone, kill: (signal) => endOf(child, signal) };
}

async function becomesReady(home: Home, isGone: () => boolean): Promise<boolean> {
  const end = performance.now() + 60_000;
  while (!isGone()) {
    const answer = await fetch(`${webOf(home)}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return true;
    if (performance.now() > end) throw new Error('never ready');
    await new Promise((done) => setTimeout(done, 15));
  }
  return false;
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
