// One alert at four pages in a real Chromium: of two officers one claims it, the terminal is asked and answers, a second person closes it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { hashed } from '../../hub/identity/secret.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import { HandAgent, type HubProcess, inside, outside, positionEvent, startHub, temporaryFolder } from '../a-port.ts';
import { axeFindings } from './axe.ts';

const people = [
  ['陈关员', 'monitor', 'all'],
  ['李关员', 'monitor', 'all'],
  ['王关长', 'supervisor', 'all'],
  ['wharf', 'operator', '[shatian-wharf]'],
] as const;

describe('A case at the pages of four people', () => {
  const folder = temporaryFolder();
  const trouble: string[] = [];
  const began = Date.now();
  let hub: HubProcess;
  let hand: HandAgent;
  let browser: Browser | undefined;
  let chen: Page;
  let li: Page;
  let chief: Page;
  let operator: Page;

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    const file = join(folder.path, 'people.yaml');
    const rows = people.map(async ([name, role, sites]) => {
      return `  - { name: ${name}, role: ${role}, sites: ${sites}, password: '${await hashed(`${name} at the port`)}' }\n`;
    });
    writeFileSync(file, `people:\n${(await Promise.all(rows)).join('')}`);
    hub = await startHub(join(folder.path, 'data'), { args: ['--people', file] });
    hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...inside, time: began - 60_000 })]);
    [chen, li, chief, operator] = (await Promise.all(people.map(([name]) => pageFor(name)))) as [
      Page,
      Page,
      Page,
      Page,
    ];
  });

  after(async () => {
    await browser?.close();
    await hand?.end();
    await hub?.kill();
    folder.remove();
  });

  async function pageFor(name: string): Promise<Page> {
    const { page } = await pageOf(browser as Browser, hub.web, trouble);
    await page.goto(hub.web);
    await page.locator('#login [name=name]').fill(name);
    await page.locator('#login [name=password]').fill(`${name} at the port`);
    await page.locator('#login form button').click();
    await row(page).waitFor();
    return page;
  }

  const row = (page: Page) => page.locator('[data-rule="restricted-entry"]');
  const can = (page: Page, act: string) => page.locator(`#case [data-act=${act}]`);
  const told = (page: Page, is: string) => page.locator(`#case [data-outcome=${is}]`);
  const field = (page: Page, name: string) => page.locator(`#act-form [name=${name}]`);
  /** The row has the focus: what is pressed is a key of the page. */
  const opened = async (page: Page): Promise<void> => {
    await row(page).locator('button').click();
    await page.locator('#case').waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[data-alert]') !== null);
  };

  it('of two officers the first to press c has it; the other sees that at once, and cannot claim it', async () => {
    await Promise.all([chen, li].map(opened));
    await can(li, 'claim').waitFor();
    await chen.keyboard.press('c');
    await row(chen).locator('.mark.mine').waitFor();
    await row(li).filter({ hasText: '⚑ 陈关员 sees to it' }).waitFor();
    await can(li, 'claim').waitFor({ state: 'detached' });
    expect(await can(li, 'dispose').count(), 'it is not theirs to end').to.equal(0);
    await li.keyboard.press('c');
    await told(li, 'unoffered').filter({ hasText: 'Not done (Claim)' }).waitFor();
    expect(await chen.locator('#alerts h2').textContent()).to.match(/ · 1 mine$/);
  });

  it('who acts on what has changed is told what changed, has their words still, and may do it all the same', async () => {
    await li.keyboard.press('e');
    await field(li, 'text').waitFor();
    await li.keyboard.type('beyond me: a case for above, c d e');
    await can(chen, 'ask').click();
    await field(chen, 'text').fill('Why is she there?');
    await chen.keyboard.press('Control+Enter');
    await chen.locator('#question', { hasText: 'Why is she there?' }).waitFor();
    await li.keyboard.press('Control+Enter');
    await told(li, 'changed').filter({ hasText: 'the terminal was asked by 陈关员' }).waitFor();
    expect(await field(li, 'text').inputValue()).to.equal('beyond me: a case for above, c d e');
    await li.keyboard.press('Control+Enter');
    await told(li, 'done').waitFor();
    await row(chief).filter({ hasText: '⇧ level 1' }).waitFor();
    await opened(chen);
    await chen.keyboard.press('c');
    await row(li).filter({ hasText: '⚑ 陈关员 sees to it' }).waitFor();
  });

  it('the terminal sees the question above its alerts and answers with a picture, which the officer sees beside it', async () => {
    const question = operator.locator('#questions [data-question]');
    await question.filter({ hasText: 'Why is she there?' }).waitFor();
    expect(await question.textContent()).to.match(/\d+ min left/);
    await question.locator('textarea').fill('She waits for her pilot.');
    await question.locator('[type=file]').setInputFiles(join(import.meta.dirname, '../../dashboards/picture.png'));
    for (const colorScheme of ['light', 'dark'] as const) {
      await operator.emulateMedia({ colorScheme });
      expect(await axeFindings(operator), colorScheme).to.deep.equal([]);
    }
    await question.locator('[type=submit]').click();
    await operator.locator('#questions [role=status]', { hasText: 'Answer noted' }).waitFor();
    await chen.locator('#question .answer', { hasText: 'She waits for her pilot.' }).waitFor();
    await chen.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('#question .handed img');
      return picture?.complete && picture.naturalWidth > 100;
    });
    expect(await operator.locator('#case [data-act]').count()).to.equal(0);
  });

  it('what is over is in hand until somebody has reset and disposed it; by keys, and not by what is typed', async () => {
    await hand.send([positionEvent({ seq: 2, ...outside, time: Date.now() })]);
    await chen.locator('[data-rule="restricted-entry"][data-standing=hand]').waitFor();
    await can(chen, 'reset').click();
    await field(chen, 'text').fill('She has left.');
    await chen.keyboard.press('Control+Enter');
    await can(chen, 'reset').waitFor({ state: 'detached' });
    await opened(chen);
    await chen.keyboard.press('d');
    await field(chen, 'code').waitFor();
    await field(chen, 'code').selectOption('false_rule');
    await chen.keyboard.press('Control+Enter');
    await told(chen, 'missing').filter({ hasText: 'On what grounds' }).waitFor();
    await field(chen, 'text').fill('The fence should know pilots: abcdes');
    for (const colorScheme of ['light', 'dark'] as const) {
      await chen.emulateMedia({ colorScheme });
      expect(await axeFindings(chen), colorScheme).to.deep.equal([]);
    }
    await chen.keyboard.press('Control+Enter');
    await chen.locator('#case', { hasText: 'To be closed by a second person' }).waitFor();
    expect(await can(chen, 'close').count(), 'not by who handled it').to.equal(0);
    expect(await row(chen).textContent(), 'nothing was done by what was typed').not.to.match(/shelved|bad sensor/);
  });

  it('a second person finds it among what is to be agreed to, proves who they are, and closes it', async () => {
    await chief.locator('[data-whose=to-agree]', { hasText: '1' }).click();
    await opened(chief);
    await can(chief, 'close').click();
    await field(chief, 'text').fill('I agree.');
    await chief.keyboard.press('Control+Enter');
    await chief.locator('#proof-form [type=password]').fill('not it');
    await chief.keyboard.press('Enter');
    await chief.locator('#proof-form [role=status]', { hasText: 'Not proved' }).waitFor();
    expect(await axeFindings(chief)).to.deep.equal([]);
    await chief.locator('#proof-form [type=password]').fill('王关长 at the port');
    await chief.keyboard.press('Enter');
    await chen.locator('[data-rule="restricted-entry"][data-standing=ended]').waitFor();
    const story = await chen.locator('#notes ol').textContent();
    for (const said of [
      'asked, to be answered by',
      'answers: She waits',
      'reset: She has left',
      'disposed as false: rule',
    ])
      expect(story).to.include(said);
    expect(story).to.match(/王关长.*closed: I agree\./);
  });

  it('whoever writes in a form goes on writing there when the alert ends, and its row moves', async () => {
    const mmsi = 413777777;
    await hand.send([positionEvent({ seq: 3, ...inside, mmsi, time: Date.now() })]);
    await chief.locator('[data-whose=all]').click();
    const row = chief.locator('[data-rule="restricted-entry"]', { hasText: String(mmsi) });
    await row.locator('button').click();
    await chief.waitForFunction(() => document.activeElement?.closest('[data-alert]') !== null);
    await chief.keyboard.press('e');
    await field(chief, 'text').fill('over to ');
    await hand.send([positionEvent({ seq: 4, ...outside, mmsi, time: Date.now() })]);
    await chief
      .locator(`[data-condition="cleared"][data-rule="restricted-entry"]`, { hasText: String(mmsi) })
      .waitFor();
    await chief.keyboard.type('you');
    expect(await field(chief, 'text').inputValue()).to.equal('over to you');
    await chief.keyboard.press('Escape');
    await chief.keyboard.press('Escape');
  });

  it('what is put away is never out of sight: a line says how many, and opens', async () => {
    await hand.send([positionEvent({ seq: 5, ...inside, mmsi: 413888888, time: Date.now() })]);
    const other = (page: Page) => page.locator('[data-rule="restricted-entry"]', { hasText: '413888888' });
    await chief.locator('[data-whose=all]').click();
    await other(chief).locator('button').click();
    await chief.waitForFunction(() => document.activeElement?.closest('[data-alert]') !== null);
    await chief.keyboard.press('s');
    await field(chief, 'reason').selectOption('known_work');
    await chief.keyboard.press('Control+Enter');
    const line = li.locator('#away button').first();
    await line.filter({ hasText: '1 put away' }).waitFor();
    expect(await other(li).count()).to.equal(0);
    expect(await li.locator('#alerts h2').textContent()).to.match(/1 put away/);
    await line.click();
    await other(li).filter({ hasText: '◷ shelved until' }).waitFor();
  });

  it('nothing was asked elsewhere, and nothing threw', () => {
    expect(trouble).to.deep.equal([]);
  });
});
