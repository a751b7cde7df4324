// EPC URIs by examples of the Tag Data Standard and by round trips. No npm package checks these URIs, so there is no
// independent oracle for the grammar itself; tags and links, in the files beside this one, have one.
import { expect } from 'chai';
import fc from 'fast-check';
import { makeEpc, readEpc } from '../../../hub/contracts/identity/epc.ts';
import { digits, valueIn } from './a-text.ts';
import { key, partsOf, serial } from './an-epc.ts';

const why = (text: string): string => {
  const reading = readEpc(text);
  return reading.ok ? 'none' : reading.why;
};

describe('An EPC URI', () => {
  const examples = [
    'urn:epc:id:sgtin:0614141.112345.400',
    'urn:epc:id:sgtin:0614141.112345.32a%2Fb',
    'urn:epc:id:sscc:0614141.1234567890',
    'urn:epc:id:sgln:0614141.12345.400',
    'urn:epc:id:sgln:061414112345..400',
    'urn:epc:id:grai:0614141.12345.400',
    'urn:epc:id:giai:0614141.12345400',
    'urn:epc:id:gsrn:0614141.0000010253',
    'urn:epc:id:gsrnp:0614141.0000010253',
    'urn:epc:id:gdti:0614141.12345.400',
    'urn:epc:id:cpi:0614141.123ABC.123456789',
    'urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345',
    'urn:epc:id:sgcn:4012345.67890.04711',
    'urn:epc:id:ginc:0614141.xyz3311cba',
    'urn:epc:id:gsin:0614141.123456789',
    'urn:epc:id:itip:4012345.012345.01.02.987',
    'urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7SDB',
    'urn:epc:id:pgln:0614141.12345',
    'urn:epc:id:pgln:061414112345.',
    'urn:epc:id:gid:95100000.12345.400',
    'urn:epc:id:usdod:2S194.12345678901',
    'urn:epc:id:adi:35962.PQ7VZ4.M37GXB92',
    'urn:epc:id:adi:W81X9C..%23A1B2',
    'urn:epc:id:bic:CSQU3054383',
    'urn:epc:id:imovn:9176187',
    'urn:epc:class:lgtin:4012345.012345.998877',
    'urn:epc:idpat:sgtin:4012345.012345.*',
    'urn:epc:idpat:grai:4012345.*.*',
    'urn:epc:idpat:sscc:*.*',
    'urn:epc:idpat:gsrn:4012345.0000010253',
  ];
  for (const text of examples) {
    it(`${text} is one`, () => {
      const epc = valueIn(readEpc(text));
      expect(epc.uri).to.equal(text);
      expect(valueIn(makeEpc(epc.kind, epc.scheme, epc.parts))).to.deep.equal(epc);
    });
  }

  it('is refused for what is wrong with it', () => {
    const form = [
      '',
      'urn:epc:id',
      'urn:epc:id:sgtin',
      'urn:epc:tag:sgtin-96:3.0614141.812345.6789',
      'urn:epc:ID:gid:1.2.3',
    ];
    for (const text of form) expect(why(text), text).to.equal('form');
    const scheme = [
      'id:lgtin:4012345.012345.9',
      'class:sgtin:4012345.012345.9',
      'idpat:bic:*',
      'id:constructor:1',
      'id:abc:1',
    ];
    for (const text of scheme) expect(why(`urn:epc:${text}`), text).to.equal('scheme');
    const component = [
      'sgtin:0614141.112345',
      'sgtin:0614141.112345.',
      'sgtin:06141.41112345.1',
      'sgtin:0614141411234.1.1',
      'sgtin:0614141.11234A.1',
      'sgtin:0614141.112345.a§b',
      'sgtin:0614141.112345.a/b',
      'sgtin:0614141.112345.a%23b',
      'sgtin:0614141.112345.a%2Db',
      'sgtin:0614141.112345.a%2',
      'sgtin:0614141.112345.123456789012345678901',
      'grai:0614141.12345.12345678901234567',
      'sscc:0614141.1234567890.1',
      'cpi:0614141.abc.1',
      'cpi:0614141.ABC.01',
      'gid:268435456.1.1',
      'gid:01.1.1',
      'usdod:IOOOO.1',
      'usdod:2S194.68719476736',
      'itip:4012345.012345.1.02.987',
      'bic:CSQU3054384',
      'bic:csqu3054383',
      'bic:CSQU-3054383',
      'imovn:9176188',
      'imovn:IMO9176187',
    ];
    for (const text of component) expect(why(`urn:epc:id:${text}`), text).to.equal('component');
    const length = [
      'sgtin:0614141.11234.1',
      'sscc:0614141.123456789',
      'pgln:0614141.1234',
      `giai:061414141234.${'1'.repeat(19)}`,
    ];
    for (const text of length) expect(why(`urn:epc:id:${text}`), text).to.equal('length');
    const pattern = ['sgtin:*.112345.*', 'sgtin:0614141.*.1', 'sscc:*', 'sgtin:06.*.*'];
    for (const text of pattern) expect(why(`urn:epc:idpat:${text}`), text).to.equal('component');
  });

  it('is one string for one thing: prefix in any case, escapes in capitals', () => {
    expect(valueIn(readEpc('URN:EPC:id:giai:0614141.a%2fb')).uri).to.equal('urn:epc:id:giai:0614141.a%2Fb');
  });

  for (const [scheme, parts] of Object.entries(partsOf)) {
    it(`${scheme}: what is made is read back, component by component`, () => {
      fc.assert(
        fc.property(parts, (given) => {
          const { uri } = valueIn(makeEpc('id', scheme, given));
          expect(valueIn(readEpc(uri))).to.deep.equal({ uri, kind: 'id', scheme, parts: given });
        }),
        { numRuns: 300 },
      );
    });
  }

  it('is refused when prefix and reference are a digit too many or too few', () => {
    const totals = { sgtin: 13, sscc: 17, sgln: 12, grai: 12, gsrn: 17, gdti: 12, gsin: 16, pgln: 12 };
    for (const [scheme, total] of Object.entries(totals)) {
      const rest = ['sgtin', 'sgln', 'grai', 'gdti'].includes(scheme) ? ['1'] : [];
      fc.assert(
        fc.property(key(total - 1, 11), key(total + 1), (short, long) => {
          expect(makeEpc('id', scheme, [...short, ...rest])).to.deep.equal({ ok: false, why: 'length' });
          expect(makeEpc('id', scheme, [...long, ...rest])).to.deep.equal({ ok: false, why: 'length' });
        }),
      );
    }
  });

  it('is not made of parts that hide a dot', () => {
    expect(makeEpc('id', 'sgtin', ['0614141', '1123.5', '1']).ok).to.equal(false);
    fc.assert(
      fc.property(digits(7), serial(20), (prefix, text) => {
        expect(valueIn(makeEpc('id', 'giai', [prefix, text])).parts).to.deep.equal([prefix, text]);
      }),
    );
  });
});
