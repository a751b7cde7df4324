// The page in a real Chromium, over the demo exactly as `npm start` runs it.
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { pageOf, startChromium } from '../a-browser.ts';
import { HandAgent, type HubProcess, inside, positionEvent, startHub, temporaryFolder, until } from '../a-port.ts';
import { axeFindings } from './axe.ts';

/** Where the demo's trespasser comes in. */
const ship = { lon: 113.5747, lat: 22.863 };

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

/** Runs in the page: every canvas of the map is as big as its drawing, so that assets lie in the fences they are in. */
const canvasesAgree = (): boolean => {
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>('#map canvas')];
  const height = document.getElementById('map')?.getBoundingClientRect().height ?? 0;
  const fits = (canvas: HTMLCanvasElement) =>
    canvas.height === Math.round(height) && canvas.getBoundingClientRect().height === canvas.height;
  return canvases.length > 1 && canvases.every(fits);
};

describe('The page', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let browser: Browser | undefined;
  let page: Page;
  const trouble: string[] = [];

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    folder = temporaryFolder();
    hub = await startHub(folder.path, { args: ['--demo'] });
    page = (await pageOf(browser, hub.web, trouble)).page;
  });

  after(async () => {
    await browser?.close();
    await hub?.kill();
    folder?.remove();
  });

  const box = async (selector: string): Promise<Box> => {
    const found = await page.locator(selector).boundingBox();
    if (found === null) throw new Error(`nothing to see of ${selector}`);
    return found;
  };

  /** Moves the map westwards by its own keys until the ship is that far from its middle. */
  const panAway = async (degrees: number) => {
    for (let [lon = 0] = await centre(); ship.lon - lon < degrees; [lon = 0] = await centre()) {
      // What was opened or closed just before may still take the focus between focus and key: whoever sits there presses again.
      await until('the map moved', async () => {
        await page.locator('#map').press('ArrowLeft');
        for (let look = 0; look < 25 && (await centre())[0] === lon; look += 1) await setTimeout(20);
        return (await centre())[0] !== lon ? true : undefined;
      });
    }
  };

  const centre = async () => ((await page.locator('#map').getAttribute('data-centre')) ?? '').split(',').map(Number);

  /** The ship sails on: within 400 m of where it came in is at it. */
  const centredOnShip = () =>
    until('the map is centred on the ship', async () => {
      const [lon = 0, lat = 0] = await centre();
      return Math.hypot(lon - ship.lon, lat - ship.lat) < 0.004 ? true : undefined;
    });

  /** Closing the why gives the focus back to its row. */
  const focusOnRow = () => page.waitForFunction(() => document.activeElement?.closest('[data-alert]') !== null);

  it('shows the demo’s violation within 30 s of the start, marked SIMULATED, and why', async function () {
    this.timeout(60_000);
    await page.goto(hub.web);
    await page.locator('#demo-accounts [data-name="monitor"]').click();
    await page.waitForFunction(() => document.body.dataset['connected'] === 'true');
    const row = page.locator('[data-rule="restricted-entry"]').first();
    await row.waitFor({ timeout: 30_000 });
    expect(await row.textContent()).to.match(/SIM YUE HAI 8.*Xidatan berths 5–8 water front/);
    expect(await page.locator('#alerts h2').textContent()).to.match(/^\d+ open alerts?$/);
    expect(await page.locator('#simulated-banner').textContent()).to.match(/simulated/i);
    await page.keyboard.press('j');
    await page.locator('[aria-current]').waitFor();
    // On land something goes wrong, too: whichever is first, the ship is opened.
    await row.locator('button').click();
    await page.locator('#why').filter({ hasText: 'xidatan-water-front' }).waitFor();
    const why = await page.locator('#why').textContent();
    expect(why).to.match(/inside by: [\d.]+ m.*restricted-entry.*Xidatan berths 5–8 water front · xidatan-water-front/);
    expect(why).to.match(/113\.57/);
    expect(why).not.to.match(/fenceEn|fenceZh/);
  });

  it('shows the why beside the map and under the list, with the row in view, and no width to scroll', async () => {
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 800 });
      await until(`the row is in view at ${width}`, async () => {
        const [list, row] = [await box('#alerts'), await box('[aria-current]')];
        return row.y >= list.y && row.y + row.height <= list.y + list.height + 1 ? true : undefined;
      });
      const [map, why, list] = [await box('#map'), await box('#why'), await box('#alerts')];
      expect(apart(map, why), `why off the map at ${width}`).to.equal(true);
      expect(apart(list, why), `why off the list at ${width}`).to.equal(true);
      expect(Math.min(map.height, why.height)).to.be.at.least(150);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('finds the place of an alert: on opening when it is out of view, by m always', async () => {
    await page.keyboard.press('Escape');
    await focusOnRow();
    await panAway(0.03);
    await page.keyboard.press('Enter');
    await centredOnShip();
    await panAway(0.008);
    await page.keyboard.press('m');
    await centredOnShip();
    await page.keyboard.press('Escape');
    expect(await page.locator('#why').count()).to.equal(0);
    await focusOnRow();
  });

  it('speaks Chinese as well, with no serious fault found by axe', async () => {
    await page.locator('#language').click();
    expect(await page.evaluate(() => document.documentElement.lang)).to.match(/^zh/);
    expect(await page.locator('[data-rule="restricted-entry"]').first().textContent()).to.match(/限制区/);
    await page.keyboard.press('Enter');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page), colorScheme).to.deep.equal([]);
    }
    await page.emulateMedia({ colorScheme: null });
    await page.keyboard.press('Escape');
    await page.locator('#language').click();
  });

  it('catches up by itself when the hub is killed and started again, and says loudly that it is stale meanwhile', async function () {
    this.timeout(90_000);
    const before = await hub.alerts();
    const [port, mqttPort] = [hub.web, hub.broker].map((url) => Number(new URL(url).port));
    await hub.kill('SIGKILL');
    await page.locator('#stale-banner').waitFor({ timeout: 20_000 });
    await page.waitForFunction(canvasesAgree);
    expect(await page.locator('[data-condition="active"]').count()).to.be.at.least(1);
    hub = await startHub(folder.path, { port: port ?? 0, mqttPort: mqttPort ?? 0, args: [] });
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    await page.locator('[data-rule="restricted-entry"]', { hasText: '413999999' }).waitFor({ timeout: 30_000 });
    await until(
      'the banner is gone',
      async () => ((await page.locator('#stale-banner').count()) === 0 ? true : undefined),
      10_000,
    );
    const ids = await until('every alert of before is there', async () => {
      const rows = page.locator('[data-alert]');
      const shown = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-alert')));
      return before.every(({ id }) => shown.includes(id)) ? shown : undefined;
    });
    expect(new Set(ids).size).to.equal(ids.length);
    await hand.end();
  });

  it('made no request elsewhere and threw nothing', () => {
    expect(trouble).to.deep.equal([]);
  });
});
