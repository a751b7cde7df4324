// The demo's fleet: the same for the same seed, and its trespass comes within 30 s of every start.
import { expect } from 'chai';
import { fixOf, fleetOf } from '../../edge-agents/sim/fleet.ts';
import { isInside } from '../../geo/fence.ts';
import { toSpot } from '../../geo/plane.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { root } from '../a-port.ts';

const registry = new Registry();
registry.take(readPortPlan(`${root}/hub/plans/humen-shatian`), 0);
const { plane, fences } = registry.worldAt(0);
const front = fences.find(({ id }) => id === 'xidatan-water-front');

describe('The simulated fleet', () => {
  it('is the same for the same seed and another for another', () => {
    expect(fleetOf(1)).to.deep.equal(fleetOf(1));
    expect(fleetOf(1)).to.not.deep.equal(fleetOf(2));
  });

  it('has its trespasser outside at the start and inside between 5 and 20 s later; nobody else enters without leave', () => {
    const entered = new Map<number, number>();
    for (const vessel of fleetOf(20121)) {
      for (let ms = 0; ms <= 600_000 && !entered.has(vessel.mmsi); ms += 1000) {
        const { lon, lat } = fixOf(vessel, ms);
        if (front !== undefined && isInside(front, toSpot(plane, lon, lat))) entered.set(vessel.mmsi, ms);
      }
    }
    expect(entered.get(413000001)).to.be.within(5000, 20_000);
    entered.delete(413000001);
    entered.delete(413000003);
    expect([...entered]).to.deep.equal([]);
  });
});
