// Fences that are not always in force, or become others: what stands in them is told once, at the right time, and why.
import { expect } from 'chai';
import fc from 'fast-check';
import { fenceOf } from '../../geo/fence.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { KeyEvent, Keyed } from '../../hub/flow.ts';
import { impossibleMotion } from '../../hub/rules/impossible-motion.ts';
import { storyOf } from '../../hub/rules/story.ts';
import type { World } from '../../hub/world.ts';
import { inside, outside } from '../a-port.ts';
import { fix, plane, port, worldOf } from './a-fold.ts';

const at = (...turns: number[]) => Float64Array.from(turns);
/** The front is in force between these moments, ms, and nothing else is different. */
const during = (...turns: number[]) =>
  worldOf({ isTimed: true, turnsOf: (id) => (id === 'front' ? at(...turns) : undefined) });
const staysOf = (hub: ReturnType<typeof port>) => hub.standing().map(({ from, to }) => `${from}–${to ?? ''}`);
const causeOf = ({ why }: Alert) => why.facts['cause'];

describe('A fence with windows', () => {
  it('that opens while a ship is inside is entered once, when it opens; and left when it closes', () => {
    const hub = port({ worlds: [during(1000, 5000)] });
    hub.fold(fix(1, 100, inside));
    hub.passed(900, 'agent:a');
    expect(hub.told).to.deep.equal([]);
    hub.passed(1500, 'agent:a');
    expect(hub.told.map(({ change }) => change)).to.deep.equal(['raised']);
    expect(causeOf(hub.told[0]?.alert as Alert)).to.equal('window');
    const [seen, opened] = hub.told[0]?.alert.why.evidence ?? [];
    expect(seen).to.include({ time: 100, says: 'seen', lon: inside.lon });
    expect(opened).to.include({ time: 1000, says: 'inside' });
    hub.fold(fix(2, 2000, inside), fix(3, 3000, inside));
    hub.passed(9000, 'agent:a');
    expect(hub.told.map(({ change }) => change)).to.deep.equal(['raised', 'cleared']);
    expect(staysOf(hub)).to.deep.equal(['1000–5000']);
  });

  const stories: readonly (readonly [name: string, turns: number[], fixes: Keyed[], stays: string[]])[] = [
    ['never open, never entered', [9000, 9500], [fix(1, 100, inside), fix(2, 2000, outside)], []],
    [
      'entered when the ship comes in while it is open',
      [1000, 5000],
      [fix(1, 100, outside), fix(2, 2000, inside)],
      ['2000–5000'],
    ],
    [
      'left when the ship leaves while it is open',
      [1000, 5000],
      [fix(1, 100, inside), fix(2, 2000, outside)],
      ['1000–2000'],
    ],
    ['left before it opens: nothing', [1000, 5000], [fix(1, 100, inside), fix(2, 900, outside)], []],
    [
      'there through two windows',
      [1000, 2000, 3000, 4000],
      [fix(1, 100, inside), fix(2, 3500, inside)],
      ['1000–2000', '3000–4000'],
    ],
    ['there at the very moment it opens', [1000, 2000], [fix(1, 1000, inside)], ['1000–2000']],
    ['and no longer at the very moment it closes', [1000, 2000], [fix(1, 2000, inside)], []],
  ];
  for (const [name, turns, fixes, stays] of stories)
    it(`is ${name}`, () => {
      const hub = port({ worlds: [during(...turns)] });
      hub.fold(...fixes);
      hub.passed(10_000, 'agent:a');
      expect(staysOf(hub)).to.deep.equal(stays);
    });

  it('ends in the same book whatever comes first: fixes, late ones, doubled ones, or the witness’s word', () => {
    const walk = fc.array(fc.boolean(), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(walk, fc.infiniteStream(fc.nat()), (walked, chance) => {
        const worlds = [during(35, 81, 120, 121, 155, 1000)];
        const fixes = walked.map((isIn, i) => fix(i + 1, (i + 1) * 10, isIn ? inside : outside));
        const end = (hub: ReturnType<typeof port>) => {
          hub.passed(5000, 'agent:a');
          return hub.standing();
        };
        const straight = port({ worlds });
        for (const one of fixes) straight.fold(one);
        const next = (): number => chance.next().value;
        const all = [...fixes, ...fixes.filter(() => next() % 3 === 0)].map((one) => ({ one, order: next() }));
        const crooked = port({ worlds });
        for (const { one } of all.sort((a, b) => a.order - b.order)) crooked.fold(one);
        const told = port({ worlds });
        for (const [i, one] of fixes.entries()) {
          told.fold(one);
          told.passed((i + 1) * 10, 'agent:a');
        }
        const killed = port({ worlds, copying: true });
        for (const one of fixes) {
          killed.fold(one);
          if (next() % 3 === 0) killed.keepSome(10);
          if (next() % 4 === 0) expect(killed.killed()).to.deep.equal([]);
        }
        const book = end(straight);
        for (const hub of [crooked, told, killed]) expect(end(hub)).to.deep.equal(book);
      }),
      { seed: 22, numRuns: 150 },
    );
  });

  it('is no witness against one that left while nobody told: the late fix withdraws it', () => {
    const hub = port({ worlds: [during(1000, 5000)] });
    hub.foldAt(100, fix(1, 100, inside));
    hub.passed(1500, 'agent:a');
    expect(staysOf(hub)).to.deep.equal(['1000–']);
    hub.fold(fix(2, 500, outside));
    expect(staysOf(hub)).to.deep.equal([]);
  });
});

