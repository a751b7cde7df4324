// What a box hears of fences from the truck that carries it, and by itself: each crossing once, at its time, by its cause.
import { expect } from 'chai';
import { type Fence, fenceOf } from '../../geo/fence.ts';
import type { KeyEvent, Keyed } from '../../hub/flow.ts';
import { fenceTurns } from '../../hub/rules/fence-turns.ts';
import type { Rule } from '../../hub/rules/rule.ts';
import type { World } from '../../hub/world.ts';
import { port } from './a-fold.ts';
import { degrees, plane, worldWith } from './rules/a-place.ts';
import { event, fix, takenOn } from './rules/a-rule.ts';

const truck = 'vehicle:粤B12345';
const box = 'container:CSQU3054383';

/** No rule of the port's: finds every crossing, numbered as they were seen. */
const crossingsSeen: Rule<number> = {
  ...{ id: 'crossings-seen', version: 1, keys: ['vehicle', 'container'], severity: 'S4', integrity: false },
  ...{ latched: false, mergeGapMs: 0, start: 0 },
  step(count, { crossings }) {
    const findings = crossings.map(({ fence, kind, time, cause }, i) => ({
      ...{ rule: 'crossings-seen', scope: `${count + i} ${kind} ${fence} ${cause}`, site: 's', feed: 'live' as const },
      ...{ severity: 'S4' as const, from: time, to: time },
      why: { rule: 'crossings-seen', version: 1, measure: '', value: 0, limit: 0, unit: '', facts: {}, evidence: [] },
    }));
    return { memory: count + crossings.length, findings };
  },
};

/** A square by its south-west corner and side, m. */
function square(id: string, east: number, north: number, side: number, belief: object = {}): Fence {
  const far = [east + side, north + side] as const;
  const corners = [degrees(east, north), degrees(far[0], north), degrees(...far), degrees(east, far[1])];
  return fenceOf(plane, { id, rings: [[...corners, degrees(east, north)]], hysteresisM: 0, fixes: 1, ...belief });
}

const yard = square('yard', 0, 0, 400);
const worldOf = (fences: readonly Fence[], change: Partial<World> = {}) => worldWith({ fences, ...change });
const windows = (fence: string, ...seconds: number[]): Partial<World> => {
  const turns = Float64Array.from(seconds, (s) => s * 1000);
  return { isTimed: true, turnsOf: (id) => (id === fence ? turns : undefined) };
};
const portOf = (...worlds: World[]) => port({ rules: [crossingsSeen, fenceTurns], worlds });
const ofTruck = (told: KeyEvent): Keyed => ({ key: truck, event: told });
const ofBox = (told: KeyEvent): Keyed => ({ key: box, event: told });
const both = (told: KeyEvent): Keyed[] => [ofTruck(told), ofBox(told)];
const putDown = (seconds: number): KeyEvent =>
  event('association', truck, seconds, { action: 'remove', children: [box] });

/** What a key crossed, in the order in which it was seen. */
const seenBy = (hub: ReturnType<typeof port>, key: string): string[] =>
  hub
    .standing()
    .filter((one) => one.key === key)
    .map(({ scope, from }) => `${scope} ${from / 1000}`)
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));

