// Digital Links against digital-link.js, which knows most keys and their check digit, and the check digit of epc-tds.
// The split into prefix and reference has no independent oracle here: it is tested by the way back.
import { expect } from 'chai';
import fc from 'fast-check';
import { fromDigitalLink, toDigitalLink } from '../../../hub/contracts/identity/digital-link.ts';
import { type EpcKind, makeEpc, readEpc } from '../../../hub/contracts/identity/epc.ts';
import { gs1CheckDigit } from '../../../hub/contracts/identity/gs1.ts';
import { require, valueIn } from './a-text.ts';
import { partsOf } from './an-epc.ts';

const { DigitalLink } = require('digital-link.js') as { DigitalLink: (link: string) => { isValid(): boolean } };
const tds = require('epc-tds') as { Utils: { computeCheckDigit(digits: string): number } };

const linkOf = (uri: string): string | undefined => toDigitalLink(valueIn(readEpc(uri)));

describe('A Digital Link', () => {
  const examples: [string, string][] = [
    ['urn:epc:id:sgtin:9506000.013435.12345', '01/09506000134352/21/12345'],
    ['urn:epc:id:sgtin:0614141.812345.6789', '01/80614141123458/21/6789'],
    ['urn:epc:id:sgtin:0614141.812345.a%2Fb!', '01/80614141123458/21/a%2Fb%21'],
    ['urn:epc:idpat:sgtin:9506000.013435.*', '01/09506000134352'],
    ['urn:epc:class:lgtin:4012345.012345.998877', '01/04012345123456/10/998877'],
    ['urn:epc:id:sscc:0614141.1234567890', '00/106141412345678908'],
    ['urn:epc:id:sgln:0614141.12345.400', '414/0614141123452/254/400'],
    ['urn:epc:id:sgln:0614141.12345.0', '414/0614141123452'],
    ['urn:epc:id:pgln:0614141.12345', '417/0614141123452'],
    ['urn:epc:id:grai:0614141.12345.400', '8003/00614141123452400'],
    ['urn:epc:idpat:grai:0614141.12345.*', '8003/00614141123452'],
    ['urn:epc:id:gdti:0614141.12345.400', '253/0614141123452400'],
    ['urn:epc:id:giai:0614141.12345400', '8004/061414112345400'],
    ['urn:epc:id:ginc:0614141.xyz3311cba', '401/0614141xyz3311cba'],
  ];
  for (const [uri, path] of examples) {
    it(`of ${uri} is ${path}, and back`, () => {
      expect(linkOf(uri)).to.equal(`https://id.gs1.org/${path}`);
      const length = (/[0-9]+/.exec(uri.replace(/^urn:epc:[a-z]+:[a-z]+:/, ''))?.[0] ?? '').length;
      expect(valueIn(fromDigitalLink(`https://id.gs1.org/${path}`, length)).uri).to.equal(uri);
    });
  }

  it('is there for GS1 keys only', () => {
    for (const uri of ['urn:epc:id:bic:CSQU3054383', 'urn:epc:id:gid:1.2.3', 'urn:epc:idpat:sgtin:0614141.*.*'])
      expect(linkOf(uri), uri).to.equal(undefined);
  });

  it('is read on any domain and path, with attributes, variant and lot', () => {
    const link = 'http://example.com/some/shop/01/09506000134352/22/2A/10/ABC/21/12345?17=271231#top';
    expect(valueIn(fromDigitalLink(link, 7)).uri).to.equal('urn:epc:id:sgtin:9506000.013435.12345');
  });

  it('is refused for what is wrong with it', () => {
    const wrong: [string, string][] = [
      ['', 'form'],
      ['https://id.gs1.org/', 'form'],
      ['https://id.gs1.org/01', 'form'],
      ['https://id.gs1.org/99/1', 'form'],
      ['ftp://id.gs1.org/01/09506000134352', 'form'],
      ['https://id.gs1.org/01/09506000134353', 'check-digit'],
      ['https://id.gs1.org/01/9506000134352', 'length'],
      ['https://id.gs1.org/8003/14012345000224', 'length'],
      ['https://id.gs1.org/414/06141411234521', 'length'],
      ['https://id.gs1.org/8004/ABC1234567', 'component'],
    ];
    for (const [link, why] of wrong) expect(fromDigitalLink(link, 7), link).to.deep.equal({ ok: false, why });
    expect(fromDigitalLink('https://id.gs1.org/01/09506000134352/21/1', 5)).to.deep.equal({
      ok: false,
      why: 'component',
    });
  });

  const kinds: Record<string, EpcKind> = { lgtin: 'class' };
  const known = ['sgtin', 'lgtin', 'sscc', 'sgln', 'grai', 'gdti', 'gsrn', 'gsin'];
  for (const scheme of [
    'sgtin',
    'lgtin',
    'sscc',
    'sgln',
    'pgln',
    'grai',
    'gdti',
    'gsrn',
    'gsrnp',
    'gsin',
    'giai',
    'ginc',
  ]) {
    it(`of any ${scheme} leads back${known.includes(scheme) ? ', and satisfies digital-link.js' : ''}`, () => {
      const parts = partsOf[scheme === 'lgtin' ? 'sgtin' : scheme] ?? fc.constant([]);
      fc.assert(
        fc.property(parts, (given) => {
          const epc = valueIn(makeEpc(kinds[scheme] ?? 'id', scheme, given));
          const link = toDigitalLink(epc) ?? '';
          expect(valueIn(fromDigitalLink(link, given[0]?.length ?? 0))).to.deep.equal(epc);
          // Its grammar has the quotation mark unescaped, and it finds no valid link of the other keys at all.
          if (known.includes(scheme) && !link.includes('%22')) expect(DigitalLink(link).isValid(), link).to.equal(true);
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