describe('A fence that becomes another', () => {
  const elsewhere = fenceOf(plane, {
    ...{ id: 'front', hysteresisM: 0, fixes: 1 },
    rings: [
      [
        [113.56, 22.86],
        [113.57, 22.86],
        [113.57, 22.87],
        [113.56, 22.86],
      ],
    ],
  });
  const cases: readonly (readonly [name: string, was: Partial<World>, is: Partial<World>, changes: string[]])[] = [
    ['is drawn round a ship', { fences: [] }, {}, ['raised by fence-changed']],
    ['is moved over a ship', { fences: [elsewhere] }, {}, ['raised by fence-changed']],
    ['is moved away from a ship', {}, { fences: [elsewhere] }, ['raised by nothing', 'cleared: fence changed']],
    ['is taken away', {}, { fences: [], factsOf: () => undefined }, ['raised by nothing', 'cleared: fence gone']],
    ['is given a schedule by which it is in force', during(9000, 9999), during(0, 9999), ['raised by fence-changed']],
    ['is given a schedule by which it is not', {}, during(9000, 9999), ['raised by nothing', 'cleared: fence changed']],
    ['is left as it is', {}, {}, ['raised by nothing']],
  ];
  for (const [name, before, after, changes] of cases)
    it(`${name}: told once, at the moment of the plan`, () => {
      const world = worldOf(before);
      const hub = port({ worlds: [world] });
      hub.fold(fix(1, 100, inside));
      hub.planned(worldOf({ ...after, from: 1000, plan: 'p2' }));
      hub.fold(fix(2, 2000, inside), fix(3, 3000, inside));
      hub.passed(4000, 'agent:a');
      const words = hub.told.map(({ change, alert: { why } }) =>
        change === 'raised'
          ? `raised by ${why.facts['cause'] ?? 'nothing'}`
          : `${change}: ${why.evidence.at(-1)?.says}`,
      );
      expect(words).to.deep.equal(changes);
      for (const { from, to } of hub.standing())
        expect([from, to]).to.deep.equal([
          changes[0] === 'raised by nothing' ? 100 : 1000,
          changes.length > 1 ? 1000 : undefined,
        ]);
    });
});

