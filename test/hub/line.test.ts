// The line by itself: whatever comes in, it answers, and the next arrival is heard.
import { expect } from 'chai';
import fc from 'fast-check';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Arrival } from '../../hub/flow.ts';
import { Line } from '../../hub/line.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { folds } from '../../hub/rules/rulebook.ts';
import { epochOne, inside, outside, positionEvent, root } from '../a-port.ts';
import { MemoryChain } from './a-fold.ts';

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const now = Date.UTC(2026, 0, 1);

function lineOf(): Line {
  const registry = new Registry();
  const told = { alertsOf: () => [], alert: () => undefined };
  const book = new AlertBook(() => ({ mergeGapMs: 0, integrity: false }), told);
  const line = new Line({ registry, engine: new FoldEngine(folds, registry, new MemoryChain(false)), book });
  line.hear({ kind: 'plan', payload: Buffer.from(JSON.stringify(plan)), receivedAt: now });
  return line;
}

const heardAs = (kind: 'up' | 'state', payload: string): Arrival => {
  const from = { site: 'shatian-wharf', agent: 'hand', payload: Buffer.from(payload), receivedAt: now };
  return kind === 'up' ? { kind, class: 'routine', ...from } : { kind, ...from };
};
const frame = (events: readonly object[], change: object = {}): string =>
  JSON.stringify({ v: 1, epoch: epochOne, first: 1, events, ...change });
const good = (seq: number, change: object = {}) => ({ ...positionEvent({ seq, ...outside, time: now }), ...change });

