// What makes a document of EPCIS none, and what it may be and carry besides events.
import { expect } from 'chai';
import fc from 'fast-check';
import { readEpcis } from '../../../hub/contracts/epcis/document.ts';
import { takeCapture } from '../../../hub/epcis/capture.ts';
import { bytesOf, documentOf, faultsOf, objectEvent, places } from './an-epcis.ts';

describe('A document of EPCIS', () => {
  const whole: readonly (readonly [says: string, value: unknown, field: string, code?: string])[] = [
    ['no JSON', '{', 'document', 'json-malformed'],
    ['a list', [], 'document'],
    ['nothing', 'null', 'document'],
    ['another type', documentOf([], { type: 'EPCISMasterDataDocument' }), 'type'],
    ['no context', documentOf([], { '@context': undefined }), '@context'],
    ['a context that is not EPCIS’s', documentOf([], { '@context': [{ ex: 'https://ns.example.com/' }] }), '@context'],
    [
      'a context too large to go with each event',
      documentOf([], { '@context': [`https://a.example/${'x'.repeat(17_000)}`] }),
      '@context',
    ],
    ['another version', documentOf([], { schemaVersion: '1.2' }), 'schemaVersion'],
    ['no version', documentOf([], { schemaVersion: undefined }), 'schemaVersion'],
    ['no creation date', documentOf([], { creationDate: undefined }), 'creationDate'],
    ['an odd creation date', documentOf([], { creationDate: 'today' }), 'creationDate'],
    ['an unknown field', documentOf([], { author: 'me' }), 'author'],
    ['no body', documentOf([], { epcisBody: undefined }), 'epcisBody'],
    ['no list of events', documentOf([], { epcisBody: {} }), 'epcisBody.eventList'],
    ['too many events', documentOf(Array.from({ length: 1001 }, () => 1)), 'document', 'capture-oversized'],
    ['too many bytes', `"${'x'.repeat(1024 * 1024)}"`, 'document', 'capture-oversized'],
    ['depth without end', '['.repeat(100_000) + ']'.repeat(100_000), 'document'],
    ['an object of depth without end', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'document'],
  ];
  for (const [says, value, field, code = 'epcis-invalid'] of whole) {
    it(`that is or has ${says} is refused as a whole`, () => {
      const faults = faultsOf(value);
      expect(faults.map((fault) => [fault.code, fault.field, fault.event])).to.deep.equal([[code, field, undefined]]);
    });
  }

  it('may be empty, and may carry master data and names of its own', () => {
    const header = { epcisMasterData: { vocabularyList: [] } };
    expect(faultsOf(documentOf([], { epcisHeader: header, id: 'https://a.example/1', 'ex:note': 1 }))).to.deep.equal(
      [],
    );
  });

  it('may be a query document (§12.6.1), or one bare event with a context', () => {
    const body = { queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList: [objectEvent()] } } };
    expect(faultsOf(documentOf([], { type: 'EPCISQueryDocument', epcisBody: body }))).to.deep.equal([]);
    const context = { '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld' };
    expect(faultsOf({ ...context, ...objectEvent() })).to.deep.equal([]);
    expect(faultsOf(objectEvent()).map(({ field }) => field)).to.deep.equal(['@context']);
    expect(faultsOf({ ...context, ...objectEvent({ action: 'SELL' }) }).map(({ event }) => event)).to.deep.equal([1]);
  });

  it('is not read where it is not UTF-8', () => {
    const read = readEpcis(Buffer.from([0x22, 0xff, 0x22]));
    expect(read).to.include({ code: 'json-malformed' });
  });

  it('hides nothing under names of JavaScript', () => {
    const text = JSON.stringify(documentOf([objectEvent()])).replace(
      '"type":"ObjectEvent"',
      '"__proto__":{"type":"ObjectEvent"}',
    );
    const read = readEpcis(bytesOf(text));
    expect('code' in read ? [] : read.faults.map(({ field }) => field)).to.deep.equal(['type']);
    expect(
      faultsOf(documentOf([{ ...objectEvent(), constructor: 1, toString: 2 }])).map(({ field }) => field),
    ).to.deep.equal(['constructor', 'toString']);
  });

  it('of whatever values never makes the hub throw', () => {
    const any = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>('urn:a:b', ['urn:a:b'], { id: 'urn:a:b' }, '2026-01-01T00:00:00Z'),
    );
    const fields = [
      '@context',
      'eventTime',
      'epcList',
      'readPoint',
      'quantityList',
      'sensorElementList',
      'ilmd',
      'ex:any',
    ];
    const event = fc.record(Object.fromEntries(fields.map((name) => [name, any])), { requiredKeys: [] });
    const past = { places, isStored: () => false, isWrong: () => false };
    fc.assert(
      fc.property(event, fc.boolean(), (over, alone) => {
        const value = alone ? { ...objectEvent(), ...over } : documentOf([{ ...objectEvent(), ...over }]);
        const { events, faults } = takeCapture(bytesOf(value), { behaviour: 'proceed', receivedAt: 0, ...past });
        expect(events.length === 1 || faults.length > 0).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});
