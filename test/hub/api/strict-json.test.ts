// JSON as it is taken: a field that is there twice is not, wherever it stands and however its name is written.
import { expect } from 'chai';
import fc from 'fast-check';
import { parsed } from '../../../hub/api/body.ts';

const read = (text: string): unknown => parsed(Buffer.from(text));

describe('JSON that is sent to the hub', () => {
  it('is what JSON.parse makes of it, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(read(text)).to.deep.equal(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  for (const text of [
    '{"by":"a","by":"b"}',
    '{"a":{"x":1,"x":1}}',
    '[{"x":1},{"x":1,"y":2,"x":3}]',
    String.raw`{"by":"a","b\u0079":"b"}`,
    '{"__proto__":1,"__proto__":2}',
    '{"a" :1,"a"\n:2}',
  ])
    it(`is none with a field twice: ${text}`, () => expect(read(text)).to.equal(undefined));

  it('is taken with names in its texts, and is none where it is not UTF-8', () => {
    const value = { text: '"by": "a", \\" {"by":1}', by: ':' };
    expect(read(JSON.stringify(value))).to.deep.equal(value);
    expect(parsed(Buffer.from([0x22, 0xff, 0x22]))).to.equal(undefined);
  });
});
