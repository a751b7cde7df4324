// Every rule over any events: none throws or wishes for the past, and whatever it finds is a finding the book can tell.
import { expect } from 'chai';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { Severity, Why } from '../../../hub/contracts/alert.ts';
import type { KeyKind } from '../../../hub/contracts/key-kind.ts';
import type { Finding, KeyEvent } from '../../../hub/flow.ts';
import { rulebook } from '../../../hub/rules/rulebook.ts';
import type { Say } from '../../../hub/say.ts';
import { camera, worldWith } from './a-place.ts';
import { carried, event, fix, plan, release, revoked, said, takenOn, tryRule } from './a-rule.ts';

const keys: Readonly<Record<KeyKind, string>> = {
  ...{ agent: 'agent:cameras', device: camera(1), segment: 'segment:north', lane: 'lane:out-1' },
  ...{ tag: 'tag:1', plate: 'plate:粤B12345', vessel: 'mmsi:1', vehicle: 'vehicle:粤B12345' },
  ...{ container: 'container:CSQU3054383', seal: 'seal:E1' },
};

const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T;
const truck = 'vehicle:粤B12345';
const ways = ['in', 'out', 'unknown'] as const;
const decisions = ['passed', 'held'] as const;
const lane = ['out-1', 'in-1', 'both-1', 'nowhere'] as const;
const states = ['sealed', 'open', 'idle', 'armed'] as const;
const healths = ['healthy', 'faulty', 'maintenance', 'frozen'] as const;
const signs = ['rope-cut', 'vibration', 'wrong-password', 'cover-open'] as const;
const where = [
  [380, 200],
  [460, 200],
  [100, 100],
  [330, 30],
  [500, 480],
  [2200, 100],
  [250, 250],
  [500, 900],
  [900, 210],
  [1500, 190],
] as const;

/** At `s` seconds; `n` chooses among the variants. */
type Maker = (s: number, n: number, key: string) => KeyEvent;

const position: Maker = (s, n) => fix(s, pick(where, n)[0], pick(where, n)[1], { by: pick(['a', 'a', 'b'], n) });
const doubtful: Maker = (s, n) =>
  fix(s, pick(where, n)[0], pick(where, n)[1], { accuracyM: n % 7, guessed: n % 5 === 0 });
const ofThings: readonly Maker[] = [
  position,
  position,
  position,
  doubtful,
  (s, n) => release(s, `r${n % 3}`, { from: n % 2 ? s - 50 : s + 50, to: s + n }),
  (s, n) => revoked(s, `r${n % 3}`),
  (s, n) =>
    event('gate.passage', `lane:${pick(lane, n)}`, s, { direction: pick(ways, n), decision: pick(decisions, n) }),
  (s, n) => said(s, truck, { what: 'passed', lane: pick(lane, n), direction: pick(ways, n) }),
  (s, n) =>
    carried(s, truck, pick([['perimeter'], ['perimeter', 'yard'], []], n), [
      pick(['enter', 'exit'], n),
      'perimeter',
      s - (n % 30),
    ]),
  (s, _, key) => takenOn(s, truck, key),
];
const plans: Maker = (s) => plan(s);

const checked = (first: number): Say => ({
  ...{ what: 'checked', lane: 'in-1', camera: camera(3), antennas: ['antenna-in'], feed: 'live' },
  ...{ since: first * 1000 - 15_000, seen: { event: 'a:1', time: first * 1000, says: 'seen' } },
});

