// The life of alerts against a model of it that somebody else wrote: five people, what folds do and the clock, in any interleaving.
import { expect } from 'chai';
import fc from 'fast-check';
import { temporaryFolder } from '../a-port.ts';
import { bookAlone } from './case-book.ts';
import { CaseHub } from './case-hub.ts';
import { CasePort } from './case-port.ts';
import { days, type Step } from './case-steps.ts';

/** A long look: CASE_RUNS=20000 */
const runs = Number(process.env['CASE_RUNS'] ?? 0);
const noKeys = { key: 'none' } as const;

describe('Whatever people, folds and the clock do to alerts', () => {
  it('the book says what the model says, and what must never be is not', async function () {
    this.timeout(0);
    const day = days(60).map((steps) => steps.map((step) => (step.do === 'act' ? { ...step, ...noKeys } : step)));
    await fc.assert(
      fc.asyncProperty(day, (steps) => new CasePort(bookAlone()).play(steps)),
      { seed: 2012, numRuns: runs || 400 },
    );
  });

  async function onDisk(steps: readonly Step[], writer?: 'here'): Promise<void> {
    const folder = temporaryFolder();
    const hub = new CaseHub(folder.path, writer);
    try {
      const port = new CasePort(hub);
      await port.play(steps);
      expect(hub.audited().sort()).to.deep.equal([...port.done, ...hub.byTheClock].sort());
    } finally {
      await hub.close();
      folder.remove();
    }
  }

  it('over a journal, promised at once by two, sent twice and with the hub started anew wherever it is, it is the same', async function () {
    this.timeout(0);
    const settings = { seed: 2013, numRuns: Math.ceil(runs / 20) || 40 };
    await fc.assert(
      fc.asyncProperty(days(40, 3), (steps) => onDisk(steps, 'here')),
      settings,
    );
  });

  it('and so it is with the thread that writes', async function () {
    this.timeout(0);
    await fc.assert(
      fc.asyncProperty(days(30, 3), (steps) => onDisk(steps)),
      { seed: 2014, numRuns: 4 },
    );
  });
});
