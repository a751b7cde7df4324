// The measures of a real hub: who may ask and of which sites, the same after kill -9, and what a Prometheus is told, by whom it may.
import { join } from 'node:path';
import { expect } from 'chai';
import { io } from 'socket.io-client';
import type { Measures } from '../../hub/contracts/measures.ts';
import {
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

const asked = async (hub: HubProcess, path: string, cookie = '') => {
  const answer = await fetch(hub.web + path, { headers: { cookie } });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
};
const measured = async (hub: HubProcess, query = ''): Promise<Measures> => hub.get(`/api/v1/measures${query}`);

describe('The measures of a hub', () => {
  it('are the same after kill -9, read from the journal once it is ready', async () => {
    const folder = temporaryFolder();
    let hub = await startHub(join(folder.path, 'data'));
    const hand = await HandAgent.connect(hub.broker);
    const now = Date.now();
    const at = (seq: number, place: typeof inside | typeof outside, ago: number) =>
      positionEvent({ seq, ...place, time: now - ago });
    await hand.send([at(1, inside, 9000), at(2, outside, 6000), at(3, inside, 3000)]);
    const alerts = await until('two alerts', async () => {
      const found = await hub.alerts();
      return found.length >= 2 ? found : undefined;
    });
    const headers = { 'content-type': 'application/json' };
    const told = { method: 'POST', headers, body: JSON.stringify({ by: 'chen' }) };
    const done = await fetch(`${hub.web}/api/v1/alerts/${alerts[0]?.id}/acknowledgement`, told);
    expect(done.status).to.equal(201);
    const window = `?from=${now - 60_000}&to=${Date.now()}`;
    // What has just happened is counted within a moment, and until then the answer says that it is not all.
    const before = await until('all of it is counted', async () => {
      const answer = await measured(hub, window);
      return answer.complete ? answer : undefined;
    });
    expect(before.annunciations.total).to.equal(alerts.length);
    expect(before.acknowledged.reduce((sum, { count }) => sum + count, 0)).to.equal(1);
    await hand.end();
    await hub.kill('SIGKILL');
    hub = await startHub(join(folder.path, 'data'));
    const after = await until('it has read the past', async () => {
      const answer = await measured(hub, window);
      return answer.complete ? answer : undefined;
    });
    const { keptFrom: _k, stale: _s, ...was } = before;
    const { keptFrom: _l, stale: _t, ...is } = after;
    expect(is).to.deep.equal(was);
    const { text } = await asked(hub, '/metrics');
    expect(text, 'the past is no news').not.to.include('efence_alerts_annunciated_total{');
    await hub.kill();
    folder.remove();
  });

  it('are for monitors, of the sites they see; /metrics for those who may inspect the port', async () => {
    const folder = temporaryFolder();
    const hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--demo'] });
    const monitor = await hub.enter('monitor');
    const operator = await hub.enter('operator-shatian-wharf');
    const pages = [monitor, monitor, operator].map((cookie) =>
      io(hub.web, { transports: ['websocket'], extraHeaders: { cookie }, reconnection: false }),
    );
    await Promise.all(pages.map((page) => until('it is open', () => page.connected || undefined)));
    const { positions } = JSON.parse((await asked(hub, '/api/v1/measures', monitor)).text) as Measures;
    expect(positions, 'two pages of a monitor are one officer, and an operator is none').to.equal(1);
    for (const page of pages) page.disconnect();
    expect((await asked(hub, '/api/v1/measures')).status).to.equal(401);
    expect((await asked(hub, '/metrics')).status).to.equal(401);
    expect((await asked(hub, '/api/v1/measures', operator)).status).to.equal(403);
    expect((await asked(hub, '/metrics', operator)).status).to.equal(403);
    const mine = await asked(hub, '/api/v1/measures?site=shatian-wharf&from=2026-01-01T00:00:00Z', monitor);
    expect(mine.status).to.equal(200);
    expect((JSON.parse(mine.text) as Measures).sites).to.deep.equal(['shatian-wharf']);
    expect((await asked(hub, '/api/v1/measures?site=nowhere', monitor)).status).to.equal(404);
    for (const wrong of ['from=yesterday', 'from=5&to=4', 'to=-1'])
      expect((await asked(hub, `/api/v1/measures?${wrong}`, monitor)).status, wrong).to.equal(400);
    const read = await asked(hub, '/metrics', monitor);
    expect(read.type).to.equal('text/plain; version=0.0.4; charset=utf-8');
    expect(read.text)
      .to.match(/^efence_ready 1$/m)
      .and.to.match(/^efence_disk_free_bytes \d+$/m);
    expect(read.text).not.to.match(/="[^"]*([0-9a-f]{16}|:)/);
    await hub.kill();
    folder.remove();
  });
});
