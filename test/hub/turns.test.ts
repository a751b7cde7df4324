// Whoever says much, or what takes long to hear, waits for itself.
import { expect } from 'chai';
import { Turns } from '../../hub/ingest/turns.ts';

/** Time that is turned by hand, and what is to run in it. */
function byHand() {
  let due: { at: number; run: () => void }[] = [];
  const time = { now: 0 };
  const handed: number[] = [];
  const after = (ms: number, run: () => void) => {
    const one = { at: time.now + ms, run };
    due.push(one);
    return () => {
      due = due.filter((other) => other !== one);
    };
  };
  const turns = new Turns({
    steady: () => time.now,
    later: (run) => void after(0, run),
    after,
    handOver: () => handed.push(time.now),
  });
  const run = (): void => {
    for (let next = first(); next !== undefined; next = first()) {
      time.now = Math.max(time.now, next.at);
      next.run();
    }
  };
  const first = () => due.sort((a, b) => a.at - b.at).shift();
  const at = (ms: number, act: () => void): void => void after(ms - time.now, act);
  return { turns, time, run, at, handed };
}

describe('Taking turns', () => {
  it('one who says four things at once is heard once before the others are, and keeps its own order', () => {
    const { turns, run } = byHand();
    const heard: string[] = [];
    for (let i = 1; i <= 4; i += 1) turns.take('returned', 'routine', () => heard.push(`returned ${i}`));
    turns.take('a', 'routine', () => heard.push('a 1'));
    turns.take('b', 'routine', () => heard.push('b 1'));
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
    for (let i = 0; i < 3; i += 1) turns.take('returned', 'routine', long('returned'));
    turns.take('a', 'routine', () => heard.push(`a at ${time.now}`));
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
    for (let i = 0; i < 3; i += 1) turns.take('returned', 'routine', says('returned', 20));
    at(22, () => turns.take('a', 'routine', says('a', 0)));
    at(24, () => turns.take('b', 'routine', says('b', 12)));
    at(45, () => turns.take('b', 'routine', says('b', 0)));
    run();
    expect(heard).to.deep.equal(['returned at 0', 'a at 22', 'b at 24', 'returned at 36', 'b at 56', 'returned at 71']);
  });

  it('says when there is no more room, and when there is again', async () => {
    const { turns, run } = byHand();
    for (let i = 0; i < 2000; i += 1) turns.take(`agent ${i % 7}`, 'routine', () => {});
    expect(turns.room()).to.equal(undefined);
    turns.take('one more', 'routine', () => {});
    const room = turns.room();
    expect(room).to.be.instanceOf(Promise);
    run();
    await room;
    expect([turns.room(), turns.waiting]).to.deep.equal([undefined, 0]);
  });

  it('with nobody waiting one is heard at once, and again', () => {
    const { turns, run } = byHand();
    const heard: number[] = [];
    turns.take('a', 'routine', () => heard.push(1));
    expect(heard).to.deep.equal([1]);
    run();
    turns.take('a', 'routine', () => heard.push(2));
    expect(heard).to.deep.equal([1, 2]);
  });

  it('hears what is urgent before what is routine, its own speaker’s too, but never before the state it is told under', () => {
    const { turns, run } = byHand();
    const heard: string[] = [];
    const says = (what: string) => () => void heard.push(what);
    for (const name of ['a', 'b'])
      for (let i = 1; i <= 2; i += 1) turns.take(name, 'routine', says(`${name} routine ${i}`));
    turns.take('b', 'urgent', says('b urgent'));
    turns.take('c', 'state', says('c born'));
    turns.take('c', 'urgent', says('c urgent'));
    run();
    const rest = ['a routine 2', 'b routine 1', 'c born', 'b routine 2', 'c urgent'];
    expect(heard).to.deep.equal(['a routine 1', 'b urgent', ...rest]);
  });

  it('and what is urgent is not all that is heard, however much there is of it', () => {
    const { turns, run } = byHand();
    const heard: string[] = [];
    for (let i = 0; i < 100; i += 1) turns.take('loud', 'urgent', () => heard.push('urgent'));
    turns.take('a', 'routine', () => heard.push('routine'));
    run();
    expect(heard.indexOf('routine')).to.equal(16);
  });

  it('hands over what was heard when four milliseconds have gone by, when something is urgent, and when nobody waits', () => {
    const { turns, time, run, handed } = byHand();
    const takes = (ms: number) => () => {
      time.now += ms;
    };
    for (const ms of [0.5, 1, 1, 1, 1, 1]) turns.take('a', 'routine', takes(ms));
    run();
    // At once, as long after that as it may wait, and at the end.
    expect(handed).to.deep.equal([0.5, 4.5, 5.5]);
    time.now = 6;
    turns.take('b', 'urgent', takes(0.5));
    expect(handed.at(-1)).to.equal(6.5);
  });
});
