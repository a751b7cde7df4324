// Pictures at alert time: asked of who is near and can be reached, once; put on the alert with their hash, or with why not.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { AgentLine } from '../../../hub/cctv/agent-line.ts';
import { camerasOf } from '../../../hub/cctv/concerned.ts';
import { PictureStore } from '../../../hub/cctv/picture-store.ts';
import { Pictures } from '../../../hub/cctv/pictures.ts';
import type { Alert } from '../../../hub/contracts/alert.ts';
import type { Pictured } from '../../../hub/flow.ts';
import { everything, shownAlert } from '../../../hub/identity/wall.ts';
import { readPortPlan } from '../../../hub/registry/port-plan.ts';
import { berth5, berth6, berth7, quay } from '../../a-camera.ts';
import { root, temporaryFolder } from '../../a-port.ts';
import { alertOf } from '../../dashboards/alert-of.ts';
import { aClock, aSocket } from './a-line.ts';

const plan = readPortPlan(join(root, 'hub', 'plans', 'humen-shatian'));
const jpeg = (more = ''): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(more)]);

const water = (id: string, more: Partial<Alert> = {}): Alert => {
  const evidence = [{ event: 'e', time: 1, says: 'inside', lon: 113.5763, lat: 22.865 }];
  const facts = { fence: 'xidatan-water-front' };
  return alertOf(id, {
    id,
    feed: 'live',
    scope: 'xidatan-water-front',
    why: { ...alertOf(id).why, facts, evidence },
    ...more,
  });
};
const raised = (alert: Alert) => [{ seq: 1, change: 'raised' as const, alert }];

function aHub(
  has: readonly string[] = [berth6, berth7],
  keep = async (b: Buffer) => ({ sha256: 'f', bytes: b.length }),
) {
  const clock = aClock();
  const told: Pictured[] = [];
  const socket = aSocket();
  const line = new AgentLine(quay.site, quay.agent, socket);
  line.has(has);
  const pictures = new Pictures({
    ...{ port: plan, clock, store: { keep } },
    mayCome: ({ agent }) => agent === quay.agent,
    commit: (pictured) => void told.push(pictured),
  });
  pictures.reach = {
    lineOf: (camera) => (line.said(camera) === undefined ? undefined : line),
    whyAway: () => 'its agent is not connected',
  };
  const asks = () => socket.sent.map((text) => JSON.parse(String(text)) as { camera: string; ask: number });
  const come = (n: number, bytes = jpeg()) => {
    const { ask, camera } = asks()[n] as { camera: string; ask: number };
    return pictures.came(ask, { is: 'picture', ask, camera, at: 5, bytes }, line);
  };
  return { clock, told, line, pictures, asks, come };
}

describe('The cameras that an alert concerns', () => {
  const idsOf = (alert: Alert): string[] => camerasOf(alert, plan).map(({ id }) => id);

  it('are those that look into its fence, the nearest to it first', () => {
    expect(idsOf(water('a')).slice(0, 2).sort()).to.deep.equal([berth6, '52002505101321901012']);
    const north = water('a');
    const evidence = north.why.evidence.map((one) => ({ ...one, lon: 113.5744, lat: 22.8682 }));
    expect(idsOf({ ...north, why: { ...north.why, evidence } })[0]).to.match(/190100?1?1$/);
  });

  it('are the one that is its evidence, and no other', () => {
    expect(idsOf(water('a', { key: `camera:${berth7}` }))).to.deep.equal([berth7]);
  });

  it('are those of a blind segment, and none for an agent that is silent', () => {
    const segment = plan.segments.find(({ properties }) => properties.sensors.includes(berth5));
    const blind = alertOf('a', { key: `segment:${segment?.id}`, scope: 'segment' });
    expect(idsOf({ ...blind, why: { ...blind.why, facts: {} } })).to.include(berth5);
    const silent = alertOf('a', { key: 'agent:gate', scope: 'agent' });
    expect(idsOf({ ...silent, why: { ...silent.why, facts: {} } })).to.deep.equal([]);
  });
});

