// What a sleep of the hub's own leaves behind: nobody is silent for it, nothing is concluded from it, what happened in it is late.
import { expect } from 'chai';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Arrival, Transition } from '../../hub/flow.ts';
import { Line } from '../../hub/line.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { folds } from '../../hub/rules/rulebook.ts';
import { storyOf } from '../../hub/rules/story.ts';
import { epochOne, inside, positionEvent, root } from '../a-port.ts';
import { beat, MemoryChain, port } from './a-fold.ts';

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const now = Date.UTC(2026, 0, 1);

/** A line, what it told, and its engine; times in seconds. */
function lineOf() {
  const registry = new Registry();
  const book = new AlertBook(() => ({ mergeGapMs: 0, integrity: false }), {
    alertsOf: () => [],
    alert: () => undefined,
  });
  const engine = new FoldEngine(folds, registry, new MemoryChain(false));
  const line = new Line({ registry, engine, book });
  const told: Transition[] = [];
  const heard: Arrival[] = [];
  const hear = (arrival: Arrival): void => {
    heard.push(arrival);
    told.push(...line.hear(arrival).transitions);
  };
  const at = (seconds: number) => now + seconds * 1000;
  hear({ kind: 'plan', payload: Buffer.from(JSON.stringify(plan)), receivedAt: at(-100) });
  hear({ kind: 'listening', receivedAt: at(-100) });
  const from = { site: 'shatian-wharf', agent: 'hand' };
  const json = (said: object): Buffer => Buffer.from(JSON.stringify(said));
  let seq = 0;
  const state = { online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test' };
  return {
    registry,
    heard,
    hear,
    alerts: () => told.filter(({ alert }) => alert.key === 'agent:hand' || alert.key.startsWith('mmsi')),
    story: (key: string) =>
      storyOf(key, engine, {
        until: Infinity,
        sees: () => true,
        most: 100,
        worldAt: (asOf) => registry.worldAt(asOf),
      }) ?? expect.fail(),
    beat: (seconds: number) =>
      hear({ kind: 'state', ...from, payload: json({ ...state, upTo: at(seconds) }), receivedAt: at(seconds) }),
    observed: (seconds: number, heardAt: number, mmsi = 413999999) => {
      seq += 1;
      const event = positionEvent({ seq, ...inside, time: at(seconds), mmsi });
      const payload = json({ v: 1, epoch: epochOne, first: seq, events: [event] });
      hear({ kind: 'up', class: 'routine', ...from, payload, receivedAt: at(heardAt) });
    },
    slept: (fromSeconds: number, to: number) =>
      hear({ kind: 'slept', payload: json({ from: at(fromSeconds) }), receivedAt: at(to) }),
    clock: (seconds: number) => hear({ kind: 'clock', receivedAt: at(seconds) }),
  };
}

const said = (told: readonly Transition[]): string[] => told.map(({ change, alert }) => `${change} ${alert.rule}`);

describe('A sleep of the hub’s own', () => {
  it('is nobody’s silence: the grace begins anew, and runs', () => {
    const { beat, slept, clock, alerts } = lineOf();
    beat(0);
    slept(1, 60);
    clock(74.9);
    expect(said(alerts())).to.deep.equal([]);
    clock(75);
    expect(said(alerts())).to.deep.equal(['raised agent-silent']);
  });

  it('without it the same would have been silence', () => {
    const { beat, clock, alerts } = lineOf();
    beat(0);
    clock(60);
    expect(said(alerts())).to.deep.equal(['raised agent-silent']);
  });

  it('an hour put forward is no silence either', () => {
    const { beat, slept, clock, alerts } = lineOf();
    beat(0);
    slept(1, 3601);
    clock(3601.25);
    beat(3605);
    clock(3610);
    expect(said(alerts())).to.deep.equal([]);
  });

  it('what happened in it and is heard afterwards is late, in its alert and in its story; what happened before or after is not', () => {
    const { observed, slept, alerts, story } = lineOf();
    observed(0, 0, 413000101);
    slept(1, 9);
    observed(4, 9, 413000102);
    observed(9, 9, 413000103);
    expect(alerts().map(({ alert: { key, late } }) => `${key} ${late}`)).to.deep.equal([
      'mmsi:413000101 false',
      'mmsi:413000102 true',
      'mmsi:413000103 false',
    ]);
    const late = [1, 2, 3].map((n) => story(`mmsi:41300010${n}`).events.map((event) => event.late));
    expect(late).to.deep.equal([[false], [true], [false]]);
  });

  it('follows from the journalled bytes alone: heard again, or begun from a snapshot, it is the same', () => {
    const first = lineOf();
    first.slept(1, 9);
    first.observed(4, 9, 413000102);
    const again = lineOf();
    for (const arrival of first.heard.slice(2)) again.hear(arrival);
    expect(again.story('mmsi:413000102')).to.deep.equal(first.story('mmsi:413000102'));
    const fromSnapshot = new Registry();
    fromSnapshot.restore(structuredClone(first.registry.memory()));
    expect(fromSnapshot.slept).to.deep.equal({ from: now + 1000, to: now + 9000 });
  });
});

describe('A witness', () => {
  /** What waits for agent a to have told everything before 5 s. */
  const waiting = {
    ...{
      id: 'waits',
      version: 1,
      keys: ['vessel'],
      severity: 'S3',
      integrity: false,
      latched: false,
      mergeGapMs: 0,
      start: 0,
    },
  } as const;
  it('is not given up on for what the hub slept through', () => {
    const ticks: string[] = [];
    const rule = {
      ...waiting,
      step: (memory: unknown, { event }: { event: { kind: string; time: number; silent?: readonly string[] } }) => {
        if (event.kind === 'tick') ticks.push(`${event.time} ${(event.silent ?? []).join()}`);
        return { memory, ...(event.kind === 'position' && { wakeAt: { at: 5000, witnesses: ['agent:a' as const] } }) };
      },
    };
    const { fold, foldAt, passed } = port({ rules: [rule as never] });
    fold(beat(1, 0));
    foldAt(1000, { key: 'mmsi:1', event: { ...fixAt(1000) } });
    foldAt(60_000, { key: 'agent:a', event: { kind: 'listening', time: 60_000, asOf: 60_000, from: 'hub', seq: 9 } });
    passed(60_250);
    passed(74_000);
    expect(ticks).to.deep.equal([]);
    passed(75_001);
    expect(ticks).to.deep.equal(['5000 agent:a']);
  });

  it('that was given up on while a round was being kept is believed when it comes back, after a kill, too', () => {
    const ticks: string[] = [];
    const rule = {
      ...waiting,
      step: (memory: unknown, { key, event }: { key: string; event: { kind: string; silent?: readonly string[] } }) => {
        if (event.kind === 'tick') ticks.push(`${key} ${(event.silent ?? []).join()}`);
        return { memory, ...(event.kind === 'position' && { wakeAt: { at: 5000, witnesses: ['agent:a' as const] } }) };
      },
    };
    const hub = port({ rules: [rule as never], copying: true });
    hub.foldAt(1000, { key: 'mmsi:1', event: fixAt(1000) }, { key: 'mmsi:2', event: fixAt(1000) });
    hub.keepSome(1);
    hub.passed(60_000);
    hub.keepSome(1000);
    expect(hub.killed()).to.deep.equal([]);
    hub.passed(50_000, 'agent:a');
    const heardOut = ticks.filter((tick) => !tick.endsWith('agent:a'));
    expect(heardOut).to.deep.equal(['mmsi:1 ', 'mmsi:2 ']);
  });

  describe('whose moment came after its key was kept', () => {
    it('is woken in the replay, too, before what came afterwards', () => {
      const hub = port({ copying: true });
      hub.foldAt(0, beat(1, 0));
      hub.keepSome(1000);
      hub.passed(20_000);
      hub.foldAt(21_000, beat(2, 21_000));
      expect(hub.told.map(({ change, alert: { rule } }) => `${change} ${rule}`)).to.deep.equal([
        'raised agent-silent',
        'cleared agent-silent',
      ]);
      const found = hub.engine.story('agent:a', 9)?.state.findings;
      expect(found).to.have.length(1);
      expect(hub.killed()).to.deep.equal([]);
      expect(hub.engine.story('agent:a', 9)?.state.findings).to.deep.equal(found);
    });

    it('is not woken by what its key had folded when it was kept', () => {
      const hub = port({ copying: true });
      hub.foldAt(0, beat(1, 0), { ...beat(1, 0), key: 'agent:b' });
      hub.keepSome(1);
      hub.passed(14_000);
      hub.foldAt(14_500, beat(2, 14_500));
      hub.keepSome(1000);
      hub.passed(20_000);
      hub.passed(30_000);
      hub.foldAt(31_000, beat(3, 31_000), { ...beat(3, 31_000), key: 'agent:b' });
      const found = ['agent:a', 'agent:b'].map((key) => hub.engine.story(key, 9)?.state.findings);
      expect(hub.killed()).to.deep.equal([]);
      expect(['agent:a', 'agent:b'].map((key) => hub.engine.story(key, 9)?.state.findings)).to.deep.equal(found);
      hub.passed(60_000);
      expect(hub.killed()).to.deep.equal([]);
    });
  });
});

const fixAt = (time: number) => ({
  ...{ kind: 'position' as const, time, asOf: time, from: 'a/e/routine', seq: 1, id: 'a:1', agent: 'a', site: 's' },
  ...{ feed: 'live' as const, heardAt: time, fix: inside, spot: { x: 0, y: 0 } },
});
