// The demo's source: the simulated fleet as a process of its own, which ends with the hub however the hub ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const agentMain = resolve(import.meta.dirname, '..', 'edge-agents', 'main.ts');
/** Longer than the grace of any plan we ship, so that whoever ends the fleet sees the hub say that it is blind. */
export const restartMs = 30_000;

export class Demo {
  readonly #args: readonly string[];
  readonly #exited: (code: number | null) => void;
  #child: ChildProcess | undefined;
  #stopping = false;

  /** `brokerUrl` is where the fleet reports to; `spool` where it keeps what is not acked. */
  constructor(brokerUrl: string, spool: string, exited: (code: number | null) => void) {
    // With its standard input closed by the hub's end, however sudden, the agent ends too: no orphan.
    this.#args = [
      agentMain,
      'sim',
      '--broker',
      brokerUrl,
      '--spool',
      spool,
      '--site',
      'shatian-wharf',
      '--until-stdin-ends',
    ];
    this.#exited = exited;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const child = spawn(process.execPath, this.#args, { stdio: ['pipe', 'ignore', 'inherit'] });
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
