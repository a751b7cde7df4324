// Rules together, through the real engine: blindness from an agent down to the perimeter, witnesses, and facts that come late.
import { expect } from 'chai';
import type { KeyEvent, Keyed } from '../../../hub/flow.ts';
import { port } from '../a-fold.ts';
import { camera, worldWith } from './a-place.ts';
import { event, fix, release, takenOn } from './a-rule.ts';

const truck = 'vehicle:粤B12345';
const box = 'container:CSQU3054383';
const worlds = [worldWith()];
const at = (key: string, told: KeyEvent): Keyed => ({ key, event: told });
const ofTruck = (told: KeyEvent): Keyed => at(truck, told);
const beat = (agent: string, seconds: number): Keyed => {
  const order = { time: seconds * 1000, asOf: seconds * 1000, from: 'hub', seq: seconds };
  return at(`agent:${agent}`, { kind: 'beat', ...order, online: true, finished: false, feed: 'live', site: 's' });
};

/** What was told, as change, rule and key. */
const toldOf = ({ told }: ReturnType<typeof port>): string[] =>
  told.map(({ change, alert }) => `${change} ${alert.rule} ${alert.key}`);

describe('Rules together', () => {
  it('an agent that falls silent blinds its cameras’ stretch of the perimeter, until it is heard again', () => {
    const hub = port({ worlds });
    hub.foldAt(1000, beat('cameras', 1));
    expect(toldOf(hub)).to.deep.equal([]);
    hub.passed(16_000);
    hub.foldAt(40_000, beat('cameras', 40));
    expect(toldOf(hub)).to.have.members([
      'raised agent-silent agent:cameras',
      'raised segment-blind segment:east',
      'raised segment-blind segment:north',
      'cleared agent-silent agent:cameras',
      'cleared segment-blind segment:east',
      'cleared segment-blind segment:north',
    ]);
  });

  it('one camera of two is no blind segment; the one that watches alone is', () => {
    const hub = port({ worlds });
    const health = (seconds: number, n: number, state: 'healthy' | 'frozen') =>
      at(camera(n), event('device.health', camera(n), seconds, { state }));
    hub.fold(beat('cameras', 1), health(1, 1, 'healthy'), health(1, 2, 'healthy'), health(5, 1, 'frozen'));
    expect(hub.standing().map(({ rule, key }) => `${rule} ${key}`)).to.deep.equal([
      `device-silent ${camera(1)}`,
      'segment-blind segment:east',
    ]);
    hub.fold(health(9, 2, 'frozen'), health(20, 1, 'healthy'));
    expect(hub.standing().map(({ key, from, to }) => [key, from, to])).to.deep.equal([
      [camera(1), 5000, 20_000],
      [camera(2), 9000, undefined],
      ['segment:east', 5000, 20_000],
      ['segment:north', 9000, 20_000],
    ]);
  });

  it('a stay is told when the witness has told so far, though it was silent for long', () => {
    const hub = port({ worlds });
    hub.foldAt(100_000, beat('a', 100), ofTruck(fix(100, 330, 30)));
    hub.passed(400_000);
    expect(toldOf(hub)).to.deep.equal(['raised agent-silent agent:a']);
    hub.passed(200_000, 'agent:a');
    expect(hub.standing().map(({ rule, from }) => `${rule} ${from}`)).to.include('restricted-entry 100000');
  });

  it('whatever was folded meanwhile that shows nothing, such as its passage elsewhere', () => {
    const hub = port({ worlds });
    const passage = event('gate.passage', 'lane:out-1', 800, { direction: 'unknown' });
    hub.foldAt(800_000, beat('a', 800), ofTruck(fix(100, 100, 100)), at('plate:粤B12345', passage));
    hub.passed(900_000, 'agent:a');
    expect(hub.standing().map(({ rule, from }) => `${rule} ${from}`)).to.include('dwell-over-limit 700000');
  });

  it('who is seen again before it is known that they had gone is, by then, another sighting', () => {
    const hub = port({ worlds });
    const person = (seconds: number) =>
      at(camera(1), event('camera.detection', camera(1), seconds, { what: 'person' }));
    hub.foldAt(300_000, beat('a', 300), person(100), person(300));
    hub.passed(310_000, 'agent:a');
    const sightings = hub.standing().filter(({ rule }) => rule === 'restricted-sighting');
    expect(sightings.map(({ from, to }) => [from, to])).to.deep.equal([
      [100_000, 160_000],
      [300_000, undefined],
    ]);
  });

  it('and not at all where it then tells that the truck had left', () => {
    const hub = port({ worlds });
    hub.foldAt(100_000, beat('a', 100), ofTruck(fix(100, 330, 30)));
    hub.passed(400_000);
    hub.foldAt(401_000, ofTruck(fix(105, 300, 30)));
    hub.passed(200_000, 'agent:a');
    expect(hub.standing().map(({ rule }) => rule)).to.deep.equal(['agent-silent']);
  });

  const drive = [fix(0, 380, 200), fix(30, 380, 200), fix(100, 430, 200), fix(130, 460, 200)].map(ofTruck);
  const loads: Keyed[] = [truck, box].map((key) => at(key, takenOn(40, truck, box)));
  const exits = (hub: ReturnType<typeof port>) =>
    hub.standing().map(({ rule, key, scope, from, condition }) => `${condition} ${rule} ${key} ${scope} ${from}`);

  it('a release issued before and told after withdraws; one issued after amends, whatever it claims', () => {
    const hub = port({ worlds });
    hub.fold(...loads, ...drive);
    const truckOut = `active fence-exit-without-release ${truck} perimeter 100000`;
    expect(exits(hub)).to.have.members([
      truckOut,
      `active fence-exit-without-release ${box} perimeter@${truck} 100000`,
    ]);
    hub.fold(at(box, release(50)));
    expect(exits(hub)).to.deep.equal([truckOut]);
    hub.fold(at(truck, release(500, 'late', { from: 0 })));
    expect(exits(hub)).to.deep.equal([truckOut]);
    const [alert] = [...hub.alerts.values()].filter(({ condition }) => condition === 'active');
    expect(alert?.why.facts).to.include({ regularised: 'late' });
  });

  it('a box that turns out to have been on another truck did not leave with this one', () => {
    const hub = port({ worlds });
    hub.fold(...loads, ...drive);
    const other = 'vehicle:粤B00002';
    const moved = event('association', other, 60, { action: 'move', children: [box], from: truck });
    hub.fold(...[truck, other, box].map((key) => at(key, moved)));
    expect(exits(hub)).to.deep.equal([`active fence-exit-without-release ${truck} perimeter 100000`]);
  });
});
