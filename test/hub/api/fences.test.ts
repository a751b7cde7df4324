// A drawn fence is checked over HTTP, among what whoever asks may see, and nothing is kept of it.
import { join } from 'node:path';
import { expect } from 'chai';
import { routesOver } from '../../../hub/api/routes.ts';
import { systemClock } from '../../../hub/clock.ts';
import type { Person } from '../../../hub/contracts/person.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { type Read, readingOver } from '../../../hub/reading.ts';
import { Draughtsman } from '../../../hub/registry/draughtsman.ts';
import { intoPlan, readPortPlan } from '../../../hub/registry/port-plan.ts';
import { Registry } from '../../../hub/registry/registry.ts';
import { root } from '../../a-port.ts';
import { traced } from '../faulty-drawings.ts';
import { hungScrawl } from '../hung-scrawl.ts';
import { type Web, webOf } from './a-web.ts';

const plan = readPortPlan(join(root, 'hub', 'plans', 'humen-shatian'));
const path = '/api/v1/fences/check';

describe('A drawn fence over HTTP', function () {
  this.timeout(60_000);
  let web: Web;
  const draughtsman = new Draughtsman(intoPlan(plan), systemClock, { lookMs: 60_000 });
  const registry = new Registry();
  registry.take(plan, 0);
  const reading = readingOver({ plan, draughtsman, registry, clock: systemClock } as Read);
  before(async () => {
    web = await webOf(routesOver(reading));
  });
  after(() => Promise.all([web.close(), draughtsman.close()]));

  const fence = plan.fences.find(({ id }) => id === 'qiying-express');
  const [ring = []] = fence?.geometry.type === 'Polygon' ? fence.geometry.coordinates : [];
  const drawn = (...rings: object[]) => ({ ...fence, geometry: { type: 'Polygon', coordinates: rings } });

  it('is answered with its faults, their codes and places, and a mended one', async () => {
    const { status, json } = await web.ask(path, { body: drawn(ring.slice(0, -1)) });
    expect(status).to.equal(200);
    const says = { zh: '边界未闭合', en: 'ring is not closed' };
    const fault = { code: 'drawn-unclosed', weight: 'fault', says, field: 'geometry.coordinates[0]', at: ring[0] };
    expect(json['faults']).to.deep.equal([fault]);
    expect(json['offered']).to.have.property('feature').that.deep.equals(drawn(ring));
    expect((await web.ask(path, { body: drawn(ring) })).json).to.deep.equal({ faults: [] });
  });

  it('is taken as GeoJSON too, and whatever shape it has is no wrong request', async () => {
    const headers = { 'content-type': 'application/geo+json' };
    for (const body of ['7', 'null', '[]', '{"geometry":{"type":"Polygon","coordinates":[[[1e999]]]}}'])
      expect((await web.ask(path, { body, headers })).json).to.have.nested.property('faults[0].code', 'drawn-shape');
  });

  it('that is no JSON, or too much of it, is refused', async () => {
    expect((await web.ask(path, { body: '{' })).json).to.include({ status: 400, code: 'json-malformed' });
    const long = { ...drawn(ring), more: 'x'.repeat(130 * 1024) };
    expect((await web.ask(path, { body: long })).json).to.include({ status: 413, code: 'request-oversized' });
  });

  it('that takes long keeps nobody from being answered, and more than may wait are sent away', async () => {
    const scrawls = Array.from({ length: 20 }, () => web.ask(path, { body: drawn(...hungScrawl) }));
    const answers = Promise.all(scrawls);
    const order: string[] = [];
    void answers.then(() => order.push('drawings'));
    await web.ask('/api/v1/port').then(({ status }) => order.push(`port ${status}`));
    const told = (await answers).map(({ status, json }) => `${status} ${json['code'] ?? 'told'}`);
    expect(order).to.deep.equal(['port 200', 'drawings']);
    expect(new Set(told)).to.deep.equal(new Set(['200 told', '503 drawings-busy']));
  });

  it('is compared with nothing that whoever asks may not see', async () => {
    const seen = async (sites: Person['sites']): Promise<unknown> => {
      const guest = await webOf(routesOver(reading), personOf('li', 'operator', sites));
      const { json } = await guest.ask(path, { body: drawn(traced(ring)) });
      await guest.close();
      return (json['faults'] as { code: string }[]).map(({ code }) => code);
    };
    expect(await seen([fence?.properties.site ?? ''])).to.deep.equal(['drawn-datum']);
    expect(await seen(['shatian-wharf'])).to.deep.equal([]);
  });
});
