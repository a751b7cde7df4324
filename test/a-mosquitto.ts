// A real Mosquitto for tests, on a port of its own, open to everybody unless it is told whom to let in.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { endOf, freePort, until } from './a-port.ts';

const mosquittoAt = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'].find(existsSync);

/** A real Mosquitto on a port of its own; undefined, and loudly so, where there is none. */
export async function startMosquitto(
  folder: string,
  at?: number,
  access: readonly string[] = ['allow_anonymous true'],
): Promise<{ url: string; child: ChildProcess } | undefined> {
  if (mosquittoAt === undefined) {
    console.warn('SKIPPED: no mosquitto; npm run setup installs it');
    return undefined;
  }
  const port = at ?? (await freePort());
  const conf = join(folder, 'mosquitto.conf');
  writeFileSync(conf, [`listener ${port} 127.0.0.1`, ...access, 'persistence false', 'log_dest none', ''].join('\n'));
  const child = spawn(mosquittoAt, ['-c', conf], { stdio: 'ignore' });
  const url = `mqtt://127.0.0.1:${port}`;
  try {
    await until('mosquitto listens', () => listensAt(port));
    return { url, child };
  } catch (error) {
    await endOf(child, 'SIGKILL');
    throw error;
  }
}

const listensAt = (port: number): Promise<true | undefined> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => done(undefined));
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
  });
