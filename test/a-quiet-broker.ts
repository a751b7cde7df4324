// A broker that takes what it is sent, and says so or never does.
import { createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { freePort } from './a-port.ts';

export interface QuietBroker {
  readonly url: string;
  /** What it was sent, oldest first. */
  readonly said: string[];
  /** With all its connections. */
  goes(): Promise<void>;
}

export async function quietBroker(answers: boolean): Promise<QuietBroker> {
  const aedes = await Aedes.createBroker();
  const said: string[] = [];
  aedes.authorizePublish = (_client, { payload }, done) => {
    said.push(payload.toString());
    if (answers) done(null);
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    aedes.handle(socket);
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
  const goes = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
    await new Promise<void>((done) => aedes.close(() => done()));
  };
  return { url: `mqtt://127.0.0.1:${port}`, said, goes };
}

/** Whether something ends before whoever supervises the hub would kill it. */
export async function endsSoon(ending: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, 5000, false).unref());
  return Promise.race([ending.then(() => true), late]);
}
