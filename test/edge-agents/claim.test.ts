// What an agent claims to have told, by a clock that is off and a disk in trouble; and by whose time it says what it lost.
import { join } from 'node:path';
import { expect } from 'chai';
import { Claim } from '../../edge-agents/claim.ts';
import { Held } from '../../edge-agents/held.ts';
import { declaredBy } from '../../edge-agents/loss.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { spoolLimits } from '../../edge-agents/spool-limits.ts';
import type { Stamped } from '../../edge-agents/stamped.ts';
import { temporaryFolder } from '../a-port.ts';

const hour = 3_600_000;
/** Its clock is an hour behind. */
const behind = { offsetMs: hour, errorMs: 5 };
const seen = (time: number, clock?: Stamped['clock']): Stamped => ({
  ...{ type: 't', subject: 's:1', time, data: {} },
  ...(clock !== undefined && { clock }),
});

describe('What an agent claims to have told', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let spool: Spool;
  let held: Held;
  let claim: Claim;
  let hasRoom: boolean;
  const now = 10 * hour;
  beforeEach(() => {
    folder = temporaryFolder();
    spool = new Spool(join(folder.path, 'spool.sqlite'));
    held = new Held();
    hasRoom = true;
    claim = new Claim(spool, { clock: { now: () => now, steady: () => 0 }, lagMs: 0 });
    claim.beforeState = () => {
      if (hasRoom) spool.keep(held.observed);
      if (hasRoom) held.clear();
      return held.oldest;
    };
  });
  afterEach(() => {
    spool.close();
    folder.remove();
  });
  const claimed = (known?: typeof behind) => {
    claim.settle();
    return claim.upTo(known);
  };

  it('ends before the oldest that a disk in trouble does not take, by the hub’s time', () => {
    hasRoom = false;
    held.add(seen(now - 50, { off: hour, err: 5 }), 1);
    expect(claimed(behind)).to.equal(now - 50);
    hasRoom = true;
    expect(claimed(behind)).to.equal(now - 50);
    spool.acked('routine', 1);
    expect(claimed(behind)).to.equal(now);
  });

  it('is nothing until the hub has what was observed before the time was known, be it in the spool or not yet', () => {
    hasRoom = false;
    held.add(seen(now - 50, { stretch: 'x', wall: 0, steady: 0 }), 1);
    claim.learnt();
    expect(claimed(behind)).to.equal(undefined);
    hasRoom = true;
    expect(claimed(behind)).to.equal(undefined);
    spool.acked('routine', 1);
    expect(claimed(behind)).to.equal(now);
  });

  it('ends nowhere for what was let go of: that is declared, and of the hub’s time', () => {
    const path = join(folder.path, 'small.sqlite');
    const small = new Spool(path, { ...spoolLimits, bytes: 5000 });
    small.keep(Array.from({ length: 60 }, (_, i) => seen(i * 1000, { off: hour, err: 5 })));
    small.declare('a1', (gap) => ({ ...gap, clock: { off: hour, err: 5 } }));
    const [gap] = small.after('urgent', 0, 1);
    const loss = gap && declaredBy(gap.observed);
    expect(loss).to.include({ class: 'routine', from: 1, fromTime: hour });
    expect(loss?.toTime).to.equal(hour + ((loss?.to ?? 0) - 1) * 1000);
    expect(gap?.observed.clock).to.deep.equal({ off: hour, err: 5 });
    expect(small.oldest()).to.equal(hour + (loss?.to ?? 0) * 1000);
    small.close();
  });
});