describe('The line', () => {
  const refused: readonly (readonly [what: string, payload: string, code: string])[] = [
    ['nothing at all', '', 'json-malformed'],
    ['half a frame', '{"v":1,', 'json-malformed'],
    ['brackets without end', '['.repeat(200_000), 'json-malformed'],
    ['null', 'null', 'frame-invalid'],
    ['no events', frame([]), 'frame-invalid'],
    ['a sequence of nothing', frame([good(0)], { first: 0 }), 'frame-invalid'],
    ['a sequence beyond numbers', frame([good(1)], { first: 2 ** 60 }), 'frame-invalid'],
    ['an epoch of another form', frame([good(1)], { epoch: '../..' }), 'frame-invalid'],
    ['a word nobody knows in the frame', frame([good(1)], { __proto__x: 1 }), 'frame-invalid'],
    ['257 events', frame(Array.from({ length: 257 }, (_, i) => good(i + 1))), 'batch-oversized'],
    ['an event that is null', `{"v":1,"epoch":"${epochOne}","first":1,"events":[null]}`, 'event-invalid'],
    ['a type that every object has', frame([good(1, { type: 'constructor' })]), 'event-unknown-type'],
    ['a type that every object hides', frame([good(1, { type: '__proto__' })]), 'event-unknown-type'],
    ['a ship that calls itself an agent', frame([good(1, { subject: 'agent:hand' })]), 'event-invalid'],
    ['a ship of ten digits', frame([good(1, { subject: 'mmsi:4139999999' })]), 'event-invalid'],
    ['a day that is not', frame([good(1, { time: '2026-02-30T25:00:00Z' })]), 'event-invalid'],
    ['the year 0', frame([good(1, { time: '0000-01-01T00:00:00Z' })]), 'clock-faulty'],
    ['the year 9999', frame([good(1, { time: '9999-12-31T23:59:59Z' })]), 'clock-faulty'],
    ['a clock corrected beyond time', frame([good(1, { clockoff: -(2 ** 53) })]), 'event-invalid'],
    ['a clock corrected by ninety years', frame([good(1, { clockoff: -90 * 366 * 86_400_000 })]), 'clock-faulty'],
    ['31 February', frame([good(1, { time: '2026-02-31T00:00:00Z' })]), 'event-invalid'],
    ['24 o’clock', frame([good(1, { time: '2026-01-01T24:00:00Z' })]), 'event-invalid'],
    ['a sequence at which counting ends', frame([good(1), good(2)], { first: 2 ** 53 - 1 }), 'frame-invalid'],
    ['another’s sequence', frame([good(2)]), 'event-out-of-place'],
    ['a place as text', frame([good(1, { data: { lon: '113', lat: 22 } })]), 'coordinate-impossible'],
    ['a place without latitude', frame([good(1, { data: { lon: 113 } })]), 'event-invalid'],
  ];
  for (const [what, payload, code] of refused) {
    it(`refuses ${what} as ${code}, and hears the next`, () => {
      const line = lineOf();
      const { refusals, keyed } = line.hear(heardAs('up', payload));
      expect(refusals.map((refusal) => refusal.code)).to.deep.equal([code]);
      expect(keyed.filter(({ event }) => event.kind !== 'beat')).to.deep.equal([]);
      const next = { ...positionEvent({ seq: 9, ...inside, time: now }), seq: 9 };
      expect(line.hear(heardAs('up', frame([next], { first: 9 }))).transitions).to.have.length(1);
    });
  }

  const stateOf = (feed: string): string =>
    JSON.stringify({ online: true, epoch: epochOne, connection: 1, feed, sw: 'test' });

  it('no clock error, however large, lets an event stand in the future and in the way of what is heard now', () => {
    const line = lineOf();
    const ahead = new Date(now + 70 * 3_600_000).toISOString();
    const wild = Array.from({ length: 256 }, (_, i) => good(i + 1, { time: ahead, clockerr: 1e12 }));
    line.hear(heardAs('up', frame(wild)));
    const next = {
      ...heardAs('up', frame([positionEvent({ seq: 257, ...inside, time: now + 61_000 })], { first: 257 })),
      receivedAt: now + 61_000,
    };
    expect(line.hear(next).transitions.map(({ change }) => change)).to.deep.equal(['raised']);
  });

  it('a recording may be of any age, but not of what is yet to come', () => {
    const line = lineOf();
    line.hear(heardAs('state', stateOf('historical')));
    const times = ['1971-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
    const { keyed, refusals } = line.hear(heardAs('up', frame(times.map((time, i) => good(i + 1, { time })))));
    expect(keyed.filter(({ event }) => event.kind === 'position').map(({ event }) => event.time)).to.deep.equal([
      31_536_000_000,
    ]);
    expect(refusals.map(({ code, seq }) => `${seq} ${code}`)).to.deep.equal(['2 clock-faulty']);
  });

  it('rubbish enrols nobody', () => {
    const line = lineOf();
    const strangers = Array.from({ length: 10_001 }, (_, i) => `x${i}`);
    for (const agent of strangers) line.hear({ ...heardAs('up', '{'), agent } as Arrival);
    expect(line.hear(heardAs('up', frame([good(1)]))).admitted).to.equal(true);
  });

  it('a fault of our own costs the arrival, not the line', () => {
    const line = lineOf();
    const fold = line.engine.fold.bind(line.engine);
    line.engine.fold = () => {
      throw new Error('a broken promise');
    };
    const { refusals } = line.hear(heardAs('up', frame([good(1)])));
    expect(refusals).to.deep.equal([{ code: 'hub-fault', detail: 'Error: a broken promise' }]);
    line.engine.fold = fold;
    expect(line.hear(heardAs('up', frame([good(1)]))).durable).to.equal(1);
  });

  it('answers whatever JSON it is given by a code of its own, as a batch or as a state, and never by a fault', () => {
    const line = lineOf();
    const event = fc.oneof(
      fc.anything({ maxDepth: 3, withNullPrototype: true }),
      fc
        .record({ seq: fc.anything(), type: fc.anything(), data: fc.anything() })
        .map((change) => good(1, change as object)),
      fc
        .tuple(fc.constantFrom(...Object.keys(good(1))), fc.anything())
        .map(([name, value]) => good(1, { [name]: value })),
    );
    const frames = fc.record({
      v: fc.constantFrom(1, 2),
      epoch: fc.constantFrom(epochOne, 'x'),
      first: fc.constantFrom(1, -1, 1.5),
      events: fc.array(event),
    });
    const payload = fc.oneof(
      fc.json(),
      fc.string(),
      frames.map((value) => JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? Number(v) : v))),
    );
    fc.assert(
      fc.property(fc.constantFrom('up' as const, 'state' as const), payload, (kind, said) => {
        const { refusals } = line.hear(heardAs(kind, said));
        expect(refusals.filter(({ code }) => code === 'hub-fault')).to.deep.equal([]);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });
});
