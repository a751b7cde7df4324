// A truck beside stacks: what its receiver makes up crosses no fence; what it does is found.
import { expect } from 'chai';
import { insideOf } from '../../geo/fence-step.ts';
import { silent, Thing, yard } from './a-thing.ts';
import { besideStacks, receiver } from './gnss.ts';

describe('A truck parked for eight hours, two metres from a fence, beside stacks', () => {
  const hours = 8;
  /** Beyond the western edge of a yard, or inside it. */
  for (const [where, x] of [
    ['outside', -2],
    ['inside', 2],
  ] as const) {
    for (const everyS of [1, 10]) {
      it(`${where}, a fix every ${everyS} s: no event in ${hours} hours, whatever the receiver makes of it`, () => {
        for (let seed = 1; seed <= 10; seed += 1) {
          const truck = new Thing([yard(silent)]);
          const says = receiver({ ...besideStacks, seed });
          // It drove up with open sky.
          for (let t = -600; t < 0; t += 10)
            truck.at({ x: (x + (x < 0 ? t : -t / 6)) * 1000, y: 150_000 }, t * 1000, 5000);
          const before = truck.crossings.length;
          expect(insideOf(truck.memory)).to.deep.equal(x < 0 ? [] : ['yard']);
          for (let t = 0; t < hours * 3600; t += everyS)
            truck.at(says({ x: x * 1000, y: 150_000 }, t * 1000), t * 1000, 5000);
          expect(truck.crossings.slice(before), `seed ${seed}`).to.deep.equal([]);
        }
      });
    }
  }

  it('and really leaves at last: one event, within the two minutes that the fence wants, and four fixes', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const truck = new Thing([yard(silent)]);
      const says = receiver({ ...besideStacks, seed });
      const told: number[] = [];
      const leaves = 3600;
      for (let t = 0; t < leaves + 400; t += 5) {
        const x = t < leaves ? 30 : Math.max(-500, 30 - (t - leaves) * 10);
        const count = truck.crossings.length;
        truck.at(says({ x: x * 1000, y: 150_000 }, t * 1000), t * 1000, 5000);
        if (truck.crossings.length > count) told.push(t);
      }
      expect(
        truck.crossings.map(({ kind }) => kind),
        `seed ${seed}`,
      ).to.deep.equal(['enter', 'exit']);
      // Three seconds to the edge, three more beyond what fixes may be wrong; a jump may hold one back.
      expect(told[1]).to.be.within(leaves + 120, leaves + 150);
      expect(truck.crossings[1]?.time).to.be.within((leaves + 3) * 1000, (leaves + 25) * 1000);
    }
  });
});
