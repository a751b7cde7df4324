// The doors of the hub, pushed at: a foreign host, a malformed address, a wrong method, a fault, a flood of syncs.
import { spawn } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { connect, type Socket as TcpSocket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { makeApp } from '../../hub/api/app.ts';
import type { Clock } from '../../hub/clock.ts';
import { local } from '../../hub/identity/rights.ts';
import { LiveView } from '../../hub/push/live-view.ts';
import { SocketGate } from '../../hub/push/socket-gate.ts';
import { endOf, type HubProcess, root, startHub, temporaryFolder, until } from '../a-port.ts';
import { alertOf } from '../dashboards/alert-of.ts';

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly upgraded: boolean;
}

/** Asks as no browser would: any method, any Host, any path as it is. */
function ask(web: string, path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(web);
    const asked = request({ hostname, port, path, method, headers, agent: false });
    asked.once('error', failed);
    asked.once('upgrade', (response, socket) => {
      socket.destroy();
      done({ status: response.statusCode ?? 0, headers: response.headers, text: '', upgraded: true });
    });
    asked.once('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      const { statusCode: status = 0, headers } = response;
      response.once('end', () => done({ status, headers, text, upgraded: false }));
    });
    asked.end();
  });
}

const codeOf = ({ text }: Got): unknown => (JSON.parse(text) as { code?: unknown }).code;
const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const socketPath = '/socket.io/?EIO=4&transport=websocket';

describe('The doors of a hub', () => {
  const folder = temporaryFolder();
  let hub: HubProcess;
  before(async () => {
    hub = await startHub(folder.path);
  });
  after(async () => {
    await hub.kill();
    folder.remove();
  });

  const own = ['localhost:8080', '127.0.0.1:1', '127.9.9.9', '[::1]:8080', '[::1]'];
  const foreign = ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '127.999.1.1', '10.0.0.1'];
  const odd = ['[::2]', '[127.0.0.1]', '::1', 'localhost:80:80', 'evil@localhost'];

  for (const host of own) {
    it(`open to ${host}, for a request and for a socket`, async () => {
      expect((await ask(hub.web, '/livez', 'GET', { host })).status).to.equal(200);
      const got = await ask(hub.web, socketPath, 'GET', { ...upgrade, host, origin: `http://${host}` });
      expect(got.upgraded).to.equal(true);
    });
  }

  for (const host of [...foreign, ...odd]) {
    it(`closed to ${host}, for a request and for a socket, even from a page of that very name`, async () => {
      const got = await ask(hub.web, '/api/v1/alerts', 'GET', { host });
      expect([got.status, codeOf(got)]).to.deep.equal([421, 'host-wrong']);
      const socket = await ask(hub.web, socketPath, 'GET', { ...upgrade, host, origin: `http://${host}` });
      expect(socket.upgraded).to.equal(false);
    });
  }

  it('a page of another origin opens no socket, whatever the host', async () => {
    const got = await ask(hub.web, socketPath, 'GET', { ...upgrade, origin: 'http://evil.example' });
    expect(got.upgraded).to.equal(false);
  });

  it('an address that cannot be read is the asker’s mistake, by code', async () => {
    for (const method of ['GET', 'POST']) {
      const got = await ask(hub.web, '/api/v1/alerts/%E0%A4%A', method);
      expect([got.status, codeOf(got)], method).to.deep.equal([400, 'request-malformed']);
      expect(got.headers['content-type']).to.match(/^application\/problem\+json/);
    }
  });

  it('a known address is for reading only, and says so; HEAD reads too', async () => {
    for (const path of ['/livez', '/api/v1/alerts', '/api/v1/alerts/ffffffffffffffff']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const got = await ask(hub.web, path, method);
        expect([got.status, codeOf(got)], `${method} ${path}`).to.deep.equal([405, 'method-not-allowed']);
        expect(got.headers.allow).to.equal('GET, HEAD');
      }
    }
    const head = await ask(hub.web, '/livez', 'HEAD');
    expect([head.status, head.text]).to.deep.equal([200, '']);
    expect((await ask(hub.web, '/api/v1/nothing', 'POST')).status).to.equal(404);
  });

  it('on ::1 it says where it is in brackets, as an address has to be', async function () {
    const six = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
    if (!six) {
      console.warn('SKIPPED: no ::1 on this machine');
      this.skip();
    }
    const at = temporaryFolder();
    const options = ['--host', '::1', '--port', '0', '--mqtt-port', '0', '--no-page', '--open', '--data', at.path];
    const child = spawn(process.execPath, [join(root, 'hub', 'main.ts'), ...options], { cwd: root });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    await until('it has said where it is', () => (said.includes('try ') ? true : undefined));
    expect(said).to.match(/^api {6}http:\/\/\[::1\]:\d+\/api\/v1\/status$/m);
    expect(said).to.match(/^mqtt {5}mqtt:\/\/\[::1\]:\d+ /m);
    await endOf(child, 'SIGTERM');
    at.remove();
  });
});

it('A fault of the hub’s own is told to whoever keeps the log, and to the asker as a code only', async () => {
  const fault = new Error('a secret of the house');
  const heard: unknown[] = [];
  const route = { method: 'get', path: '/broken', needs: 'nothing', answer: () => raise(fault) } as const;
  const http = createServer(
    makeApp([route], { whoAsks: () => ({ ...local, proved: true }), onFault: (error) => heard.push(error) }),
  );
  const got = await ask(await opened(http), '/broken');
  expect([got.status, codeOf(got)]).to.deep.equal([500, 'hub-fault']);
  expect(got.text).to.not.contain('secret');
  expect(heard).to.deep.equal([fault]);
  http.close();
});

