// Signing on in a real Chromium: from the login page to the issuer and back, with cookies that a browser takes; and a refusal in words.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { startChromium } from '../a-browser.ts';
import { freePort, type HubProcess, startHub, temporaryFolder } from '../a-port.ts';
import { type Issuer, issuerClient, startIssuer } from './an-issuer.ts';

describe('The way to the organisation’s own login', () => {
  const folder = temporaryFolder();
  let browser: Browser | undefined;
  let issuer: Issuer | undefined;
  let hub: HubProcess | undefined;

  before(async function () {
    this.timeout(90_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    const port = await freePort();
    const redirect = `http://127.0.0.1:${port}/api/v1/sign-on/callback`;
    issuer = await startIssuer(redirect);
    issuer.groups.set('chen', ['customs']);
    const groups = [{ group: 'customs', role: 'monitor', sites: 'all' }];
    const file = join(folder.path, 'oidc.yaml');
    writeFileSync(file, JSON.stringify({ issuer: issuer.url, client: issuerClient.id, redirect, groups }));
    const env = { EFENCE_OIDC_SECRET: issuerClient.secret };
    hub = await startHub(join(folder.path, 'data'), { port, args: ['--oidc', file], env });
  });
  after(async () => {
    await browser?.close();
    await hub?.kill();
    await issuer?.close();
    folder.remove();
  });

  const signOn = async (name: string) => {
    const context = await (browser as Browser).newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(hub?.web ?? '');
    await page.locator('#sign-on').click();
    await page.locator('[name=login]').fill(name);
    await page.locator('[name=password]').fill('any');
    await page.locator('[type=submit]').click();
    await page.locator('[name=prompt][value=consent]').waitFor({ state: 'attached' });
    await page.locator('[type=submit]').click();
    return { page, context };
  };

  it('comes back to the port, and the cookie of the session is one for this host that no script reads', async () => {
    const { page, context } = await signOn('chen');
    await page.locator('#person', { hasText: 'chen' }).waitFor();
    const [cookie] = (await context.cookies(hub?.web)).filter(({ name }) => /^__Host-efence\d+$/.test(name));
    expect(cookie).to.include({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
    expect(await page.evaluate(() => document.cookie)).to.equal('');
    await context.close();
  });

  it('who is nobody here is told so in words, once', async () => {
    const { page, context } = await signOn('nobody');
    await page.locator('#login [role=status]', { hasText: 'nobody here' }).waitFor();
    expect(new URL(page.url()).search).to.equal('');
    await context.close();
  });
});
