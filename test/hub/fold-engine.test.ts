// The one idea, tried: any order and any repeats of the same events end in the same alert book.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Keyed } from '../../hub/flow.ts';
import { restrictedEntry } from '../../hub/rules/restricted-entry.ts';
import type { Rule } from '../../hub/rules/rule.ts';
import { rulebook } from '../../hub/rules/rulebook.ts';
import { inside, outside } from '../a-port.ts';
import { fix, port, worldOf } from './a-fold.ts';

describe('The fold engine', () => {
  it('raises on entering, clears on leaving, and tells nothing twice', () => {
    const { fold, told } = port();
    fold(fix(1, 0, outside), fix(2, 1, inside));
    fold(fix(3, 2, inside));
    fold(fix(4, 3, outside));
    fold(fix(4, 3, outside));
    expect(told.map(({ change, seq }) => `${seq} ${change}`)).to.deep.equal(['1 raised', '2 cleared']);
  });

  it('says nothing of one who may be there', () => {
    const { fold, told } = port();
    fold(fix(1, 0, inside, 'mmsi:7'));
    expect(told).to.deep.equal([]);
  });

  it('a late fix that puts the ship elsewhere splits the stay in two', () => {
    const { fold, standing } = port();
    fold(fix(1, 0, inside), fix(3, 20, inside));
    fold(fix(2, 10, outside));
    expect(standing().map(({ from, to }) => [from, to])).to.deep.equal([
      [0, 10],
      [20, undefined],
    ]);
  });

  it('withdraws what no longer follows, and reinstates the same occurrence when it follows again', () => {
    const rule: Rule<number> = {
      ...restrictedEntry,
      start: 0,
      step: (memory, { event, key }) => {
        if (event.kind !== 'position') return { memory };
        const seen = memory + 1;
        const why = { rule: 'x', version: 1, measure: '', value: seen, limit: 1, unit: '', facts: {}, evidence: [] };
        const base = {
          rule: 'restricted-entry',
          scope: key,
          site: 's',
          feed: 'live' as const,
          severity: 'S2' as const,
        };
        return seen === 2 && event.fix.lon === inside.lon
          ? { memory: seen, findings: [{ ...base, from: event.time, to: event.time + 1, why }] }
          : { memory: seen };
      },
    };
    const { fold, told } = port({ rules: [rule as unknown as Rule] });
    fold(fix(10, 10, outside), fix(20, 20, inside));
    fold(fix(15, 15, outside));
    expect(told.map(({ change }) => change)).to.deep.equal(['raised', 'withdrawn']);
  });

  it('findings nearer than the merge gap are one alert', () => {
    const { fold, standing } = port({ mergeGapMs: 60 });
    fold(fix(1, 0, inside), fix(2, 10, outside), fix(3, 50, inside), fix(4, 60, outside), fix(5, 200, inside));
    expect(standing().map(({ from, to }) => [from, to])).to.deep.equal([
      [0, 60],
      [200, undefined],
    ]);
  });

  it('a rule that throws loses its turn and harms no other', () => {
    const broken = {
      ...restrictedEntry,
      id: 'broken',
      step: () => {
        throw new Error('broken');
      },
    } as unknown as Rule;
    const { fold, standing, engine } = port({ rules: [broken, ...rulebook] });
    fold(fix(1, 1, inside));
    expect(standing()).to.have.length(1);
    expect(engine.counts.thrown).to.equal(1);
  });

  it('a wish whose tick is answered by a throw does not wake the hub for ever', () => {
    const restless: Rule<number> = {
      ...restrictedEntry,
      id: 'restless',
      start: 0,
      step: (memory, { event }) => {
        if (event.kind === 'tick') throw new Error('never again');
        return { memory, wakeAt: { at: 100, witnesses: ['hub'] } };
      },
    };
    const { fold, passed, engine } = port({ rules: [restless as unknown as Rule] });
    fold(fix(1, 0, inside));
    expect(engine.isDue(100)).to.equal(true);
    passed(100);
    expect(engine.isDue(1_000_000)).to.equal(false);
  });

  it('a plan drawn later does not concern a recording', () => {
    const { fold, planned, told } = port({ worlds: [worldOf({ fences: [] })] });
    const recorded = fix(1, 10, inside);
    fold({ ...recorded, event: { ...recorded.event, feed: 'historical' } as Keyed['event'] });
    planned(worldOf({ from: 100 }));
    expect(told).to.deep.equal([]);
  });

  it('any order and any repeats of the same fixes end in the same book', () => {
    const places = fc.array(fc.record({ key: fc.constantFrom('mmsi:1', 'mmsi:2'), in: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(places, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 5 }), (walk, chance, groups) => {
        const events = walk.map((at, i) => fix(i + 1, (i + 1) * 10, at.in ? inside : outside, at.key));
        const straight = port();
        for (const event of events) straight.fold(event);
        const next = (): number => chance.next().value;
        const shuffled = [...events, ...events.filter(() => next() % 3 === 0)]
          .map((event) => ({ event, at: next() }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        const crooked = port();
        for (let i = 0; i < shuffled.length; i += groups) crooked.fold(...shuffled.slice(i, i + groups));
        expect(crooked.standing()).to.deep.equal(straight.standing());
      }),
      { seed: 2012, numRuns: 400 },
    );
  });

  it('so do 250 of one ship, shuffled whole, though it goes in and out a hundred times', () => {
    const walk = fc.array(fc.boolean(), { minLength: 250, maxLength: 250 });
    fc.assert(
      fc.property(walk, fc.infiniteStream(fc.nat()), (places, chance) => {
        const events = places.map((is, i) => fix(i + 1, (i + 1) * 10, is ? inside : outside));
        const straight = port();
        for (const event of events) straight.fold(event);
        const shuffled = events
          .map((event) => ({ event, at: chance.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        const crooked = port();
        for (const event of shuffled) crooked.fold(event);
        expect(crooked.standing()).to.deep.equal(straight.standing());
        expect(crooked.engine.counts.unjudged).to.equal(0);
      }),
      { seed: 32, numRuns: 15 },
    );
  });

  it('and so do 250 of one ship, half of them late, while its story leaves memory whole again and again, or the hub is killed', () => {
    const walk = fc.array(fc.boolean(), { minLength: 250, maxLength: 250 });
    fc.assert(
      fc.property(walk, fc.infiniteStream(fc.nat()), fc.constantFrom(20, 50, 500), (places, chance, held) => {
        const events = places.map((is, i) => fix(i + 1, (i + 1) * 10, is ? inside : outside));
        const straight = port();
        for (const event of events) straight.fold(event);
        const next = (): number => chance.next().value;
        // Half in order; each of the others somewhere after its time. And some that were never true, until they are taken back.
        const someWhen = (i: number): number => i + (next() % (250 - i));
        const wrong = events.filter((_, i) => i % 10 === 0).map((_, n) => fix(1000 + n, n * 100 + 5, inside));
        const shuffled = [
          ...events.map((event, i) => ({ event, at: next() % 2 === 0 ? i : someWhen(i) })),
          ...wrong.flatMap((event, n) => {
            const told = someWhen(n * 10);
            return [
              { event, at: told },
              { event: { ...event, gone: true }, at: someWhen(told) },
            ];
          }),
        ]
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        const crooked = port({ held, copying: true });
        for (const event of shuffled) {
          if (next() % 3 === 0) crooked.keepSome(1);
          if (next() % 60 === 0) expect(crooked.killed()).to.deep.equal([]);
          crooked.fold(event);
        }
        expect(crooked.standing()).to.deep.equal(straight.standing());
        expect(crooked.engine.counts.unjudged).to.equal(0);
      }),
      { seed: 64, numRuns: 12 },
    );
  });

  it('whenever a plan comes into force among events in any order, the book is the same: each is judged by the plan of its time', () => {
    const bare = worldOf({ plan: 'p0', fences: [] });
    const later = worldOf({ from: 205 });
    const places = fc.array(fc.record({ key: fc.constantFrom('mmsi:1', 'mmsi:2'), in: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(places, fc.infiniteStream(fc.nat()), (walk, chance) => {
        const events = walk.map((at, i) => fix(i + 1, (i + 1) * 10, at.in ? inside : outside, at.key));
        const [before, after] = [events.slice(0, 20), events.slice(20)];
        const straight = port({ worlds: [bare] });
        for (const event of before) straight.fold(event);
        straight.planned(later);
        for (const event of after) straight.fold(event);
        const next = (): number => chance.next().value;
        const shuffled = (some: readonly Keyed[]) =>
          some
            .map((event) => ({ event, at: next() }))
            .sort((a, b) => a.at - b.at)
            .map(({ event }) => event);
        // What was observed before the plan may be heard after it; what is observed after it cannot be heard before.
        const [early, late] = [before.filter(() => next() % 2 === 0), new Set(before)];
        for (const event of early) late.delete(event);
        const crooked = port({ worlds: [bare] });
        for (const event of shuffled(early)) crooked.fold(event);
        crooked.planned(later);
        for (const event of shuffled([...late, ...after])) crooked.fold(event);
        expect(crooked.standing()).to.deep.equal(straight.standing());
      }),
      { seed: 1999, numRuns: 400 },
    );
  });

  it('holds no more in memory than its budget; what left it comes back from the chain when something late concerns it', () => {
    const { fold, told, engine } = port({ held: 100 });
    for (let ship = 1; ship <= 50; ship += 1) {
      for (let i = 0; i < 10; i += 1)
        fold(fix(i + 1, ship * 1000 + i, i % 2 === 0 ? outside : inside, `mmsi:${100 + ship}`));
    }
    expect(engine.held).to.be.within(50, 100);
    expect(told.filter(({ change }) => change === 'raised')).to.have.length(250);
    fold(fix(50, 1001, outside, 'mmsi:101'));
    expect(engine.counts.unjudged).to.equal(0);
    fold(fix(51, 2000, outside, 'mmsi:101'));
    expect(told.at(-1)?.alert).to.include({ key: 'mmsi:101', condition: 'cleared', from: 1009, to: 2000 });
  });

  it('counts against its budget the plans that a key first heard of later has in its story, too', () => {
    const plans = [0, 100, 200, 300].map((from) => worldOf({ from, plan: `p${from}` }));
    const { fold, engine } = port({ worlds: plans, held: 100 });
    fold(fix(1, 1000, outside));
    expect(engine.held).to.equal(4);
    for (let ship = 1; ship <= 300; ship += 1) fold(fix(1, 2000 + ship, outside, `mmsi:${100 + ship}`));
    expect(engine.held).to.be.within(50, 100);
  });

  it('never raises again what has ended, however many findings a key has had', () => {
    const { fold, told } = port();
    for (let i = 0; i < 3000; i += 1) fold(fix(i + 1, i * 10, i % 2 === 0 ? inside : outside));
    expect(told.filter(({ change }) => change === 'raised')).to.have.length(1500);
    expect(told.filter(({ change }) => change === 'cleared')).to.have.length(1500);
    expect(told).to.have.length(3000);
  });
});