describe('A motion that cannot be', () => {
  const worlds = [worldOf({ speedMostKmh: { vessel: 100 } })];
  const far = { lon: 113.4, lat: 22.8645 };
  const rules = (hub: ReturnType<typeof port>) =>
    hub.standing().map(({ rule, from, to }) => `${rule} ${from}–${to ?? ''}`);
  const seconds = (n: number, place: { lon: number; lat: number }): Keyed => fix(n, n * 1000, place);

  it('is flagged and not believed: the ship has not left the fence', () => {
    const hub = port({ worlds });
    hub.fold(seconds(1, inside), seconds(2, far), seconds(3, inside));
    expect(rules(hub)).to.include('impossible-motion 2000–');
    hub.passed(700_000, 'agent:a');
    expect(rules(hub)).to.have.members(['impossible-motion 2000–3000', 'restricted-entry 1000–']);
    const alert = hub.told.find(({ alert: one }) => one.rule === 'impossible-motion')?.alert;
    expect(alert?.why).to.include({ measure: 'would have moved at', limit: 100, unit: 'km/h' });
    expect(alert?.why.value).to.be.within(60_000, 70_000);
  });

  it('is believed when three fixes in a row belong together: it was the place before that was wrong', () => {
    const hub = port({ worlds });
    hub.fold(seconds(1, inside), seconds(2, far), seconds(3, far), seconds(4, far));
    hub.passed(700_000, 'agent:a');
    expect(rules(hub)).to.have.members(['impossible-motion 2000–4000', 'restricted-entry 1000–4000']);
  });

  it('is no matter of two receivers that date her fixes a second apart, nor of a kind without a bound', () => {
    const hub = port({ worlds });
    hub.fold(seconds(1, inside), fix(2, 1001, { lon: inside.lon + 0.0008, lat: inside.lat }));
    const free = port();
    free.fold(seconds(1, inside), seconds(2, far));
    expect([rules(hub), rules(free)]).to.deep.equal([['restricted-entry 1000–'], ['restricted-entry 1000–2000']]);
  });

  it('is one alert, though two ships of one number are told of in turn for an hour', () => {
    const hub = port({ worlds, mergeGapMs: impossibleMotion.mergeGapMs });
    for (let n = 0; n < 360; n += 1) hub.fold(fix(n, n * 10_000, n % 2 === 0 ? outside : far));
    expect(hub.told.map(({ change }) => change)).to.deep.equal(['raised']);
    expect(rules(hub)).to.deep.equal(['impossible-motion 10000–']);
  });

  it('ends in the same book in any order', () => {
    const walk = fc.array(fc.constantFrom(inside, outside, far), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(walk, fc.infiniteStream(fc.nat()), (walked, chance) => {
        const fixes = walked.map((place, i) => seconds(i + 1, place));
        const straight = port({ worlds });
        for (const one of fixes) straight.fold(one);
        const shuffled = fixes.map((one) => ({ one, order: chance.next().value })).sort((a, b) => a.order - b.order);
        const crooked = port({ worlds });
        for (const { one } of shuffled) crooked.fold(one);
        expect(crooked.standing()).to.deep.equal(straight.standing());
      }),
      { seed: 23, numRuns: 200 },
    );
  });
});

describe('A jump over a restricted fence', () => {
  const west = { lon: 113.565, lat: 22.8645 };
  const east = { lon: 113.585, lat: 22.8645 };
  it('is an entry that is over, by a ship', () => {
    const hub = port();
    hub.fold(fix(1, 0, west), fix(2, 60_000, east));
    const [stay, ...more] = hub.standing();
    expect(more).to.deep.equal([]);
    expect(stay?.rule).to.equal('restricted-entry');
    expect(stay?.from).to.be.within(10_000, stay?.to ?? 0);
    expect(stay?.to).to.be.within(25_000, 50_000);
    expect(causeOf(hub.told.at(-1)?.alert as Alert)).to.equal('passed through');
  });

  it('is none by a vehicle that was in it for a shorter time than counts', () => {
    const hub = port();
    const event = (seq: number, time: number, place: typeof west) =>
      ({ ...fix(seq, time, place), key: 'vehicle:粤B12345' }) as { key: string; event: KeyEvent };
    hub.fold(event(1, 0, west), event(2, 10_000, east));
    expect(hub.standing()).to.deep.equal([]);
  });
});

describe('A thing that may be on either side of an edge', () => {
  it('is told to be where it was believed to be, and not to be certain of it, until a fix is', () => {
    const hub = port();
    const vague = (seq: number, lon: number, accuracyM: number): Keyed => {
      const { key, event } = fix(seq, seq * 1000, { lon, lat: inside.lat });
      const place = (event as Extract<KeyEvent, { kind: 'position' }>).fix;
      return { key, event: { ...event, fix: { ...place, accuracyMm: accuracyM * 1000 } } as KeyEvent };
    };
    const shown = () => {
      const { inside, uncertain } =
        storyOf('mmsi:1', hub.engine, { until: Infinity, sees: () => true, most: 5, worldAt: () => worldOf() }) ?? {};
      return [inside, uncertain];
    };
    hub.fold(vague(1, 113.5755, 4));
    expect(shown()).to.deep.equal([['front'], undefined]);
    hub.fold(vague(2, outside.lon, 30));
    expect(shown()).to.deep.equal([['front'], ['front']]);
    hub.fold(vague(3, 113.5755, 4));
    expect(shown()).to.deep.equal([['front'], undefined]);
  });
});
