// Cameras live: real RTSP with a password, real ffmpeg, the real agent, a real hub; and what alerts bear of them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { type SimulatedCameras, simulateCameras } from '../../edge-agents/sim/cameras.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import { agentVideoPath, livePath } from '../../hub/contracts/video-paths.ts';
import {
  type AgentProcess,
  berth5,
  berth6,
  berth7,
  cameraOf,
  commandLines,
  ffmpegsOf,
  hasFfmpeg,
  inState,
  keysFile,
  password,
  quay,
  startCameraAgent,
  upgradeStatus,
  type Viewer,
  watchCamera,
} from '../a-camera.ts';
import {
  endOf,
  freePort,
  HandAgent,
  type HubProcess,
  inside,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

const hubArgs = (keys: string): string[] => ['--no-page', '--agents', keys];
const alertWith = (hub: HubProcess, rule: string, is: (alert: Alert) => boolean, ms?: number): Promise<Alert> =>
  until(`an alert of ${rule}`, async () => (await hub.alerts()).find((one) => one.rule === rule && is(one)), ms);
const more = (viewer: Viewer, than = viewer.bytes()): Promise<true> =>
  until('more of the picture', () => (viewer.bytes() > than ? true : undefined), 30_000);

describe('Cameras, live', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const { path: keys, key } = keysFile(folder.path);
  let site: SimulatedCameras;
  let hub: HubProcess;
  let agent: AgentProcess;

  before(async function () {
    if (!hasFfmpeg()) this.skip();
    site = await simulateCameras([berth6, berth7], password);
    hub = await startHub(join(folder.path, 'hub'), { args: hubArgs(keys) });
    // The third is one that is not there.
    const dead = { id: berth5, rtsp: `rtsp://viewer:${encodeURIComponent(password)}@127.0.0.1:${await freePort()}/` };
    agent = startCameraAgent(folder.path, hub, key, [...site.cameras, dead]);
    await inState(hub, berth6, 'idle');
  });
  after(async () => {
    if (agent !== undefined) await endOf(agent.child, 'SIGTERM');
    await hub?.kill();
    await site?.close();
    folder.remove();
  });

  it('a camera starts with its first viewer, is transcoded once for all of them, and rests after the last', async () => {
    expect(ffmpegsOf(agent.child.pid)).to.deep.equal([]);
    const first = await watchCamera(hub, berth6);
    await more(first);
    const second = await watchCamera(hub, berth6);
    await more(second);
    expect(ffmpegsOf(agent.child.pid)).to.have.length(1);
    expect(await inState(hub, berth6, 'live')).to.include({ viewers: 2, ...quay });
    expect(first.messages.every((one) => one.length % 188 === 0 && one[0] === 0x47)).to.equal(true);
    first.close();
    second.close();
    await until('ffmpeg is gone', () => (ffmpegsOf(agent.child.pid).length === 0 ? true : undefined), 20_000);
    expect(await inState(hub, berth6, 'idle')).to.include({ viewers: 0 });
  });

  it('nobody learns its password: not from the processes, nor from what agent and hub say', async () => {
    const viewer = await watchCamera(hub, berth6);
    await more(viewer);
    const [pid = 0] = ffmpegsOf(agent.child.pid);
    const secrets = [password, encodeURIComponent(password), 'p@ss', 'p%40ss', key];
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    const answers = JSON.stringify(await hub.get('/api/v1/cameras')) + JSON.stringify(await hub.get('/api/v1/status'));
    // This very process was not given it by its command line either.
    const said = [...commandLines().values(), agent.said(), hub.said(), answers, environment].join('\n');
    for (const secret of secrets) expect(said.includes(secret), secret).to.equal(false);
    viewer.close();
  });

  it('comes back by itself when the camera closes, which ffmpeg takes for an end in good order', async () => {
    const viewer = await watchCamera(hub, berth6);
    await more(viewer);
    const [was] = ffmpegsOf(agent.child.pid);
    site.relay.cut(berth6);
    await until('another ffmpeg', () => ffmpegsOf(agent.child.pid).find((pid) => pid !== was), 30_000);
    await more(viewer);
    viewer.close();
  });

  it('comes back by itself when the camera stands still, and says meanwhile that there is no picture', async () => {
    const viewer = await watchCamera(hub, berth6);
    await more(viewer);
    const [was] = ffmpegsOf(agent.child.pid);
    site.relay.frozen = true;
    await until(
      'that ffmpeg is gone',
      () => (ffmpegsOf(agent.child.pid).includes(was ?? 0) ? undefined : true),
      30_000,
    );
    expect((await inState(hub, berth6, 'failed')).says).to.match(/trying again$/);
    site.relay.frozen = false;
    await more(viewer);
    viewer.close();
  });

  it('lets in no agent without its key, no page of elsewhere, and nobody by another address', async () => {
    const agentUrl = hub.web + agentVideoPath(quay.site, quay.agent);
    const liveUrl = hub.web + livePath(berth6);
    const bearer = { authorization: `Bearer ${key}` };
    expect(await upgradeStatus(agentUrl)).to.equal(401);
    expect(await upgradeStatus(agentUrl, { authorization: `Bearer ${key.slice(0, -2)}xx` })).to.equal(401);
    expect(await upgradeStatus(hub.web + agentVideoPath(quay.site, 'yard'), bearer)).to.equal(401);
    expect(await upgradeStatus(agentUrl, { ...bearer, origin: hub.web })).to.equal(403);
    expect(await upgradeStatus(agentUrl, { ...bearer, host: 'evil.example' })).to.equal(421);
    expect(await upgradeStatus(liveUrl, { origin: 'http://evil.example' })).to.equal(403);
    expect(await upgradeStatus(liveUrl, { origin: hub.web })).to.equal(101);
    expect(await upgradeStatus(liveUrl, { host: 'evil.example' })).to.equal(421);
    expect(await upgradeStatus(hub.web + livePath('52002505101321909999'))).to.equal(404);
    expect(await upgradeStatus(`${hub.web}/elsewhere`)).to.equal(404);
  });

  it('an alert bears what the nearest cameras saw, under the SHA-256 of exactly what is given out', async () => {
    const hand = await HandAgent.connect(hub.broker, 'hand', 'shatian-wharf', key);
    const began = Date.now();
    await hand.send([positionEvent({ seq: 1, lon: 113.5755, lat: 22.8645, time: began })]);
    const { id, pictures = [] } = await alertWith(hub, 'restricted-entry', (one) => one.pictures?.length === 2);
    expect(pictures.map(({ camera }) => camera).sort()).to.deep.equal([berth6, berth7]);
    for (const picture of pictures) {
      if (!('sha256' in picture)) throw new Error(picture.fault);
      expect(picture.at).to.be.within(began, Date.now());
      const answer = await fetch(`${hub.web}/api/v1/alerts/${id}/pictures/${picture.sha256}`);
      expect(answer.headers.get('content-type')).to.equal('image/jpeg');
      expect(answer.headers.get('cache-control')).to.equal('no-store');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).to.equal(picture.sha256);
      expect([bytes.length, bytes.readUInt16BE(0)]).to.deep.equal([picture.bytes, 0xffd8]);
    }
    const other = await fetch(`${hub.web}/api/v1/alerts/${id}/pictures/${'0'.repeat(64)}`);
    expect([other.status, await other.json()]).to.have.nested.property('[1].code', 'not-found');
    await hand.end();
  });

  it('a camera that is not there is loud: faulty in words, and its alert says why it bears no picture', async () => {
    const alert = await alertWith(hub, 'device-silent', (one) => one.key === `camera:${berth5}` && 'pictures' in one);
    expect(alert.why.facts).to.include({ state: 'faulty', says: 'nothing listens at the camera’s address' });
    expect(alert.pictures?.[0]).to.include({ camera: berth5, fault: 'nothing listens at the camera’s address' });
  });

  it('an agent that is killed leaves no ffmpeg behind, and its cameras are away', async () => {
    const viewer = await watchCamera(hub, berth6);
    await more(viewer);
    const pids = ffmpegsOf(agent.child.pid);
    expect(pids).to.have.length(1);
    await endOf(agent.child, 'SIGKILL');
    const runs = (pid: number): boolean => (commandLines().get(pid) ?? '').startsWith('ffmpeg');
    await until('no ffmpeg is left', () => (pids.some(runs) ? undefined : true));
    expect(await inState(hub, berth6, 'away')).to.include({ says: 'its agent is not connected', viewers: 1 });
    agent = startCameraAgent(folder.path, hub, key, site.cameras);
    // Who waited is shown the picture again, without having asked.
    await more(viewer);
    viewer.close();
    expect((await cameraOf(hub, berth7)).state).to.equal('idle');
  });
});

