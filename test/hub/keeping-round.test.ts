// A hub that is keeping its keys: what is heard meanwhile goes to the disk together, and is in what the next one begins with.
import { expect } from 'chai';
import type { Clock } from '../../hub/clock.ts';
import { Core } from '../../hub/core.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import type { KeyState } from '../../hub/rules/key-state.ts';
import { newKey } from '../../hub/trust/lottery.ts';
import { epochOne, outside, positionEvent, root, temporaryFolder } from '../a-port.ts';

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const began = Date.UTC(2026, 0, 1);
/** More than is kept at a time; and of which one is heard of again, and one for the first time, while they are kept. */
const ships = 600;
const all = Array.from({ length: ships }, (_, i) => 413_000_000 + i);

describe('A hub that keeps its keys', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let core: Core;
  let time = began;
  let seq = 0;

  const clock: Clock = {
    now: () => time,
    notBefore: (ms) => {
      time = Math.max(time, ms);
    },
    aheadMs: () => 0,
    steady: () => 0,
    every: () => () => {},
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };

  async function start(): Promise<void> {
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    const journal = new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault });
    core = new Core(journal, { plan, clock, dataFolder: folder.path, later: setImmediate, newKey, page: () => '' });
    await core.resume();
    await core.listen();
    core.run();
  }

  const tell = (mmsis: readonly number[]): void => {
    const first = seq + 1;
    const events = mmsis.map((mmsi) => {
      seq += 1;
      return positionEvent({ seq, ...outside, time, mmsi });
    });
    const payload = Buffer.from(JSON.stringify({ v: 1, epoch: epochOne, first, events }));
    core.commit({ kind: 'up', class: 'routine', site: 'shatian-wharf', agent: 'hand', payload, receivedAt: time });
  };
  const newest = (mmsi: number): number | undefined => core.engine.story(`mmsi:${mmsi}`, 1)?.events.at(-1)?.time;

  /** A round is due, and only begins. */
  const begin = (): void => {
    for (let i = 0; i < ships; i += 200) tell(all.slice(i, i + 200));
    time += 10_000;
    tell([413_000_000]);
  };

  beforeEach(async () => {
    folder = temporaryFolder();
    await start();
  });

  afterEach(async () => {
    await core.close();
    folder.remove();
  });

  it('and is stopped meanwhile leaves nothing out that was heard since the round began', async () => {
    begin();
    time += 1000;
    tell([413_000_001, 413_999_999]);
    await core.close();
    await start();
    expect([newest(413_000_001), newest(413_999_999)]).to.deep.equal([time, time]);
  });

  it('has what is heard in one go written in one go as ever', async () => {
    begin();
    const state = { online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test' };
    const payload = Buffer.from(JSON.stringify(state));
    const beat = (agent: string): void => core.hear({ kind: 'state', site: 'shatian-wharf', agent, payload }, () => {});
    // The first is written at once, for nothing was for long.
    beat('first');
    await core.drained();
    const before = core.journal.written;
    for (let i = 0; i < 15; i += 1) beat(`hand-${i}`);
    await core.drained();
    expect(core.journal.written - before).to.equal(1);
  });
});
