// A page that stays open while the hub comes back with another plan has the fences of that one, and says which are not in force.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { pageOf, startChromium } from '../a-browser.ts';
import { type HubProcess, planFolder, startHub, temporaryFolder } from '../a-port.ts';

describe('The page beside another plan', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let browser: Browser | undefined;
  let page: Page;
  const trouble: string[] = [];

  before(async function () {
    this.timeout(60_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    folder = temporaryFolder();
    hub = await startHub(folder.path, { args: [] });
    page = (await pageOf(browser, hub.web, trouble)).page;
    await page.goto(hub.web);
    await connected(true);
  });

  after(async () => {
    await browser?.close();
    await hub?.kill();
    folder?.remove();
  });

  const connected = (is: boolean) =>
    page.waitForFunction((now) => document.body.dataset['connected'] === now, String(is));
  const found = (says: string) => page.locator('#asset-list button', { hasText: says });

  it('knows its fences, without being opened anew', async function () {
    this.timeout(60_000);
    await page.locator('#search').fill('berth-5');
    await found('Berth 5 fence').waitFor();
    const [port = 0, mqttPort = 0] = [hub.web, hub.broker].map((url) => Number(new URL(url).port));
    await hub.kill();
    await connected(false);
    const another = planFolder(join(folder.path, 'plan'), (plan) => {
      plan.fences = plan.fences.map((fence) => {
        const old = { name: { zh: '旧泊位', en: 'Old berth' }, validTo: '2026-01-01T00:00:00Z' };
        return fence.id === 'berth-5' ? { ...fence, properties: { ...fence.properties, ...old } } : fence;
      });
    });
    hub = await startHub(folder.path, { port, mqttPort, args: ['--plan', another] });
    await found('Old berth fence').waitFor();
    expect(await page.locator('#search').inputValue()).to.equal('berth-5');
  });

  it('says of one that is not in force that it is not', async () => {
    await found('Old berth fence').click();
    await page.locator('#place dd', { hasText: 'not any more' }).waitFor();
    await page.locator('#language').click();
    await page.locator('#place dd', { hasText: '已失效' }).waitFor();
  });

  it('made no request elsewhere and threw nothing', () => {
    expect(trouble).to.deep.equal([]);
  });
});
