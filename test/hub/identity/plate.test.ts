// Plates by a table of public facts, by properties, and as sets. No independent oracle is on npm: the packages there
// read other countries' plates. The table follows GA 36-2018 as told in public, and pages on Hong Kong's and Macau's.
import { expect } from 'chai';
import fc from 'fast-check';
import { type Plate, type PlateKind, readPlate } from '../../../hub/contracts/identity/plate.ts';
import { disputedPlates, plateSet, sharedPlates } from '../../../hub/contracts/identity/plate-set.ts';
import { valueIn, written } from './a-text.ts';

const plate = (text: string): Plate => valueIn(readPlate(text)).plate;

describe('A plate', () => {
  const facts: [string, string, PlateKind][] = [
    ['粤B·12345', '粤B12345', 'ordinary'],
    ['京 A-88K88', '京A88K88', 'ordinary'],
    ['滬A12345', '沪A12345', 'ordinary'],
    ['粤SD12345', '粤SD12345', 'new-energy-small'],
    ['粤AFA2345', '粤AFA2345', 'new-energy-small'],
    ['粤AK12345', '粤AK12345', 'new-energy-small'],
    ['粤S12345D', '粤S12345D', 'new-energy-large'],
    ['粤S·0A12警', '粤S0A12警', 'police'],
    ['粤S1234学', '粤S1234学', 'learner'],
    ['粤S1234學', '粤S1234学', 'learner'],
    ['粤S1234挂', '粤S1234挂', 'trailer'],
    ['粤S1234掛', '粤S1234挂', 'trailer'],
    ['粤X·1234应急', '粤X1234应急', 'emergency'],
    ['粵Z·A123港', '粤ZA123港', 'cross-border-hong-kong'],
    ['粤ｚｄｊ７８澳', '粤ZDJ78澳', 'cross-border-macau'],
    ['AB 1234', 'AB1234', 'hong-kong-or-macau'],
    ['FU 102', 'FU102', 'hong-kong-or-macau'],
    ['MA-12-34', 'MA1234', 'hong-kong-or-macau'],
    ['M-00-01', 'M0001', 'hong-kong-or-macau'],
    ['AA-01-02', 'AA0102', 'hong-kong-or-macau'],
    ['2345 T', '2345T', 'hong-kong-trailer'],
  ];
  for (const [text, plain, kind] of facts) {
    it(`${text} is ${kind}`, () => expect(valueIn(readPlate(text))).to.include({ plate: plain, kind }));
  }

  it('is none where a rule is broken', () => {
    const broken = [
      ['', '粤', '粤B1234', '粤B1234567', '12345', '港'],
      ['粤BI2345', '粤BO2345', '粤I12345', '粤O12345', '台B12345'],
      ['粤Z12345', '粤ZD12345', '粤Z123港', '粤Z1234挂', '粤B1234港', '粤B1234澳'],
      ['粤BL12345', '粤BDI2345', '粤BDAB345', '粤B12345L', '粤B1234D5', '粤A1234应急'],
      ['IA1234', 'CB0123', 'ABC123', 'AB12345', '123T', '123456T', 'LOVE'],
    ].flat();
    for (const text of broken) expect(readPlate(text), text).to.deep.equal({ ok: false, why: 'form' });
  });

  it('is the same however it is written, and reading it again changes nothing', () => {
    const plain = fc.constantFrom(...facts.map(([, text]) => text));
    fc.assert(
      fc.property(
        plain.chain((text) => fc.tuple(fc.constant(text), written(text))),
        ([text, scrawl]) => plate(scrawl) === text,
      ),
    );
  });

  it('never has I or O in the serial of the mainland, whatever is read', () => {
    const serial = fc.string({ unit: fc.constantFrom(...'ABDFIKOZ0189警学挂港澳'), minLength: 4, maxLength: 7 });
    fc.assert(
      fc.property(fc.constantFrom('粤B', '粤Z', '京A'), serial, (home, text) => {
        const reading = readPlate(home + text);
        if (reading.ok) expect(reading.value.plate).to.match(/^[粤京][A-Z](?!.*[IO])(?:[0-9A-Z]{5,6}|[0-9A-Z]{4}.)$/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('A set of plates', () => {
  const [mainland, other, hongKong, abroad, macau] = ['粤B12345', '粤B12346', '粤ZA123港', 'FU1234', 'MA1234'].map(
    plate,
  );
  const [trailer, otherTrailer] = ['粤S1234挂', '2345T'].map(plate);
  const set = (...plates: (Plate | undefined)[]) => plateSet(plates.filter((one) => one !== undefined));

  it('is sorted and holds nothing twice, in whatever order it was seen', () => {
    const plates = [mainland, other, hongKong, abroad, trailer].filter((one) => one !== undefined);
    fc.assert(
      fc.property(fc.shuffledSubarray(plates), fc.shuffledSubarray(plates), (a, b) => {
        expect(plateSet([...a, ...b])).to.deep.equal(plateSet([...b, ...a, ...a]));
      }),
    );
  });

  it('shares a vehicle by any plate', () => {
    const known = set(mainland, hongKong, abroad);
    expect(sharedPlates(known, set(abroad, macau))).to.deep.equal([abroad]);
    expect(sharedPlates(known, set(other))).to.deep.equal([]);
  });

  it('is disputed when two of a class differ', () => {
    expect(disputedPlates(set(mainland, other, hongKong))).to.deep.equal(set(mainland, other));
    expect(disputedPlates(set(trailer, otherTrailer))).to.deep.equal(set(trailer, otherTrailer));
  });

  it('is not by a cross-border truck that bears all of its plates and pulls a trailer', () => {
    const all = set(mainland, hongKong, plate('粤ZB456澳'), abroad, macau, trailer);
    expect(disputedPlates(all)).to.deep.equal([]);
  });
});
