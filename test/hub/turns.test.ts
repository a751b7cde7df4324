// Whoever says much, or what takes long to hear, waits for itself.
import { expect } from 'chai';
import { Turns } from '../../hub/ingest/turns.ts';

/** Time that is turned by hand, and what is to run in it. */
function byHand() {
  let due: { at: number; run: () => void }[] = [];
  const time = { now: 0 };
  const after = (ms: number, run: () => void) => {
    const one = { at: time.now + ms, run };
    due.push(one);
    return () => {
      due = due.filter((other) => other !== one);
    };
  };
  const turns = new Turns({ steady: () => time.now, later: (run) => void after(0, run), after });
  const run = (): void => {
    for (let next = first(); next !== undefined; next = first()) {
      time.now = Math.max(time.now, next.at);
      next.run();
    }
  };
  const first = () => due.sort((a, b) => a.at - b.at).shift();
  const at = (ms: number, act: () => void): void => void after(ms - time.now, act);
  return { turns, time, run, at };
}

describe('Taking turns', () => {
  it('one who says four things at once is heard once before the others are, and keeps its own order', () => {
    const { turns, run } = byHand();
    const heard: string[] = [];
    for (let i = 1; i <= 4; i += 1) turns.take('returned', () => heard.push(`returned ${i}`));
    turns.take('a', () => heard.push('a 1'));
    turns.take('b', () => heard.push('b 1'));
    expect(heard).to.deep.equal(['returned 1']);
    run();
    expect(heard).to.deep.equal(['returned 1', 'returned 2', 'a 1', 'b 1', 'returned 3', 'returned 4']);
    expect(turns.waiting).to.equal(0);
  });

  it('who takes twenty milliseconds to be heard leaves fifteen to the others', () => {
    const { turns, time, run } = byHand();
    const heard: string[] = [];
    const long = (name: string) => () => {
      heard.push(`${name} at ${time.now}`);
      time.now += 20;
    };
    for (let i = 0; i < 3; i += 1) turns.take('returned', long('returned'));
    turns.take('a', () => heard.push(`a at ${time.now}`));
    run();
    expect(heard).to.deep.equal(['returned at 0', 'a at 20', 'returned at 35', 'returned at 70']);
  });

  it('and whoever speaks while it rests is heard at once', () => {
    const { turns, time, run, at } = byHand();
    const heard: string[] = [];
    const says = (name: string, takes: number) => () => {
      heard.push(`${name} at ${time.now}`);
      time.now += takes;
    };
    for (let i = 0; i < 3; i += 1) turns.take('returned', says('returned', 20));
    at(22, () => turns.take('a', says('a', 0)));
    at(24, () => turns.take('b', says('b', 12)));
    at(45, () => turns.take('b', says('b', 0)));
    run();
    expect(heard).to.deep.equal(['returned at 0', 'a at 22', 'b at 24', 'returned at 36', 'b at 56', 'returned at 71']);
  });

  it('says when there is no more room, and when there is again', async () => {
    const { turns, run } = byHand();
    for (let i = 0; i < 2000; i += 1) turns.take(`agent ${i % 7}`, () => {});
    expect(turns.room()).to.equal(undefined);
    turns.take('one more', () => {});
    const room = turns.room();
    expect(room).to.be.instanceOf(Promise);
    run();
    await room;
    expect([turns.room(), turns.waiting]).to.deep.equal([undefined, 0]);
  });

  it('with nobody waiting one is heard at once, and again', () => {
    const { turns, run } = byHand();
    const heard: number[] = [];
    turns.take('a', () => heard.push(1));
    expect(heard).to.deep.equal([1]);
    run();
    turns.take('a', () => heard.push(2));
    expect(heard).to.deep.equal([1, 2]);
  });
});