/** What a key of each kind may be told. */
const makers: Readonly<Partial<Record<KeyKind, readonly Maker[]>>> = {
  vessel: [...ofThings, plans],
  container: [
    ...ofThings,
    plans,
    (s, n) => said(s, 'lane:in-1', checked(s - (n % 30))),
    (s, n) => said(s, 'tag:e1', { what: 'seen', antenna: 'antenna-in', direction: pick(ways, n) }),
  ],
  vehicle: [
    ...[...ofThings, position, position, position],
    plans,
    (s, n, key) =>
      event('movement.opened', key, s, {
        movement: `m${n % 10}`,
        kind: 'transit',
        corridor: 'way',
        destination: 'bonded',
      }),
    (s, n, key) => event('movement.closed', key, s, { movement: `m${n % 10}` }, { issuedAt: s * 1000 - n }),
  ],
  seal: [
    doubtful,
    (s, n) => carried(s, truck, pick([['inspection'], ['yard'], []], n)),
    (s, _, key) => takenOn(s, truck, key),
    (s, n, key) => event('seal.state', key, s, { state: pick(states, n), signs: [pick(signs, n >> 2)] }),
  ],
  device: [
    plans,
    (s, n, key) => event('device.health', key, s, { state: pick(healths, n) }),
    (s, n) => said(s, 'agent:cameras', { what: 'health', sees: n % 2 === 0, says: 'x' }),
    (s, n, key) =>
      event('camera.detection', key, s, { what: pick(['person', 'vehicle'], n), confidence: (n % 10) / 9 }),
  ],
  lane: [
    plans,
    (s, n) => said(s, 'device:antenna-in', { what: 'health', sees: n % 2 === 0, says: 'x' }),
    (s, n) => said(s, camera(3), { what: 'sighted', container: pick(['CSQU3054383', 'TEXU3070079'], n) }),
  ],
  segment: [plans, (s, n) => said(s, camera(1 + (n % 3)), { what: 'health', sees: n % 2 === 0, says: 'x' })],
  agent: [
    plans,
    (s, n) => ({
      ...{ kind: 'beat', ...hub(s, n), online: true, finished: false, feed: 'live', site: 's' },
      clock: { offsetMs: pick([0, 10, 5000, -90_000, 1e9], n), errorMs: n % 3000 },
    }),
    (s, n) => ({ kind: 'unjudged', ...hub(s, n), count: n + 1, feed: 'live', site: 's' }),
    (s, n) => ({ kind: 'beat', ...hub(s, n), online: n % 4 > 0, finished: n % 9 === 8, ...whose(n) }),
    (s, n) => ({ kind: 'sequence', ...hub(s, n), class: pick(classes, n), missing: hole(n), ...whose(n >> 5) }),
    (s, n, key) => event('agent.gap', key, s, { class: pick(classes, n), count: n + 1, ...lost(s - n, s - 1) }),
  ],
};
const classes = ['urgent', 'routine'] as const;
const whose = (n: number) => ({ feed: 'live' as const, site: 's', epoch: pick(['e1', 'e1', 'e1', 'e2'], n) });
const hole = (n: number) => (n % 3 === 0 ? undefined : { from: n, to: n + 5 });
const lost = (from: number, to: number) => ({
  ...{ fromTime: new Date(Math.max(0, from) * 1000).toISOString(), toTime: new Date(to * 1000).toISOString() },
});
/** No two of them in one millisecond. */
let heard = 0;
function hub(s: number, seq: number) {
  heard += 1;
  const time = s * 1000 + (heard % 1000);
  return { time, asOf: time, from: 'hub', seq };
}

const isWhy = Compile(Why);
const isSeverity = Compile(Severity);

function checkFinding(finding: Finding): void {
  const { why, from, to = from } = finding;
  expect([...isWhy.Errors(why)], JSON.stringify(why)).to.deep.equal([]);
  expect(isSeverity.Check(finding.severity)).to.equal(true);
  expect(Number.isSafeInteger(from) && Number.isSafeInteger(to) && to >= from, `${from}–${to}`).to.equal(true);
  expect(finding.site).to.equal('s');
}

describe('The rulebook', () => {
  it('names each rule once', () => {
    const ids = rulebook.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  const half = worldWith({ from: 1_500_000, plan: 'p2', facts: [], entryDwellMs: 0, releaseGraceMs: 30_000 });
  const told = fc.tuple(fc.nat(99), fc.nat(90), fc.nat(99));
  const snails = { vessel: 1, vehicle: 1, container: 1, seal: 1 };
  for (const rule of rulebook)
    it(`${rule.id} stands any events, and finds something in some`, () => {
      let found = 0;
      fc.assert(
        fc.property(
          fc.array(told, { maxLength: 80 }),
          fc.boolean(),
          fc.constantFrom(...rule.keys),
          (all, isSilent, kind) => {
            let at = 0;
            const events = all.map(([maker, later, n]) => {
              at += later;
              return pick(makers[kind] ?? [], maker)(at, n, keys[kind]);
            });
            const silent = isSilent ? ['agent:a'] : [];
            const { findings } = tryRule(rule, keys[kind], events, {
              worlds: [worldWith(rule.id === 'impossible-motion' ? { speedMostKmh: snails } : {}), half],
              silent,
              until: 9000,
            });
            for (const finding of findings) checkFinding(finding);
            found += findings.length;
          },
        ),
        { seed: 5, numRuns: 200 },
      );
      expect(found).to.be.above(5);
    });
});
