// One capture: all or nothing, or what is sound; the same again changes nothing; what is declared wrong is taken back.
import { expect } from 'chai';
import fc from 'fast-check';
import { takeCapture } from '../../../hub/epcis/capture.ts';
import { box, bytesOf, documentOf, type Fields, laneSgln, MemoryEpcis, objectEvent, places } from './an-epcis.ts';

const past = { isStored: () => false, isWrong: () => false };
const take = (events: readonly unknown[], behaviour: 'rollback' | 'proceed' = 'rollback', over: object = past) =>
  takeCapture(bytesOf(documentOf(events)), { behaviour, receivedAt: 1e12, places, ...past, ...over });

const passage = objectEvent({ eventID: 'urn:uuid:1', bizStep: 'arriving', readPoint: { id: laneSgln } });
const bad = objectEvent({ bizStep: 'flying' });
const declaration = { declarationTime: '2026-07-23T00:00:00Z', reason: 'did_not_occur' };

describe('A capture of EPCIS', () => {
  it('takes nothing where one event is wrong, and all sound ones where it is asked to proceed', () => {
    const rolled = take([passage, bad]);
    expect(rolled).to.deep.include({ events: [], eventIDs: [], count: 2 });
    expect(rolled.faults.map(({ event }) => event)).to.deep.equal([2]);
    const proceeded = take([bad, passage], 'proceed');
    expect(proceeded.eventIDs).to.deep.equal(['urn:uuid:1']);
    expect(proceeded.events.map(({ place }) => place)).to.deep.equal([2]);
    expect(proceeded.faults.map(({ event }) => event)).to.deep.equal([1]);
  });

  it('is the same on every replay: the same bytes come to the same rows', () => {
    expect(take([passage, objectEvent()])).to.deep.equal(take([passage, objectEvent()]));
  });

  it('keeps an event as it came, with an id, the hub’s record time, and the context its prefixes need', () => {
    const event = objectEvent({
      '@context': [{ own: 'https://own.example/' }],
      'own:a': 1,
      'ex:b': 2,
      recordTime: '2020-01-01T00:00:00Z',
    });
    const [one] = take([event]).events;
    const { '@context': context, eventID, recordTime, ...rest } = JSON.parse(one?.row.body ?? '') as Fields;
    expect(context).to.deep.equal([{ ex: 'https://ns.example.com/' }, { own: 'https://own.example/' }]);
    expect(eventID).to.match(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
    expect(recordTime).to.equal(new Date(1e12).toISOString());
    const { '@context': _c, recordTime: _r, ...came } = event;
    expect(rest).to.deep.equal(came);
  });

  it('twice is once, in one document and in two, with an id or without', async () => {
    const epcis = new MemoryEpcis();
    const body = bytesOf(documentOf([passage, objectEvent(), objectEvent(), passage]));
    const first = await epcis.capture(body, 'rollback');
    expect(first.job).to.include({ success: true, captured: 2 });
    const again = await epcis.capture(body, 'rollback');
    expect(again.job).to.include({ success: true, captured: 0 });
    expect(again.eventIDs).to.deep.equal(first.eventIDs);
    const reordered = Object.fromEntries(Object.entries(objectEvent()).reverse());
    expect((await epcis.capture(bytesOf(documentOf([reordered])), 'rollback')).job.captured).to.equal(0);
    expect(epcis.rows.length).to.equal(2);
  });

  const lot = { epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 5 };
  const told = { sensorReport: [{ type: 'Mass', value: 1 }] };
  const twins: readonly (readonly [says: string, one: Fields, other: Fields])[] = [
    ['place', { readPoint: { id: laneSgln, 'ex:hall': 'A' } }, { readPoint: { id: laneSgln, 'ex:hall': 'B' } }],
    ['quantity', { quantityList: [{ ...lot, 'ex:net': 1 }] }, { quantityList: [{ ...lot, 'ex:net': 2 }] }],
    [
      'transaction',
      { bizTransactionList: [{ bizTransaction: box, 'ex:line': 1 }] },
      { bizTransactionList: [{ bizTransaction: box, 'ex:line': 2 }] },
    ],
    [
      'persistent disposition',
      { persistentDisposition: { set: ['damaged'], 'ex:by': 'a' } },
      { persistentDisposition: { set: ['damaged'], 'ex:by': 'b' } },
    ],
    ['long number', { 'ex:sscc': '340123450000000018' }, { 'ex:sscc': '340123450000000019' }],
    ['number with zeros before it', { 'ex:bay': '007' }, { 'ex:bay': '7' }],
    ['number or text', { 'ex:bay': '7' }, { 'ex:bay': 7 }],
    ['list or object', { 'ex:a': [['b', 1]] }, { 'ex:a': { b: 1 } }],
    [
      'rule of a sensor',
      { sensorElementList: [{ sensorReport: [{ type: 'Mass', value: 1, bizRules: 'urn:a:1' }] }] },
      { sensorElementList: [{ sensorReport: [{ type: 'Mass', value: 1, bizRules: 'urn:a:2' }] }] },
    ],
    ['type of a sensor', { sensorElementList: [{ ...told, type: 'urn:a:1' }] }, { sensorElementList: [told] }],
    ['comment inside', { 'ex:a': { 'rdfs:comment': 'x' } }, { 'ex:a': { 'rdfs:comment': 'y' } }],
    ['id inside', { 'ex:a': { eventID: 'urn:a:1' } }, { 'ex:a': { eventID: 'urn:a:2' } }],
    ['certificate', { certificationInfo: 'urn:a:1' }, { certificationInfo: 'urn:a:2' }],
    ['one text or two', { 'ex:a': '1{https://ns.example.com/}b=2' }, { 'ex:a': 1, 'ex:b': 2 }],
    [
      'meaning of a prefix',
      { '@context': { my: 'https://a.example/' }, bizStep: 'my:step' },
      { '@context': { my: 'https://b.example/' }, bizStep: 'my:step' },
    ],
    [
      'vocabulary',
      { '@context': { '@vocab': 'https://a.example/' }, colour: 1 },
      { '@context': { '@vocab': 'https://b.example/' }, colour: 1 },
    ],
  ];
  for (const [says, one, other] of twins) {
    it(`two events that differ in a ${says} are two, with an id or without, in one document or in two`, async () => {
      const both = [objectEvent(one), objectEvent(other)];
      const epcis = new MemoryEpcis();
      const taken = await epcis.capture(bytesOf(documentOf(both)), 'rollback');
      expect(taken.job).to.include({ success: true, captured: 2 });
      for (const event of both) {
        const again = await epcis.capture(bytesOf(documentOf([event])), 'rollback');
        expect(again.job.captured).to.equal(0);
        const { job } = await epcis.capture(bytesOf(documentOf([{ ...event, eventID: 'urn:uuid:7' }])), 'rollback');
        expect(job).to.include({ success: true, captured: 1 });
      }
      expect(new Set(epcis.rows.map(({ key }) => key)).size).to.equal(4);
    });
  }

  it('a declaration fits its event under a context with more prefixes than it needs', () => {
    const [event] = take([{ ...passage, 'ex:a': 1 }]).events;
    const wrong = { ...passage, 'ex:a': 1, errorDeclaration: { ...declaration, 'own:by': 'a' } };
    const [declared] = take([{ ...wrong, '@context': { own: 'https://own.example/' } }]).events;
    expect(declared?.retracts?.key).to.equal(event?.key);
  });

  it('two different events under one id in a document are a fault of the second', () => {
    const other = { ...passage, bizStep: 'departing' };
    expect(take([passage, other]).faults.map(({ detail }) => detail)).to.deep.equal([
      'event 2 (eventID urn:uuid:1): eventID is that of event 1, which says something else',
    ]);
    expect(take([passage, other], 'proceed').events.map(({ place }) => place)).to.deep.equal([1]);
  });

  it('two different events under one id in two documents are both kept: nobody can say which is right', async () => {
    const epcis = new MemoryEpcis();
    for (const bizStep of ['arriving', 'departing']) {
      await epcis.capture(bytesOf(documentOf([{ ...passage, bizStep }])), 'rollback');
    }
    expect(epcis.rows.map(({ eventID }) => eventID)).to.deep.equal(['urn:uuid:1', 'urn:uuid:1']);
  });

  it('an error declaration takes back what its event told, by the key of that event', () => {
    const [event] = take([passage]).events;
    expect(event?.told.map(({ type }) => type)).to.deep.equal(['gate.passage']);
    const [declared] = take([{ ...passage, errorDeclaration: declaration }]).events;
    expect(declared?.told).to.deep.equal([]);
    expect(declared?.retracts).to.deep.equal({ eventID: 'urn:uuid:1', key: event?.key, told: event?.told });
    expect(declared?.key).to.not.equal(event?.key);
    expect(declared?.row.declares).to.equal(1);
  });

  it('so it does without an id: the hash leaves the declaration out', () => {
    const { eventID: _, ...nameless } = passage;
    const [event] = take([nameless]).events;
    const [declared] = take([{ ...nameless, errorDeclaration: declaration }]).events;
    expect(declared?.eventID).to.equal(event?.eventID);
    expect(declared?.retracts?.key).to.equal(event?.key);
  });

  it('an event that is declared wrong tells nothing, whichever comes first', () => {
    const wrong = { ...passage, errorDeclaration: declaration };
    for (const events of [
      [passage, wrong],
      [wrong, passage],
    ]) {
      const { events: taken, faults } = take(events);
      expect(faults).to.deep.equal([]);
      expect(taken.length).to.equal(2);
      expect(taken.flatMap(({ told }) => told)).to.deep.equal([]);
    }
    const late = take([passage], 'rollback', { isWrong: (id: string) => id === 'urn:uuid:1' });
    expect(late.events.map(({ told }) => told)).to.deep.equal([[]]);
  });

  it('a document that is none is one fault without an event', () => {
    const options = { behaviour: 'rollback', receivedAt: 0, places, ...past } as const;
    const taken = takeCapture(bytesOf('{'), options);
    expect(taken.faults.map(({ code, event }) => [code, event])).to.deep.equal([['json-malformed', undefined]]);
  });

  it('a large context does not multiply: a full capture stays within a few times its size', () => {
    const context = [
      'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
      { ex: `https://a.example/${'x'.repeat(15_000)}` },
    ];
    const body = bytesOf(
      documentOf(
        Array.from({ length: 1000 }, (_, i) => objectEvent({ 'ex:i': i })),
        { '@context': context },
      ),
    );
    const { events } = takeCapture(body, { behaviour: 'rollback', receivedAt: 0, places, ...past });
    expect(events.length).to.equal(1000);
    expect(events.reduce((sum, { row }) => sum + row.body.length, 0)).to.be.lessThan(17_000_000);
  });

  it('any order of captures with any repeats ends in the same rows and the same told', async () => {
    const events = [
      passage,
      objectEvent(),
      { ...passage, eventID: 'urn:uuid:2', epcList: [box, 'urn:a:b'] },
      { ...passage, errorDeclaration: declaration },
    ];
    const ended = async (order: readonly number[]): Promise<unknown> => {
      const epcis = new MemoryEpcis();
      for (const i of order) await epcis.capture(bytesOf(documentOf([events[i]])), 'rollback');
      const retracted = new Set(
        epcis.captured.flatMap(({ retracts }) => (retracts === undefined ? [] : [retracts.key])),
      );
      const standing = epcis.captured.filter(({ key }) => !retracted.has(key)).flatMap(({ told }) => told);
      return [epcis.rows.map(({ key }) => key).sort(), standing.map((one) => JSON.stringify(one)).sort()];
    };
    const plain = await ended([0, 1, 2, 3]);
    const orders = fc
      .tuple(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.array(fc.nat(3), { maxLength: 4 }))
      .map(([all, again]) => [...all, ...again]);
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        expect(await ended(order)).to.deep.equal(plain);
      }),
    );
  });
});
