// The owner's whole sentence on real parts: a truck of a distrusted haulier leaves its corridor with a sealed box, and
// everybody who has to know does, from a hub and agents that are killed in between.
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { pageOf, startChromium } from '../a-browser.ts';
import { until } from '../a-port.ts';
import { corridorCamera, passwordOf, type Told, WholePort } from '../a-whole-port.ts';

const [distrusted, trusted] = ['粤B12345', '粤A11111'] as const;
const [box, seal, tag] = ['container:CSQU3054383', 'seal:JT7014712', 'tag:E2801160600002'] as const;
const [otherBox, otherSeal] = ['container:TEXU3070079', 'seal:JT7019999'] as const;

const told = (type: string, subject: string, data: object, agoSeconds = 0): Told => ({
  ...{ type, subject, agoSeconds, data },
});
const carries = (on: string, children: readonly string[], agoSeconds: number): Told =>
  told('association', on, { action: 'add', children }, agoSeconds);
const drives = (plate: string, lon: number, lat: number, agoSeconds: number): Told =>
  told('asset.position', `vehicle:${plate}`, { lon, lat, accuracyM: 3 }, agoSeconds);
const opens = (plate: string): Told => {
  const movement = { movement: `M-${plate}`, kind: 'linkage', corridor: 'bonded-to-quay' };
  return told('movement.opened', `vehicle:${plate}`, movement, 60);
};
const inCorridor = (plate: string, agoSeconds: number): Told => drives(plate, 113.5925, 22.8632, agoSeconds);
const off = { lon: 113.5905, lat: 22.87 } as const;
const farOff = (plate: string): Told[] => [drives(plate, off.lon, off.lat, 2), drives(plate, off.lon, 22.8701, 0)];