describe('A box that is carried', () => {
  it('is told of a window by whoever told of its truck last by then, whatever is heard first', () => {
    const sitesAt = (isTickFirst: boolean) => {
      const hub = portOf(worldOf([yard], windows('yard', 100, 200)));
      hub.fold(...both(takenOn(1, truck, box)), ofTruck(fix(10, 200, 200)));
      if (isTickFirst) hub.passed(150_000, 'agent:a');
      hub.fold(ofTruck({ ...fix(150, 210, 200, { by: 'b' }), site: 'another' } as KeyEvent));
      for (const agent of ['a', 'b']) hub.passed(160_000, `agent:${agent}`);
      const { events = [] } = hub.engine.story(box, 50) ?? {};
      return events.flatMap((one) => (one.kind === 'said' && one.time === 100_000 ? [one.site] : []));
    };
    expect([sitesAt(true), sitesAt(false)]).to.deep.equal([['s'], ['s']]);
  });

  it('hears of the windows of its truck’s fences once', () => {
    const hub = portOf(worldOf([yard], windows('yard', 100, 200)));
    hub.fold(...both(takenOn(1, truck, box)), ofTruck(fix(10, 200, 200)));
    hub.passed(300_000, 'agent:a');
    const seen = ['0 enter yard window 100', '1 exit yard window 200'];
    expect([seenBy(hub, truck), seenBy(hub, box)]).to.deep.equal([seen, seen]);
  });

  it('and has a receiver of its own, on a truck that has none, is told of windows, too', () => {
    const hub = portOf(worldOf([yard], windows('yard', 100, 200)));
    hub.fold(...both(takenOn(1, truck, box)), ofBox(fix(10, 200, 200)), ofBox(fix(250, 210, 200)));
    hub.passed(300_000, 'agent:a');
    expect(seenBy(hub, box)).to.deep.equal(['0 enter yard window 100', '1 exit yard window 200']);
  });

  it('and has a receiver beside its truck’s enters and leaves once', () => {
    const hub = portOf(worldOf([yard]));
    hub.fold(...both(takenOn(1, truck, box)), ofTruck(fix(10, -50, 200)), ofBox(fix(11, -50, 200)));
    hub.fold(ofBox(fix(20, 10, 200)), ofTruck(fix(21, 15, 200)), ofTruck(fix(30, 500, 200)), ofBox(fix(31, 500, 200)));
    expect(seenBy(hub, box)).to.deep.equal(['0 enter yard moved 20', '1 exit yard moved 30']);
  });

  it('is told of a jump over a fence that closed on the way: of its enter and its exit', () => {
    const hub = portOf(worldOf([yard], windows('yard', 0, 50)));
    hub.fold(...both(takenOn(1, truck, box)), ofTruck(fix(2, -200, 200)), ofTruck(fix(102, 800, 200)));
    const seen = ['0 enter yard passed 22', '1 exit yard window 50'];
    expect([seenBy(hub, truck), seenBy(hub, box)]).to.deep.equal([seen, seen]);
  });

  it('is told once of a fence that is drawn round its truck', () => {
    const port = square('port', -500, -500, 2000);
    const hub = portOf(worldOf([port]));
    hub.fold(...both(takenOn(1, truck, box)), ofTruck(fix(10, 200, 200)));
    hub.planned(worldOf([port, yard], { from: 50_000, plan: 'p2' }));
    const seen = ['0 enter port moved 10', '1 enter yard fence-changed 50'];
    expect([seenBy(hub, truck), seenBy(hub, box)]).to.deep.equal([seen, seen]);
  });

  it('is where its truck is by then, and not where that was when it last crossed a fence, when another plan comes', () => {
    const hub = portOf(worldOf([yard]));
    hub.fold(...both(takenOn(1, truck, box)), ofTruck(fix(10, 10, 200)), ofTruck(fix(20, 300, 200)));
    hub.planned(worldOf([square('gate', 0, 150, 100), yard], { from: 50_000, plan: 'p2' }));
    const seen = ['0 enter yard moved 10'];
    expect([seenBy(hub, truck), seenBy(hub, box)]).to.deep.equal([seen, seen]);
  });

  it('is in doubt as long as its truck is: another plan does not put it out', () => {
    const slow = square('yard', 0, 0, 400, { fixes: 3 });
    const hub = portOf(worldOf([slow]));
    hub.fold(...both(takenOn(1, truck, box)));
    for (const s of [1, 2, 3]) hub.fold(ofTruck(fix(10 * s, 200, 200)));
    // What is said of where it is by now is said again, to be laid outside by whoever believes one fix.
    hub.fold(ofTruck(fix(40, 500, 200)), ...both(takenOn(45, truck, box)));
    hub.planned(worldOf([slow], { from: 50_000, plan: 'p2' }));
    hub.fold(ofTruck(fix(60, 500, 200)), ofTruck(fix(70, 500, 200)));
    const seen = ['0 enter yard moved 10', '1 exit yard moved 40'];
    expect([seenBy(hub, truck), seenBy(hub, box)]).to.deep.equal([seen, seen]);
  });

  it('stays where it is put down: another plan looks at it there', () => {
    const hub = portOf(worldOf([yard]));
    hub.fold(...both(takenOn(1, truck, box)), ofTruck(fix(10, 10, 200)), ofTruck(fix(20, 300, 200)));
    hub.fold(...both(putDown(30)), ofTruck(fix(40, 500, 200)));
    hub.planned(
      worldOf([square('gate', 0, 150, 100), square('stack', 250, 150, 100), yard], { from: 50_000, plan: 'p2' }),
    );
    expect(seenBy(hub, box)).to.deep.equal(['0 enter yard moved 10', '1 enter stack fence-changed 50']);
  });
});
