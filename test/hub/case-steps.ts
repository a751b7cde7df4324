// What may happen to a few alerts in a day: acts of five people, what folds conclude, and the clock, in any interleaving.
import fc from 'fast-check';
import type { Act, Disposition, ShelfReason } from '../../hub/contracts/case.ts';
import { hour, type Manner, minute, type Party } from './case-life.ts';

/** Two officers, two supervisors with and without proof, and the terminal's. */
export const people: readonly Party[] = [
  { by: 'li', role: 'monitor', proved: false },
  { by: 'wang', role: 'monitor', proved: true },
  { by: 'zhao', role: 'supervisor', proved: true },
  { by: 'qian', role: 'supervisor', proved: false },
  { by: 'ops', role: 'operator', proved: true },
];

/** A latched kind of which one alert says others as well, a plain one, and one that is said already. */
export const manners: Readonly<Record<string, Manner>> = {
  breach: { latched: true, lookMs: 5 * minute, handleMs: 30 * minute },
  stay: { latched: false, lookMs: 10 * minute, handleMs: 45 * minute },
  echo: { latched: false, lookMs: 5 * minute, handleMs: 0, under: { rule: 'breach', how: 'same-scope' } },
  shadow: { latched: false, lookMs: 0, handleMs: 30 * minute, under: { rule: 'breach', how: 'any-scope' } },
};
export const gapMs = 15 * minute;

/** Stories of findings: of one rule and scope each. */
export const lines = [
  { rule: 'breach', scope: 'f' },
  { rule: 'breach', scope: 'g' },
  { rule: 'stay', scope: 'f' },
  { rule: 'echo', scope: 'f' },
  { rule: 'shadow', scope: 'f' },
] as const;

/** `begin` and `end`: it holds, or does no more. `vanish`: it turns out not to follow; `restore`: it does. `bridge`: two are one. */
export type Fact = 'begin' | 'end' | 'vanish' | 'restore' | 'bridge' | 'measure' | 'grave';

/** `repeat`: the keyed request before is sent again as it was; `other`: its key with something else. */
export type Keying = 'none' | 'fresh' | 'twice' | 'repeat' | 'other';

export type Step =
  | {
      readonly do: 'act';
      readonly act: (at: number) => Act;
      readonly who: number;
      readonly alert: number;
      readonly version: 'right' | 'stale' | 'none';
      readonly key: Keying;
      /** Somebody else does the same in the same moment, by the same version. */
      readonly rival: number | undefined;
    }
  | { readonly do: 'note'; readonly alert: number; readonly explains: boolean }
  | { readonly do: 'fact'; readonly fact: Fact; readonly line: number; readonly which: number }
  | { readonly do: 'wait'; readonly ms: number; readonly late: boolean }
  | { readonly do: 'sync' | 'restart' };

const text = fc.constantFrom('seen', 'the driver is at gate 3');
const among = <T>(...all: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...all);
const codes: readonly Disposition[] = ['confirmed_violation', 'benign_explained', 'false_sensor', 'false_identity'];
const reasons: readonly ShelfReason[] = ['chattering', 'known_work'];

type Later = (at: number) => Act;
const now = (act: Act): Later => Object.assign(() => act, { toString: () => JSON.stringify(act) });
const ahead = (ms: fc.Arbitrary<number>, make: (until: number, text: string) => Act): fc.Arbitrary<Later> =>
  fc
    .tuple(ms, text)
    .map(([by, said]) =>
      Object.assign((at: number) => make(at + by, said), { toString: () => JSON.stringify(make(by, said)) }),
    );

