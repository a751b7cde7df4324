// Tags against epc-tds, which writes them: what it encodes from components, we decode to the same components. It writes
// no prefix of twelve digits where nothing is left, no serial of a coupon that begins with 0, and no ITIP: for these
// there is no independent oracle, and the test packs the bits itself.
import { expect } from 'chai';
import fc from 'fast-check';
import { readEpcHex } from '../../../hub/contracts/identity/epc-binary.ts';
import { digits, require, valueIn } from './a-text.ts';
import { free, key, numeral, plain, plainSerial } from './an-epc.ts';

interface Tag {
  toHexString(): string;
  toIdURI(): string;
}
const tds = require('epc-tds') as { fromTagURI(uri: string): Tag; valueOf(hex: string): Tag };

const pair = (total: number, longest = 11) => key(total, longest);
const and = (two: fc.Arbitrary<[string, string]>, last: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.tuple(two, last).map(([both, text]) => [...both, text]);

/** Company prefix and a number in the bits it leaves; epc-tds counts in doubles, so below 2^48. */
const asset = fc
  .tuple(digits(12), fc.integer({ min: 6, max: 12 }), numeral(48))
  .map(([text, length, number]) => [
    text.slice(0, length),
    String(BigInt(number) % (length > 10 ? 2n ** 42n : 2n ** 48n)),
  ]);
const part = fc.tuple(digits(7), fc.stringMatching(/^(?:0|[1-9][0-9]{0,6})$/));

const codings: Record<string, fc.Arbitrary<string[]>> = {
  'sgtin-96': and(pair(13, 12), numeral(38)),
  'sgtin-198': and(pair(13, 12), plainSerial(20)),
  'sscc-96': pair(17, 12),
  'sgln-96': and(pair(12), numeral(41)),
  'sgln-195': and(pair(12), plainSerial(20)),
  'grai-96': and(pair(12), numeral(38)),
  'grai-170': and(pair(12), plainSerial(16)),
  'giai-96': asset,
  'giai-202': free(plain),
  'gsrn-96': pair(17, 12),
  'gdti-96': and(pair(12), numeral(41)),
  'gdti-174': and(pair(12), plainSerial(17)),
  'cpi-96': and(part as fc.Arbitrary<[string, string]>, numeral(31)),
  'sgcn-96': and(pair(12), fc.stringMatching(/^[1-9][0-9]{0,10}$/)),
};

describe('The EPC bank of a tag', () => {
  for (const [coding, arbitrary] of Object.entries(codings)) {
    it(`${coding}: what epc-tds writes, we read`, () => {
      fc.assert(
        fc.property(arbitrary, fc.nat(7), (parts, filter) => {
          const hex = tds.fromTagURI(`urn:epc:tag:${coding}:${filter}.${parts.join('.')}`).toHexString();
          const tag = valueIn(readEpcHex(hex));
          expect(tag).to.deep.include({ coding, filter });
          expect(tag.epc.parts).to.deep.equal(parts);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('decodes the example of the standard as epc-tds does, written in any way', () => {
    const uri = 'urn:epc:id:sgtin:0614141.812345.6789';
    expect(tds.valueOf('3074257BF7194E4000001A85').toIdURI()).to.equal(uri);
    for (const hex of ['3074257BF7194E4000001A85', '3074 257b f719 4e40 0000 1a85', '3074257BF7194E4000001A8500'])
      expect(valueIn(readEpcHex(hex)).epc.uri, hex).to.equal(uri);
  });

  it('reads any EPC bank that epc-tds reads, or refuses it', () => {
    const bank = fc.tuple(
      fc.constantFrom('30', '31', '32', '33', '34', '2D', '2C'),
      fc.stringMatching(/^[0-9A-F]{22}$/),
    );
    let read = 0;
    fc.assert(
      fc.property(bank, ([header, rest]) => {
        const ours = readEpcHex(header + rest);
        if (!ours.ok) return;
        read += 1;
        const [prefix, reference = '', serial] = ours.value.epc.parts;
        // Not padded by epc-tds, or padded with a 0 too many; so the numbers are compared.
        const [theirPrefix, theirReference = '', theirSerial] = tds
          .valueOf(header + rest)
          .toIdURI()
          .split(/[:.]/)
          .slice(4);
        expect([prefix, Number(reference), serial]).to.deep.equal([theirPrefix, Number(theirReference), theirSerial]);
      }),
      { numRuns: 3000 },
    );
    expect(read).to.be.above(100);
  });

  it('reads what epc-tds cannot write: whole prefixes, leading zeros, pieces', () => {
    const bits = (value: bigint | number, width: number): string => value.toString(2).padStart(width, '0');
    const hexOf = (...fields: string[]): string => {
      const all = fields.join('');
      const whole = all.padEnd(Math.ceil(all.length / 16) * 16, '0');
      return (whole.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 2).toString(16)).join('');
    };
    const head = (header: number, partition: number) => bits(header, 8) + bits(1, 3) + bits(partition, 3);
    const gln = hexOf(head(0x32, 0), bits(61414112345n, 40), '0', bits(0, 41));
    expect(valueIn(readEpcHex(gln)).epc.uri).to.equal('urn:epc:id:sgln:061414112345..0');
    const coupon = hexOf(head(0x3f, 5), bits(4012345, 24), bits(67890, 17), bits(104711, 41));
    expect(valueIn(readEpcHex(coupon)).epc.uri).to.equal('urn:epc:id:sgcn:4012345.67890.04711');
    const piece = hexOf(head(0x40, 5), bits(4012345, 24), bits(12345, 20), bits(1, 7), bits(2, 7), bits(987, 38));
    expect(valueIn(readEpcHex(piece)).epc.uri).to.equal('urn:epc:id:itip:4012345.012345.01.02.987');
  });

  it('is refused for what is wrong with it', () => {
    const wrong: [string, string][] = [
      ['', 'form'],
      ['3', 'form'],
      ['xyz', 'form'],
      ['E2801160600002054CC2096F', 'header'],
      ['35FFFFFFFFFFFFFFFFFFFFFF', 'header'],
      ['3074257BF7194E4000001A', 'length'],
      ['3074257BF7194E4000001A850000', 'length'],
      ['3074257BF7194E4000001A8501', 'content'],
      // Partition 7; a company prefix of more digits than its partition has; bits of an SSCC that must be 0.
      ['307C257BF7194E4000001A85', 'content'],
      ['303FFFFFFFFFFFFFFFFFFFFF', 'content'],
      ['3174257BF4499602D2000001', 'content'],
    ];
    for (const [hex, why] of wrong) expect(readEpcHex(hex), hex).to.deep.equal({ ok: false, why });
  });

  it('is refused when a serial goes on after its end', () => {
    const right = tds.fromTagURI('urn:epc:tag:sgtin-198:1.0614141.112345.AB').toHexString();
    expect(readEpcHex(right).ok).to.equal(true);
    expect(readEpcHex(`${right.slice(0, 44)}1${right.slice(45)}`)).to.deep.equal({ ok: false, why: 'content' });
  });
});
