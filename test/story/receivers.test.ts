// Who was told, as the why of an alert says it on the page: one receiver that takes it, one that refuses, one nobody answers for.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { stringify } from 'yaml';
import { responses } from '../../hub/rules/responses.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import {
  freePort,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  startHub,
  temporaryFolder,
} from '../a-port.ts';
import { startWebhook, type Webhook } from '../far-ends.ts';

describe('Receivers on the page', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let browser: Browser | undefined;
  let page: Page;
  const webhooks: Webhook[] = [];

  before(async function () {
    this.timeout(60_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    folder = temporaryFolder();
    const [taking, refusing, nobody] = [await startWebhook(), await startWebhook(), await freePort()];
    webhooks.push(taking, refusing);
    refusing.answer.status = 404;
    const urls = { customs: taking.url, wharf: refusing.url, police: `http://127.0.0.1:${nobody}/` };
    const names = Object.keys(urls);
    const routing = join(folder.path, 'routing.yml');
    writeFileSync(
      routing,
      stringify({
        route: {
          ...{ receiver: 'customs', group_by: ['...'], group_wait: '0s', group_interval: '1s' },
          routes: names.map((receiver) => ({ receiver, continue: true })),
        },
        receivers: Object.entries(urls).map(([name, url]) => ({ name, webhook_configs: [{ url }] })),
      }),
    );
    hub = await startHub(join(folder.path, 'data'), { args: ['--routing', routing] });
    const hand = await HandAgent.connect(hub.broker);
    const t = Date.now() - 5000;
    await hand.send([
      positionEvent({ seq: 1, ...outside, time: t }),
      positionEvent({ seq: 2, ...inside, time: t + 1000 }),
    ]);
    await hand.end();
    page = (await pageOf(browser, hub.web, [])).page;
    await page.goto(hub.web);
  });

  after(async () => {
    await browser?.close();
    await hub?.kill();
    for (const webhook of webhooks) webhook.close();
    folder?.remove();
  });

  const rowLike = async (receiver: string, words: RegExp): Promise<void> => {
    await page.locator('#receivers li', { hasText: receiver }).filter({ hasText: words }).waitFor({ timeout: 10_000 });
  };

  it('says of each how it went: arrived, given up with the answer, or still on its way with the tries so far', async () => {
    await page.locator('[data-rule="restricted-entry"]').first().locator('button').click();
    await page.locator('#receivers').waitFor();
    await rowLike('customs', /^customs · webhook · active ?✓ arrived \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    await rowLike('wharf', /^wharf · webhook · active ?✕ given up .* · .*404.* · tried 1×$/);
    await rowLike('police', /^police · webhook · active ?◷ on its way since .* · .*ECONNREFUSED.* · tried \d+×$/);
    expect(await page.locator('#receivers li').count()).to.equal(3);
  });

  it('told each what to do, in both languages, as the rule has it', () => {
    const { consequence, steps } = responses['restricted-entry'];
    for (const { got } of webhooks) {
      const { annotations = {} } = got[0]?.body.alerts[0] ?? {};
      expect(annotations).to.include({ consequence: consequence.en, consequence_zh: consequence.zh });
      expect(annotations['response']?.split('\n'))
        .to.include(`1. ${steps[0].en}`)
        .and.have.length(steps.length + 1);
      expect(annotations['response_zh']).to.contain(`1. ${steps[0].zh}\n`);
    }
  });

  it('says it in Chinese as well', async () => {
    await page.locator('#language').click();
    await rowLike('customs', /^customs · .* ?✓ 已送达/);
    expect(await page.locator('#receivers h3').textContent()).to.match(/[一-鿿]/);
  });
});
