// Windows that open or close while something else is under way: a stay that is due, an exit, a movement, a jump.
import { expect } from 'chai';
import fc from 'fast-check';
import { fenceOf } from '../../geo/fence.ts';
import type { KeyEvent, Keyed } from '../../hub/flow.ts';
import type { World } from '../../hub/world.ts';
import { port } from './a-fold.ts';
import { degrees, fenceFacts, fences, plane, worldWith } from './rules/a-place.ts';
import { event, fix } from './rules/a-rule.ts';

const truck = 'vehicle:粤B12345';
const ofTruck = (told: KeyEvent): Keyed => ({ key: truck, event: told });
const during = (fence: string, ...seconds: number[]): Partial<World> => {
  const turns = Float64Array.from(seconds, (s) => s * 1000);
  return { isTimed: true, turnsOf: (id) => (id === fence ? turns : undefined) };
};
const restricted = (id: string) => fenceFacts.map((one) => (one.id === id ? { ...one, restricted: true } : one));
const staysOf = (hub: ReturnType<typeof port>): string[] =>
  hub
    .standing()
    .map(({ rule, scope, from, to }) => `${rule} ${scope} ${from / 1000}–${to === undefined ? '' : to / 1000}`);
const heard = (world: World, ...fixes: Keyed[]) => {
  const hub = port({ worlds: [world] });
  hub.fold(...fixes);
  hub.passed(6_000_000, 'agent:a');
  return hub;
};

