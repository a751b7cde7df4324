// The event hash of CBV 2.0 and the canonical form of GS1 keys: the same, however written; another, if anything is.
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalLink } from '../../../hub/contracts/epcis/digital-link.ts';
import { eventHash, prehashOf } from '../../../hub/epcis/event-hash.ts';
import { box, eventOfType, type Fields, objectEvent, readOne } from './an-epcis.ts';

const hashOf = (event: Fields, over: Fields = {}): string => eventHash(readOne(event, over));

describe('The canonical form of a GS1 key', () => {
  // Pairs as the reference implementation has them (RalphTro/epcis-event-hash-generator, "all GS1 keys", MIT).
  const links: readonly (readonly [uri: string, path: string | undefined])[] = [
    ['urn:epc:id:sgtin:4012345.012345.12', '01/04012345123456/21/12'],
    ['urn:epc:id:sscc:4012345.0000000333', '00/040123450000003338'],
    ['urn:epc:id:grai:4012345.66666.87', '8003/0401234566666387'],
    ['urn:epc:id:giai:4012345.AAbb', '8004/4012345AAbb'],
    ['urn:epc:id:gsrn:4012345.9876540000', '8018/401234598765400000'],
    ['urn:epc:id:gsrnp:4012345.0000098765', '8017/401234500000987658'],
    ['urn:epc:id:gdti:4012345.55555.98', '253/401234555555498'],
    ['urn:epc:id:cpi:4012345.ABC.123', '8010/4012345ABC/8011/123'],
    ['urn:epc:id:sgcn:4012345.99999.44', '255/401234599999044'],
    ['urn:epc:id:ginc:4012345.333', '401/4012345333'],
    ['urn:epc:id:gsin:4012345.999987654', '402/40123459999876541'],
    ['urn:epc:id:itip:4012345.012345.01.02.999', '8006/040123451234560102/21/999'],
    ['urn:epc:id:upui:4012345.012345.AB12', '01/04012345123456/235/AB12'],
    ['urn:epc:id:sgln:4012345.00011.987', '414/4012345000115/254/987'],
    ['urn:epc:id:sgln:4012345.00225.0', '414/4012345002256'],
    ['urn:epc:id:pgln:4012345.00225', '417/4012345002256'],
    ['urn:epc:class:lgtin:4054739.099914.20160711', '01/04054739999148/10/20160711'],
    ['urn:epc:idpat:sgtin:4054739.099914.*', '01/04054739999148'],
    ['urn:epc:idpat:grai:4012345.66666.*', '8003/04012345666663'],
    ['urn:epc:idpat:gdti:4012345.55555.*', '253/4012345555554'],
    ['urn:epc:idpat:sgcn:4012345.99999.*', '255/4012345999990'],
    ['urn:epc:idpat:cpi:4012345.ABC.*', '8010/4012345ABC'],
    ['urn:epc:idpat:itip:4012345.012345.01.02.*', '8006/040123451234560102'],
    ['https://id.example.com/01/09521141012345/10/LOT/21/2017?17=270101', '01/09521141012345/21/2017'],
    ['https://shop.example/a/b/01/09521141012345/22/2A', '01/09521141012345'],
    ['https://id.gs1.org/414/4012345002256/254/0', '414/4012345002256'],
    ['http://transaction.acme.com/po/12345678', undefined],
    ['https://example.com/01/2', undefined],
    ['urn:epc:id:bic:CSQU3054383', undefined],
    ['urn:epc:id:sgtin:4012345.012345', undefined],
    ['urn:epc:idpat:sgtin:4054739.*.*', undefined],
    ['geo:22.86,113.58', undefined],
  ];
  for (const [uri, path] of links) {
    it(`of ${uri} is ${path ?? 'none'}`, () => {
      expect(canonicalLink(uri)).to.equal(path === undefined ? undefined : `https://id.gs1.org/${path}`);
    });
  }

  it('is its own canonical form', () => {
    for (const [uri] of links) {
      const once = canonicalLink(uri);
      if (once !== undefined) expect(canonicalLink(once), uri).to.equal(once);
    }
  });
});

