// Buckets: much at once after quiet, then a steady rate, each for itself; and guesses of one address.
import { expect } from 'chai';
import { Buckets } from '../../../hub/identity/pace.ts';
import { Guesses } from '../../../hub/identity/patience.ts';

describe('How often somebody may', () => {
  it('is much at once, then steadily; others are not held back, and who waits is told how long', () => {
    let now = 0;
    const buckets = new Buckets({ perSecond: 2, atOnce: 3 }, () => now);
    const take = (name: string, times: number): number[] => Array.from({ length: times }, () => buckets.take(name));
    expect(take('a', 4)).to.deep.equal([0, 0, 0, 1]);
    expect(take('b', 1)).to.deep.equal([0]);
    now += 500;
    expect(take('a', 2)).to.deep.equal([0, 1]);
    now += 60_000;
    expect(take('a', 4), 'never more than at first').to.deep.equal([0, 0, 0, 1]);
    now -= 10_000;
    expect(take('a', 1), 'a clock set back gives nothing').to.deep.equal([1]);
  });

  it('is remembered of so many: of the one longest quiet no more', () => {
    const buckets = new Buckets({ perSecond: 1, atOnce: 1 }, () => 0, 2);
    for (const name of ['a', 'b', 'a', 'c']) buckets.take(name);
    expect(buckets.size).to.equal(2);
    expect([buckets.take('a'), buckets.take('b')]).to.deep.equal([1, 0]);
  });

  it('guessing from one address waits after sixty wrong ones, whatever the names; right ones cost nothing', () => {
    let now = 0;
    const guesses = new Guesses(() => now);
    const guess = (name: string, address: string, isRight = false): string => {
      const said = guesses.ask(name, address);
      if (said === 'asked') guesses.answered(name, isRight, address);
      return said;
    };
    for (let i = 0; i < 100; i += 1) expect(guess('li', 'a', true)).to.equal('asked');
    for (let i = 0; i < 60; i += 1) expect(guess(`n${i}`, 'a')).to.equal('asked');
    expect([guess('li', 'a', true), guess('li', 'b', true)]).to.deep.equal(['login-throttled', 'asked']);
    now += 1000;
    expect(guess('li', 'a', true)).to.equal('asked');
  });
});
