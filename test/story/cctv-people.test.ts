// Who may watch a camera: those of its site with the right to; and who did is in the audit.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { keyHash } from '../../hub/contracts/agent-key.ts';
import { agentVideoPath, livePath } from '../../hub/contracts/video-paths.ts';
import { hashed } from '../../hub/identity/secret.ts';
import { berth6, keysFile, quay, upgradeStatus } from '../a-camera.ts';
import { cookieOf, type HubProcess, startHub, temporaryFolder, until } from '../a-port.ts';

const people = [
  ['chen', 'monitor', 'all'],
  ['wharf', 'operator', '[shatian-wharf]'],
  ['bonded', 'operator', '[bonded-centre]'],
  ['tos', 'integration', 'all'],
] as const;

describe('Cameras and people', () => {
  const folder = temporaryFolder();
  const cookies = new Map<string, string>();
  let hub: HubProcess;

  before(async function () {
    this.timeout(60_000);
    const password = 'of-the-port';
    const hash = await hashed(password);
    const file = join(folder.path, 'people.yaml');
    const entries = people.map(([name, role, sites]) => {
      return `  - { name: ${name}, role: ${role}, sites: ${sites}, password: '${hash}' }`;
    });
    writeFileSync(file, `people:\n${entries.join('\n')}\n`);
    hub = await startHub(join(folder.path, 'hub'), { args: ['--no-page', '--people', file] });
    for (const [name] of people) cookies.set(name, await cookieOf(hub.web, name, password));
  });
  after(async () => {
    await hub?.kill();
    folder.remove();
  });

  const ask = async <T>(path: string, who: string): Promise<T> =>
    (await (await fetch(hub.web + path, { headers: { cookie: cookies.get(who) ?? '' } })).json()) as T;

  it('a camera is watched by those of its site who may, and by nobody else', async () => {
    const got: number[] = [];
    for (const who of ['nobody', 'chen', 'wharf', 'bonded', 'tos'])
      got.push(await upgradeStatus(hub.web + livePath(berth6), { cookie: cookies.get(who) ?? '' }));
    expect(got.join(' ')).to.equal('401 101 101 404 403');
  });

  it('nobody sees in the list a camera of another site', async () => {
    const { cameras } = await ask<{ cameras: { site: string }[] }>('/api/v1/cameras', 'bonded');
    expect(new Set(cameras.map(({ site }) => site))).to.deep.equal(new Set(['bonded-centre']));
  });

  it('who watched is in the audit', async () => {
    const watched = async (): Promise<string[]> => {
      const { audit } = await ask<{ audit: { who: string; what: string; detail: string }[] }>('/api/v1/audit', 'chen');
      return audit.filter(({ what, detail }) => what === 'watch' && detail === berth6).map(({ who }) => who);
    };
    await until('both are in the audit', async () => ((await watched()).length === 2 ? true : undefined));
    expect(await watched()).to.have.members(['chen', 'wharf']);
  });

  it('who goes is shown no more', async () => {
    const { default: WebSocket } = await import('ws');
    const cookie = cookies.get('wharf') ?? '';
    const socket = new WebSocket(hub.web.replace('http', 'ws') + livePath(berth6), { headers: { cookie } });
    await new Promise((done) => socket.once('open', done));
    const closed = new Promise((done) => socket.once('close', done));
    await fetch(`${hub.web}/api/v1/session`, { method: 'DELETE', headers: { cookie } });
    await closed;
  });
});

describe('Cameras and their agents', () => {
  it('who is to bring video no more is cut at once, by the same key', async () => {
    const { default: WebSocket } = await import('ws');
    const folder = temporaryFolder();
    const { path, key } = keysFile(folder.path);
    const hub = await startHub(join(folder.path, 'hub'), { args: ['--no-page', '--agents', path] });
    const headers = { authorization: `Bearer ${key}` };
    const line = new WebSocket(hub.web.replace('http', 'ws') + agentVideoPath(quay.site, quay.agent), { headers });
    await new Promise((done) => line.once('open', done));
    const cut = new Promise((done) => line.once('close', done));
    writeFileSync(path, stringify({ agents: [{ ...quay, keySha256: keyHash(key), video: false }] }));
    await cut;
    expect(await upgradeStatus(line.url, headers)).to.equal(401);
    await hub.kill();
    folder.remove();
  });
});