describe('A window', () => {
  it('that opens at the moment a stay is due is told by its cause, too', () => {
    const ring = [degrees(50, 50), degrees(150, 50), degrees(150, 150), degrees(50, 150), degrees(50, 50)];
    const inspection = fenceOf(plane, { id: 'inspection', rings: [ring], hysteresisM: 0, fixes: 1 });
    const drawn = fences.map((one) => (one.id === 'inspection' ? inspection : one));
    const world = worldWith({ facts: restricted('inspection'), fences: drawn, ...during('inspection', 700, 5000) });
    const hub = heard(world, ofTruck(fix(100, 100, 100)));
    expect(staysOf(hub)).to.have.members(['dwell-over-limit yard 700–', 'restricted-entry inspection 700–5000']);
    const entry = hub.told.findLast(({ alert }) => alert.rule === 'restricted-entry')?.alert;
    expect(entry?.why.facts['cause']).to.equal('window');
  });

  describe('that closes before an exit is settled', () => {
    const world = worldWith(during('perimeter', 0, 210));
    const inIt = [100, 130, 160, 190].map((s) => ofTruck(fix(s, 200, 170)));
    const beyond = (...seconds: number[]) => seconds.map((s) => ofTruck(fix(s, 300, 900)));
    const left = 'fence-exit-without-release perimeter 200–';
    it('does not cover it: it left without a release', () => {
      expect(staysOf(heard(world, ...inIt, ...beyond(200, 215, 225)))).to.deep.equal([left]);
    });
    it('covers one that began later, or was none', () => {
      expect(staysOf(heard(world, ...inIt, ...beyond(211, 222, 233)))).to.deep.equal([]);
      const back = [...inIt, ...beyond(200), ofTruck(fix(205, 200, 170)), ...beyond(215, 236, 250)];
      expect(staysOf(heard(world, ...back))).to.deep.equal([]);
    });
    it('ends the stay where nothing settles it, when that can no longer be', () => {
      const facts = restricted('perimeter');
      const hub = heard(worldWith({ ...during('perimeter', 0, 210), facts }), ...inIt, ...beyond(200));
      expect(staysOf(hub)).to.include('restricted-entry perimeter 100–210');
    });
    it('ends in the same book in any order', () => {
      const walk = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
      const facts = restricted('perimeter');
      const worlds = [worldWith({ ...during('perimeter', 0, 210, 260, 400, 800, 2000), facts })];
      fc.assert(
        fc.property(walk, fc.infiniteStream(fc.nat()), (walked, chance) => {
          const fixes = walked.map((isIn, i) => ofTruck(fix(20 * (i + 1), 200, isIn ? 170 : 900)));
          const [straight, crooked] = [port({ worlds }), port({ worlds })];
          for (const [i, one] of fixes.entries()) {
            straight.fold(one);
            straight.passed(20_000 * (i + 1), 'agent:a');
          }
          const shuffled = fixes.map((one) => ({ one, order: chance.next().value }));
          for (const { one } of shuffled.sort((a, b) => a.order - b.order)) crooked.fold(one);
          for (const hub of [straight, crooked]) hub.passed(6_000_000, 'agent:a');
          expect(crooked.standing()).to.deep.equal(straight.standing());
        }),
        { seed: 31, numRuns: 150 },
      );
    });
  });

  it('that closes before an enter is settled leaves the stay that there was', () => {
    const world = worldWith({ facts: restricted('perimeter'), ...during('perimeter', 0, 230) });
    const [beyond, inIt] = [ofTruck(fix(190, 300, 900)), [200, 215, 225, 240].map((s) => ofTruck(fix(s, 200, 170)))];
    // By two fixes over twenty seconds: believed at 225, or, one fix fewer, at 240.
    expect(staysOf(heard(world, beyond, ...inIt))).to.deep.equal(['restricted-entry perimeter 200–230']);
    const late = [inIt[0], inIt[3]].flatMap((one) => one ?? []);
    expect(staysOf(heard(world, beyond, ...late))).to.deep.equal(['restricted-entry perimeter 200–230']);
    expect(
      staysOf(heard(world, beyond, ofTruck(fix(231, 200, 170)), ...late.slice(1), ofTruck(fix(260, 200, 170)))),
    ).to.deep.equal([]);
  });

  it('of a corridor that closes over a vehicle in it makes it no stray, nor one of its destination', () => {
    const trip = { movement: 'm1', kind: 'transit', corridor: 'way', destination: 'bonded' } as const;
    const opened = ofTruck(event('movement.opened', truck, 10, trip));
    const way = [500, 900, 1300, 1700, 2100].map((east, i) => ofTruck(fix(100 * (i + 1), east, 200)));
    for (const fence of ['way', 'bonded'])
      expect(
        staysOf(heard(worldWith(during(fence, 0, 250)), opened, ...way, ofTruck(fix(900, 2200, 100)))),
      ).to.deep.equal([]);
    const stray = ofTruck(fix(150, 700, 350));
    expect(staysOf(heard(worldWith(during('way', 0, 120)), opened, ...way.slice(0, 1), stray))).to.deep.equal([]);
    expect(
      staysOf(heard(worldWith(during('way', 0, 350)), opened, ...way.slice(0, 1), stray, ofTruck(fix(300, 700, 350)))),
    ).to.deep.equal(['corridor-deviation m1 150–']);
  });

  const jumps: readonly (readonly [name: string, turns: number[], stays: string[]])[] = [
    ['is in force all the way', [0, 100], ['30–70']],
    ['closes on the way', [0, 50], ['30–50']],
    ['opens on the way', [40, 100], ['40–70']],
    ['opens and closes on the way', [40, 60], ['40–60']],
    ['is open before and after only', [0, 20, 80, 100], []],
  ];
  for (const [name, turns, stays] of jumps)
    it(`of a fence that is jumped over counts for as long as it lasts: it ${name}`, () => {
      // From 75 m west of the yard, which is 100 m wide, to 75 m east of it, in 100 s.
      const world = worldWith({
        facts: restricted('yard'),
        fences: fences.filter(({ id }) => id === 'yard'),
        ...during('yard', ...turns),
      });
      const hub = heard(world, ofTruck(fix(0, -25, 100)), ofTruck(fix(100, 225, 100)));
      expect(staysOf(hub)).to.deep.equal(stays.map((stay) => `restricted-entry yard ${stay}`));
    });
});
