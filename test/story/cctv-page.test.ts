// Cameras on the page, in a real Chromium: a live tile with a moving picture, its end, and an alert with what was seen.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type SimulatedCameras, simulateCameras } from '../../edge-agents/sim/cameras.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import { type AgentProcess, berth6, cameraOf, hasFfmpeg, inState, keysFile, startCameraAgent } from '../a-camera.ts';
import {
  endOf,
  HandAgent,
  type HubProcess,
  inside,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';
import { axeFindings } from './axe.ts';

/** Runs in the page: a number for what the canvas of a tile shows; 0 for nothing but black. */
const looksOf = (selector: string): number => {
  const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
  const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  let sum = 0;
  for (let i = 0; i < pixels.length; i += 4) sum = (sum * 31 + (pixels[i] ?? 0) + (pixels[i + 1] ?? 0)) % 1_000_003;
  return sum;
};

describe('Cameras on the page', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const trouble: string[] = [];
  let site: SimulatedCameras;
  let hub: HubProcess;
  let agent: AgentProcess;
  let key: string;
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined || !hasFfmpeg()) this.skip();
    const file = keysFile(folder.path);
    key = file.key;
    site = await simulateCameras([berth6]);
    hub = await startHub(join(folder.path, 'hub'), { args: ['--agents', file.path] });
    agent = startCameraAgent(folder.path, hub, key, site.cameras);
    await inState(hub, berth6, 'idle');
    ({ page } = await pageOf(browser, hub.web, trouble));
    await page.goto(hub.web);
    await page.waitForFunction(() => document.body.dataset['connected'] === 'true');
  });
  after(async () => {
    await browser?.close();
    if (agent !== undefined) await endOf(agent.child, 'SIGTERM');
    await hub?.kill();
    await site?.close();
    folder.remove();
  });

  const tile = `#cameras .tile[data-camera="${berth6}"]`;
  const loaded = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(' '),
    );

  it('lists the cameras with their states, and the decoder is not fetched before somebody looks', async () => {
    await page.locator('#cameras-button').click();
    const row = page.locator(`#cameras [data-camera="${berth6}"]`);
    await row.filter({ hasText: 'can be watched' }).waitFor();
    expect(await page.locator('#cameras li').first().getAttribute('data-camera')).to.equal(berth6);
    expect(await page.locator('#cameras li').last().textContent()).to.match(/away.*its agent/);
    expect(await loaded()).not.to.include('jsmpeg');
  });

  it('shows a live picture that moves', async () => {
    await page.locator(`#cameras [data-watch="${berth6}"]`).click();
    await page.locator(`${tile}[data-shows="live"]`).waitFor({ timeout: 30_000 });
    const seen = new Set<number>();
    await until('pictures that differ', async () =>
      seen.add(await page.evaluate(looksOf, tile)).size > 3 ? true : undefined,
    );
    expect(await page.locator(`${tile} [role=status]`).textContent()).to.match(/live/);
    expect(await cameraOf(hub, berth6)).to.include({ state: 'live', viewers: 1 });
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('says so when the picture stands still, and goes on by itself', async function () {
    this.timeout(150_000);
    site.relay.frozen = true;
    await page
      .locator(`${tile}[data-shows="connecting"]`, { hasText: 'waiting for a picture' })
      .waitFor({ timeout: 60_000 });
    site.relay.frozen = false;
    await page.locator(`${tile}[data-shows="live"]`).waitFor({ timeout: 80_000 });
  });

  it('is a viewer no more when the tile is closed', async () => {
    await page.locator(`${tile} button`).click();
    await until('nobody watches', async () => ((await cameraOf(hub, berth6)).viewers === 0 ? true : undefined));
    await inState(hub, berth6, 'idle');
  });

  it('shows at an alert what was seen, with its time and SHA-256, and what is to be seen now', async function () {
    this.timeout(120_000);
    const hand = await HandAgent.connect(hub.broker, 'hand', 'shatian-wharf', key);
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    await page.locator('[data-rule="restricted-entry"] button').first().click();
    const image = page.locator('#pictures .shot img');
    await image.waitFor({ timeout: 60_000 });
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('#pictures img')?.naturalWidth ?? 0) > 0,
    );
    const [alert] = (await hub.alerts()).filter(({ rule }) => rule === 'restricted-entry');
    const [picture] = alert?.pictures ?? [];
    const sha256 = picture !== undefined && 'sha256' in picture ? picture.sha256 : 'none';
    expect(await page.locator('#pictures .shot').textContent())
      .to.include(sha256)
      .and.match(/Berth 6 front camera 1/);
    await page.locator(`#pictures [data-watch="${berth6}"]`).click();
    await page.locator('#pictures .tile[data-shows="live"]').waitFor({ timeout: 30_000 });
    expect(await axeFindings(page)).to.deep.equal([]);
    await hand.end();
  });

  it('threw nothing, and asked nobody else', () => {
    expect(trouble).to.deep.equal([]);
  });
});