describe('The demo', () => {
  it('shows two cameras, and when its hub is killed nothing of them is left', async function () {
    this.timeout(60_000);
    if (!hasFfmpeg()) this.skip();
    const folder = temporaryFolder();
    const hub = await startHub(folder.path, { args: ['--no-page', '--demo'] });
    expect(hub.said()).to.match(/^cameras {2}two SIMULATED ones/m);
    for (const id of [berth6, berth7]) await inState(hub, id, 'idle', 30_000);
    const film = [...commandLines()].filter(([, line]) => line.includes('sim-cameras') && line.includes(hub.web));
    expect(film).to.have.length(1);
    await hub.kill('SIGKILL');
    await until('its process is gone', () => (film.some(([pid]) => commandLines().get(pid)) ? undefined : true));
    folder.remove();
  });
});

describe('A hub killed between an alert and its picture', () => {
  it('asks again when it is back, and the alert bears it once', async function () {
    this.timeout(90_000);
    if (!hasFfmpeg()) this.skip();
    const folder = temporaryFolder();
    const data = join(folder.path, 'hub');
    const { path, key } = keysFile(folder.path);
    const site = await simulateCameras([berth6]);
    const [port, mqttPort] = [await freePort(), await freePort()];
    const options = { port, mqttPort, args: hubArgs(path) };
    const first = await startHub(data, options);
    const hand = await HandAgent.connect(first.broker, 'hand', 'shatian-wharf', key);
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    const { id } = await alertWith(first, 'restricted-entry', () => true);
    await first.kill('SIGKILL');
    await hand.end();
    const hub = await startHub(data, options);
    const agent = startCameraAgent(folder.path, hub, key, site.cameras);
    const { pictures } = await alertWith(hub, 'restricted-entry', (one) => one.pictures !== undefined, 30_000);
    expect(pictures?.[0]).to.include({ camera: berth6 }).and.to.have.property('sha256');
    await hub.kill('SIGKILL');
    const again = await startHub(data, options);
    expect((await again.get<Alert>(`/api/v1/alerts/${id}`)).pictures).to.deep.equal(pictures);
    await again.kill();
    await endOf(agent.child, 'SIGTERM');
    await site.close();
    const db = new DatabaseSync(join(data, 'journal.sqlite'), { readOnly: true });
    const told = db.prepare("SELECT count(*) AS n FROM transition WHERE change = 'pictured' AND alert = ?").get(id);
    expect(told).to.include({ n: 1 });
    db.close();
    const [picture] = pictures ?? [];
    const sha256 = picture !== undefined && 'sha256' in picture ? picture.sha256 : '';
    expect(existsSync(join(data, 'pictures', `${sha256}.jpg`))).to.equal(true);
    folder.remove();
  });
});
