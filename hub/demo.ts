// The demo's sources: the simulated fleet and two simulated cameras, processes of their own that end with the hub however it ends.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const agentMain = resolve(import.meta.dirname, '..', 'edge-agents', 'main.ts');
/** Longer than the grace of any plan we ship, so that whoever ends the fleet sees the hub say that it is blind. */
export const restartMs = 30_000;

/** The agent of the shipped plan whose cameras the demo shows. */
export const demoCameras = { site: 'shatian-wharf', agent: 'quay-cameras' } as const;

/** Whom the fleet speaks as. A key of this start is theirs, and nobody else's. */
export const demoFleet = ['sim', 'yard', 'gate-main', 'quay-cameras', 'customs-desk'] as const;

/** Where whoever may read the data folder finds the key of this start; `npm run agent` looks there by itself. */
export const demoKeyFile = (dataFolder: string): string => join(dataFolder, 'demo-key');

/** Readable by its owner alone, from the first moment. What an earlier start left there goes. */
export function leaveDemoKey(dataFolder: string, key: string): void {
  takeDemoKey(dataFolder);
  writeFileSync(demoKeyFile(dataFolder), `${key}\n`, { mode: 0o600, flag: 'wx' });
}

export const takeDemoKey = (dataFolder: string): void => rmSync(demoKeyFile(dataFolder), { force: true });

/** `brokerUrl` is where the fleet reports to; `spool` where it keeps what is not acked. */
export const fleetArgs = (brokerUrl: string, spool: string): readonly string[] => [
  ...['sim', '--broker', brokerUrl, '--spool', spool, '--site', 'shatian-wharf'],
];

export const cameraArgs = (hubUrl: string): readonly string[] => {
  return ['sim-cameras', '--hub', hubUrl, '--site', demoCameras.site, '--agent', demoCameras.agent];
};

/** Simulated cameras are drawn and transcoded by it. */
export const hasFfmpeg = (): boolean => spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;

export class Demo {
  readonly #args: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #exited: (code: number | null) => void;
  #child: ChildProcess | undefined;
  #stopping = false;

  /** `env` is all of the child's environment, where its key stands. */
  constructor(args: readonly string[], exited: (code: number | null) => void, env: NodeJS.ProcessEnv) {
    // With its standard input closed by the hub's end, however sudden, the agent ends too: no orphan.
    this.#args = [agentMain, ...args, '--until-stdin-ends'];
    this.#exited = exited;
    this.#env = env;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const child = spawn(process.execPath, this.#args, { stdio: ['pipe', 'ignore', 'inherit'], env: this.#env });
    this.#child = child;
    child.once('exit', (code) => {
      if (this.#stopping) return;
      this.#exited(code);
      setTimeout(() => this.#stopping || this.start(), restartMs).unref();
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  }
}
