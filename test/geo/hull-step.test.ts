// A ship among fences that ask for all of her, and others that ask for her antenna.
import { expect } from 'chai';
import type { Fence } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { type FenceMemory, fenceStep, insideOf, nowhere } from '../../geo/fence-step.ts';
import { grown, hullOf } from '../../geo/hull.ts';
import { enteringByHull, leavingByHull } from '../../geo/hull-word.ts';
import { meetsHull } from '../../geo/meet-hull.ts';
import { block } from './a-thing.ts';
import { dimensions, hullAt, meetsExactly } from './some-hulls.ts';
import { chance, someZones, spotAnywhere } from './some-zones.ts';

/** 400 m square, its western edge at 0: left 10 m beyond. */
const front = block(0, -200, 400, 200, { byHull: true, hysteresisM: 10 });

describe('A ship of 100 m, 80 before her antenna, at a fence that asks for all of her', () => {
  const cases: readonly (readonly [
    name: string,
    x: number,
    heading: number,
    errorM: number,
    entering: string,
    leaving: string,
  ])[] = [
    ['heads for it from afar', -300, 90, 0, 'against', 'for'],
    ['has her bow on the line', -80, 90, 0, 'for', 'against'],
    ['has her bow a metre before it', -81, 90, 0, 'against', 'against'],
    ['has her bow ten metres before it', -90, 90, 0, 'against', 'against'],
    ['has her bow eleven metres before it', -91, 90, 0, 'against', 'for'],
    ['has turned her stern on the line', -20, 270, 0, 'for', 'against'],
    ['lies along it, her side on the line', -10, 0, 0, 'for', 'against'],
    ['has her antenna in it, and her bow', 10, 90, 0, 'for', 'against'],
    ['may be wrong by 10 m, her bow 24 m in', -56, 90, 10, 'nothing', 'against'],
    ['may be wrong by 10 m, her bow 26 m in', -54, 90, 10, 'for', 'against'],
    ['may be wrong by 10 m, her bow 24 m before it', -104, 90, 10, 'against', 'nothing'],
    ['may be wrong by 10 m, her bow 26 m before it', -106, 90, 10, 'against', 'for'],
  ];
  for (const [name, x, heading, errorM, entering, leaving] of cases)
    it(`${name}: entering ${entering}, leaving ${leaving}`, () => {
      const hull = hullAt(x, 0, heading);
      const isIn = meetsHull(front, hull);
      expect(enteringByHull(front, hull, errorM * 1000, isIn)).to.equal(entering);
      expect(leavingByHull(front, hull, errorM * 1000, isIn)).to.equal(leaving);
    });

  it('is in it by her bow, and in the berth beside it by her antenna only', () => {
    const berth = block(-50, -200, 0, 200, { id: 'berth' });
    const index = FenceIndex.of([berth, front]);
    const spot = { x: -60_000, y: 0 };
    const told = dimensions(80, 20, 10, 10);
    const seen = (hull = hullOf(spot, told, 90)) =>
      insideOf(fenceStep(nowhere, index, spot, 0, 0, undefined, hull).memory);
    expect(seen()).to.deep.equal(['yard']);
    expect(seen(hullOf({ x: -40_000, y: 0 }, told, 270))).to.deep.equal([]);
    expect(insideOf(fenceStep(nowhere, index, { x: -40_000, y: 0 }, 0).memory)).to.deep.equal(['berth']);
    expect(insideOf(fenceStep(nowhere, index, spot, 0).memory)).to.deep.equal([]);
  });

  it('is in just the fences that a slow calculation says, wherever she turns', () => {
    const next = chance(51);
    const boxMm = 700_000;
    let told = 0;
    for (let story = 0; story < 12; story += 1) {
      const zones = someZones({ seed: 300 + story, count: 40, mixed: true, boxMm });
      const fences: Fence[] = zones.map((fence, i) => ({
        ...fence,
        byHull: i % 3 !== 0,
        hysteresisMm: i % 4 === 0 ? 20_000 : 0,
      }));
      const index = FenceIndex.of(fences);
      let memory: FenceMemory = nowhere;
      const inside = new Set<string>();
      for (let time = 0; time < 60; time += 1) {
        const spot = spotAnywhere(next, boxMm);
        const hull = hullOf(spot, dimensions(30 + Math.floor(next() * 200), 20, 12, 14), Math.floor(next() * 360));
        if (hull === undefined) return expect.fail('no hull');
        memory = fenceStep(memory, index, spot, time, 0, undefined, hull).memory;
        const point = {
          ...hull,
          corners: new Float64Array(10).map((_, i) => (i % 2 === 0 ? spot.x : spot.y)),
          box: { minX: spot.x, maxX: spot.x, minY: spot.y, maxY: spot.y },
        };
        for (const fence of fences) {
          const { hysteresisMm, byHull, id } = fence;
          if (meetsExactly(fence, byHull ? hull : point)) inside.add(id);
          // Of the antenna the distance decides; that has its own test.
          else if (byHull ? !meetsExactly(fence, grown(hull, hysteresisMm)) : !insideOf(memory).includes(id))
            inside.delete(id);
        }
        expect(insideOf(memory)).to.deep.equal([...inside].sort());
        told += inside.size;
      }
    }
    expect(told).to.be.greaterThan(1000);
  });
});
