// Any life of any alerts, any window and sites: the measures are what a slow recount of all transitions says, after restarts too.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Disposition } from '../../../hub/contracts/case.ts';
import type { Measures as Answer } from '../../../hub/contracts/measures.ts';
import { ask, followerOf, m, measuresOf, Stream } from './a-stream.ts';
import { type Recount, recount } from './slow-recount.ts';

const codes: readonly Disposition[] = ['confirmed_violation', 'false_rule', 'duplicate', 'false_sensor'];
const names = ['chen', 'li', 'wu'];

/** One step of a day: what happens to which alert, after how many seconds; now and then the clock is set back. */
const step = fc.record({
  what: fc.oneof(fc.nat(2), fc.nat(11)),
  id: fc.nat(6),
  after: fc.oneof({ weight: 8, arbitrary: fc.nat(12) }, { weight: 2, arbitrary: fc.integer({ min: -120, max: 900 }) }),
  n: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function streamOf(steps: readonly Step[]): { stream: Stream; now: number } {
  const stream = new Stream();
  const known = new Set<string>();
  let [seconds, most, next] = [0, 0, 100];
  for (const { what, id, after, n } of steps) {
    seconds = Math.max(0, seconds + after);
    most = Math.max(most, seconds);
    const [at, name] = [m(seconds / 60), `${id}`];
    const by = names[n % 3] ?? 'chen';
    if (!known.has(name) || what < 3) {
      if (known.has(name)) next += 1;
      const one = known.has(name) ? `${next}` : name;
      known.add(name);
      stream.raise(one, at, {
        site: n % 3 === 0 ? 'yard' : 'wharf',
        key: `vehicle:${n % 5}`,
        rule: n % 2 === 0 ? 'restricted-entry' : 'box-without-tag',
        severity: (['S1', 'S2', 'S3', 'S4'] as const)[n % 4] ?? 'S4',
        feed: n === 20 ? 'historical' : 'live',
      });
    } else if (what === 3) stream.clear(name, at);
    else if (what === 4) stream.again(name, at);
    else if (what === 5) stream.tell('amended', name, at, { reAlarms: n, condition: 'active' });
    else if (what === 6) stream.acknowledge(name, at, by);
    else if (what === 7) stream.claim(name, at, by);
    else if (what === 8)
      n % 3 === 0 ? stream.reopen(name, at) : stream.dispose(name, at, codes[n % 4] ?? 'duplicate', by);
    else if (what === 9) stream.shelve(name, at);
    else if (what === 10) stream.back(name, at);
    else stream.tell('escalated', name, at);
  }
  return { stream, now: m(most / 60 + 5) };
}

const asRecounted = (answer: Answer): Omit<Recount, 'waits'> & { waits: readonly (readonly [number, number?])[] } => ({
  annunciated: answer.annunciations.total,
  bySeverity: answer.mix.map(({ count }) => count),
  waits: answer.acknowledged.map(({ count, medianMs }) => [count, medianMs]),
  chattered: answer.chattering.count.value,
  floods: answer.floods.newest.toReversed().map(({ start, end, peak }) => [start, end, peak]),
  positions: answer.positions,
  escalations: answer.escalations,
  top: answer.top.sources.reduce((sum, { count }) => sum + count, 0),
  judged: answer.rules
    .map(({ rule, judged, falseAlarms }): [string, number, number] => [rule, judged, falseAlarms])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
});
const median = (waits: readonly number[]): [number, number?] => [waits.length, waits[Math.ceil(waits.length / 2) - 1]];

const aWindow = fc.record({
  from: fc.nat(80),
  span: fc.nat(400),
  site: fc.constantFrom(undefined, 'wharf', 'yard'),
});

describe('The measures', () => {
  it('are what a slow recount says, of any window and site', () => {
    const some = fc.array(step, { minLength: 1, maxLength: 150, size: 'max' });
    const seen = { annunciated: 0, chattered: 0, floods: 0, ended: 0, manned: 0, judged: 0 };
    fc.assert(
      fc.property(some, aWindow, (steps, { from, span, site }) => {
        const { stream, now } = streamOf(steps);
        const asked = { from: m(from / 4), to: Math.min(now, m((from + span) / 4)) };
        if (asked.from > asked.to) return;
        const answer = ask(measuresOf(stream, now), { ...asked, site });
        const slow = recount(stream.transitions, { ...asked, now, sees: (one) => site === undefined || one === site });
        expect(asRecounted(answer)).to.deep.equal({ ...slow, waits: slow.waits.map(median) });
        seen.annunciated += slow.annunciated;
        seen.chattered += slow.chattered;
        seen.floods += slow.floods.length;
        seen.ended += slow.floods.filter(([, end]) => end !== undefined).length;
        seen.manned += Number(slow.positions > 1);
        seen.judged += slow.judged.length;
      }),
      { numRuns: 1000, seed: 7 },
    );
    for (const [what, count] of Object.entries(seen)) expect(count, `${what}: they came about`).to.be.greaterThan(20);
  }).timeout(60_000);

  it('are the same whether they were there all the time or read everything after a restart, at any moment', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), fc.nat(120), (steps, half) => {
        const { stream, now } = streamOf(steps);
        // It hears the first part from the journal and then, one by one, what is committed.
        const upTo = Math.min(half, stream.seq);
        let told = upTo;
        const living = followerOf(stream, now, {
          upTo: () => told,
          transitions: (after, most) =>
            stream.transitions.filter(({ seq }) => seq > after && seq <= told).slice(0, most),
        });
        living.step();
        while (!living.isComplete) living.step();
        for (const transition of stream.transitions.slice(upTo)) {
          told += 1;
          living.tell([transition]);
        }
        expect(ask(living, { from: m(0) - 1 })).to.deep.equal(ask(measuresOf(stream, now), { from: m(0) - 1 }));
      }),
      { numRuns: 200, seed: 11 },
    );
  }).timeout(60_000);
});
