// A truck and its box, windows and changed fences: whatever is heard first, the same book; and a hub that was killed tells nothing anew.
import { expect } from 'chai';
import fc from 'fast-check';
import { fenceOf } from '../../geo/fence.ts';
import type { Keyed } from '../../hub/flow.ts';
import type { World } from '../../hub/world.ts';
import { port } from './a-fold.ts';
import { degrees, fenceFacts, fences, plane, worldWith } from './rules/a-place.ts';
import { event, fix } from './rules/a-rule.ts';

const truck = 'vehicle:粤B12345';
const other = 'vehicle:粤B54321';
const box = 'container:CSQU3054383';
const seal = 'seal:HSN100';

const spots = [
  [-50, 100],
  [20, 100],
  [100, 100],
  [250, 250],
  [350, 50],
  [700, 200],
] as const;
const places = fc.constantFrom(...spots);

interface Done {
  readonly what: 'truck' | 'other' | 'box' | 'on' | 'over' | 'off' | 'release';
  readonly at: readonly [number, number];
}
const day: fc.Arbitrary<Done[]> = fc.array(
  fc.record({
    what: fc.constantFrom('truck', 'truck', 'truck', 'other', 'box', 'on', 'over', 'off', 'release'),
    at: places,
  }),
  { minLength: 3, maxLength: 22 },
) as fc.Arbitrary<Done[]>;

const tie = (seconds: number, subject: string, action: 'add' | 'remove', child = box): Keyed[] => {
  const told = event('association', subject, seconds, { action, children: [child] });
  return [subject, child].map((key) => ({ key, event: told }));
};

function heardOf({ what, at: [east, north] }: Done, seconds: number): Keyed[] {
  if (what === 'truck') return [{ key: truck, event: fix(seconds, east, north, { accuracyM: 0 }) }];
  if (what === 'other') return [{ key: other, event: fix(seconds, east, north) }];
  if (what === 'box') return [{ key: box, event: fix(seconds, east, north) }];
  if (what === 'on') return tie(seconds, truck, 'add');
  if (what === 'over') return tie(seconds, other, 'add');
  if (what === 'off') return tie(seconds, truck, 'remove');
  return [
    {
      key: box,
      event: event('release.issued', box, seconds, { release: 'r1', validFrom: undefined, validTo: undefined }),
    },
  ];
}

const windows: Readonly<Record<string, Float64Array>> = {
  yard: Float64Array.of(40_000, 75_000, 110_000, 160_000),
  perimeter: Float64Array.of(0, 95_000, 130_000, 10_000_000),
};
const timed = { isTimed: true, turnsOf: (id: string) => windows[id] };
const facts = fenceFacts.map((one) =>
  one.id === 'yard' ? { ...one, dwellMs: { container: 20_000, vehicle: 15_000 } } : one,
);
const square = [degrees(200, 200), degrees(300, 200), degrees(300, 300), degrees(200, 300), degrees(200, 200)];
const moved = fences.map((one) =>
  one.id === 'yard' ? fenceOf(plane, { id: 'yard', rings: [square], hysteresisM: 0, fixes: 1 }) : one,
);
const planAt = 100_000;
const first = worldWith({ facts, ...timed });
const second = worldWith({ facts, fences: moved, ...timed, from: planAt, plan: 'p2' });
const worlds: readonly World[] = [first, second];

describe('A truck and its box', () => {
  it('end in the same book in any order, doubled, with witnesses between, and killed at any point', () => {
    fc.assert(
      fc.property(day, fc.infiniteStream(fc.nat()), (done, chance) => {
        const next = (): number => chance.next().value;
        const told = [...tie(0.5, box, 'add', seal), ...tie(1, truck, 'add')].map((one) => [one]);
        told.push(...done.map((one, i) => heardOf(one, 5 + i * 10)));
        const [straight, crooked, killed] = [
          port({ worlds }),
          port({ worlds, held: 4 }),
          port({ worlds, copying: true }),
        ];
        for (const [i, one] of told.entries()) {
          straight.fold(...one);
          straight.passed(Math.max(0, (i - 2) * 10_000), 'agent:a');
        }
        const all = [...told, ...told.filter(() => next() % 3 === 0)].map((one) => ({ one, order: next() }));
        for (const { one } of all.sort((a, b) => a.order - b.order)) crooked.fold(...one);
        for (const [i, one] of told.entries()) {
          killed.fold(...one);
          if (next() % 3 === 0) killed.passed(Math.max(0, (i - 2) * 10_000), 'agent:a');
          if (next() % 3 === 0) killed.keepSome(10);
          if (next() % 4 === 0) expect(killed.killed()).to.deep.equal([]);
        }
        // Some of what came before the plan is heard after it.
        const lived = port({ worlds: [first], held: 4 });
        const isEarly = ([one]: Keyed[]): boolean => (one?.event.time ?? 0) < planAt && next() % 3 > 0;
        const early = all.filter(({ one }) => isEarly(one));
        for (const { one } of early) lived.fold(...one);
        lived.planned(second);
        for (const { one } of all) if (!early.some((known) => known.one === one)) lived.fold(...one);
        const books = [straight, crooked, killed, lived].map((hub) => {
          hub.passed(20_000_000, 'agent:a');
          return hub.standing();
        });
        expect(books[1]).to.deep.equal(books[0]);
        expect(books[2]).to.deep.equal(books[0]);
        expect(books[3]).to.deep.equal(books[0]);
      }),
      { seed: 41, numRuns: 120 },
    );
  });
});
