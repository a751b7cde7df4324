// The sieve over any order, repeats and holes: fresh once, the watermark at the longest prefix, bounded; and what is told of its holes.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Arrival, Batch, KeyEvent } from '../../hub/flow.ts';
import { noCaptures } from '../../hub/ingest/captured.ts';
import { hearBatch, hearState } from '../../hub/ingest/hear.ts';
import { Sieve } from '../../hub/ingest/sieve.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { epochOne, outside, positionEvent, root } from '../a-port.ts';

const batch = (first: number, last: number, change: Partial<Batch> = {}): Batch => ({
  ...{ site: 's', agent: 'a', epoch: epochOne, class: 'routine', first, last, gone: 0, events: [], refusals: [] },
  ...change,
});

describe('The sieve, whatever comes', () => {
  const most = 60;
  const run = fc.tuple(fc.integer({ min: 1, max: most }), fc.nat({ max: 9 }), fc.nat({ max: most }));
  const runs = fc.array(run, { minLength: 1, maxLength: 40 });

  it('lets each sequence through once, and acks just the longest run from the first on that has come or is gone', () => {
    fc.assert(
      fc.property(runs, fc.boolean(), (all, bearsGone) => {
        const sieve = new Sieve();
        const passed = new Set<number>();
        for (const [first, more, said] of all) {
          const gone = bearsGone ? Math.min(said, first - 1) : 0;
          for (let seq = 1; seq <= gone; seq += 1) passed.add(seq);
          const expected = Array.from({ length: more + 1 }, (_, i) => first + i).filter((seq) => !passed.has(seq));
          expect([...sieve.fresh(batch(first, first + more, { gone }))]).to.deep.equal(expected);
          for (const seq of expected) passed.add(seq);
          let longest = 0;
          while (passed.has(longest + 1)) longest += 1;
          expect(sieve.watermark('a', 'routine', epochOne)).to.equal(longest);
          const ahead = [...passed].filter((seq) => seq > longest);
          const hole = ahead.length === 0 ? undefined : { from: longest + 1, to: Math.min(...ahead) - 1 };
          expect(sieve.hole('a', 'routine', epochOne)).to.deep.equal(hole);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('advances over what is declared lost, and never past what has come: an agent cannot talk itself deaf', () => {
    fc.assert(
      fc.property(runs, fc.nat({ max: 2 * most }), (all, to) => {
        const sieve = new Sieve();
        const came = new Set<number>();
        for (const [first, more] of all) for (const seq of sieve.fresh(batch(first, first + more))) came.add(seq);
        const before = sieve.watermark('a', 'routine', epochOne);
        sieve.declared('a', 'routine', epochOne, to);
        const after = sieve.watermark('a', 'routine', epochOne);
        expect(after).to.be.at.least(before);
        expect(after).to.be.at.most(Math.max(...came));
        for (let seq = Math.max(before, to) + 1; seq <= after; seq += 1) expect(came.has(seq)).to.equal(true);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('holds a bounded number beyond a hole: what is beyond that is not taken, and comes again', () => {
    const sieve = new Sieve();
    let taken = 0;
    for (let first = 2; first < 80_000; first += 256) taken += sieve.fresh(batch(first, first + 255)).size;
    expect(taken).to.equal(65_536);
    expect(sieve.watermark('a', 'routine', epochOne)).to.equal(0);
    expect(sieve.fresh(batch(1, 1)).size).to.equal(1);
    expect(sieve.watermark('a', 'routine', epochOne)).to.equal(65_537);
    for (let epoch = 0; epoch < 50; epoch += 1)
      sieve.fresh(batch(1, 1, { epoch: epoch.toString(16).padStart(16, '0') }));
    expect(sieve.passed.get('a/routine')?.size).to.equal(8);
  });
});

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const began = Date.UTC(2026, 0, 1);
const agent = 'hand';
const site = 'shatian-wharf';

/** Hears arrivals as the line does. */
function hearing() {
  const registry = new Registry();
  registry.take(plan, began);
  const sieve = new Sieve();
  let number = 0;
  return (arrival: Extract<Arrival, { kind: 'up' | 'state' }>) => {
    number += 1;
    const at = { registry, sieve, captures: noCaptures, number, sweptUpTo: 0 };
    return arrival.kind === 'up' ? hearBatch(arrival, at) : hearState(arrival, at);
  };
}

type Up = Extract<Arrival, { kind: 'up' }>;
const up = (events: readonly { seq: number }[], change: Partial<Up> = {}, head: object = {}): Up => ({
  ...{ kind: 'up', site, agent, class: 'routine', receivedAt: began },
  payload: Buffer.from(JSON.stringify({ v: 1, epoch: epochOne, first: events[0]?.seq, events, ...head })),
  ...change,
});
const ships = (...seqs: number[]) => seqs.map((seq) => positionEvent({ seq, ...outside, time: began }));
const gap = (seq: number, data: object, subject = `agent:${agent}`, time = began) => ({
  ...{ ...positionEvent({ seq, ...outside, time }), type: 'agent.gap', subject },
  data: { fromTime: '2025-12-31T23:00:00Z', toTime: '2025-12-31T23:30:00Z', count: 3, ...data },
});

const told = ({ keyed }: { keyed: readonly { key: string; event: KeyEvent }[] }): string[] =>
  keyed.flatMap(({ key, event }) => {
    if (event.kind === 'sequence') return [`${key} ${event.class} ${JSON.stringify(event.missing ?? null)}`];
    return event.kind === 'agent.gap' ? [`${key} lost ${event.data.count} at ${event.time - began}`] : [];
  });

describe('What the sieve waits for', () => {
  it('is told to the agent’s own key when a hole comes, moves and is closed, and never for what is in order', () => {
    const hear = hearing();
    expect(told(hear(up(ships(1, 2))))).to.deep.equal([]);
    expect(told(hear(up(ships(5, 6))))).to.deep.equal(['agent:hand routine {"from":3,"to":4}']);
    expect(told(hear(up(ships(9))))).to.deep.equal([]);
    expect(told(hear(up(ships(3, 4))))).to.deep.equal(['agent:hand routine {"from":7,"to":8}']);
    expect(told(hear(up(ships(7, 8))))).to.deep.equal(['agent:hand routine null']);
  });

  it('is waited for no longer once the agent declares it lost, which is heard when it is received, however old', () => {
    const hear = hearing();
    hear(up(ships(4, 5)));
    const urgent = up([gap(1, { class: 'routine', from: 1, to: 3 }, undefined, began - 9 * 86_400_000)], {
      class: 'urgent',
    });
    const heard = hear(urgent);
    expect(heard.refusals).to.deep.equal([]);
    expect(told(heard)).to.deep.equal(['agent:hand lost 3 at 0', 'agent:hand routine null']);
    expect(hear(up(ships(6))).durable).to.equal(6);
    expect(told(hear(urgent)), 'and once').to.deep.equal([]);
  });

  it('is declared by nobody but the agent itself', () => {
    const hear = hearing();
    hear(up(ships(4, 5)));
    const heard = hear(up([gap(1, { class: 'routine', from: 1, to: 3 }, 'agent:other')], { class: 'urgent' }));
    expect(heard.refusals.map(({ code }) => code)).to.deep.equal(['site-wrong']);
    expect(told(heard)).to.deep.equal([]);
  });

  it('a word of an earlier connection or of another epoch’s end changes nothing; each sign of life names its epoch', () => {
    const hear = hearing();
    const state = (change: object) =>
      hear({
        ...{ kind: 'state', site, agent, receivedAt: began },
        payload: Buffer.from(
          JSON.stringify({ online: true, epoch: epochOne, connection: 2, feed: 'live', sw: 't', ...change }),
        ),
      });
    const epochs = (heard: ReturnType<typeof state>) =>
      heard.keyed.map(({ event }) => (event.kind === 'beat' ? `${event.epoch?.slice(0, 1)} ${event.online}` : ''));
    expect(epochs(state({}))).to.deep.equal(['0 true']);
    expect(epochs(state({ connection: 1, online: false }))).to.deep.equal([]);
    expect(epochs(state({ epoch: 'f'.repeat(16), connection: 9, online: false }))).to.deep.equal([]);
    expect(epochs(state({ epoch: 'f'.repeat(16), connection: 1 }))).to.deep.equal(['f true']);
    expect(epochs(state({ connection: 2, online: false })), 'the will of the spool before').to.deep.equal([]);
    expect(epochs(state({ epoch: 'f'.repeat(16), connection: 1, online: false }))).to.deep.equal(['f false']);
    expect(epochs(hear(up(ships(1))))).to.include('0 true');
  });
});