describe('The whole sentence', function () {
  this.timeout(120_000);
  const trouble: string[] = [];
  let port: WholePort;
  let browser: Browser | undefined;
  let monitor: Page;

  before(async function () {
    browser = await startChromium();
    const opened = browser && (await WholePort.open());
    if (opened === undefined) return this.skip();
    port = opened;
    monitor = await page('chen');
  });
  after(async () => {
    await browser?.close();
    await port?.close();
  });

  async function page(name: string): Promise<Page> {
    const { page } = await pageOf(browser as Browser, port.hub.web, trouble);
    await page.goto(port.hub.web);
    await page.locator('#login [name=name]').fill(name);
    await page.locator('#login [name=password]').fill(passwordOf(name));
    await page.locator('#login form button').click();
    await page.waitForFunction(() => document.body.dataset['connected'] === 'true');
    return page;
  }
  const theAlert = () => port.alert('corridor-deviation', `vehicle:${distrusted}`);

  it('customs opens the movement and releases the box; the gate seals it, reads its tag and lets it out', async () => {
    const release = told('release.issued', box, { release: 'R-1' }, 60);
    await port.sayKilled('customs-desk', 'shatian-wharf', [opens(distrusted), release]);
    const passage = { direction: 'out', plates: [distrusted], containers: ['CSQU3054383'] };
    await port.say('gate-bonded', 'bonded-centre', [
      carries(`vehicle:${distrusted}`, [box], 50),
      carries(box, [seal, tag], 50),
      told('seal.state', seal, { state: 'sealed', lon: 113.5985, lat: 22.862 }, 45),
      told('rfid.read', tag, { antenna: 'antenna-bonded-out', direction: 'out' }, 1),
      told('gate.passage', 'lane:bonded-out-1', passage, 1),
      inCorridor(distrusted, 0),
    ]);
    expect((await port.alerts()).filter(({ key }) => key === box)).to.deep.equal([]);
  });

  it('the lane’s camera makes out the box, by Frigate', async () => {
    await port.lane('CSQU3054383');
    await port.killHub();
    await port.killAnalytics();
  });

  it('the truck leaves its corridor: one alert, as grave as its haulier is distrusted', async () => {
    await port.sayKilled('gate-bonded', 'bonded-centre', farOff(distrusted));
    const alert = await theAlert();
    expect(alert).to.include({ severity: 'S1', integrity: false, site: 'bonded-centre', condition: 'active' });
    expect(alert.trust).to.include({ party: 'lion-trucking', tier: 'T4' });
    await port.killHub();
    await port.killCameras();
    expect((await theAlert()).id).to.equal(alert.id);
  });

  it('reader, satellites and camera are in the story of the box', async () => {
    const healthy = told('device.health', 'device:antenna-bonded-out', { state: 'healthy' });
    // The antenna's agent has told of all the time round the camera's word: only then is that word told to the box.
    const story = await until(
      'the camera’s word',
      async () => {
        await port.say('gate-bonded', 'bonded-centre', [healthy]);
        const found = await port.story(box);
        return found.events?.some(({ kind }) => kind === 'checked') ? found : undefined;
      },
      30_000,
    );
    expect(story.on).to.equal(`vehicle:${distrusted}`);
    const kinds = story.events?.map(({ kind }) => kind);
    expect(kinds).to.include.members(['release.issued', 'seen', 'gate.passage', 'carried', 'checked']);
    const { points } = await port.ask<{ points: object[] }>(
      `/api/v1/assets/${encodeURIComponent(`vehicle:${distrusted}`)}/track`,
    );
    expect(points).to.have.length(3);
    expect((await port.alerts()).filter(({ rule }) => rule === 'box-without-tag')).to.deep.equal([]);
  });

  it('the alert bears a picture of the corridor’s camera, by its SHA-256', async () => {
    const pictureOf = async () => {
      const one = (await theAlert()).pictures?.find(({ camera }) => camera === corridorCamera);
      return one !== undefined && 'sha256' in one ? one : undefined;
    };
    const { sha256 } = await until('the picture', pictureOf, 60_000);
    const path = `/api/v1/alerts/${(await theAlert()).id}/pictures/${sha256}`;
    const answer = await fetch(port.hub.web + path, { headers: { cookie: port.cookie('chen') } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(sha256);
    expect(bytes.subarray(0, 2).toString('hex'), 'a JPEG').to.equal('ffd8');
  });

  const keysAtWebhook = (): Set<unknown> =>
    new Set(port.ends.webhook.got.flatMap(({ headers }) => headers['idempotency-key'] ?? []));

  it('it is in Alertmanager, at the webhook, in the mail and in InfluxDB', async () => {
    const { id } = await theAlert();
    const { alertmanager, webhook, mail } = port.ends;
    await until('Alertmanager holds it', async () => {
      const held = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as { labels: { key: string } }[];
      return held.some(({ labels }) => labels.key === `vehicle:${distrusted}`) || undefined;
    });
    await until('the webhook is told', () => keysAtWebhook().size > 0 || undefined);
    const signed = webhook.got.find(({ headers }) => headers['idempotency-key'] !== undefined);
    expect(signed?.headers['x-efence-signature']).to.match(/^t=\d+,v1=[0-9a-f]{64}$/);
    expect(signed?.text).to.include('corridor-deviation');
    const letters = await until('the mail', () => (mail.got.length > 0 ? mail.got : undefined));
    expect(letters[0]).to.match(/corridor-deviation/);
    const rows = await until('InfluxDB', async () => {
      const found = await port.influx.query<{ alert: string; severity: string }>('SELECT * FROM alert');
      return found.some(({ alert }) => alert === id) ? found : undefined;
    });
    expect(rows.find(({ alert }) => alert === id)?.severity).to.equal('S1');
    const positions = await port.influx.query<{ key: string }>('SELECT * FROM position');
    expect(positions.filter(({ key }) => key === `vehicle:${distrusted}`)).to.have.length(3);
  });

  it('it is on the monitor’s page: why, the haulier’s tier, who was told, the picture, and the camera live', async () => {
    await monitor.locator('[data-rule="corridor-deviation"] button').first().click();
    const why = monitor.locator('#why');
    await why.locator('#alert-trust', { hasText: 'T4' }).waitFor();
    await why.locator('#receivers', { hasText: 'arrived' }).waitFor();
    await why.locator('#pictures img').first().waitFor();
    await why.locator(`#pictures [data-watch="${corridorCamera}"]`).click();
    await why.locator('#pictures .tile[data-shows="live"]').waitFor({ timeout: 40_000 });
    await monitor.keyboard.press('a');
    await why.filter({ hasText: 'chen looks after it' }).waitFor();
  });

  it('the operator of the other site sees nothing of it; the one of this site explains, and the monitor reads it', async () => {
    const { id } = await theAlert();
    const other = await page('wharf');
    expect(await other.locator(`[data-alert="${id}"]`).count()).to.equal(0);
    expect(JSON.stringify(await port.alerts('wharf'))).to.not.match(new RegExp(`${id}|${distrusted}`));
    const operator = await page('bonded');
    await operator.locator(`[data-alert="${id}"] button`).click();
    expect(await operator.locator('#alert-trust').count(), 'customs’ opinion is customs’').to.equal(0);
    await operator.locator('#note-form textarea').fill('司机绕行修路路段，已联系');
    await operator.locator('#note-form button').click();
    await monitor.locator('#notes', { hasText: /bonded terminal operator.*explains: 司机绕行修路路段/ }).waitFor();
  });

  it('killed once more, the outcome is the same: one alert, acknowledged and explained, told under one name', async () => {
    const before = await theAlert();
    await port.killHub();
    const alerts = (await port.alerts()).filter(({ rule }) => rule === 'corridor-deviation');
    expect(alerts).to.deep.equal([before]);
    expect([before.acknowledged?.by, before.notes?.[0]?.by]).to.deep.equal(['chen', 'bonded']);
    expect(keysAtWebhook().size).to.equal(1);
    const names = port.ends.mail.got.map((letter) => /^Message-ID: (.+)$/im.exec(letter)?.[1]);
    expect(new Set(names).size).to.equal(1);
    expect(port.kills).to.equal(5);
  });

  it('the same by a trusted haulier: softened, and says why; the seal opened outside is as grave', async () => {
    await port.say('customs-desk', 'shatian-wharf', [opens(trusted)]);
    await port.say('gate-bonded', 'bonded-centre', [
      carries(otherBox, [otherSeal], 40),
      carries(`vehicle:${trusted}`, [otherBox], 40),
      inCorridor(trusted, 30),
      told('seal.state', otherSeal, { state: 'sealed', ...off }, 20),
      ...farOff(trusted),
      ...[seal, otherSeal].map((one) => told('seal.state', one, { state: 'open', ...off })),
    ]);
    const soft = await port.alert('corridor-deviation', `vehicle:${trusted}`);
    expect([soft.severity, soft.trust?.severity, soft.trust?.tier]).to.deep.equal(['S2', 'S1', 'T1']);
    for (const one of [seal, otherSeal])
      expect(await port.alert('seal-opened-outside', one)).to.include({ severity: 'S1', integrity: true });
    await monitor.locator(`[data-alert="${soft.id}"] button`).click();
    await monitor.locator('#alert-trust', { hasText: 'Softened from S1 to S2, for tier T1' }).waitFor();
    expect(trouble).to.deep.equal([]);
  });
});
