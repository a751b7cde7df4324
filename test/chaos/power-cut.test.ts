// The power goes at any moment of a recorded workload: what may lie on the disk then is opened, state by state.
import { join } from 'node:path';
import { expect } from 'chai';
import { chanceOf } from '../../edge-agents/sim/chance.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { temporaryFolder } from '../a-port.ts';
import { crashStates } from './crash-states.ts';
import { flipBits } from './flipped-bits.ts';
import { cutPower, layDown, recorded } from './power-cut.ts';
import { canTrace, type Op } from './write-log.ts';

const seed = 20_261_127;
const never = (): never => {
  throw new Error('the disk failed');
};

describe('A power cut', () => {
  const folder = temporaryFolder();
  let journal: readonly Op[];
  let spool: readonly Op[];

  before(async function () {
    this.timeout(120_000);
    if (!canTrace()) return this.skip();
    journal = await recorded('journal', join(folder.path, 'journal'));
    spool = await recorded('spool', join(folder.path, 'spool'));
  });
  after(() => folder.remove());

  it('leaves a journal that holds all that was acked, each entry whole, whatever of the rest came to the disk', function () {
    this.timeout(120_000);
    const cut = cutPower('journal', journal, 600, seed);
    expect(cut.faults).to.deep.equal([]);
    expect(cut.syncs).to.be.greaterThan(100);
    expect(
      journal.filter(({ op, ...of }) => op === 'sync' && 'file' in of && of.file === 'data/journal.sqlite'),
    ).not.to.deep.equal([]);
  });

  it('leaves a spool with its epoch and all that was kept and not let go, without a gap', function () {
    this.timeout(120_000);
    expect(cutPower('spool', spool, 500, seed).faults).to.deep.equal([]);
  });

  it('would show what was promised before it was synced: the same log without its syncs has lost some of it', () => {
    const hasty = (ops: readonly Op[]) => ops.filter(({ op }, i) => op !== 'sync' || i < 250);
    expect(cutPower('journal', hasty(journal), 40, seed).faults).not.to.deep.equal([]);
    expect(cutPower('spool', hasty(spool), 40, seed).faults).not.to.deep.equal([]);
  });

  it('is survived by the journal and the spool themselves: they open what it left, and go on', async function () {
    this.timeout(30_000);
    for (const { files, marks } of crashStates(journal, 4, chanceOf(seed))) {
      layDown(join(folder.path, 'cut'), files);
      const one = new Journal(join(folder.path, 'cut', 'data'), { reset: false }, { onFull: never, onFault: never });
      const held = one.inputsPage(0, 1000).length;
      expect(held).to.be.at.least(Number(marks.at(-1) ?? 0));
      await new Promise<void>((durable) => one.write({ input: { kind: 'clock', receivedAt: 1 } }, durable));
      expect(one.inputsPage(held, 2)).to.deep.equal([[held + 1, { kind: 'clock', receivedAt: 1 }]]);
      await one.close();
    }
    for (const { files } of crashStates(spool, 4, chanceOf(seed))) {
      layDown(join(folder.path, 'cut'), files);
      const one = new Spool(join(folder.path, 'cut', 'spool.sqlite'));
      const last = one.lastOf('routine');
      one.keep([{ type: 't', subject: 's', time: 1, data: {} }]);
      expect(one.after('routine', one.goneUpTo('routine'), 1000).at(-1)?.seq).to.equal(last + 1);
      one.close();
    }
  });

  it('and a bit that turns in the log end it there, in silence: nothing before it is another, nothing after it is believed', () => {
    const flips = flipBits(journal, 'log', 60, seed);
    expect(flips).to.include({ found: 0, unnoticed: 0 });
    expect(flips.shortened).to.be.greaterThan(0);
  });

  it('a bit that turns in the file is found where it breaks its order, and not where it only changes what is written there', () => {
    const flips = flipBits(journal, 'file', 300, seed);
    expect(flips.found).to.be.greaterThan(0);
    expect(flips.unnoticed).to.be.greaterThan(0);
  });
});
