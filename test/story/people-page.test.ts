// Two people at their pages in a real Chromium: the way in, what each is shown, acknowledging, explaining, going.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { hashed } from '../../hub/identity/secret.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import { HandAgent, type HubProcess, inside, positionEvent, startHub, temporaryFolder, until } from '../a-port.ts';
import { axeFindings } from './axe.ts';

describe('Two people at their pages', () => {
  const folder = temporaryFolder();
  const trouble: string[] = [];
  let hub: HubProcess;
  let browser: Browser | undefined;
  let monitor: Page;
  let operator: Page;

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    const file = join(folder.path, 'people.yaml');
    const one = async (name: string, role: string, sites: string) =>
      `  - { name: ${name}, role: ${role}, sites: ${sites}, password: '${await hashed(`${name} at the port`)}' }\n`;
    const people = [await one('陈关员', 'monitor', 'all'), await one('wharf', 'operator', '[shatian-wharf]')];
    writeFileSync(
      file,
      `people:\n${people.join('')}${await one('tos', 'integration', 'all')}${await one('周', 'admin', 'all')}`,
    );
    hub = await startHub(join(folder.path, 'data'), { args: ['--people', file] });
    monitor = (await pageOf(browser, hub.web, trouble)).page;
    operator = (await pageOf(browser, hub.web, trouble)).page;
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    await hand.end();
  });

  after(async () => {
    await browser?.close();
    await hub?.kill();
    folder.remove();
  });

  const enter = async (page: Page, name: string, password: string): Promise<void> => {
    await page.locator('#login [name=name]').fill(name);
    await page.locator('#login [name=password]').fill(password);
    await page.locator('#login form button').click();
  };
  const alert = (page: Page) => page.locator('[data-rule="restricted-entry"]');

  it('shows nothing of the port to who has not come in, and says why a wrong password does not', async () => {
    await monitor.goto(hub.web);
    await monitor.locator('#login').waitFor();
    expect(await monitor.locator('#map').count()).to.equal(0);
    await enter(monitor, '陈关员', 'not it');
    await monitor.locator('#login [role=status]', { hasText: 'not its password' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await monitor.emulateMedia({ colorScheme });
      expect(await axeFindings(monitor), colorScheme).to.deep.equal([]);
    }
    await monitor.emulateMedia({ colorScheme: null });
  });

  it('a monitor comes in, sees who they are, and acknowledges by a key', async () => {
    await enter(monitor, '陈关员', '陈关员 at the port');
    await alert(monitor).waitFor();
    expect(await monitor.locator('#person').textContent()).to.match(/陈关员.*customs monitor.*all sites/);
    await alert(monitor).locator('button').click();
    await monitor.locator('[data-act=acknowledge]').waitFor();
    await monitor.keyboard.press('a');
    await monitor.locator('#notes', { hasText: /陈关员.*acknowledged/ }).waitFor();
    expect(await monitor.locator('#note-form [name=by]').count(), 'no name to be made up').to.equal(0);
  });

  it('an operator sees that somebody looks after it, may not do so, and explains what happened', async () => {
    await operator.goto(hub.web);
    await enter(operator, 'wharf', 'wharf at the port');
    await alert(operator).waitFor();
    expect(await alert(operator).textContent()).to.include('✓ 陈关员 looks after it');
    await alert(operator).locator('button').click();
    await operator.locator('#note-form textarea').fill('拖轮靠泊，已核对');
    expect(await operator.locator('[data-act]').count()).to.equal(0);
    await operator.locator('#note-form button').click();
    await operator.locator('#note-form [role=status]', { hasText: 'Explanation noted' }).waitFor();
    await monitor.locator('#notes', { hasText: /wharf terminal operator.*explains: 拖轮靠泊，已核对/ }).waitFor();
  });

  it('a program’s account has nothing to look at, and the page says so', async () => {
    const { page, context } = await pageOf(browser as Browser, hub.web, trouble);
    await page.goto(hub.web);
    await enter(page, 'tos', 'tos at the port');
    await page.locator('#login', { hasText: 'This account has no page: tos (integration)' }).waitFor();
    await context.close();
  });

  it('whoever looks after accounts sees who is in and nothing of the port, and keeps out by proving who they are', async () => {
    const { page, context } = await pageOf(browser as Browser, hub.web, trouble);
    await page.goto(hub.web);
    await enter(page, '周', '周 at the port');
    const wharf = page.locator('[data-person=wharf]');
    await wharf.filter({ hasText: 'terminal operator · shatian-wharf' }).filter({ hasText: 'last seen' }).waitFor();
    expect(await page.locator('[data-alert], #map').count()).to.equal(0);
    const lock = async (what: string, reason: string) => {
      await wharf.locator('button', { hasText: what }).click();
      await page.locator('#lock-form [name=reason]').fill(reason);
      await page.keyboard.press('Enter');
    };
    await lock('Lock', 'a key was lost');
    await page.locator('#proof-form [type=password]').fill('周 at the port');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Enter');
    await wharf.filter({ hasText: 'locked by 周' }).filter({ hasText: 'a key was lost' }).waitFor();
    await operator.locator('#login form').waitFor();
    await lock('Unlock', 'found again');
    await page.locator('[role=status]', { hasText: '✓ Done: Unlock (wharf)' }).waitFor();
    await context.close();
    await enter(operator, 'wharf', 'wharf at the port');
    await alert(operator).waitFor();
  });

  it('who goes leaves nothing on the page, and another page of theirs is at the login again', async () => {
    const other = await operator.context().newPage();
    await other.goto(hub.web);
    await alert(other).waitFor();
    await operator.locator('#person button').click();
    for (const page of [operator, other]) {
      await page.locator('#login form').waitFor();
      expect(await page.locator('[data-alert]').count()).to.equal(0);
    }
  });

  it('nothing was asked elsewhere, and nothing threw', () => {
    expect(trouble).to.deep.equal([]);
  });

  it('a page that is open when its hub is killed is still in when that is back', async function () {
    this.timeout(60_000);
    const ports = { port: Number(new URL(hub.web).port), mqttPort: Number(new URL(hub.broker).port) };
    await hub.kill('SIGKILL');
    hub = await startHub(join(folder.path, 'data'), {
      ...ports,
      args: ['--people', join(folder.path, 'people.yaml')],
    });
    await until(
      'it is connected again',
      async () => (await monitor.locator('body').getAttribute('data-connected')) === 'true' || undefined,
      30_000,
    );
    expect(await monitor.locator('#person').textContent()).to.include('陈关员');
  });
});
