// A broker that is not ours, and goes: the hub takes its leave of it, and does not wait for one that does not answer.
import { createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { expect } from 'chai';
import { ExternalBroker } from '../../hub/ingest/external-broker.ts';
import type { Intake } from '../../hub/ingest/intake.ts';
import { freePort, until } from '../a-port.ts';

/** A broker that takes what it is sent, and says so or never does; and a hub's link to it that was up. */
async function linked(answers: boolean) {
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
  const links: boolean[] = [];
  const intake: Intake = {
    ...{ hubId: 'h', life: 'l', hear: () => {}, belongs: () => true, room: () => undefined, isOpen: () => true },
    ...{ foreign: () => {}, linkError: () => {}, link: (up) => void links.push(up) },
  };
  const broker = new ExternalBroker(`mqtt://127.0.0.1:${port}`, intake);
  await until('the hub has said that it listens', () => said.length > 0);
  const goes = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
    await new Promise<void>((done) => aedes.close(() => done()));
  };
  /** Whether the link ends before whoever supervises the hub would have killed it. */
  const left = (): Promise<unknown> => {
    const late = new Promise((resolve) => setTimeout(resolve, 5000, 'still there').unref());
    return Promise.race([broker.close().then(() => 'left'), late]);
  };
  return { said, goes, left, isLost: () => links.at(-1) === false };
}

describe('The link to a broker that is not ours', () => {
  it('ends at a stop with a farewell', async () => {
    const { said, goes, left } = await linked(true);
    expect(await left()).to.equal('left');
    expect(said.map((one) => JSON.parse(one).online)).to.deep.equal([true, false]);
    await goes();
  });

  it('ends soon, though the broker went before it said that it has what it was sent', async () => {
    const { goes, left, isLost } = await linked(false);
    await goes();
    await until('the link is lost', isLost);
    expect(await left()).to.equal('left');
  });

  it('ends soon, though the broker is there and never says that it has what it was sent', async () => {
    const { goes, left } = await linked(false);
    expect(await left()).to.equal('left');
    await goes();
  });
});
