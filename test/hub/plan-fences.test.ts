// Plans that follow one another share what is costly to build of their fences, and each keeps its own answers.
import { join } from 'node:path';
import { expect } from 'chai';
import { isInside } from '../../geo/fence.ts';
import { type Spot, toSpot } from '../../geo/plane.ts';
import { type PortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import type { World } from '../../hub/world.ts';
import { root } from '../a-port.ts';

const shatian = readPortPlan(join(root, 'hub', 'plans', 'humen-shatian'));

/** The fences of a world at spots all over the port, by its index and by asking each. */
function expectItsOwn({ fences, fenceIndex, plane }: World): void {
  const [west, south] = [113.52, 22.82];
  let found = 0;
  for (let i = 0; i < 100; i += 1)
    for (let j = 0; j < 100; j += 1) {
      const spot: Spot = toSpot(plane, west + i * 0.0012, south + j * 0.0009);
      const numbers = [...fenceIndex.found.subarray(0, fenceIndex.at(spot))];
      const ids = numbers.map((number) => fenceIndex.fence(number).id).sort();
      expect(ids).to.deep.equal(fences.filter((fence) => isInside(fence, spot)).map(({ id }) => id));
      found += ids.length;
    }
  expect(found).to.be.greaterThan(100);
}

const without = (plan: PortPlan, hash: string, id: string | undefined): PortPlan => ({
  ...plan,
  hash,
  fences: plan.fences.filter((fence) => fence.id !== id),
});

describe('The fences of plans', () => {
  it('have the water front that stands in for them, segment after segment as the plan names them', () => {
    const { waterFrontOf } = new Registry().take(shatian, 0);
    const { segments = [], lengthMm = 0 } = waterFrontOf('xidatan-perimeter') ?? {};
    expect(segments.map(({ id }) => id)).to.deep.equal(shatian.segments.map(({ id }) => id));
    expect(segments.filter(({ isJoined }) => !isJoined)).to.deep.equal([]);
    expect(lengthMm / 1e6).to.be.within(3.6, 3.8);
    expect(waterFrontOf('bonded-centre')).to.equal(undefined);
  });

  it('are one grid while little changes, and every world keeps the fences of its plan', () => {
    const registry = new Registry();
    const [first, second] = shatian.fences.map(({ id }) => id);
    const worlds = [
      registry.take(shatian, 0),
      registry.take(without(shatian, 'h1', first), 1),
      registry.take(without(shatian, 'h2', second), 2),
    ];
    for (const world of worlds) {
      expect(world.fenceIndex.grid).to.equal(worlds[0]?.fenceIndex.grid);
      expectItsOwn(world);
    }
    expect(worlds.map(({ fenceIndex }) => fenceIndex.edits)).to.deep.equal([0, 1, 1]);
  });

  it('are another grid on another plane, where every fence lies elsewhere', () => {
    const registry = new Registry();
    const before = registry.take(shatian, 0);
    const after = registry.take({ ...shatian, hash: 'h3', origin: { lon: 113.6, lat: 22.9 } }, 1);
    expect(after.fenceIndex.grid).not.to.equal(before.fenceIndex.grid);
    expect(after.fenceIndex.edits).to.equal(0);
    expectItsOwn(before);
    expectItsOwn(after);
  });

  it('are corridors of one width or of one a leg, as the plan has it', () => {
    const corridor = shatian.fences.find(({ geometry }) => geometry.type === 'LineString');
    if (corridor?.geometry.type !== 'LineString') throw new Error('a plan without a corridor');
    const legs = corridor.geometry.coordinates.length - 1;
    const widthsOf = (widthM: number | number[]): number[] => {
      const changed = { ...corridor, properties: { ...corridor.properties, widthM } };
      const world = new Registry().take({ ...shatian, hash: 'w', fences: [changed] }, 0);
      return [...(world.fenceOf(corridor.id)?.band?.halves ?? [])];
    };
    expect([...new Set(widthsOf(100))]).to.deep.equal([100_000]);
    const byLeg = Array.from({ length: legs }, (_, leg) => 20 + leg);
    expect([...new Set(widthsOf(byLeg))]).to.deep.equal(byLeg.map((metres) => metres * 1000));
  });
});
