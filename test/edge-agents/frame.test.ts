// A frame from the agent to the hub: what was kept is what is read, whatever it holds; and no bytes whatever make reading throw.
import { expect } from 'chai';
import fc from 'fast-check';
import { frameOf } from '../../edge-agents/frame.ts';
import { gapOf } from '../../edge-agents/loss.ts';
import type { Kept } from '../../edge-agents/stamped.ts';
import { batchLimits } from '../../hub/contracts/batch.ts';
import { type EventClass, eventClasses } from '../../hub/contracts/ids.ts';
import type { Arrival } from '../../hub/flow.ts';
import { decodeBatch, decodeState } from '../../hub/ingest/decode.ts';
import { epochOne } from '../a-port.ts';

const speaker = { site: 'yard', agent: 'a1', epoch: epochOne, clockOf: () => undefined };
const arrival = (payload: Buffer, cls: EventClass = 'routine'): Extract<Arrival, { kind: 'up' }> => ({
  ...{ kind: 'up', site: 'yard', agent: 'a1', class: cls, payload, receivedAt: 0 },
});

const words = fc.string({ unit: 'grapheme', maxLength: 40 });
const instants = fc.integer({ min: 0, max: 4_102_444_800_000 });
const passage = fc.record({
  actor: words,
  state: fc.constantFrom('idle', 'open'),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});
const seal = fc.record({ time: instants, data: passage, urgent: fc.boolean() }).map(({ time, data, urgent }) => ({
  ...{ type: 'seal.state', subject: 'seal:E1', time, urgent },
  data: { ...data, lat: 1 },
}));
const declared = fc
  .record({
    class: fc.constantFrom(...eventClasses),
    count: fc.integer({ min: 1 }),
    fromTime: instants,
    toTime: instants,
  })
  .chain((loss) =>
    fc.option(fc.integer({ min: 1, max: 2 ** 40 }), { nil: undefined }).map((from) => ({ ...loss, from, to: from })),
  )
  .map((loss) => gapOf('a1', loss, loss.toTime));
const observed = fc.oneof({ weight: 3, arbitrary: seal }, { weight: 1, arbitrary: declared });

describe('A frame', () => {
  it('says what was kept, at its places, to the last character, and what is gone', () => {
    const kept = fc.array(observed, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(kept, fc.integer({ min: 1, max: 2 ** 40 }), fc.constantFrom(...eventClasses), (all, first, cls) => {
        const run = all.map((one, i): Kept => ({ seq: first + i, observed: one }));
        const { text, count } = frameOf({ ...speaker, gone: first - 1 }, cls, run);
        const batch = decodeBatch(arrival(Buffer.from(text), cls));
        if ('code' in batch) return expect.fail(batch.detail);
        expect(batch.refusals).to.deep.equal([]);
        expect([batch.epoch, batch.first, batch.last, batch.gone]).to.deep.equal([
          ...[epochOne, first, first + count - 1, first - 1],
        ]);
        const read = batch.events.map(({ type, subject, time, seq, data }) => ({
          type,
          subject,
          time: Date.parse(time),
          seq,
          data,
        }));
        const said = run.slice(0, count).map(({ seq, observed: { type, subject, time, data } }) => {
          return { type, subject, time, seq, data: JSON.parse(JSON.stringify(data)) };
        });
        expect(read).to.deep.equal(said);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('holds as many as a batch may, and always one', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 63_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, (all) => {
        const run = all.map((size, i): Kept => {
          return { seq: i + 1, observed: { type: 't', subject: 's:1', time: 0, data: { x: '船'.repeat(size / 3) } } };
        });
        const { text, count } = frameOf({ ...speaker, gone: 0 }, 'routine', run);
        expect(Buffer.byteLength(text)).to.be.at.most(batchLimits.bytes);
        expect(count).to.be.at.least(1);
        if (count < all.length) expect(Buffer.byteLength(text)).to.be.above(batchLimits.bytes - 65_000);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  it('whatever bytes come instead, they are read or refused, and nothing is thrown', () => {
    const sound = Buffer.from(
      frameOf({ ...speaker, gone: 2 }, 'urgent', [
        { seq: 3, observed: gapOf('a1', { class: 'routine', count: 2, fromTime: 1, toTime: 2, from: 1, to: 2 }, 5) },
        { seq: 4, observed: { type: 'seal.state', subject: 'seal:E1', time: 9, data: { state: 'open' } } },
      ]).text,
    );
    const spoilt = fc
      .array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = Buffer.from(sound);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    const any = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const json = fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text));
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(any, json, spoilt), (bytes) => {
        const batch = decodeBatch(arrival(bytes));
        if (!('code' in batch)) read += 1;
        decodeState({ kind: 'state', site: 'yard', agent: 'a1', payload: bytes, receivedAt: 0 });
      }),
      { seed: 5, numRuns: 2000 },
    );
    expect(read, 'and some were frames still').to.be.above(50);
  });
});
