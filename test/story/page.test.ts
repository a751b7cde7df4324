// The page in a real Chromium, over the demo exactly as `npm start` runs it.
import { existsSync } from 'node:fs';

import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { HandAgent, type HubProcess, inside, positionEvent, startHub, temporaryFolder, until } from '../a-port.ts';
import { axeFindings } from './axe.ts';

const browserAt = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe('The page', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let browser: Browser;
  let page: Page;
  const trouble: string[] = [];

  before(async function () {
    this.timeout(90_000);
    const executablePath = browserAt ?? chromium.executablePath();
    if (!existsSync(executablePath)) {
      console.warn('SKIPPED: no Chromium; npm run setup installs it');
      this.skip();
    }
    folder = temporaryFolder();
    hub = await startHub(folder.path, { args: ['--demo'] });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' });
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(hub.web) && !request.url().startsWith(hub.web.replace('http', 'ws')))
        trouble.push(`elsewhere: ${request.url()}`);
    });
  });

  after(async () => {
    await browser?.close();
    await hub?.kill();
    folder?.remove();
  });

  it('shows the demo’s violation within 30 s of the start, marked SIMULATED, and why', async function () {
    this.timeout(60_000);
    await page.goto(hub.web);
    await page.waitForFunction(() => document.body.dataset['connected'] === 'true');
    const row = page.locator('[data-rule="restricted-entry"]').first();
    await row.waitFor({ timeout: 30_000 });
    expect(await row.innerText()).to.match(/SIM YUE HAI 8[\s\S]*Xidatan/);
    expect(await page.locator('#simulated-banner').innerText()).to.match(/simulated/i);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const why = await page.locator('#why').innerText();
    expect(why).to.match(/restricted-entry/);
    expect(why).to.match(/113\.57/);
    await page.keyboard.press('Escape');
  });

  it('speaks Chinese as well, with no serious fault found by axe', async () => {
    await page.locator('#language').click();
    expect(await page.evaluate(() => document.documentElement.lang)).to.match(/^zh/);
    expect(await page.locator('[data-rule="restricted-entry"]').first().innerText()).to.match(/限制区/);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('#language').click();
  });

  it('catches up by itself when the hub is killed and started again, and says loudly that it is stale meanwhile', async function () {
    this.timeout(90_000);
    const before = await hub.alerts();
    const [port, mqttPort] = [hub.web, hub.broker].map((url) => Number(new URL(url).port));
    await hub.kill('SIGKILL');
    await page.locator('#stale-banner').waitFor({ timeout: 20_000 });
    hub = await startHub(folder.path, { port: port ?? 0, mqttPort: mqttPort ?? 0, args: [] });
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    await page.locator('[data-rule="restricted-entry"]', { hasText: '413999999' }).waitFor({ timeout: 30_000 });
    await until(
      'the banner is gone',
      async () => ((await page.locator('#stale-banner').count()) === 0 ? true : undefined),
      10_000,
    );
    const ids = await page
      .locator('[data-alert]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-alert')));
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { id } of before) expect(ids).to.include(id);
    await hand.end();
  });

  it('made no request elsewhere and threw nothing', () => {
    expect(trouble).to.deep.equal([]);
  });
});
