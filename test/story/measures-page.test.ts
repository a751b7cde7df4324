// The measures at the page in a real Chromium: a flood is said loudly, each figure beside its target, in both languages, at any width.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { pageOf, startChromium } from '../a-browser.ts';
import { type HubProcess, startHub, temporaryFolder, until } from '../a-port.ts';
import { Port, trespasses } from '../a-trust-port.ts';
import { axeFindings } from './axe.ts';

describe('The measures at the page', () => {
  const folder = temporaryFolder();
  const trouble: string[] = [];
  let hub: HubProcess;
  let port: Port;
  let browser: Browser | undefined;
  let page: Page;
  const told = (name: string) => page.locator(`#measures [data-measure=${name}]`);

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    hub = await startHub(join(folder.path, 'data'), { args: [] });
    port = new Port(hub.web, hub.broker);
    for (let i = 10; i < 26; i += 1) await port.say('yard', ...trespasses(`粤A111${i}`));
    page = (await pageOf(browser, hub.web, trouble)).page;
    await page.goto(hub.web);
    await page.waitForFunction('window.efence.ready.then(() => true)');
    if ((await page.locator('#language').textContent()) !== '中文') await page.locator('#language').click();
  });

  after(async () => {
    await browser?.close();
    await port?.end();
    await hub?.kill();
    folder.remove();
  });

  it('are one key away: the rate of an officer, and a flood as long as it goes on, with what came first', async () => {
    const { id } = await port.alert('restricted-entry', '粤A11110');
    await port.ask(`/api/v1/alerts/${id}/acknowledgement`, { by: 'chen' });
    await until('sixteen are there', async () => (await hub.alerts()).length >= 16 || undefined);
    await page.locator('#map').focus();
    await page.keyboard.press('y');
    await told('rate').waitFor();
    expect(await told('rate').textContent()).to.match(/Alerts an hour for each officer.*target ≤ 6.*, 2 on duty/);
    const flood = page.locator('#measures [data-flood=now]');
    await flood.waitFor();
    expect(await flood.textContent()).to.match(/Flood since .*in ten minutes.*First out: Entered a restricted area/);
  });

  it('each figure stands beside its target, and what is beyond it says so', async () => {
    expect(await told('chattering').textContent()).to.match(/Chattering sources0 target ≤ 0 ✓ within target/);
    expect(await told('stale').textContent()).to.match(/Stale.*target ≤ 4/);
    expect(await told('acknowledged').textContent()).to.match(
      /Time to acknowledge.*S\d: 1, median \d+ s, in time 100\s%/,
    );
    expect(await told('mix').textContent()).to.match(/Mix of severities too few to judge.*S4: 0, 0\s% target ≥ 80\s%/);
    expect(await told('top').locator('li').count()).to.equal(10);
    expect(await told('away').textContent()).to.match(/shelved 0.*suppressed by design 0.*out of service 0/);
    // Sixteen within the hour are too many for whoever acted and whoever has the page open.
    await page.getByRole('button', { name: '1 h', exact: true }).click();
    await page.locator('#measures [data-measure=rate][data-ok=false]', { hasText: '▲ beyond target' }).waitFor();
  });

  it('are of one site where one is chosen', async () => {
    await page.locator('#measures select').selectOption('bonded-centre');
    await page.locator('#measures [data-measure=rate]', { hasText: '0 in all' }).waitFor();
    expect(await page.locator('#measures [data-flood=now]').count()).to.equal(0);
    await page.locator('#measures select').selectOption('');
    await page.locator('#measures [data-flood=now]').waitFor();
  });

  it('in both languages, light and dark, wide and narrow, without a fault of axe’s', async () => {
    await page.locator('#language').click();
    await page.locator('#measures h2', { hasText: '报警绩效' }).waitFor();
    expect(await page.locator('#measures').textContent()).to.match(/每名关员每小时报警.*洪峰进行中.*首发：进入限制区/);
    for (const [width, height] of [
      [1600, 900],
      [400, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(page), `${width} ${colorScheme}`).to.deep.equal([]);
      }
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(beyond, `${width}: nothing sticks out`).to.be.at.most(0);
    }
    await page.keyboard.press('Escape');
    expect(await page.locator('#measures').count()).to.equal(0);
    expect(trouble).to.deep.equal([]);
  });
});
