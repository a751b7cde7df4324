// Trust at the page in a real Chromium: a drawn movement is looked at and answered, an alert says what trust did, parties say why.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { PartyRow } from '../../hub/contracts/trust.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import { type HubProcess, planFolder, startHub, temporaryFolder, until } from '../a-port.ts';
import { leaves, Port, trespasses } from '../a-trust-port.ts';
import { axeFindings } from './axe.ts';

describe('Trust at the page', () => {
  const folder = temporaryFolder();
  const trouble: string[] = [];
  let hub: HubProcess;
  let port: Port;
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    const plan = planFolder(join(folder.path, 'plan'), (one) => {
      one.rules.checkRate = 1;
    });
    hub = await startHub(join(folder.path, 'data'), { args: ['--plan', plan] });
    port = new Port(hub.web, hub.broker);
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

  it('a movement that was drawn is there at once, with its two minutes, and its answer counts when the hub has it', async () => {
    expect(await page.locator('#checks').count()).to.equal(0);
    await port.say('gate-main', leaves('粤B12345'));
    const check = page.locator('#checks [data-check]');
    await check.waitFor();
    expect(await check.textContent()).to.match(
      /粤B12345 out through Main gate out 1.*s left.*Lion Trucking.*T4.*Cameras: /,
    );
    await check.locator('[data-result=suspicious]').click();
    await page.locator('#checks [role=status]', { hasText: 'Give your name first' }).waitFor();
    await page.locator('#check-name').fill('chen');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page), colorScheme).to.deep.equal([]);
    }
    await check.locator('[data-result=suspicious]').click();
    await page.locator('#checks [role=status]', { hasText: '✓ Noted: 粤B12345 suspicious' }).waitFor();
    expect(await check.count()).to.equal(0);
    expect((await port.party('lion-trucking')).behaviour).to.include({ suspicious: 1 });
  });

  it('the first of several is answered by a key, once it has stood there', async () => {
    await port.say('gate-main', leaves('粤S54321'));
    await page.locator('#checks [data-check]', { hasText: '粤S54321' }).waitFor();
    await page.locator('#map').focus();
    await until('the key counts', async () => {
      await page.keyboard.press('1');
      const told = (await page.locator('#checks [role=status]').textContent()) ?? '';
      return told.includes('Noted: 粤S54321 clean') || undefined;
    });
    const [newest] = await port.checks();
    expect(newest).to.include({ state: 'done', result: 'clean', by: 'chen' });
  });

  it('the why of an alert says who is responsible, why they are trusted so, and what that changed', async () => {
    await port.say('yard', ...trespasses('粤A11111'));
    const alert = page.locator('[data-rule="restricted-entry"]');
    await alert.waitFor();
    await alert.locator('button').click();
    const trust = page.locator('#alert-trust');
    await trust.waitFor();
    expect(await trust.textContent()).to.match(
      /Pearl Haulage.*T1.*Softened from S2 to S3, for tier T1.*advanced certified/,
    );
    await page.locator('#language').click();
    await page.locator('#alert-trust', { hasText: '因信任等级 T1，由 S2 降为 S3' }).waitFor();
    await page.locator('#language').click();
  });

  it('the parties are one key away, each with what its tier rests on and what would alter it', async () => {
    await page.locator('#map').focus();
    await page.keyboard.press('u');
    const lion = page.locator('#trust [data-party=lion-trucking]');
    await lion.waitFor();
    const row: PartyRow = await port.party('lion-trucking');
    expect(await lion.getAttribute('data-tier'))
      .to.equal(row.tier)
      .and.to.equal('T5');
    expect(await lion.textContent()).to.match(
      /dishonest.*GACC Order 282.*0 remote checks clean, 1 suspicious.*clean checks that would make it T4/,
    );
    expect(await page.locator('#trust [data-day]').count()).to.equal(2);
    expect(await page.locator('#trust .ended-checks').textContent()).to.include('粤B12345');
    expect(await axeFindings(page)).to.deep.equal([]);
    expect(trouble).to.deep.equal([]);
  });
});
