// What a device tells in its own datum lies where it is: the hub hears it once, and all behind it is WGS-84.
import { join } from 'node:path';
import { expect } from 'chai';
import { Check } from 'typebox/value';
import { type Datum, fromWgs84 } from '../../geo/datum.ts';
import { toSpot } from '../../geo/plane.ts';
import { AssetPosition, type Observation } from '../../hub/contracts/observation.ts';
import { locate } from '../../hub/ingest/locate.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { root } from '../a-port.ts';

const world = new Registry().take(readPortPlan(join(root, 'hub', 'plans', 'humen-shatian')), 0);
const receivedAt = Date.parse('2026-03-01T08:00:00Z');
const [lon, lat] = [113.6017, 22.9201];

/** Where the hub has a truck that is there and says so in this datum. */
function heard(datum: Datum) {
  const [east, north] = fromWgs84(datum, lon, lat);
  const data = { lon: east, lat: north, datum };
  expect(Check(AssetPosition, data), datum).to.equal(true);
  const said = {
    id: 'e',
    type: 'asset.position',
    subject: 'vehicle:粤S12345',
    time: '2026-03-01T08:00:00Z',
    seq: 1,
    data,
  };
  const speaker = { agent: 'a', site: 's', from: 'a/e/routine' };
  const at = { feed: 'live', receivedAt, worldAt: () => world, mayIssue: () => true } as const;
  const keyed = locate(said as unknown as Observation, speaker, at);
  if ('code' in keyed) throw new Error(keyed.code);
  const [first] = keyed;
  return first !== undefined && 'spot' in first.event ? first.event.spot : undefined;
}

describe('A fix in the datum of its device', () => {
  for (const datum of ['WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09'] as const)
    it(`${datum} lies where the truck is, to the millimetre`, () => {
      const { x, y } = toSpot(world.plane, lon, lat);
      const spot = heard(datum);
      expect(spot?.x).to.be.closeTo(x, 1);
      expect(spot?.y).to.be.closeTo(y, 1);
    });

  it('and one that is not declared is not heard', () => {
    expect(Check(AssetPosition, { lon, lat, datum: 'BD-09MC' })).to.equal(false);
  });
});
