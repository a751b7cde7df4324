// UN/LOCODE and seal ids. No independent oracle on npm for either; the names are those of the public code list.
import { expect } from 'chai';
import fc from 'fast-check';
import { lookalikeOf, placeOf, readLocode } from '../../../hub/contracts/identity/locode.ts';
import { readSeal } from '../../../hub/contracts/identity/seal.ts';
import { valueIn } from './a-text.ts';

describe('A UN/LOCODE', () => {
  it('names the places of the port', () => {
    const names = ['CN HMN', 'cnsti', 'CN-DGG', 'CNXNA', 'CNSHO', 'CNMAY', 'CNTAP', 'CNNSA'].map((text) =>
      placeOf(valueIn(readLocode(text))),
    );
    expect(names).to.deep.equal(['Humen', 'Shatian', 'Dongguan', 'Xinsha', 'Shajiao', 'Mayong', 'Taiping', 'Nansha']);
    expect(placeOf(valueIn(readLocode('NLRTM')))).to.equal(undefined);
  });

  it('CNHUM is a right code, but not for Humen', () => {
    const huma = valueIn(readLocode('CNHUM'));
    expect(placeOf(huma)).to.equal(undefined);
    expect(lookalikeOf(huma)).to.deep.equal({ place: 'Huma, Heilongjiang', meant: 'CNHMN' });
    expect(lookalikeOf(valueIn(readLocode('CNHMN')))).to.equal(undefined);
  });

  it('has no 0 and no 1, and five characters', () => {
    for (const text of ['', 'CN', 'CNHM', 'CNHMNN', 'C2HMN', 'CNHM0', 'CNHM1', 'CN虎门2'])
      expect(readLocode(text), text).to.deep.equal({ ok: false, why: 'form' });
    expect(valueIn(readLocode('US 3A2'))).to.equal('US3A2');
  });
});

describe('A seal id', () => {
  it('is manufacturer and serial for an electronic seal, in one way of writing', () => {
    const seal = { id: '8193:1234567', kind: 'electronic', manufacturer: 8193, serial: 1234567 };
    expect(valueIn(readSeal('8193:1234567'))).to.deep.equal(seal);
    expect(valueIn(readSeal(' 08193:0001234567 '))).to.deep.equal(seal);
    expect(valueIn(readSeal('0:0'))).to.include({ id: '0:0', serial: 0 });
    expect(valueIn(readSeal('65535:4294967295'))).to.include({ kind: 'electronic' });
    for (const text of ['65536:1', '1:4294967296']) expect(readSeal(text)).to.deep.equal({ ok: false, why: 'range' });
  });

  it('is what is printed for any other', () => {
    expect(valueIn(readSeal('emc-ct 12345'))).to.deep.equal({ id: 'EMCCT12345', kind: 'printed' });
    for (const text of ['', 'A12', '1234567890123456', 'A:1', '1:', '1:2:3', '封123456'])
      expect(readSeal(text), text).to.deep.equal({ ok: false, why: 'form' });
  });

  it('reads its own writing', () => {
    const ids = fc.tuple(fc.nat(0xffff), fc.integer({ min: 0, max: 0xffff_ffff })).map((pair) => pair.join(':'));
    fc.assert(
      fc.property(fc.oneof(ids, fc.stringMatching(/^[0-9A-Z]{4,15}$/)), (id) => valueIn(readSeal(id)).id === id),
    );
  });
});
