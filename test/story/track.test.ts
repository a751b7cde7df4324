// The track of an asset on the page's map: asked for when it is opened, drawn with its times and source, gone when closed.
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { pageOf, startChromium } from '../a-browser.ts';
import {
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

/** Runs in the page: how many pixels of the track's canvas are drawn on. */
const drawn = (): number => {
  const canvas = document.querySelector<HTMLCanvasElement>('#map canvas[data-layer="track"]');
  const pen = canvas?.getContext('2d');
  if (canvas == null || pen == null) return 0;
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value > 0).length;
};

describe('The track on the page', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let browser: Browser | undefined;
  const trouble: string[] = [];
  let page: Page;
  const asked: string[] = [];

  before(async function () {
    this.timeout(60_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    folder = temporaryFolder();
    hub = await startHub(folder.path, { args: [] });
    const hand = await HandAgent.connect(hub.broker);
    const t = Date.now() - 120_000;
    const away = { ...outside, lon: outside.lon - 0.02 };
    const before = { lon: outside.lon, lat: outside.lat + 0.004 };
    const places = [before, away, outside, inside].map((place, i) =>
      positionEvent({ seq: i + 1, ...place, time: i === 0 ? t - 7_200_000 : t + i * 30_000 }),
    );
    await hand.send(places);
    await hand.end();
    page = (await pageOf(browser, hub.web, trouble)).page;
    await page.goto(hub.web);
    page.on('request', (request) => request.url().includes('/track') && asked.push(request.url()));
  });

  after(async () => {
    await browser?.close();
    await hub?.kill();
    folder?.remove();
  });

  const drawing = (what: string, is: (pixels: number) => boolean) =>
    until(`${what} is drawn`, async () => is(await page.evaluate(drawn)));
  const about = (words: RegExp) => page.locator('#track', { hasText: words }).waitFor();

  it('is drawn for the last hour, with its times and where it is known from', async () => {
    expect(await page.evaluate(drawn)).to.equal(0);
    await page.locator('[data-alert]', { hasText: '413999999' }).first().locator('button').click();
    await page.keyboard.press('i');
    await about(/3 places, \d\d:\d\d:\d\d–\d\d:\d\d:\d\d · from the journal/);
    expect(asked[0]).to.match(/\/api\/v1\/assets\/mmsi%3A413999999\/track\?from=\d+&limit=1000$/);
    await drawing('something', (pixels) => pixels > 100);
    expect(await page.locator('#track').textContent()).not.to.include('dashed');
  });

  it('is asked for anew for a day, and says which part of it nobody heard', async () => {
    const hour = await page.evaluate(drawn);
    await page.locator('#track button', { hasText: '24 h' }).click();
    await about(/4 places, .* · from the journal · dashed: nothing heard for 10 min or more/);
    expect(await page.locator('#track button[aria-pressed="true"]').textContent()).to.equal('Last 24 h');
    await drawing('another track', (pixels) => pixels > 100 && pixels !== hour);
    const centre = () => page.locator('#map').getAttribute('data-centre');
    const before = await centre();
    await page.locator('#track button', { hasText: 'All of it in view' }).click();
    await until('the map shows all of it', async () => (await centre()) !== before);
  });

  it('says in words when it cannot be had, and has it on another try', async () => {
    await page.route('**/track?*', (route) => route.abort());
    await page.locator('#track button', { hasText: 'Last 1 h' }).click();
    await about(/The track could not be had: the hub cannot be reached \(unreachable\)/);
    await drawing('nothing', (pixels) => pixels === 0);
    await page.unroute('**/track?*');
    await page.locator('#track button', { hasText: 'Try again' }).click();
    await about(/3 places/);
  });

  it('is gone from the map when the asset is closed', async () => {
    await drawing('something', (pixels) => pixels > 100);
    await page.locator('#asset header button').click();
    await drawing('nothing', (pixels) => pixels === 0);
  });

  it('made no request elsewhere and threw nothing', () => {
    expect(trouble).to.deep.equal([]);
  });
});
