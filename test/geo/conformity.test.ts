// The fence index against opinions that are not ours; a million spots of it are in `npm run bench -- geo`.
import { expect } from 'chai';
import { conformityOf } from './conformity.ts';

describe('The fence index, held to others', () => {
  it('agrees with point-in-polygon-hao, turf and a calculation in whole numbers without bounds', () => {
    const { mismatches, examples, inside, answers } = conformityOf(50_000, 1);
    expect(mismatches, examples.join('; ')).to.equal(0);
    expect(inside).to.be.greaterThan(30_000);
    expect(answers).to.be.greaterThan(2 * inside);
  });
});
