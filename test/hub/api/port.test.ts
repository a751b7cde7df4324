// The port over HTTP tells of each fence that is not always in force its next windows, and nothing of another site's.
import { join } from 'node:path';
import { expect } from 'chai';
import { routesOver } from '../../../hub/api/routes.ts';
import type { Person } from '../../../hub/contracts/person.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { type Read, readingOver } from '../../../hub/reading.ts';
import { type PortPlan, readPortPlan } from '../../../hub/registry/port-plan.ts';
import { Registry } from '../../../hub/registry/registry.ts';
import { root } from '../../a-port.ts';
import { webOf } from './a-web.ts';

const shipped = readPortPlan(join(root, 'hub', 'plans', 'humen-shatian'));
const timed: Record<string, object> = {
  'xidatan-water-front': { schedule: 'night' },
  'bonded-centre': { validFrom: '2026-03-01T00:00:00Z' },
  'qiying-express': { validTo: '2026-01-01T00:00:00Z' },
};
const plan: PortPlan = {
  ...shipped,
  schedules: [{ id: 'night', weekly: [{ from: '22:00', to: '06:00' }] }],
  fences: shipped.fences.map((fence) => ({ ...fence, properties: { ...fence.properties, ...timed[fence.id] } })),
};
/** 23:00 at the port: the night has begun. */
const now = Date.parse('2026-02-01T15:00:00Z');

describe('The port over HTTP', () => {
  const windowsFor = async (sites: Person['sites']): Promise<Record<string, { from?: number; to?: number }[]>> => {
    const registry = new Registry();
    registry.take(plan, now);
    const reading = readingOver({ plan, registry, clock: { now: () => now } } as Read);
    const web = await webOf(routesOver(reading), personOf('li', 'operator', sites));
    const { json } = await web.ask('/api/v1/port');
    await web.close();
    return json['windows'] as Awaited<ReturnType<typeof windowsFor>>;
  };

  it('tells the windows that are not over of the fences that have any, the one that is open first', async () => {
    const { 'xidatan-water-front': nights = [], ...others } = await windowsFor('all');
    const [first, second] = nights.map((night) =>
      [night.from ?? 0, night.to ?? 0].map((t) => new Date(t).toISOString()),
    );
    expect(first).to.deep.equal(['2026-02-01T14:00:00.000Z', '2026-02-01T22:00:00.000Z']);
    expect(second?.[0]).to.equal('2026-02-02T14:00:00.000Z');
    expect(nights).to.have.length(64);
    expect(others).to.deep.equal({
      'bonded-centre': [{ from: Date.parse('2026-03-01T00:00:00Z') }],
      'qiying-express': [],
    });
  });

  it('tells none of a site that is not seen', async () => {
    expect(Object.keys(await windowsFor(['bonded-centre']))).to.deep.equal(['bonded-centre']);
  });
});
