// IMO numbers against the package imonumber; MMSI by the forms of ITU-R M.585, for which npm has no independent oracle.
import { expect } from 'chai';
import fc from 'fast-check';
import { imoCheckDigit, readImo } from '../../../hub/contracts/identity/imo.ts';
import { readMmsi, type StationKind } from '../../../hub/contracts/identity/mmsi.ts';
import { digits, require, valueIn } from './a-text.ts';

const imonumber = require('imonumber') as { validate: (text: string) => boolean };

describe('An IMO number', () => {
  it('is right exactly when imonumber says so', () => {
    fc.assert(
      fc.property(digits(7), (text) => {
        if (!text.startsWith('0')) expect(readImo(text).ok).to.equal(imonumber.validate(`IMO${text}`));
        const right = `9${text.slice(1, 6)}`;
        expect(imonumber.validate(`IMO${right}${imoCheckDigit(right)}`)).to.equal(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read with and without its letters, and refused for what is wrong', () => {
    // Public: 9074729 is the worked example of the scheme, 9176187 that of the EPC standard.
    for (const text of ['IMO 9074729', 'imo9074729', '9074729', 'IMO-9074729'])
      expect(valueIn(readImo(text))).to.equal('9074729');
    expect(readImo('9176187').ok).to.equal(true);
    expect(readImo('9074728')).to.deep.equal({ ok: false, why: 'check-digit' });
    for (const text of ['0000000', '907472', '90747290', 'IMO', 'IMOIMO9074729'])
      expect(readImo(text), text).to.deep.equal({ ok: false, why: 'form' });
  });
});

describe('An MMSI', () => {
  const facts: [string, StationKind, number?][] = [
    ['413000001', 'ship', 413],
    ['477123456', 'ship', 477],
    ['201000000', 'ship', 201],
    ['775999999', 'ship', 775],
    ['004121100', 'coast-station', 412],
    ['041200001', 'group', 412],
    ['111412001', 'search-aircraft', 412],
    ['841312345', 'handheld', 413],
    ['984131234', 'craft-of-a-ship', 413],
    ['994131234', 'aid-to-navigation', 413],
    ['970123456', 'ais-sart'],
    ['972123456', 'man-overboard'],
    ['974123456', 'epirb'],
    ['979123456', 'autonomous-device'],
  ];
  for (const [text, kind, mid] of facts) {
    it(`${text} is ${kind}`, () =>
      expect(valueIn(readMmsi(text))).to.deep.equal({ mmsi: text, kind, ...(mid === undefined ? {} : { mid }) }));
  }

  it('is none without a country, or without a form', () => {
    for (const text of ['200123456', '776123456', '000000000', '001234567', '111000123', '990001234', '812312345'])
      expect(readMmsi(text), text).to.deep.equal({ ok: false, why: 'mid' });
    for (const text of ['', '41300000', '4130000011', '123456789', '112412001', '960123456', '971123456', '41300000a'])
      expect(readMmsi(text), text).to.deep.equal({ ok: false, why: 'form' });
  });

  it('keeps its nine digits', () => {
    fc.assert(
      fc.property(digits(9), (text) => {
        const reading = readMmsi(text);
        if (reading.ok) expect(reading.value.mmsi).to.equal(text);
      }),
      { numRuns: 1000 },
    );
  });
});
