// Wishes for years ahead, wished anew with every visit: what no longer stands is not kept until then.
import { expect } from 'chai';
import { Wishes } from '../../hub/rules/wishes.ts';

const wish = (at: number) => [{ at, witnesses: ['agent:a' as const] }];
const none = [undefined];

describe('Wishes for years ahead', () => {
  it('are no more than twice those that stand, however often they are taken back and wished again', () => {
    const wishes = new Wishes();
    for (let visit = 0; visit < 200; visit += 1)
      for (let i = 0; i < 1000; i += 1) {
        wishes.note(`vehicle:${i}`, wish(1e12 + (i % 7)));
        wishes.note(`vehicle:${i}`, i < 100 ? wish(2e12 - i) : none);
      }
    expect(wishes.waiting).to.be.below(2049);
    wishes.passed('hub', 3e12);
    wishes.passed('agent:a', 3e12);
    const due = wishes.due(0);
    expect(due).to.have.length(100);
    expect(due.map(({ at }) => at)).to.deep.equal(due.map(({ at }) => at).toSorted());
    expect(due[0]).to.include({ key: 'vehicle:99', at: 2e12 - 99 });
  });
});
