// The windows of a plan's fences: shared by all that have the same, and by plans that follow one another.
import { join } from 'node:path';
import { expect } from 'chai';
import { isInForce } from '../../geo/force.ts';
import { type PortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { root } from '../a-port.ts';

const shatian = readPortPlan(join(root, 'hub', 'plans', 'humen-shatian'));
const [first] = shatian.fences as [PortPlan['fences'][number]];
const now = Date.parse('2026-11-27T00:00:00Z');
const night = { id: 'night', weekly: [{ from: '22:00', to: '06:00' }] };
type Timed = Partial<Pick<PortPlan['fences'][number]['properties'], 'schedule' | 'validFrom' | 'validTo'>>;
const planOf = (count: number, timed: Timed, hash = 'h'): PortPlan => ({
  ...{ ...shatian, hash, schedules: [night], segments: [] },
  fences: Array.from({ length: count }, (_, i) => ({
    ...first,
    ...{ id: `fence-${i}`, properties: { ...first.properties, ...timed } },
  })),
});

describe('The windows of a plan', () => {
  it('are one object for all fences of one schedule and validity, in this plan and in what follows it', () => {
    const registry = new Registry();
    const [one, two] = [
      registry.take(planOf(3, { schedule: 'night' }), now),
      registry.take(planOf(3, { schedule: 'night' }, 'h2'), now + 86_400_000),
    ];
    expect(one.turnsOf('fence-0')).to.equal(one.turnsOf('fence-1'));
    expect(two.turnsOf('fence-2')).to.equal(one.turnsOf('fence-0'));
    const cut = new Registry().take(planOf(3, { schedule: 'night', validFrom: '2026-11-27T16:00:00Z' }), now);
    expect(cut.turnsOf('fence-0')).to.equal(cut.turnsOf('fence-1'));
    expect(cut.turnsOf('fence-0')?.[0]).to.equal(Date.parse('2026-11-27T16:00:00Z'));
  });

  it('of two thousand fences that are valid from then on are no matter of memory', () => {
    const before = process.memoryUsage().arrayBuffers;
    const { turnsOf } = new Registry().take(
      planOf(2000, { schedule: 'night', validFrom: '2020-11-27T16:00:00Z' }),
      now,
    );
    for (let i = 0; i < 2000; i += 1) expect(isInForce(turnsOf(`fence-${i}`), now)).to.equal(false);
    expect(process.memoryUsage().arrayBuffers - before).to.be.below(80e6);
  });

  it('end with a validity that ended when time began', () => {
    const { turnsOf, isTimed } = new Registry().take(planOf(1, { validTo: '1970-01-01T00:00:00Z' }), now);
    expect([isTimed, isInForce(turnsOf('fence-0'), now)]).to.deep.equal([true, false]);
    expect(isInForce(turnsOf('fence-1'), now)).to.equal(true);
  });
});