describe('The socket gate', () => {
  let now = 0;
  const never = () => () => {};
  const clock: Clock = {
    now: () => now,
    steady: () => now,
    notBefore: () => {},
    aheadMs: () => 0,
    every: never,
    after: never,
  };
  // As many as are sent unpacked, and more bytes than lie on a line whose other end does not read.
  const alert = alertOf('a', { scope: 'x'.repeat(1000) });
  const pile = Array.from({ length: 5000 }, () => alert);
  let pictures = 0;
  let http: Server;
  let gate: SocketGate;
  let web: string;

  beforeEach(async () => {
    now = 1_000_000;
    pictures = 0;
    http = createServer();
    const open = () => {
      pictures += 1;
      return pile;
    };
    gate = new SocketGate(
      http,
      clock,
      new LiveView('e1', { segmentOf: () => undefined, siteOf: () => undefined }),
      {
        epoch: 'j',
        seq: () => 1,
        count: () => pile.length,
        open,
        after: () => [],
        checks: () => [],
      },
      { asks: () => ({ person: local, session: undefined, proved: true }), isStillIn: () => true, refused: () => {} },
    );
    web = await opened(http);
  });
  afterEach(() => gate.close());

  const polite = async (): Promise<Socket> => {
    const socket = io(web, { transports: ['websocket'], reconnection: false });
    await new Promise<void>((done) => socket.once('connect', () => done()));
    return socket;
  };
  const told = (count: number, seq = 1) => Array.from({ length: count }, (_, i) => ({ seq: seq + i, alert }) as never);

  it('answers one sync in 200 ms of each socket, and the rest by code', async () => {
    const socket = await polite();
    const sync = () => socket.timeout(5000).emitWithAck('sync', {});
    expect(await sync()).to.include({ ok: true });
    expect(await sync()).to.deep.equal({ ok: false, code: 'sync-too-soon' });
    now += 199;
    expect(await sync()).to.deep.equal({ ok: false, code: 'sync-too-soon' });
    now += 1;
    expect(await sync()).to.include({ ok: true });
    const other = await polite();
    expect(await other.timeout(5000).emitWithAck('sync', {})).to.include({ ok: true });
    expect(pictures).to.equal(3);
    socket.disconnect();
    other.disconnect();
  });

  it('cuts off who asks too soon a hundred times over', async () => {
    const socket = await polite();
    const cut = new Promise((done) => socket.once('disconnect', done));
    for (let i = 0; i < 103; i += 1) socket.emit('sync', {}, () => {});
    await cut;
    expect(pictures).to.equal(1);
  });

  it('a flood of syncs by one who does not read costs one picture at most and ends the connection', async () => {
    const lazy = await whoDoesNotRead(web);
    lazy.write(Buffer.concat(Array.from({ length: 20_000 }, (_, i) => textFrame(`42${i}["sync",{}]`))));
    await until('it is cut off', () => gate.clients === 0 || undefined);
    expect(pictures).to.be.at.most(1);
    lazy.destroy();
  });

  it('one who asks nicely and does not read gets no second picture behind the first', async () => {
    const lazy = await whoDoesNotRead(web);
    for (let asked = 0; asked < 5; asked += 1) {
      lazy.write(textFrame(`42${asked}["sync",{}]`));
      await until('the first is on its way', () => pictures > 0 || undefined);
      await new Promise((done) => setTimeout(done, 20));
      now += 1000;
    }
    expect(pictures).to.equal(1);
    lazy.destroy();
  });

  it('one who does not read is cut off as soon as the bound is passed, without waiting for the next beat', async () => {
    const lazy = await whoDoesNotRead(web);
    for (let i = 0; gate.clients > 0 && i < 500; i += 1) {
      gate.tell(told(100));
      await new Promise((done) => setImmediate(done));
    }
    expect(gate.clients).to.equal(0);
    lazy.destroy();
  });

  it('closing waits for nobody who does not read', async () => {
    const lazy = await whoDoesNotRead(web);
    lazy.write(textFrame('420["sync",{}]'));
    await until('the picture is on its way', () => pictures > 0 || undefined);
    await gate.close();
    lazy.destroy();
  });

  it('one who reads is not cut off by much told in one go', async () => {
    const socket = await polite();
    let heard = 0;
    socket.on('alerts', () => (heard += 1));
    for (let seq = 1; seq <= 1000; seq += 1) gate.tell(told(1, seq));
    await until('all is heard', () => heard === 1000 || undefined);
    expect(socket.connected).to.equal(true);
    socket.disconnect();
  });
});

async function opened(http: Server): Promise<string> {
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  return `http://127.0.0.1:${(http.address() as { port: number }).port}`;
}

function raise(fault: Error): never {
  throw fault;
}

/** A client by hand that has joined, and from then on takes nothing off the wire. */
async function whoDoesNotRead(web: string): Promise<TcpSocket> {
  const { port, host } = new URL(web);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  let got = '';
  socket.on('data', (chunk) => (got += chunk.toString('latin1')));
  const headers = Object.entries({ ...upgrade, host }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${socketPath} HTTP/1.1\r\n${headers.join('')}\r\n`);
  await until('the connection is open', () => got.includes('0{"sid"') || undefined);
  socket.write(textFrame('40'));
  await until('it has joined', () => got.includes('40{"sid"') || undefined);
  socket.pause();
  return socket;
}

/** A short text frame of a client, masked with nothing (RFC 6455 §5.2). */
const textFrame = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
