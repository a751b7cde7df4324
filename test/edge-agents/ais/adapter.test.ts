// The adapter at its sources: a file with a slow taker, a TCP server that hangs up, a UDP port.
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Observed } from '../../../edge-agents/adapter.ts';
import { type AisSource, aisAdapter } from '../../../edge-agents/ais/adapter.ts';
import { classA, rmc, single, split, voyage } from './sentence.ts';

const now = (): number => 1_600_000_000_000;
const fix = single(classA({ second: 60 }));

describe('The AIS adapter', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ais-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const fileOf = (lines: readonly string[], speed?: number): AisSource => {
    const path = join(folder, 'recording.nmea');
    writeFileSync(path, lines.join('\r\n'));
    return { kind: 'file', path, ...(speed === undefined ? {} : { speed }) };
  };

  it('reads a file to its end, the last line without an end, and waits for a slow taker', async () => {
    const adapter = aisAdapter({ source: fileOf([rmc('213950.00', '070420'), fix, fix, fix]), now });
    let busy = 0;
    let most = 0;
    let taken = 0;
    await adapter.start(async () => {
      busy += 1;
      most = Math.max(most, busy);
      await pause(2);
      busy -= 1;
      taken += 1;
    });
    expect([taken, most]).to.deep.equal([3, 1]);
    expect(adapter.counts()).to.deep.equal({ 'type-1': 3 });
  });

  it('a file that is not there is an error of the start', async () => {
    const adapter = aisAdapter({ source: { kind: 'file', path: join(folder, 'none') }, now });
    const failed = await adapter.start(() => {}).catch((error: NodeJS.ErrnoException) => error.code);
    expect(failed).to.equal('ENOENT');
  });

  it('at a speed it waits between two clocks, and a stop ends the wait', async () => {
    const day = [rmc('213950.00', '070420'), fix, rmc('213950.00', '080420'), fix];
    const adapter = aisAdapter({ source: fileOf(day, 1), now });
    let taken = 0;
    const ended = adapter.start(() => {
      taken += 1;
    });
    await pause(50);
    await adapter.stop();
    await ended;
    expect(taken).to.equal(1);
  });

  it('connects to a TCP server, puts cut lines together, and connects again when it hangs up', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.write(`${fix}\r\n${fix.slice(0, 20)}`);
      setTimeout(() => socket.end(`${fix.slice(20)}\r\n`), 30);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const adapter = aisAdapter({ source: { kind: 'tcp', host: '127.0.0.1', port }, now });
    const observed: Observed[] = [];
    const four = new Promise<void>((done) => {
      void adapter.start((one) => {
        if (observed.push(one) === 4) done();
      });
    });
    await four;
    await adapter.stop();
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(sockets).to.have.length(2);
    expect(observed.every(({ time }) => time === now())).to.equal(true);
  });

  it('listens on a UDP port, and can be stopped twice', async () => {
    const spare = createSocket('udp4');
    await new Promise<void>((done) => spare.bind(0, '127.0.0.1', done));
    const { port } = spare.address();
    await new Promise<void>((done) => spare.close(() => done()));
    const adapter = aisAdapter({ source: { kind: 'udp', port, host: '127.0.0.1' }, now });
    const sender = createSocket('udp4');
    const said = new Promise<Observed>((done) => {
      void adapter
        .start(done)
        .then(() => sender.send(`${split(voyage(), 2, '1').join('\r\n')}\r\n`, port, '127.0.0.1'));
    });
    expect((await said).subject).to.equal('mmsi:371255000');
    await adapter.stop();
    await adapter.stop();
    sender.close();
  });
});
