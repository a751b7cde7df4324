// Whether the disk answers, by who watches it: a stall of the disk is told, and one of the hub's own is not taken for one.
import { expect } from 'chai';
import { DiskWatch } from '../../hub/journal/disk-watch.ts';

/** A disk under a clock that is turned by hand, watched four times a second as the hub does. */
function watched() {
  let steady = 0;
  const journal = { pending: 0, written: 0 };
  const watch = new DiskWatch(journal, () => steady);
  const awake = (ms: number): void => {
    for (const end = steady + ms; steady < end; ) {
      steady += 250;
      watch.look();
    }
  };
  const asleep = (ms: number): void => {
    steady += ms;
  };
  return { journal, watch, awake, asleep };
}

describe('A watch over the disk', () => {
  it('tells of one that has written nothing for seconds while something waits, until it writes', () => {
    const { journal, watch, awake } = watched();
    journal.pending = 1;
    awake(2000);
    expect(watch.isStuck).to.equal(false);
    awake(1000);
    expect(watch.isStuck).to.equal(true);
    journal.written += 1;
    awake(250);
    expect(watch.isStuck).to.equal(false);
  });

  it('is no judge of what was while the hub itself slept, however much is heard before it looks again', () => {
    const { journal, watch, awake, asleep } = watched();
    awake(1000);
    asleep(60_000);
    journal.pending = 5;
    expect(watch.isStuck).to.equal(false);
    watch.look();
    expect(watch.isStuck).to.equal(false);
    awake(3000);
    expect(watch.isStuck, 'nothing was written since it woke').to.equal(true);
  });
});
