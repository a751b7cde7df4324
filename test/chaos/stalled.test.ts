// A dashboard that never reads: it is cut off, the hub's memory stays as it was, and those who read hear of everything in time.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { HandAgent, inside, outside, positionEvent, startHub, temporaryFolder, until } from '../a-port.ts';
import { Reader } from './a-reader.ts';

const ships = 2000;
const stalledOnes = 4;
const batch = 200;
/** More than a socket may have unsent. */
const changes = 300;

/** Resident memory of a process, MiB (proc(5), status). */
const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Comes in as a page does, by hand, and never reads what it is sent. */
async function stalled(port: number): Promise<{ socket: Socket; ask: () => void; isCut: () => boolean }> {
  const socket = connect(port, '127.0.0.1');
  let cut = false;
  socket.on('error', () => {});
  socket.on('close', () => (cut = true));
  const upgrade = ['connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'];
  const path = '/socket.io/?EIO=4&transport=websocket';
  const head = [
    `GET ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    ...upgrade,
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  let seen = '';
  socket.on('data', (chunk) => (seen += chunk.toString('latin1')));
  await until('it is answered', () => seen.includes('"sid"') || undefined);
  socket.write(frame('40'));
  await until('it is in', () => seen.includes('40{') || undefined);
  socket.removeAllListeners('data');
  socket.pause();
  let asked = 0;
  const ask = (): void => {
    asked += 1;
    if (!cut) socket.write(frame(`42${asked}["sync",{}]`));
  };
  return { socket, ask, isCut: () => cut };
}

/** A text frame of RFC 6455 from a client: masked, here with zeros. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}

describe('A dashboard that never reads', () => {
  it('is cut off, costs the hub no memory to speak of, and holds nobody up', async function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    const hub = await startHub(folder.path);
    const hand = await HandAgent.connect(hub.broker);
    const closing: (() => void)[] = [];
    try {
      const t = Date.now() - 600_000;
      for (let from = 1; from <= ships; from += batch)
        await hand.send(
          Array.from({ length: batch }, (_, i) =>
            positionEvent({ seq: from + i, ...outside, time: t, mmsi: 413_100_000 + from + i }),
          ),
        );
      const reader = new Reader(hub.web);
      closing.push(() => reader.end());
      await until('a reader is there', () => reader.connections > 0 || undefined);
      const bad = await Promise.all(Array.from({ length: stalledOnes }, () => stalled(Number(new URL(hub.web).port))));
      closing.push(() => bad.forEach(({ socket }) => void socket.destroy()));
      const before = residentMiB(hub.child.pid ?? 0);
      const asking = setInterval(() => bad.forEach(({ ask }) => void ask()), 250);
      closing.push(() => clearInterval(asking));
      let most = before;
      let slowest = 0;
      let seq = ships;
      for (let change = 1; change <= changes || bad.some(({ isCut }) => !isCut()); change += 1) {
        if (change > 10 * changes) throw new Error('never cut off');
        seq += 1;
        const place = change % 2 === 1 ? inside : outside;
        const began = performance.now();
        await hand.send([positionEvent({ seq, ...place, time: t + change * 10_000, mmsi: 413_100_001 })]);
        await until('the reader hears of it', () => reader.seq >= change || undefined);
        slowest = Math.max(slowest, performance.now() - began);
        most = Math.max(most, residentMiB(hub.child.pid ?? 0));
      }
      expect(most - before, 'MiB more').to.be.lessThan(150);
      expect(slowest, 'ms until the reader had it').to.be.lessThan(5000);
      expect([reader.gaps, reader.connections]).to.deep.equal([0, 1]);
    } finally {
      for (const close of closing) close();
      await hand.end();
      await hub.kill();
      folder.remove();
    }
  });
});
