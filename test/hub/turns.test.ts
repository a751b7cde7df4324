// Whoever says much waits for itself.
import { expect } from 'chai';
import { Turns } from '../../hub/ingest/turns.ts';

describe('Taking turns', () => {
  it('one who says eight things at once is heard once before the others are, and keeps its own order', () => {
    const later: (() => void)[] = [];
    const turns = new Turns((one) => later.push(one));
    const heard: string[] = [];
    for (let i = 1; i <= 4; i += 1) turns.take('returned', () => heard.push(`returned ${i}`));
    turns.take('a', () => heard.push('a 1'));
    turns.take('b', () => heard.push('b 1'));
    expect([heard, turns.waiting]).to.deep.equal([['returned 1'], 5]);
    for (let next = later.shift(); next !== undefined; next = later.shift()) next();
    expect(heard).to.deep.equal(['returned 1', 'returned 2', 'a 1', 'b 1', 'returned 3', 'returned 4']);
    expect(turns.waiting).to.equal(0);
  });

  it('with nobody waiting one is heard at once', () => {
    const turns = new Turns(() => {});
    let heard = false;
    turns.take('a', () => {
      heard = true;
    });
    expect(heard).to.equal(true);
  });
});
