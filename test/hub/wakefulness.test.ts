// When the hub takes itself for asleep: by two clocks turned by hand, and what follows for those it did not hear.
import { expect } from 'chai';
import fc from 'fast-check';
import { clockOver } from '../../hub/clock.ts';
import { Wakefulness } from '../../hub/wakefulness.ts';

/** A hub that looks at its clocks every 250 ms, unless something keeps it from it. */
function hub() {
  let [wall, steady] = [1_000_000, 0];
  const clock = clockOver(
    () => wall,
    () => steady,
  );
  const slept: string[] = [];
  let reads = true;
  const began = clock.now();
  const onSlept = ({ payload, receivedAt }: { payload: Buffer; receivedAt: number }): void => {
    const { from } = JSON.parse(payload.toString()) as { from: number };
    slept.push(`${from - began}–${receivedAt - began}`);
  };
  const wakefulness = new Wakefulness({ clock, reads: () => reads, onSlept }, began);
  const pass = (ms: number): void => {
    wall += ms;
    steady += ms;
  };
  return {
    slept,
    pass,
    /** It goes on looking. @returns whether our own clock might settle something at the last look */
    awake(ms: number): boolean {
      let may = false;
      for (let left = ms; left > 0; left -= 250) {
        pass(Math.min(250, left));
        may = wakefulness.turn(clock.now());
      }
      return may;
    },
    hears: () => wakefulness.heed(clock.now()),
    looks: () => wakefulness.turn(clock.now()),
    set: (ms: number) => {
      wall += ms;
    },
    disk: (takes: boolean) => {
      reads = takes;
    },
  };
}

describe('The hub’s own sleep', () => {
  it('is none while it takes its turns, be they two seconds apart', () => {
    const { slept, awake, pass, looks } = hub();
    expect(awake(5000)).to.equal(true);
    pass(2000);
    expect(looks()).to.equal(true);
    expect(slept).to.deep.equal([]);
  });

  it('stopped, or stalled: whoever is heard first is heard after it was said, and our own clock settles nothing yet', () => {
    const { slept, awake, pass, hears, looks } = hub();
    awake(5000);
    pass(8000);
    hears();
    expect(slept).to.deep.equal(['5000–13000']);
    expect(looks()).to.equal(false);
    expect(awake(3000)).to.equal(false);
    expect(awake(250)).to.equal(true);
    expect(slept).to.have.length(1);
  });

  it('a machine that was paused stops the steady clock, and the wall clock jumps', () => {
    const { slept, awake, set, looks } = hub();
    awake(5000);
    set(60_000);
    expect(looks()).to.equal(false);
    expect(slept).to.deep.equal(['5000–65000']);
  });

  it('a clock that somebody puts forward is taken alike, and so is what it had fallen behind when it was put back for a while', () => {
    const { slept, awake, set } = hub();
    awake(5000);
    set(3_600_000);
    awake(5000);
    expect(slept).to.deep.equal(['5000–3605250']);
    set(-3_600_000);
    awake(60_000);
    expect(slept).to.have.length(1);
    set(3_600_000);
    awake(60_000);
    expect(slept.slice(1)).to.deep.equal(['3640000–3670250']);
  });

  it('while the disk takes nothing more nobody is heard: nothing is settled, and when it goes on that was a sleep', () => {
    const { slept, awake, disk } = hub();
    awake(1000);
    disk(false);
    expect(awake(1500)).to.equal(true);
    expect(awake(5000)).to.equal(false);
    expect(slept).to.deep.equal([]);
    disk(true);
    expect(awake(250)).to.equal(false);
    expect(slept).to.deep.equal(['1000–7750']);
  });

  it('a hub with its hands full that goes on hearing is busy, not asleep', () => {
    const { slept, awake, disk, hears } = hub();
    disk(false);
    for (let i = 0; i < 100; i += 1) {
      expect(awake(1000)).to.equal(true);
      hears();
    }
    expect(slept).to.deep.equal([]);
  });

  it('is said once for each stretch longer than two seconds, and for no other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.boolean()), { maxLength: 50 }),
        (pauses) => {
          const { slept, pass, hears, looks } = hub();
          for (const [ms, heard] of pauses) {
            pass(ms);
            if (heard) hears();
            else looks();
          }
          expect(slept).to.have.length(pauses.filter(([ms]) => ms > 2000).length);
        },
      ),
      { seed: 31 },
    );
  });
});