describe('Pictures at alert time', () => {
  it('are asked of the two nearest cameras that can be reached, and put on the alert', async () => {
    const { pictures, asks, come, told } = aHub([berth5, berth6, berth7]);
    pictures.tell(raised(water('a')));
    expect(asks().map(({ camera }) => camera)).to.deep.equal([berth6, berth7]);
    await come(1);
    await come(0);
    await come(0);
    expect(told.map(({ alert, picture }) => [alert, picture.camera, 'sha256' in picture])).to.deep.equal([
      ['a', berth7, true],
      ['a', berth6, true],
    ]);
    expect(told[0]?.picture).to.include({ site: quay.site, deviceTime: 5, at: 1_000_000, bytes: 4 });
  });

  it('serve all alerts that come just then, and none that comes later', async () => {
    const { pictures, asks, come, told, clock } = aHub([berth6]);
    pictures.tell(raised(water('a')));
    pictures.tell(raised(water('b')));
    expect(asks()).to.have.length(1);
    clock.turn(3_000);
    pictures.tell(raised(water('c')));
    expect(asks(), 'what was seen before it shows nothing of it').to.have.length(2);
    await come(0);
    expect(told.map(({ alert }) => alert)).to.deep.equal(['a', 'b']);
    await come(1);
    expect(told.map(({ alert }) => alert)).to.deep.equal(['a', 'b', 'c']);
  });

  it('are waited for by each alert as long as it may, though they wait for the same one', () => {
    const { pictures, told, clock } = aHub([berth6]);
    pictures.tell(raised(water('a')));
    clock.turn(1_500);
    pictures.tell(raised(water('b')));
    clock.turn(18_500);
    pictures.step();
    expect(told.map(({ alert }) => alert)).to.deep.equal(['a']);
    clock.turn(1_500);
    pictures.step();
    expect(told.map(({ alert }) => alert)).to.deep.equal(['a', 'b']);
  });

  it('are asked for again when the line broke on their way', async () => {
    const { pictures, asks, come, told, line } = aHub([berth6, berth7]);
    pictures.tell(raised(water('a')));
    pictures.lost(line);
    pictures.step();
    expect(asks().map(({ camera }) => camera)).to.deep.equal([berth6, berth7, berth6, berth7]);
    await come(0);
    expect(told, 'asked by a line that is no more').to.deep.equal([]);
    await come(2);
    await come(3);
    expect(told.map(({ picture }) => picture.camera)).to.deep.equal([berth6, berth7]);
  });

  it('are not asked for what is over, recorded or borne already, nor where no agent may bring them', () => {
    const { pictures, asks, told, clock } = aHub();
    const picture = { camera: berth5, site: quay.site, at: 1, fault: 'x' };
    for (const alert of [
      water('a', { late: true }),
      water('b', { feed: 'historical' }),
      water('c', { pictures: [picture] }),
    ])
      pictures.tell(raised(alert));
    pictures.tell(raised(water('d', { key: 'camera:52002505101320804001' })));
    pictures.tell([{ seq: 2, change: 'amended', alert: water('e') }]);
    clock.turn(60_000);
    pictures.step();
    expect([asks(), told]).to.deep.equal([[], []]);
  });

  it('are waited for until the agent is there, and then no longer than twenty seconds', async () => {
    const { pictures, asks, told, clock, line } = aHub([]);
    pictures.tell(raised(water('a')));
    clock.turn(10_000);
    line.has([berth6]);
    pictures.step();
    expect(asks().map(({ camera }) => camera)).to.deep.equal([berth6]);
    clock.turn(10_000);
    pictures.step();
    expect(told[0]?.picture).to.include({ camera: berth6, fault: 'its agent sent no picture in time' });
  });

  it('that do not come leave their reason on the alert: nobody there, the agent’s words, no JPEG, a full disk', async () => {
    const away = aHub([]);
    away.pictures.tell(raised(water('a')));
    away.clock.turn(20_000);
    away.pictures.step();
    expect(away.told[0]?.picture).to.include({ fault: 'its agent is not connected' });

    const none = aHub([berth6]);
    none.pictures.tell(raised(water('a')));
    await none.pictures.came(none.asks()[0]?.ask ?? 0, 'the camera refused the credentials', none.line);
    expect(none.told[0]?.picture).to.include({ camera: berth6, fault: 'the camera refused the credentials' });

    const html = aHub([berth6]);
    html.pictures.tell(raised(water('a')));
    await html.come(0, Buffer.from('<html>'));
    expect(html.told[0]?.picture).to.include({ fault: 'what its agent sent is no JPEG' });

    const full = aHub([berth6], () => Promise.reject(new Error('ENOSPC')));
    full.pictures.tell(raised(water('a')));
    await full.come(0);
    expect(full.told[0]?.picture).to.include({ fault: 'the hub’s disk did not take it' });
  });

  it('are bounded: of a storm so many wait, and the rest are told so at once', () => {
    const { pictures, told } = aHub([]);
    for (let i = 0; i < 300; i += 1) pictures.tell(raised(water(`a${i}`)));
    expect(told).to.have.length(300 - 256);
    expect(told[0]?.picture).to.include({ fault: 'more alerts at once than pictures could be asked for' });
  });

  it('are asked for again after a start, of alerts of the last minute that bear none', () => {
    const { pictures, asks, clock } = aHub([berth6]);
    const picture = { camera: berth6, site: quay.site, at: 1, fault: 'x' };
    const fresh = water('a', { raisedAt: clock.now() - 30_000 });
    const old = water('b', { raisedAt: clock.now() - 90_000 });
    pictures.resume([fresh, old, { ...fresh, id: 'c', pictures: [picture] }]);
    pictures.step();
    expect(asks()).to.have.length(1);
  });
});

describe('Pictures of another site’s cameras', () => {
  it('are not shown with an alert to who sees its site only', () => {
    const fault = { camera: berth6, site: quay.site, at: 1, fault: 'x' };
    const alert = water('a', { site: quay.site, pictures: [fault, { ...fault, site: 'bonded-centre' }] });
    expect(shownAlert(alert, (site) => site === quay.site)?.pictures).to.deep.equal([fault]);
    expect(shownAlert(alert, everything)?.pictures).to.have.length(2);
  });
});

describe('Pictures on disk', () => {
  it('lie under their hash, once, and one that was changed is not given out', async () => {
    const folder = temporaryFolder();
    const store = new PictureStore(folder.path, { reset: false });
    const { sha256, bytes } = await store.keep(jpeg('a'));
    expect([await store.keep(jpeg('a')), bytes]).to.deep.equal([{ sha256, bytes: 5 }, 5]);
    expect(await store.read(sha256)).to.deep.equal(jpeg('a'));
    const path = join(folder.path, 'pictures', `${sha256}.jpg`);
    expect(readFileSync(path)).to.deep.equal(jpeg('a'));
    writeFileSync(path, jpeg('b'));
    expect(await store.read(sha256)).to.equal('spoilt');
    await store.keep(jpeg('a'));
    expect(await store.read(sha256), 'mended by the same picture').to.deep.equal(jpeg('a'));
    expect(await store.read('0'.repeat(64))).to.equal(undefined);
    new PictureStore(folder.path, { reset: true });
    expect(await store.read(sha256)).to.equal(undefined);
    folder.remove();
  });
});
