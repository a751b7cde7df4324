// The canonical link of an EPC against digital-link.js, which knows most keys and their check digit, and epc-tds' check digit.
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalLink } from '../../../hub/contracts/epcis/digital-link.ts';
import { makeEpc } from '../../../hub/contracts/identity/epc.ts';
import { gs1CheckDigit } from '../../../hub/contracts/identity/gs1.ts';
import { require, valueIn } from '../identity/a-text.ts';
import { partsOf } from '../identity/an-epc.ts';

const { DigitalLink } = require('digital-link.js') as { DigitalLink: (link: string) => { isValid(): boolean } };
const tds = require('epc-tds') as { Utils: { computeCheckDigit(digits: string): number } };

describe('The canonical link', () => {
  // It finds no valid link of PGLN, GSRNP, GIAI and GINC at all: those rest on the table beside the event hash.
  for (const scheme of ['sgtin', 'lgtin', 'sscc', 'sgln', 'grai', 'gdti', 'gsrn', 'gsin']) {
    it(`of any ${scheme} satisfies digital-link.js`, () => {
      fc.assert(
        fc.property(partsOf[scheme === 'lgtin' ? 'sgtin' : scheme] ?? fc.constant([]), (parts) => {
          const { uri } = valueIn(makeEpc(scheme === 'lgtin' ? 'class' : 'id', scheme, parts));
          const link = canonicalLink(uri) ?? '';
          // Its grammar has the quotation mark unescaped.
          if (!link.includes('%22')) expect(DigitalLink(link).isValid(), link).to.equal(true);
        }),
        { numRuns: 40 },
      );
    });
  }

  // Of every scheme, those too whose links the oracle does not know.
  for (const [scheme, parts] of Object.entries(partsOf)) {
    it(`of any ${scheme} is its own canonical form, and that of its twin at another domain`, () => {
      fc.assert(
        fc.property(parts, (each) => {
          const link = canonicalLink(valueIn(makeEpc('id', scheme, each)).uri);
          if (link === undefined) return;
          expect(canonicalLink(link)).to.equal(link);
          const twin = link.replace('https://id.gs1.org/', 'HTTP://a.example/shop/');
          expect(canonicalLink(twin.replace(/%../g, (hex) => hex.toLowerCase()))).to.equal(link);
        }),
        { numRuns: 100 },
      );
    });
  }

  const gtin = '01/09521141012345';
  const links: readonly (readonly [path: string, canonical: string | undefined])[] = [
    // Check digits, of every key that has one.
    ['00/040123450000003338', '00/040123450000003338'],
    ['00/040123450000003339', undefined],
    ['01/09521141012346', undefined],
    ['253/4012345555553', undefined],
    ['255/4012345999991', undefined],
    ['402/40123459999876542', undefined],
    ['414/4012345002257', undefined],
    ['417/4012345002257', undefined],
    ['8003/04012345666664', undefined],
    ['8003/14012345666663', undefined],
    ['8006/040123451234570102', undefined],
    ['8017/401234500000987657', undefined],
    ['8018/401234598765400001', undefined],
    // Keys of characters: a company prefix, and thirty at most, an escape counting for one.
    [`401/4012345${'A'.repeat(23)}`, `401/4012345${'A'.repeat(23)}`],
    [`401/4012345${'A'.repeat(24)}`, undefined],
    [`401/4012345${'%2F'.repeat(23)}`, `401/4012345${'%2F'.repeat(23)}`],
    ['401/orders', undefined],
    [`8004/4012345${'A'.repeat(24)}`, undefined],
    ['8004/4012345A%40B', undefined],
    ['8010/4012345a', undefined],
    // Escapes: one way of writing, in capitals.
    [`${gtin}/21/a%2fb`, `${gtin}/21/a%2Fb`],
    [`${gtin}/21/a!b`, `${gtin}/21/a%21b`],
    [`${gtin}/21/%41`, `${gtin}/21/A`],
    [`${gtin}/21/a%2`, undefined],
    [`${gtin}/21/a%20b`, undefined],
    // Qualifiers: known to the key, in order, each with a value, and nothing behind them.
    [`${gtin}/22/2A/10/LOT/21/7`, `${gtin}/21/7`],
    [`${gtin}/10/21`, `${gtin}/10/21`],
    [`${gtin}/10/21/21/7`, `${gtin}/21/7`],
    [`${gtin}/21/7/10/LOT`, undefined],
    [`${gtin}/21/`, undefined],
    [`${gtin}/21`, undefined],
    [`${gtin}/21/${'7'.repeat(21)}`, undefined],
    [`${gtin}/254/7`, undefined],
    [`${gtin}/reviews/7`, undefined],
    ['8018/401234598765400000/8019/5', '8018/401234598765400000'],
    // A path before the key may look like one.
    [`01/2/${gtin}`, gtin],
  ];
  for (const [path, canonical] of links) {
    it(`of /${path.slice(0, 40)} is ${canonical?.slice(0, 40) ?? 'none'}`, () => {
      const link = canonical === undefined ? undefined : `https://id.gs1.org/${canonical}`;
      expect(canonicalLink(`https://port.example/${path}?17=270101#top`)).to.equal(link);
    });
  }

  it('ends in the check digit epc-tds computes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{17}$|^[0-9]{13}$|^[0-9]{12}$|^[0-9]{7}$/), (text) => {
        expect(gs1CheckDigit(text)).to.equal(tds.Utils.computeCheckDigit(text));
      }),
    );
  });
});