describe('The event hash', () => {
  it('is over properties in the order of the standard, each in its canonical form', () => {
    const event = objectEvent({
      eventTime: '2020-03-04T11:00:30.0004+01:00',
      eventTimeZoneOffset: '+01:00',
      epcList: ['urn:epc:id:sscc:4012345.0000000333', 'urn:epc:id:sscc:4012345.0000000111'],
      bizStep: 'departing',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00011.987' },
      'ex:b': { 'ex:sub': ['3', '1.50'] },
      'ex:a': true,
    });
    expect(prehashOf(readOne(event))).to.equal(
      'eventType=ObjectEventeventTime=2020-03-04T10:00:30.000ZeventTimeZoneOffset=+01:00' +
        'epcListepc=https://id.gs1.org/00/040123450000001112epc=https://id.gs1.org/00/040123450000003338' +
        'action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-departing' +
        'readPointid=https://id.gs1.org/414/4012345000115/254/987' +
        '{https://ns.example.com/}a=true' +
        '{https://ns.example.com/}b{https://ns.example.com/}sub=1.5{https://ns.example.com/}sub=3',
    );
  });

  it('rounds a fourth digit of a second', () => {
    const at = (eventTime: string) => /eventTime=([^e]+)/.exec(prehashOf(readOne(objectEvent({ eventTime }))))?.[1];
    expect(at('2023-02-02T12:04:03.1415+01:00')).to.equal('2023-02-02T11:04:03.142Z');
    expect(at('2023-02-02T12:04:03.1414999+01:00')).to.equal('2023-02-02T11:04:03.141Z');
    expect(at('2023-02-02T12:04:03+01:00')).to.equal('2023-02-02T11:04:03.000Z');
  });

  const base = objectEvent({
    epcList: ['urn:epc:id:sgtin:4012345.012345.12', box],
    bizStep: 'arriving',
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:a:1' }, { bizTransaction: 'urn:a:2' }],
    'ex:note': { 'ex:b': 1, 'ex:a': 2 },
  });

  const same: readonly (readonly [says: string, event: Fields, over?: Fields])[] = [
    ['its fields in another order', Object.fromEntries(Object.entries(base).reverse())],
    ['its lists in another order', { ...base, epcList: [box, 'urn:epc:id:sgtin:4012345.012345.12'] }],
    ['a Digital Link for an EPC', { ...base, epcList: [box, 'https://shop.example/01/04012345123456/21/12?a=b'] }],
    ['another time zone', { ...base, eventTime: '2026-07-21T22:45:00Z' }],
    ['a step in full', { ...base, bizStep: 'https://ref.gs1.org/cbv/BizStep-arriving' }],
    ['a step as a URN', { ...base, bizStep: 'urn:epcglobal:cbv:bizstep:arriving' }],
    ['a step as a CURIE', { ...base, bizStep: 'cbv:BizStep-arriving' }],
    ['an id and a record time', { ...base, eventID: 'urn:uuid:1', recordTime: '2026-07-22T10:30:00Z' }],
    ['an error declared', { ...base, errorDeclaration: { declarationTime: '2026-07-22T10:30:00Z' } }],
    ['a comment', { ...base, 'rdfs:comment': 'seen twice' }],
    ['a fraction of nothing', { ...base, 'ex:note': { 'ex:a': '2.0', 'ex:b': '01' } }],
  ];
  for (const [says, event, over] of same) {
    it(`is the same with ${says}`, () => expect(hashOf(event, over)).to.equal(hashOf(base)));
  }

  it('is the same under another prefix of the same namespace', () => {
    const { 'ex:note': note, ...rest } = base;
    const renamed = { ...rest, 'my:note': JSON.parse(JSON.stringify(note).replaceAll('ex:', 'my:')) as Fields };
    const context = {
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { my: 'https://ns.example.com/' }],
    };
    expect(hashOf(renamed, context)).to.equal(hashOf(base));
  });

  const other: readonly (readonly [says: string, event: Fields])[] = [
    ['another time', { ...base, eventTime: '2026-07-22T06:45:00.001+08:00' }],
    ['another offset', { ...base, eventTimeZoneOffset: '+07:00' }],
    ['another action', { ...base, action: 'ADD' }],
    ['another type', eventOfType('TransactionEvent', { ...base, type: 'TransactionEvent' })],
    ['one thing less', { ...base, epcList: [box] }],
    ['another step', { ...base, bizStep: 'departing' }],
    ['a place more', { ...base, readPoint: { id: 'urn:a:1' } }],
    [
      'a type of a transaction less',
      { ...base, bizTransactionList: [{ bizTransaction: 'urn:a:1' }, { bizTransaction: 'urn:a:2' }] },
    ],
    ['another word of its own', { ...base, 'ex:note': { 'ex:b': 1, 'ex:a': 3 } }],
    ['the same word elsewhere', { ...base, 'ex:note': { 'ex:b': 1 }, 'ex:a': 2 }],
  ];
  const place = { id: 'urn:a:1', 'ex:hall': 'A' };
  const lot = { epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 5, 'ex:net': 4 };
  const measured = { type: 'Mass', value: 1, bizRules: 'urn:a:1' };
  const changed: readonly (readonly [says: string, one: Fields, other: Fields])[] = [
    ['field of a place', { readPoint: place }, { readPoint: { ...place, 'ex:hall': 'B' } }],
    ['field of a quantity', { quantityList: [lot] }, { quantityList: [{ ...lot, 'ex:net': 3 }] }],
    [
      'field of a persistent disposition',
      { persistentDisposition: { set: ['damaged'], 'ex:by': 'a' } },
      { persistentDisposition: { set: ['damaged'], 'ex:by': 'b' } },
    ],
    ['digit of a long number', { 'ex:sscc': '340123450000000018' }, { 'ex:sscc': '340123450000000019' }],
    [
      'rule of a sensor',
      { sensorElementList: [{ sensorReport: [measured] }] },
      { sensorElementList: [{ sensorReport: [{ ...measured, bizRules: 'urn:a:2' }] }] },
    ],
    ['comment inside a field', { 'ex:a': { 'rdfs:comment': 'x' } }, { 'ex:a': { 'rdfs:comment': 'y' } }],
  ];
  for (const [says, one, another] of changed) {
    it(`is another with another ${says}`, () =>
      expect(hashOf({ ...base, ...one })).to.not.equal(hashOf({ ...base, ...another })));
  }

  it('writes numbers in texts with all their digits, and no zeros that say nothing', () => {
    const texts = ['007', '-0.50', '.5', '340123450000000018', '1e3', '+2.', '1.20e999'];
    const written = prehashOf(readOne(objectEvent({ 'ex:n': texts }))).match(/(?<=\}n=)[^{]*/g);
    expect(written?.sort()).to.deep.equal(['-0.5', '0.5', '1.20e999', '1000', '2', '340123450000000018', '7']);
  });

  for (const [says, event] of other) {
    it(`is another with ${says}`, () => expect(hashOf(event)).to.not.equal(hashOf(base)));
  }

  it('never fails, whatever numbers and texts there are', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (any) => {
        const event = JSON.parse(JSON.stringify(objectEvent({ 'https://own.example/any': any }))) as Fields;
        const read = readOneOrNone(event);
        if (read !== undefined) expect(eventHash(read)).to.match(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
      }),
    );
    expect(hashOf(objectEvent({ 'ex:n': [1e300, 1e-300, -0, 123456789012345680000] }))).to.be.a('string');
  });
});

function readOneOrNone(event: Fields): ReturnType<typeof readOne> | undefined {
  try {
    return readOne(event);
  } catch {
    return undefined;
  }
}
