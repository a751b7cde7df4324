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

  it('ends in the check digit epc-tds computes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{17}$|^[0-9]{13}$|^[0-9]{12}$|^[0-9]{7}$/), (text) => {
        expect(gs1CheckDigit(text)).to.equal(tds.Utils.computeCheckDigit(text));
      }),
    );
  });
});
