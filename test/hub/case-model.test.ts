// The life of alerts against a model of it that somebody else wrote: five people, what folds do and the clock, in any interleaving.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Act } from '../../hub/contracts/case.ts';
import { temporaryFolder } from '../a-port.ts';
import { bookAlone } from './case-book.ts';
import { CaseHub } from './case-hub.ts';
import { hour, minute } from './case-life.ts';
import { CasePort } from './case-port.ts';
import { days, type Fact, type Step } from './case-steps.ts';

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

  it('an act that brings two back from the shelf is one line of the record', async () => {
    const act = (of: (at: number) => Act): Step => {
      return { do: 'act', act: of, who: 2, alert: 0, version: 'right', key: 'fresh', rival: undefined };
    };
    const fact = (what: Fact): Step => ({ do: 'fact', fact: what, line: 2, which: 0 });
    const wait = (ms: number): Step => ({ do: 'wait', ms, late: false });
    const shelve = act((at) => ({ act: 'shelve', reason: 'chattering', until: at + 8 * hour }));
    const away = [fact('begin'), shelve, wait(minute), fact('end'), wait(hour), fact('begin')];
    await onDisk([...away, act(() => ({ act: 'unshelve' })), { do: 'restart' }], 'here');
  });

  it('and so it is with the thread that writes', async function () {
    this.timeout(0);
    await fc.assert(
      fc.asyncProperty(days(30, 3), (steps) => onDisk(steps)),
      { seed: 2014, numRuns: 4 },
    );
  });
});