/** Names of those to whom a case may be handed. */
const heirs = among('li', 'wang', 'zhao');
const act: fc.Arbitrary<Later> = fc.oneof(
  { weight: 3, arbitrary: among(now({ act: 'acknowledge' })) },
  { weight: 7, arbitrary: among(now({ act: 'claim' })) },
  { weight: 1, arbitrary: among(now({ act: 'release' })) },
  { weight: 2, arbitrary: heirs.map((to) => now({ act: 'hand-over', to, text: 'shift' })) },
  { weight: 2, arbitrary: text.map((said) => now({ act: 'escalate', text: said })) },
  {
    weight: 3,
    arbitrary: ahead(among(0, minute - 1, minute, 10 * minute, 24 * hour, 24 * hour + 1), (until, said) => {
      return { act: 'ask', text: said, until };
    }),
  },
  { weight: 2, arbitrary: among(now({ act: 'dispatch', officer: 'sun', place: 'gate 3' })) },
  { weight: 2, arbitrary: text.map((said) => now({ act: 'report', text: said })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(among(0, 1, 10 * minute, 30 * minute, 30 * minute + 1, 8 * hour, 8 * hour + 1), among(...reasons))
      .map(([by, reason]) =>
        Object.assign((at: number): Act => ({ act: 'shelve', reason, until: at + by }), {
          toString: () => `shelve for ${by}`,
        }),
      ),
  },
  { weight: 2, arbitrary: among(now({ act: 'unshelve' })) },
  {
    weight: 3,
    arbitrary: ahead(among(0, hour, 7 * 24 * hour, 7 * 24 * hour + 1), (until) => {
      return { act: 'take-out', until, order: 'W7' };
    }),
  },
  { weight: 3, arbitrary: among(now({ act: 'agree' })) },
  { weight: 1, arbitrary: among(now({ act: 'put-back' })) },
  { weight: 4, arbitrary: text.map((said) => now({ act: 'reset', text: said })) },
  { weight: 7, arbitrary: among(...codes).map((code) => now({ act: 'dispose', code, text: 'looked' })) },
  { weight: 7, arbitrary: among(now({ act: 'close' })) },
  { weight: 2, arbitrary: text.map((said) => now({ act: 'reopen', text: said })) },
  { weight: 1, arbitrary: among(now({ act: 'ticket' })) },
);

const person = among(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4);
const acted: fc.Arbitrary<Step> = fc.record({
  do: among('act' as const),
  act,
  who: person,
  alert: fc.nat(5),
  version: among<'right' | 'stale' | 'none'>('right', 'right', 'right', 'right', 'none', 'stale'),
  key: among<Keying>('none', 'none', 'none', 'fresh', 'twice', 'repeat', 'other'),
  rival: among(undefined, undefined, undefined, undefined, 0, 1, 2),
});
const concluded: fc.Arbitrary<Step> = fc.record({
  do: among('fact' as const),
  fact: among<Fact>('begin', 'begin', 'begin', 'end', 'end', 'vanish', 'restore', 'bridge', 'measure', 'grave'),
  line: fc.nat(lines.length - 1),
  which: fc.nat(3),
});
const waited: fc.Arbitrary<Step> = fc.record({
  do: among('wait' as const),
  ms: among(1, minute, 4 * minute, 5 * minute, 6 * minute, 14 * minute, 30 * minute, 31 * minute, 2 * hour, 25 * hour),
  late: fc.boolean(),
});

/** An alert's whole way, by whoever it may be: chance alone would seldom go it to its end. */
const course: fc.Arbitrary<Step[]> = fc
  .record({
    line: fc.nat(lines.length - 1),
    isGrave: fc.boolean(),
    code: among(...codes),
    parties: fc.tuple(person, person, person, person),
  })
  .map(({ line, isGrave, code, parties: [claims, disposes, resets, closes] }) => {
    const fact = (what: Fact): Step => ({ do: 'fact', fact: what, line, which: 0 });
    const by = (who: number, what: Act): Step => {
      return { do: 'act', act: now(what), who, alert: 0, version: 'right', key: 'none', rival: undefined };
    };
    return [
      ...[fact('begin'), ...(isGrave ? [fact('grave')] : []), by(claims, { act: 'claim' })],
      ...[by(disposes, { act: 'dispose', code, text: 'looked' }), { do: 'wait', ms: 1, late: false } as const],
      ...[fact('end'), by(resets, { act: 'reset', text: 'well' }), by(closes, { act: 'close' })],
    ];
  });

/** A day that begins with one alert at least. @param restarts how often the hub starts anew, among all that happens */
export function days(most: number, restarts = 0): fc.Arbitrary<Step[]> {
  const written = fc.record({ do: among('note' as const), alert: fc.nat(5), explains: fc.boolean() });
  const one = fc.oneof(
    { weight: 24, arbitrary: acted },
    { weight: 9, arbitrary: concluded },
    { weight: 6, arbitrary: waited },
    { weight: 2, arbitrary: written },
    { weight: 2, arbitrary: among<Step>({ do: 'sync' }) },
    { weight: restarts, arbitrary: among<Step>({ do: 'restart' }) },
  );
  const step = fc.oneof({ weight: 14, arbitrary: one.map((only) => [only]) }, { weight: 1, arbitrary: course });
  const first = fc.nat(lines.length - 1).map((line): Step => ({ do: 'fact', fact: 'begin', line, which: 0 }));
  return fc
    .tuple(first, fc.array(step, { minLength: 1, maxLength: most, size: 'max' }))
    .map(([begins, more]) => [begins, ...more.flat()]);
}
