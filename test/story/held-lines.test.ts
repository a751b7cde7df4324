// Lines that somebody holds open: one that was refused is closed all the same, and none keeps a hub from ending.
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { type HubProcess, startHub, temporaryFolder, until } from '../a-port.ts';

describe('A line that is held open', () => {
  const folder = temporaryFolder();
  const lines: Socket[] = [];
  let hub: HubProcess;
  before(async () => {
    hub = await startHub(folder.path);
  });
  after(async () => {
    for (const line of lines) line.destroy();
    await hub.kill('SIGKILL');
    folder.remove();
  });

  /** Keeps its own side open, whatever the hub does with the other. */
  async function held(): Promise<Socket> {
    const line = connect({ port: Number(new URL(hub.web).port), host: '127.0.0.1', allowHalfOpen: true });
    lines.push(line);
    line.on('error', () => {});
    await new Promise<void>((done) => line.once('connect', () => done()));
    return line;
  }

  const refused = ['/agents/shatian-wharf/nobody/video', '/nothing', '/x/../socket.io/?EIO=4&transport=websocket'];
  for (const path of refused)
    it(`and was refused an upgrade to ${path} is told why, and closed`, async () => {
      const line = await held();
      let got = '';
      line.on('data', (chunk) => (got += chunk));
      const upgrade = ['connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'];
      const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==';
      const head = [`GET ${path} HTTP/1.1`, `host: ${new URL(hub.web).host}`, ...upgrade, key];
      line.write(`${head.join('\r\n')}\r\n\r\n`);
      await until('it is answered', () => got.includes('urn:efence:error') || undefined);
      // Only a line that is closed on the other side, too, breaks when something is said.
      await until('it is closed', () => {
        line.write('x');
        return line.destroyed || undefined;
      });
    });

  it('and says nothing, or begins a request and never ends it, keeps no hub from ending', async () => {
    await held();
    (await held()).write('POST /api/v1/session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 9\r\n\r\n{');
    await hub.kill('SIGTERM');
    expect(hub.child.exitCode).to.equal(0);
  });
});
