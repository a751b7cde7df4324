// Who comes in crowds: so many from one address at once and a second; what is refused over and over is one line a minute.
import { expect } from 'chai';
import { Crowd } from '../../hub/ingest/crowd.ts';

describe('A crowd', () => {
  it('comes 1,000 at once from one address and 200 a second after that, and never more than 1,000 at a time', () => {
    let ms = 0;
    const crowd = new Crowd(() => ms);
    const come = (count: number, from = 'a') =>
      Array.from({ length: count }, () => crowd.comes(from)).filter(Boolean).length;
    const go = (count: number) => Array.from({ length: count }, () => crowd.leaves('a'));
    expect(come(1200)).to.equal(1000);
    expect(come(10, 'b')).to.equal(10);
    go(600);
    expect(come(1)).to.equal(0);
    ms += 1000;
    expect(come(500)).to.equal(200);
    ms += 60_000;
    expect(come(500)).to.equal(400);
    go(5);
    expect(come(50)).to.equal(5);
  });

  it('of addresses that have gone does not stay in mind for ever', () => {
    const crowd = new Crowd(() => 0);
    for (let n = 0; n < 5000; n += 1) {
      crowd.comes(`a${n}`);
      crowd.leaves(`a${n}`);
    }
    expect(crowd.addresses).to.be.at.most(1000);
  });
});
