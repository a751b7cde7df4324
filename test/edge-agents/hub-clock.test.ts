// What an agent believes of the hub's clock: never further off than it says, whatever the way there and back is like.
import { expect } from 'chai';
import fc from 'fast-check';
import { HubClock } from '../../edge-agents/hub-clock.ts';
import { correctionOf } from '../../hub/contracts/clock.ts';
import { type HandClock, handClock } from './a-hand-clock.ts';

/** The hub's clock is true time, in whole milliseconds. */
const hubTime = ({ at }: HandClock): number => Math.floor(at);

interface Way {
  readonly up: number;
  readonly commit: number;
  readonly down: number;
}

/** Asks over such a way, and takes the answer. */
function exchange(clock: HandClock, known: HubClock, { up, commit, down }: Way): boolean {
  const sent = known.ask();
  clock.turn(up);
  const heard = hubTime(clock);
  clock.turn(commit);
  const told = hubTime(clock);
  clock.turn(down);
  return known.answered({ sent, heard }, told);
}

/** By how much the estimate is wrong, less by how much it says it may be. */
function beyond(clock: HandClock, known: HubClock): number {
  const { offsetMs, errorMs } = known.known() ?? expect.fail('nothing is known');
  return Math.abs(clock.now() + offsetMs - clock.at) - errorMs;
}

const delay = fc.double({ min: 0, max: 3000, noNaN: true });
const way = fc.record({ up: delay, commit: delay, down: delay });
const pause = fc.double({ min: 0, max: 600_000, noNaN: true });
const ppm50 = fc.double({ min: -50e-6, max: 50e-6, noNaN: true });
const wrong = fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 });

describe('What an agent believes of the hub’s clock', () => {
  it('is within its error after any delays, however uneven, under any drift up to 50 ppm, and hours later', () => {
    fc.assert(
      fc.property(
        wrong,
        ppm50,
        fc.array(fc.tuple(pause, way), { minLength: 1, maxLength: 40 }),
        (ahead, drift, ways) => {
          const clock = handClock(ahead, drift);
          const known = new HubClock(clock);
          for (const [rest, one] of ways) {
            clock.turn(rest);
            expect(exchange(clock, known, one)).to.equal(true);
            expect(beyond(clock, known)).to.be.at.most(0);
          }
          clock.turn(6 * 3_600_000);
          expect(beyond(clock, known)).to.be.at.most(0);
        },
      ),
      { seed: 11, numRuns: 1000 },
    );
  });

  it('is within its error when answers overtake each other, and when several are asked in one millisecond', () => {
    const asked = fc.array(fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), delay, delay), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(ppm50, asked, (drift, questions) => {
        const clock = handClock(123_456, drift);
        const known = new HubClock(clock);
        const ways = questions.map(([rest, up, down]) => {
          clock.turn(rest);
          const sent = known.ask();
          return { sent, heardAt: clock.at + up, backAt: clock.at + up + down };
        });
        for (const { sent, heardAt, backAt } of ways.toSorted((a, b) => a.backAt - b.backAt)) {
          if (backAt > clock.at) clock.turn(backAt - clock.at);
          const heard = Math.floor(heardAt);
          known.answered({ sent, heard }, heard);
          expect(beyond(clock, known)).to.be.at.most(0);
        }
      }),
      { seed: 12, numRuns: 1000 },
    );
  });

  it('rests on the quickest of the last answers: a slow commit costs nothing, one slow way is forgotten', () => {
    const clock = handClock(-5000);
    const known = new HubClock(clock);
    for (const up of [900, 4, 700, 800]) exchange(clock, known, { up, commit: 2500, down: 3 });
    const { offsetMs, errorMs } = known.known() ?? expect.fail();
    expect(offsetMs).to.be.within(4995, 5005);
    expect(errorMs).to.be.at.most(8);
    for (let i = 0; i < 16; i += 1) exchange(clock, known, { up: 900, commit: 0, down: 3 });
    expect(known.known()?.errorMs).to.be.above(400);
  });

  it('is learnt from the answer to its own question alone: once, and not from what another connection or process was told', () => {
    const clock = handClock();
    const known = new HubClock(clock);
    const before = new HubClock(clock);
    const sent = known.ask();
    const echo = { sent, heard: hubTime(clock) };
    expect(known.answered({ ...echo, sent: before.ask() }, hubTime(clock))).to.equal(false);
    known.connected();
    expect(known.answered(echo, hubTime(clock))).to.equal(false);
    const again = { sent: known.ask(), heard: hubTime(clock) };
    expect(known.answered(again, hubTime(clock))).to.equal(true);
    expect(known.answered(again, hubTime(clock))).to.equal(false);
    expect(known.answered({ ...again, sent: { ...again.sent, at: 1 } }, hubTime(clock))).to.equal(false);
  });

  it('is forgotten when the clock is set or the machine slept, and learnt anew', () => {
    const clock = handClock();
    let jumps = 0;
    const known = new HubClock(clock, () => {
      jumps += 1;
    });
    const soon = { up: 5, commit: 5, down: 5 };
    exchange(clock, known, soon);
    for (const jump of [() => clock.set(3_600_000), () => clock.set(-7_200_000), () => clock.sleep(60_000)]) {
      jump();
      expect(known.known()).to.equal(undefined);
      exchange(clock, known, soon);
      expect(beyond(clock, known)).to.be.at.most(0);
    }
    expect(jumps).to.equal(3);
  });

  it('a hub whose clock was set is believed from the next answer on', () => {
    const clock = handClock();
    const known = new HubClock(clock);
    for (let i = 0; i < 16; i += 1) exchange(clock, known, { up: 5, commit: 0, down: 5 });
    const sent = known.ask();
    clock.turn(10);
    expect(known.answered({ sent, heard: hubTime(clock) + 60_000 }, hubTime(clock) + 60_000)).to.equal(true);
    expect(known.known()?.offsetMs).to.be.within(59_990, 60_010);
  });

  it('is said of an observation as it was known then; of one before that, as it is known now, if the clock has not been set since', () => {
    const clock = handClock(-90_000);
    const known = new HubClock(clock);
    const early = known.stamp();
    clock.turn(5000);
    expect(known.resolve(early)).to.equal(undefined);
    exchange(clock, known, { up: 2, commit: 2, down: 2 });
    expect(known.resolve(early)?.offsetMs).to.be.within(89_995, 90_005);
    const then = known.stamp();
    clock.set(90_000);
    expect(known.resolve(then)?.offsetMs).to.be.within(89_995, 90_005);
    exchange(clock, known, { up: 2, commit: 2, down: 2 });
    expect(known.resolve(early)).to.equal(undefined);
    expect(new HubClock(clock).resolve(early)).to.equal(undefined);
  });
});

describe('A device’s time', () => {
  const cases: readonly (readonly [what: string, offsetMs: number, errorMs: number, correction: number])[] = [
    ['of a clock that is right is taken as it is', 1999, 3, 0],
    ['is taken as it is at the very limit', -2000, 3, 0],
    ['of one that is off is corrected', -2001, 3, -2001],
    ['of one that may be right for all that is known is taken as it is', 9000, 9000, 0],
    ['of one that is off by more than may be wrong is corrected', 9001, 9000, 9001],
  ];
  for (const [what, offsetMs, errorMs, correction] of cases)
    it(what, () => expect(correctionOf({ offsetMs, errorMs })).to.equal(correction));
});
