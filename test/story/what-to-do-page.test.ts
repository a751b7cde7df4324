// What to do about an alert, on the page in a real Chromium: the steps, and the time that is left by the hub's own clock.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type Clock, systemClock } from '../../hub/clock.ts';
import { Hub } from '../../hub/hub.ts';
import { pageFolder } from '../../hub/page.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { responses } from '../../hub/rules/responses.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import { HandAgent, inside, outside, positionEvent, root, temporaryFolder, until } from '../a-port.ts';
import { axeFindings } from './axe.ts';

const entry = responses['restricted-entry'];
const minute = 60_000;

describe('What to do, on the page', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: Hub;
  let httpPort = 0;
  let browser: Browser | undefined;
  let page: Page;
  /** The hub's clock is so far ahead of this machine's. */
  let ahead = 0;
  let asked = 0;
  const trouble: string[] = [];

  async function startHub(): Promise<number | undefined> {
    const fault = (says: unknown): void => {
      throw new Error(String(says));
    };
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
    hub = new Hub({
      ...{ plan: readPortPlan(join(root, 'hub', 'plans', 'humen-shatian')), dataFolder: folder.path, reset: false },
      ...{ host: '127.0.0.1', httpPort, mqttPort: 0, pageFolder: await pageFolder(() => {}) },
      ...{ clock, onFault: fault, onRequestFault: fault },
    });
    const started = await hub.start();
    httpPort = started.httpPort;
    return started.mqttPort;
  }

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    folder = temporaryFolder();
    const hand = await HandAgent.connect(`mqtt://127.0.0.1:${await startHub()}`);
    const t = Date.now() - 5000;
    await hand.send([
      positionEvent({ seq: 1, ...outside, time: t }),
      positionEvent({ seq: 2, ...inside, time: t + 1000 }),
    ]);
    await hand.end();
    const web = `http://127.0.0.1:${httpPort}`;
    page = (await pageOf(browser, web, trouble)).page;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/rules')) asked += 1;
    });
    await page.goto(web);
    await page.locator('[data-rule="restricted-entry"] button').click();
    await page.locator('#what-to-do').waitFor();
  });

  after(async () => {
    await browser?.close();
    await hub?.stop();
    folder?.remove();
  });

  const textsOf = (selector: string): Promise<string[]> => page.locator(`#what-to-do ${selector}`).allTextContents();
  const due = (words: RegExp): Promise<void> =>
    page.locator('#what-to-do .due').filter({ hasText: words }).waitFor({ timeout: 15_000 });

  it('says what it may lead to, the numbered steps, and who takes them, in both languages', async () => {
    for (const lang of ['en', 'zh'] as const) {
      expect((await textsOf('.because'))[0]).to.contain(entry.consequence[lang]);
      expect(await textsOf('ol.steps li')).to.deep.equal(entry.steps.map((step) => step[lang]));
      expect(await textsOf('.muted')).to.deep.equal([{ en: 'Who: customs monitor', zh: '处置人：海关监管员' }[lang]]);
      expect(await textsOf('h3')).to.deep.equal([{ en: 'What to do', zh: '处置指引' }[lang]]);
      await page.locator('#language').click();
    }
  });

  it('fits a narrow window, and axe finds no serious fault in it', async () => {
    for (const width of [400, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);
      const section = await page.locator('#what-to-do').boundingBox();
      expect((section?.x ?? 0) + (section?.width ?? width + 1), `at ${width}`).to.be.at.most(width);
    }
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('counts down from the raising by the hub’s clock, and calls it overdue by word and sign', async () => {
    await due(/^◷ Look within 5 min: [0-4]:\d\d left$/);
    const [first] = await textsOf('.due');
    await until('it counts', async () => ((await textsOf('.due'))[0] === first ? undefined : true), 10_000);
    ahead = 6 * minute;
    await due(/^▨ OVERDUE by \d:\d\d: to be looked at within 5 min, and nobody has$/);
  });

  it('counts from the acknowledgement on until the case is disposed', async () => {
    await page.locator('#note-form input[name="by"]').fill('李');
    await page.locator('#case [data-act=acknowledge]').click();
    await due(/^◷ Be done with it within 2 h: 1:5\d:\d\d left$/);
    ahead += 120 * minute;
    await due(/^▨ OVERDUE by \d:\d\d: to be done with within 2 h of the acknowledgement$/);
  });

  it('was told by the hub once, and again when the hub was back', async function () {
    this.timeout(60_000);
    expect(asked).to.equal(1);
    await hub.stop();
    await startHub();
    await until('the page asked again', () => asked === 2 || undefined);
    // What nobody saw to in time may have gone up meanwhile: then its time runs anew.
    await due(/^▨ OVERDUE|^◷ Look within 5 min/);
    expect(trouble).to.deep.equal([]);
  });
});
