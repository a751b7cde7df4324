// Two times on everything: what a device's clock said, and what the hub makes of it, by the journalled bytes alone.
import { expect } from 'chai';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Arrival, KeyEvent } from '../../hub/flow.ts';
import { Line } from '../../hub/line.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { folds } from '../../hub/rules/rulebook.ts';
import { epochOne, inside, positionEvent, root } from '../a-port.ts';
import { MemoryChain } from './a-fold.ts';

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const now = Date.UTC(2026, 0, 1);
const minute = 60_000;

function lineOf(): Line {
  const registry = new Registry();
  const book = new AlertBook(() => ({ mergeGapMs: 0, integrity: false }), {
    alertsOf: () => [],
    alert: () => undefined,
  });
  const line = new Line({ registry, engine: new FoldEngine(folds, registry, new MemoryChain(false)), book });
  line.hear({ kind: 'plan', payload: Buffer.from(JSON.stringify(plan)), receivedAt: now - 1000 });
  return line;
}

const arrival = (kind: 'up' | 'state', said: object): Arrival => {
  const from = { site: 'shatian-wharf', agent: 'hand', payload: Buffer.from(JSON.stringify(said)), receivedAt: now };
  return kind === 'up' ? { kind, class: 'routine', ...from } : { kind, ...from };
};
const frame = (aheadMs: number, clock: object): Arrival => {
  const event = { ...positionEvent({ seq: 1, ...inside, time: now + aheadMs }), ...clock };
  return arrival('up', { v: 1, epoch: epochOne, first: 1, events: [event] });
};
const state = (more: object): Arrival =>
  arrival('state', { online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test', ...more });

type Fix = Extract<KeyEvent, { kind: 'position' }>;

describe('A device’s time', () => {
  // Device time and what is folded, ms from receipt; the device's own is shown where it was not taken as it was.
  const stories: readonly (readonly [what: string, aheadMs: number, clock: object, folds: number, isShown: boolean])[] =
    [
      ['of which nothing is known is taken as it is', -30_000, {}, -30_000, false],
      ['by a clock that is right is taken as it is', -30_000, { clockoff: 1500, clockerr: 20 }, -30_000, false],
      ['by one that is behind is corrected', -3_630_000, { clockoff: 3_600_000, clockerr: 20 }, -30_000, true],
      ['by one that is ahead is corrected', 3_570_000, { clockoff: -3_600_000, clockerr: 20 }, -30_000, true],
      [
        'by one that may be right for all that is known is taken as it is',
        -30_000,
        { clockoff: 9000, clockerr: 9000 },
        -30_000,
        false,
      ],
      [
        'ahead of its receipt by what its clock may be wrong is taken as it is',
        6000,
        { clockoff: 0, clockerr: 5000 },
        6000,
        false,
      ],
      ['further ahead than that folds when it was received', 7001, { clockoff: 0, clockerr: 5000 }, 0, true],
      [
        'ahead although corrected folds when it was received',
        3_610_000,
        { clockoff: -3_600_000, clockerr: 20 },
        0,
        true,
      ],
    ];
  for (const [what, aheadMs, clock, folds, isShown] of stories)
    it(what, () => {
      const { keyed, transitions, refusals } = lineOf().hear(frame(aheadMs, clock));
      expect(refusals).to.deep.equal([]);
      const { time, deviceTime, heardAt } = (keyed[0] ?? expect.fail()).event as Fix;
      expect([time - now, deviceTime, heardAt]).to.deep.equal([folds, isShown ? now + aheadMs : undefined, now]);
      const [shown] = transitions[0]?.alert.why.evidence ?? [];
      expect(shown).to.include(isShown ? { time, deviceTime: now + aheadMs } : { time });
      expect('deviceTime' in (shown ?? {})).to.equal(isShown);
    });
});

describe('What an agent has told', () => {
  const stories: readonly (readonly [what: string, aheadMs: number, clock: object | undefined, passed: number])[] = [
    ['is believed as it is where nothing is known of its clock', -minute, undefined, -minute],
    ['is less by what its clock may be wrong', -minute, { offsetMs: 100, errorMs: 250 }, -minute - 250],
    ['is corrected where that is off', -61 * minute, { offsetMs: 60 * minute, errorMs: 250 }, -minute - 250],
    ['is corrected where that is ahead', 59 * minute, { offsetMs: -60 * minute, errorMs: 250 }, -minute - 250],
    ['is never of what is yet to come', 59 * minute, undefined, 0],
    [
      'is put off no more than a minute by whatever error is claimed',
      -minute,
      { offsetMs: 0, errorMs: 1e12 },
      -2 * minute,
    ],
  ];
  for (const [what, aheadMs, clock, passed] of stories)
    it(what, () => {
      const heard = lineOf().hear(state({ upTo: now + aheadMs, clock }));
      expect(heard.passed).to.deep.equal({ witness: 'agent:hand', upTo: now + passed });
    });
});
