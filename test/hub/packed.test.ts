// A block of events as bytes is the same events again, whatever they have and lack.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { KeyEvent } from '../../hub/flow.ts';
import { packed, unpacked } from '../../hub/journal/packed.ts';

const real = fc.double({ noNaN: true });
const time = fc.integer({ min: 0, max: 4e12 });
const maybe = fc.option(real, { nil: undefined });
const word = fc.string({ maxLength: 40 });
const feed = fc.constantFrom('live', 'historical', 'simulated');

const fix = fc.record(
  { lon: real, lat: real, sogKn: maybe, cogDeg: maybe, headingDeg: maybe, accuracyMm: maybe, guessed: fc.boolean() },
  { requiredKeys: ['lon', 'lat'] },
);
const spot = fc.record({ x: fc.integer(), y: fc.integer() });
const order = { time, asOf: time, from: word, seq: fc.nat() };
const source = {
  id: word,
  agent: word,
  site: word,
  feed,
  heardAt: time,
  deviceTime: fc.option(time, { nil: undefined }),
};
const required = [...Object.keys(order), 'id', 'agent', 'site', 'feed', 'heardAt', 'kind', 'fix', 'spot'] as const;
const position = fc.record(
  { ...order, ...source, part: fc.nat(), late: fc.constant(true), kind: fc.constant('position'), fix, spot },
  { requiredKeys: [...required] as never[] },
);
const beat = fc.record({ ...order, kind: fc.constant('beat'), online: fc.boolean(), feed, site: word });
const events = fc.array(fc.oneof({ weight: 4, arbitrary: position }, beat), { maxLength: 40 });

describe('A block as bytes', () => {
  it('is what it was: each event at its place, with what it has, and without what it lacks', () => {
    fc.assert(
      fc.property(events, fc.dictionary(word, real), (said, base) => {
        const again = unpacked(packed(base, said as KeyEvent[]));
        // The null prototype that fast-check gives its records is no part of them.
        const plain = (value: unknown) => structuredClone(value);
        return isDeepStrictEqual(plain(again), plain([base, said]));
      }),
      { numRuns: 300 },
    );
  });
});
