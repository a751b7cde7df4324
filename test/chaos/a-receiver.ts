// An AIS receiver for a real agent with a real spool: ships that go in and out, told over TCP, whoever is listening at the time.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Accounts } from '../../edge-agents/spool-accounts.ts';
import { endOf, freePort, inside, outside, root } from '../a-port.ts';
import { classA, single } from '../edge-agents/ais/sentence.ts';

const everyMs = 20;
const ships = 5;

/** One ten-thousandth of a minute of arc, as AIS tells places. */
const arc = (degrees: number): number => Math.round(degrees * 600_000);

export class AisReceiver {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #telling: NodeJS.Timeout;
  #told = 0;
  /** Sentences that somebody was there to hear. */
  heard = 0;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#telling = setInterval(() => this.#tell(), everyMs);
  }

  static async open(): Promise<AisReceiver> {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
    return new AisReceiver(server, port);
  }

  /** No ship says anything more. */
  hush(): void {
    clearInterval(this.#telling);
  }

  close(): void {
    this.hush();
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #tell(): void {
    this.#told += 1;
    const { lon, lat } = Math.floor(this.#told / (40 * ships)) % 2 === 0 ? outside : inside;
    const fix = { mmsi: 413_900_000 + (this.#told % ships), lon: arc(lon), lat: arc(lat), second: 60, speed: 50 };
    if (this.#sockets.size > 0) this.heard += 1;
    for (const socket of this.#sockets) if (!socket.writableNeedDrain) socket.write(`${single(classA(fix))}\r\n`);
  }
}

/** The agent's process, beginning again with the spool it left. */
export function startAis(port: number, broker: string, spool: string, under: readonly string[] = []) {
  const args = ['ais', '--tcp', `127.0.0.1:${port}`, '--broker', broker, '--spool', spool, '--agent', 'ais'];
  const [command = '', ...rest] = [...under, process.execPath, join(root, 'edge-agents', 'main.ts'), ...args];
  const child: ChildProcess = spawn(command, rest, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  return { child, said: () => said, kill: (signal: NodeJS.Signals) => endOf(child, signal) };
}

/** What a spool says of itself while no agent has it open. */
export interface SpoolStanding {
  readonly epoch: string;
  readonly last: number;
  readonly acked: number;
  /** In order. */
  readonly kept: readonly number[];
}

export function readSpool(path: string): SpoolStanding | undefined {
  // Killed before there was a file at all.
  if (!existsSync(path)) return undefined;
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const told = (name: string) =>
      db.prepare('SELECT value FROM spool WHERE name = ?').get(name)?.['value'] as string | undefined;
    const { routine } = JSON.parse(told('accounts') ?? '{}') as Partial<Accounts>;
    const rows = db.prepare("SELECT seq FROM kept WHERE class = 'routine' ORDER BY seq").all() as { seq: number }[];
    const { last = 0, gone: acked = 0 } = routine ?? {};
    return { epoch: told('epoch') ?? '', last, acked, kept: rows.map(({ seq }) => seq) };
  } catch (error) {
    // Killed before the tables were there.
    if (String(error).includes('no such table')) return undefined;
    throw error;
  } finally {
    db.close();
  }
}
