// Three hundred open alerts in a real hub: by pages, over a kill, for twenty sockets that come at once, and on a page.
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { AlertCounts } from '../../hub/contracts/query.ts';
import { versionOf } from '../../hub/contracts/standing.ts';
import { pageOf, startChromium } from '../a-browser.ts';
import { type HubProcess, startHub, temporaryFolder, until } from '../a-port.ts';
import { crowdAt } from '../bench/crowd.ts';
import { openAlerts, openIds } from '../bench/open-alerts.ts';

const alerts = 300;
const sockets = 20;

describe('Many open alerts', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let ids: string[];
  let browser: Browser | undefined;

  before(async function () {
    this.timeout(60_000);
    folder = temporaryFolder();
    hub = await startHub(folder.path);
    await openAlerts(hub, alerts);
    ids = await openIds(hub);
  });
  after(async () => {
    await browser?.close();
    await hub.kill();
    folder.remove();
  });

  it('are all there, counted, and all there again after a kill', async () => {
    expect(new Set(ids).size).to.equal(alerts);
    await hub.kill('SIGKILL');
    hub = await startHub(folder.path, { args: [] });
    expect(await openIds(hub)).to.deep.equal(ids);
    const { counts } = await hub.get<AlertCounts>('/api/v1/alerts/counts?rule=restricted-entry&by=isa&by=case');
    expect(counts).to.deep.equal({ isa: { UNACK: alerts }, case: { open: alerts } });
  });

  it('come to each of a crowd, whole, by the same bytes', async () => {
    const crowd = await crowdAt(hub.web, hub.child, sockets);
    expect([crowd.refused, crowd.ms.length, crowd.pictures.length]).to.deep.equal([0, sockets, 1]);
    expect(crowd.alerts).to.include.members(ids);
  });

  it('are on the page, which unpacks them, and lists each', async function () {
    this.timeout(60_000);
    browser = await startChromium();
    if (browser === undefined) return this.skip();
    const trouble: string[] = [];
    const { page } = await pageOf(browser, hub.web, trouble);
    await page.goto(hub.web);
    await until('every row is there', async () => {
      const rows = await page.locator('[data-alert]').count();
      return rows >= alerts ? rows : undefined;
    });
    expect(trouble).to.deep.equal([]);
  });

  it('are told one by one with their version, which acts are compared with', async () => {
    const one = await fetch(`${hub.web}/api/v1/alerts/${ids[0]}`);
    expect([one.status, one.headers.get('etag')]).to.deep.equal([200, `"${versionOf((await one.json()) as Alert)}"`]);
  });
});
