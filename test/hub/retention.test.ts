// What a hub remembers after more than a year: what has been kept long enough goes, and what evidence needs stays.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Clock } from '../../hub/clock.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import { Core } from '../../hub/core.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import type { Replayed } from '../../hub/restart.ts';
import { type Keep, keepUsual, Retention } from '../../hub/retention.ts';
import type { KeyState } from '../../hub/rules/key-state.ts';
import { newKey } from '../../hub/trust/lottery.ts';
import { epochOne, inside, outside, positionEvent, root, temporaryFolder } from '../a-port.ts';

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const dayMs = 86_400_000;
const began = Date.UTC(2026, 0, 1);
const now = began + 450 * dayMs;

describe('Retention', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let journal: Journal<KeyState>;
  let core: Core;
  let time: number;
  let seq: number;

  const clock: Clock = {
    now: () => time,
    notBefore: (ms) => {
      time = Math.max(time, ms);
    },
    aheadMs: () => 0,
    steady: () => performance.now(),
    every: () => () => {},
    after: () => () => {},
  };

  async function start(keep: Keep = keepUsual): Promise<Replayed> {
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    journal = new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault });
    const made = { plan, clock, keep, dataFolder: folder.path };
    core = new Core(journal, { ...made, later: setImmediate, newKey, page: () => '' });
    const replayed = await core.resume();
    await core.listen();
    core.run();
    return replayed;
  }

  beforeEach(async () => {
    folder = temporaryFolder();
    [time, seq] = [began, 0];
    await start();
  });

  afterEach(async () => {
    await core.close();
    folder.remove();
  });

  const from = { site: 'shatian-wharf', agent: 'hand' };
  const said = (payload: object) => ({ ...from, payload: Buffer.from(JSON.stringify(payload)), receivedAt: time });
  const commit = (input: Parameters<Core['commit']>[0]): Promise<void> =>
    new Promise((durable) => core.commit(input, durable));
  const state = (connection: number) =>
    commit({ kind: 'state', ...said({ online: true, epoch: epochOne, connection, feed: 'live', sw: 'test' }) });

  /** One batch of one event. @returns the number of the event */
  async function tell(mmsi: number, place: typeof inside | typeof outside, change: object = {}, frame: object = {}) {
    seq += 1;
    const event = { ...positionEvent({ seq, ...place, time, mmsi }), ...change };
    await commit({
      kind: 'up',
      class: 'routine',
      ...said({ v: 1, epoch: epochOne, first: seq, ...frame, events: [event] }),
    });
    return seq;
  }

  /** A trespass is latched: it is over when somebody says so. */
  async function reset(mmsi: number) {
    const act = { act: 'reset', text: 'the water is clear' } as const;
    expect(await core.deeds.act(alertOf(mmsi)?.id ?? '', act, { by: 'a monitor' })).to.be.an('object');
  }

  /** Sequences of the batches that are there, and how many there are of each other kind. */
  function held(): { batches: number[]; kinds: Record<string, number> } {
    const db = new DatabaseSync(join(folder.path, 'journal.sqlite'), { readOnly: true });
    const batches: number[] = [];
    const kinds: Record<string, number> = {};
    for (const { kind, payload } of db.prepare('SELECT kind, payload FROM input ORDER BY id').all()) {
      if (kind === 'up') batches.push(JSON.parse(Buffer.from(payload as Uint8Array).toString()).first);
      else kinds[kind as string] = (kinds[kind as string] ?? 0) + 1;
    }
    db.close();
    return { batches, kinds };
  }

  const again = async (keep?: Keep): Promise<Replayed> => {
    await core.close();
    return start(keep);
  };
  async function sweep(): Promise<void> {
    while (await core.retention.slice()) {
      // Until there is no more to be done.
    }
  }
  const alertOf = (mmsi: number): Alert | undefined => journal.alertsOf(`mmsi:${mmsi}`, 'restricted-entry').at(-1);
  const openOnes = (): Alert[] => {
    const standing = journal.alerts.standing().map(({ alert }) => alert);
    return standing.filter(({ condition }) => condition === 'active').sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  /** More than a year of a port in ten batches; each by what it means. */
  async function aYear() {
    await state(1);
    await state(2);
    const plain = await tell(413_900_001, outside);
    const open = await tell(413_900_002, inside);
    const ended = [await tell(413_900_003, inside)];
    time += 60_000;
    ended.push(await tell(413_900_003, outside));
    await reset(413_900_003);
    const longAgo = await tell(413_900_004, inside);
    const release = { release: 'R1', kind: 'release' };
    const fact = await tell(0, outside, { type: 'release.issued', subject: 'container:TEXU3070079', data: release });
    await core.deeds.note(alertOf(413_900_002)?.id ?? '', { by: 'a monitor', text: 'seen' } as never);
    time = began + 300 * dayMs;
    const ends = await tell(413_900_004, outside);
    await reset(413_900_004);
    time = now - dayMs / 2;
    const fresh = [await tell(413_900_001, outside), await tell(413_900_005, inside)];
    time = now;
    await again();
    return { plain, open, ended, longAgo, fact, ends, fresh };
  }

  it('lets go what is older than its days; what stands, what is still to be shown and what was declared keeps its events', async () => {
    const { plain, open, ended, longAgo, fact, ends, fresh } = await aYear();
    const [standing, kept] = [alertOf(413_900_002), alertOf(413_900_004)];
    expect([standing?.condition, kept?.condition, alertOf(413_900_003)?.condition]).to.deep.equal([
      'active',
      'cleared',
      'cleared',
    ]);
    expect(held().batches).to.include.members([plain, ...ended]);
    await sweep();
    const { batches, kinds } = held();
    expect(batches).to.deep.equal([open, longAgo, fact, ends, ...fresh]);
    expect(kinds).to.include({ plan: 1, state: 1, note: 1, act: 2 });
    expect(alertOf(413_900_003)).to.equal(undefined);
    expect([alertOf(413_900_002), alertOf(413_900_004)]).to.deep.equal([standing, kept]);
    const transitions = journal.transitionsAfter(0, 1000).map(({ alert }) => alert.key);
    expect(transitions).to.include('mmsi:413900004').and.not.include('mmsi:413900003');
    expect(core.retention.status()).to.include({ alertsGone: 1, oldestAt: began + 300 * dayMs, sweptAt: now });
  });

  it('a restart after it finds the same alerts and the same stories, and nothing new; so does one whose rules have changed', async () => {
    await aYear();
    const before = openOnes();
    const story = () => core.engine.story('mmsi:413900001', 10)?.events.at(-1);
    const told = story();
    await sweep();
    expect(await again()).to.include({ new: 0, open: before.length });
    expect(openOnes()).to.deep.equal(before);
    expect(story()).to.deep.equal(told);
    await core.close();
    const db = new DatabaseSync(join(folder.path, 'journal.sqlite'));
    db.exec("UPDATE snapshot SET version = 'of other rules'");
    const last = db.prepare('SELECT max(id) AS id FROM input').get()?.['id'];
    db.close();
    expect(await start()).to.include({ kept: 0, new: 0, open: before.length });
    expect(openOnes()).to.deep.equal(before);
    // Listening is an arrival, and bears the number of its row.
    await core.close();
    await start();
    expect(journal.snapshotAt).to.equal((last as number) + 1);
  });

  it('what went is no hole in an agent’s sequences for memory that is made anew', async () => {
    await aYear();
    await sweep();
    await core.close();
    const db = new DatabaseSync(join(folder.path, 'journal.sqlite'));
    db.exec("UPDATE snapshot SET version = 'of other rules'");
    db.close();
    await start();
    time += 120_000;
    await commit({ kind: 'clock', receivedAt: time });
    expect(openOnes().map(({ rule }) => rule))
      .to.include('agent-silent')
      .and.not.include('sequence-gap');
    const gone = seq;
    seq += 1;
    await tell(413_900_001, outside, {}, { gone });
    time += 120_000;
    await commit({ kind: 'clock', receivedAt: time });
    expect(
      openOnes().map(({ rule }) => rule),
      'what is missing since is told',
    ).to.include('sequence-gap');
  });

  it('what stayed for an alert’s sake goes with it', async () => {
    const { longAgo, ends } = await aYear();
    await sweep();
    time = began + 701 * dayMs;
    await again();
    await sweep();
    expect(alertOf(413_900_004)).to.equal(undefined);
    expect(held().batches).to.not.include.members([longAgo, ends]);
    expect(alertOf(413_900_002)?.condition).to.equal('active');
  });

  it('beyond its bytes the eldest goes before its time, and never what lies within the horizon', async () => {
    await again({ ...keepUsual, bytes: 1 });
    const old = await tell(413_900_001, outside);
    time += 2 * dayMs;
    const fresh = await tell(413_900_001, outside);
    await again({ ...keepUsual, bytes: 1 });
    await sweep();
    expect(held().batches).to.include(fresh).and.not.include(old);
  });

  it('nothing goes that history was not fed yet, nor what a restart would hear again', async () => {
    const old = await tell(413_900_001, outside);
    time = now;
    await sweep();
    expect(held().batches, 'after the last snapshot').to.include(old);
    await again();
    const parts = { journal, clock, keep: keepUsual, dataFolder: folder.path, horizonMs: () => dayMs, gone: () => {} };
    const unfed = new Retention({ ...parts, followed: () => ({ input: 0, transition: 0 }) });
    while (await unfed.slice()) {
      // Until there is no more to be done.
    }
    expect(held().batches, 'not fed').to.include(old);
    await sweep();
    expect(held().batches).to.not.include(old);
  });

  it('a disk with little room is said in a sentence, and does not cost more than it must', async () => {
    const old = await tell(413_900_001, outside);
    time += 2 * dayMs;
    await again();
    const parts = { journal, clock, keep: keepUsual, dataFolder: folder.path, horizonMs: () => dayMs, gone: () => {} };
    let free = 501_000_000;
    const retention = new Retention({ ...parts, followed: () => undefined, free: () => free });
    await retention.slice();
    expect([retention.lacks, held().batches.includes(old)]).to.deep.equal([[], true]);
    free = 499_000_000;
    await retention.slice();
    expect(retention.lacks).to.deep.equal(['disk: 499 MB are free, less than 500: the eldest events go sooner']);
    expect(held().batches).to.not.include(old);
  });

  it('what goes takes no number along: what is told and refused after a restart is numbered on, and named as ever', async () => {
    const ended = [await tell(413_900_003, inside)];
    time += 60_000;
    ended.push(await tell(413_900_003, outside));
    await reset(413_900_003);
    const refused = () => tell(413_900_001, outside, { type: 'of.no.kind' });
    await refused();
    const before = [journal.seq, journal.quarantine.lastId()] as const;
    time = now;
    await again();
    await sweep();
    await again();
    const open = await tell(413_900_002, inside);
    await refused();
    expect([journal.seq, journal.quarantine.lastId()]).to.deep.equal([before[0] + 1, before[1] + 1]);
    time += 450 * dayMs;
    await again();
    await sweep();
    expect(held().batches).to.include(open).and.not.include.members(ended);
  });

  it('an alert whose last change history was not fed yet stays', async () => {
    await tell(413_900_003, inside);
    const raised = journal.seq;
    time += 60_000;
    await tell(413_900_003, outside);
    await reset(413_900_003);
    time = now;
    await again();
    await tell(413_900_002, inside);
    const parts = { journal, clock, keep: keepUsual, dataFolder: folder.path, horizonMs: () => dayMs, gone: () => {} };
    const unfed = new Retention({ ...parts, followed: () => ({ input: Infinity, transition: raised }) });
    while (await unfed.slice()) {
      // Until there is no more to be done.
    }
    expect(journal.transitionsAfter(0, 10).map(({ change }) => change)).to.deep.equal([
      ...['raised', 'cleared', 'reset', 'raised'],
    ]);
    await sweep();
    expect(alertOf(413_900_003)).to.equal(undefined);
  });
});
