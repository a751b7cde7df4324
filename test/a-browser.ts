// A real Chromium for tests, which asks nothing of anyone but the hub; skipped loudly where there is none.
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startChromium(): Promise<Browser | undefined> {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((at) =>
    existsSync(at),
  );
  const executablePath = found ?? chromium.executablePath();
  if (!existsSync(executablePath)) {
    console.warn('SKIPPED: no Chromium; npm run setup installs it');
    return undefined;
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
}

/** A page of its own cookies; `trouble` is all that it threw, that its policy forbade, or that it asked elsewhere than `web`. */
export async function pageOf(
  browser: Browser,
  web: string,
  trouble: string[],
): Promise<{ page: Page; context: BrowserContext }> {
  const options = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) trouble.push(line.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(web) && !url.startsWith(web.replace('http', 'ws')) && !/^(data|blob):/.test(url))
      trouble.push(`elsewhere: ${url}`);
  });
  return { page, context };
}
