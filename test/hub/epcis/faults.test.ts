// What EPCIS 2.0 forbids, one line each: the wrong field is named, and nothing else is; and what it allows comes through.
import { expect } from 'chai';
import { box, documentOf, eventOfType, type Fields, faultsOf, objectEvent } from './an-epcis.ts';

const fieldsOf = (event: unknown, over: Fields = {}): string[] =>
  faultsOf(documentOf([event], over)).map(({ field }) => field);

const lot = 'urn:epc:class:lgtin:4012345.012345.998877';
const sensed = (report: Fields, metadata?: Fields): Fields => {
  const element = { ...(metadata && { sensorMetadata: metadata }), sensorReport: [report] };
  return objectEvent({ sensorElementList: [element] });
};
const family = { parentID: box, childEPCs: ['urn:efence:seal:EMCCT12345'], action: 'ADD' };
const bought = { bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:0614141073467:1152' }] };
const large = Array.from({ length: 10_000 }, (_, i) => ({ [`p${i}`]: 'u:' }));
const made = { inputEPCList: [box], outputQuantityList: [{ epcClass: lot, quantity: 5 }] };

const wrong: readonly (readonly [says: string, event: unknown, ...fields: string[]])[] = [
  ['no object', 'ObjectEvent', 'event'],
  ['no type', objectEvent({ type: undefined }), 'type'],
  ['a type that is none', objectEvent({ type: 'QuantityEvent' }), 'type'],
  ['no time', objectEvent({ eventTime: undefined }), 'eventTime'],
  ['a day that is none', objectEvent({ eventTime: '2026-02-30T12:00:00Z' }), 'eventTime'],
  ['an hour that is none', objectEvent({ eventTime: '2026-02-20T24:00:00Z' }), 'eventTime'],
  ['a time without its zone', objectEvent({ eventTime: '2026-02-20T12:00:00' }), 'eventTime'],
  ['a time in another order', objectEvent({ eventTime: '22-07-2026' }), 'eventTime'],
  ['a time as a number', objectEvent({ eventTime: 1784675100 }), 'eventTime'],
  ['no offset', objectEvent({ eventTimeZoneOffset: undefined }), 'eventTimeZoneOffset'],
  ['an offset beyond all', objectEvent({ eventTimeZoneOffset: '+15:00' }), 'eventTimeZoneOffset'],
  ['an offset in letters', objectEvent({ eventTimeZoneOffset: 'Z' }), 'eventTimeZoneOffset'],
  ['no action', objectEvent({ action: undefined }), 'action'],
  ['an action that is none', objectEvent({ action: 'CREATE' }), 'action'],
  ['an action in small letters', objectEvent({ action: 'add' }), 'action'],
  ['a step that is none', objectEvent({ bizStep: 'transforming' }), 'bizStep'],
  ['a step with a space', objectEvent({ bizStep: 'ex:my step' }), 'bizStep'],
  ['a disposition that is none', objectEvent({ disposition: 'in_transport' }), 'disposition'],
  ['a step as a disposition', objectEvent({ disposition: 'shipping' }), 'disposition'],
  ['a thing that is no URI', objectEvent({ epcList: ['CSQU3054383'] }), 'epcList[0]'],
  ['a thing with a broken escape', objectEvent({ epcList: ['urn:epc:id:sgtin:0614141.107346.%2'] }), 'epcList[0]'],
  ['a thing twice', objectEvent({ epcList: [box, box] }), 'epcList'],
  ['things that are no list', objectEvent({ epcList: box }), 'epcList', 'epcList'],
  ['nothing observed', objectEvent({ epcList: undefined }), 'epcList'],
  ['nothing but a sensor without a place', { ...sensed({ type: 'Mass', value: 1 }), epcList: [] }, 'epcList'],
  ['an unknown field', objectEvent({ weight: 5 }), 'weight'],
  ['a field of another type', objectEvent({ parentID: box }), 'parentID'],
  ['an undeclared prefix', objectEvent({ 'other:field': 5 }), 'other:field'],
  ['an undeclared prefix inside', objectEvent({ 'ex:field': [{ 'other:part': 1 }] }), 'ex:field[0].other:part'],
  [
    'a class that is no URI',
    objectEvent({ quantityList: [{ epcClass: 'wine', quantity: 1 }] }),
    'quantityList[0].epcClass',
  ],
  ['no class', objectEvent({ quantityList: [{ quantity: 1 }] }), 'quantityList[0].epcClass'],
  [
    'a quantity in words',
    objectEvent({ quantityList: [{ epcClass: lot, quantity: 'twenty' }] }),
    'quantityList[0].quantity',
  ],
  [
    'a quantity below nothing',
    objectEvent({ quantityList: [{ epcClass: lot, quantity: -1, uom: 'KGM' }] }),
    'quantityList[0].quantity',
  ],
  ['half a thing', objectEvent({ quantityList: [{ epcClass: lot, quantity: 0.5 }] }), 'quantityList[0].quantity'],
  ['a unit without a quantity', objectEvent({ quantityList: [{ epcClass: lot, uom: 'KGM' }] }), 'quantityList[0].uom'],
  [
    'a unit in words',
    objectEvent({ quantityList: [{ epcClass: lot, quantity: 1, uom: 'kilo' }] }),
    'quantityList[0].uom',
  ],
  ['a field of a quantity', objectEvent({ quantityList: [{ epcClass: lot, weight: 5 }] }), 'quantityList[0].weight'],
  ['a place as a text', objectEvent({ readPoint: 'urn:epc:id:sgln:6901234.00001.0' }), 'readPoint'],
  ['a place without an id', objectEvent({ bizLocation: {} }), 'bizLocation.id'],
  ['a source of no type', objectEvent({ sourceList: [{ source: box }] }), 'sourceList[0].type'],
  [
    'a source of a type that is none',
    objectEvent({ sourceList: [{ type: 'place', source: box }] }),
    'sourceList[0].type',
  ],
  [
    'a destination as a source',
    objectEvent({ destinationList: [{ type: 'location', source: box }] }),
    'destinationList[0].destination',
    'destinationList[0].source',
  ],
  [
    'a transaction of a type that is none',
    objectEvent({ bizTransactionList: [{ type: 'order', bizTransaction: box }] }),
    'bizTransactionList[0].type',
  ],
  [
    'a transaction of no name',
    objectEvent({ bizTransactionList: [{ type: 'po' }] }),
    'bizTransactionList[0].bizTransaction',
  ],
  ['master data of what was only seen', objectEvent({ ilmd: { 'ex:soil': 1 } }), 'ilmd'],
  ['master data without a namespace', objectEvent({ action: 'ADD', ilmd: { soil: 1 } }), 'ilmd.soil'],
  [
    'a persistent disposition that is none',
    objectEvent({ persistentDisposition: { set: ['lost'] } }),
    'persistentDisposition.set[0]',
  ],
  ['an empty persistent disposition', objectEvent({ persistentDisposition: {} }), 'persistentDisposition'],
  [
    'an error of no time',
    objectEvent({ errorDeclaration: { reason: 'did_not_occur' } }),
    'errorDeclaration.declarationTime',
  ],
  [
    'an error of a reason that is none',
    objectEvent({ errorDeclaration: { declarationTime: '2026-07-22T10:30:00Z', reason: 'typo' } }),
    'errorDeclaration.reason',
  ],
  ['an event id that is no URI', objectEvent({ eventID: '42' }), 'eventID'],
  ['a record time that is none', objectEvent({ recordTime: 'now' }), 'recordTime'],
  ['a certificate that is no URI', objectEvent({ certificationInfo: 'ISO 9001' }), 'certificationInfo'],
  [
    'a certificate of an odd date',
    objectEvent({ certificationInfo: [{ 'gs1:certificationAuditDate': 'soon' }] }),
    'certificationInfo[0].gs1:certificationAuditDate',
  ],
  ['a sensor without a report', objectEvent({ sensorElementList: [{}] }), 'sensorElementList[0].sensorReport'],
  [
    'a sensor with empty reports',
    objectEvent({ sensorElementList: [{ sensorReport: [] }] }),
    'sensorElementList[0].sensorReport',
  ],
  ['a report of no type', sensed({ value: 5 }), 'sensorElementList[0].sensorReport[0].type'],
  [
    'a report of a type that is none',
    sensed({ type: 'Warmth', value: 5 }),
    'sensorElementList[0].sensorReport[0].type',
  ],
  [
    'a report of a value in words',
    sensed({ type: 'Mass', value: 'much' }),
    'sensorElementList[0].sensorReport[0].value',
  ],
  [
    'a report of an exception that is none',
    sensed({ type: 'Mass', exception: 'ODD' }),
    'sensorElementList[0].sensorReport[0].exception',
  ],
  [
    'a report of half an octet',
    sensed({ type: 'Mass', hexBinaryValue: 'f0f' }),
    'sensorElementList[0].sensorReport[0].hexBinaryValue',
  ],
  [
    'a report of an unknown field',
    sensed({ type: 'Mass', colour: 'red' }),
    'sensorElementList[0].sensorReport[0].colour',
  ],
  [
    'a device that is no URI',
    sensed({ type: 'Mass' }, { deviceID: 'reader' }),
    'sensorElementList[0].sensorMetadata.deviceID',
  ],
  ['an aggregation under nobody', eventOfType('AggregationEvent', { ...family, parentID: undefined }), 'parentID'],
  [
    'a dissolution under nobody',
    eventOfType('AggregationEvent', { ...family, parentID: undefined, action: 'DELETE' }),
    'parentID',
  ],
  ['an aggregation of nothing', eventOfType('AggregationEvent', { ...family, childEPCs: [] }), 'childEPCs'],
  ['an aggregation with an ilmd', eventOfType('AggregationEvent', { ...family, ilmd: { 'ex:a': 1 } }), 'ilmd'],
  [
    'an association under nobody',
    eventOfType('AssociationEvent', { ...family, parentID: undefined, action: 'OBSERVE' }),
    'parentID',
  ],
  ['an association of nothing', eventOfType('AssociationEvent', { ...family, childEPCs: undefined }), 'childEPCs'],
  [
    'a transaction without any',
    eventOfType('TransactionEvent', { epcList: [box], action: 'ADD' }),
    'bizTransactionList',
  ],
  [
    'a transaction with an empty list',
    eventOfType('TransactionEvent', { bizTransactionList: [], epcList: [box], action: 'ADD' }),
    'bizTransactionList',
  ],
  ['a transaction of nothing', eventOfType('TransactionEvent', { ...bought, action: 'ADD' }), 'epcList'],
  ['a transformation of nothing', eventOfType('TransformationEvent', { ...made, inputEPCList: [] }), 'inputEPCList'],
  [
    'a transformation into nothing',
    eventOfType('TransformationEvent', { ...made, outputQuantityList: undefined }),
    'outputEPCList',
  ],
  [
    'a transformation by name only',
    eventOfType('TransformationEvent', { transformationID: box }),
    'inputEPCList',
    'outputEPCList',
  ],
  ['a transformation with an action', eventOfType('TransformationEvent', { ...made, action: 'ADD' }), 'action'],
  ['a context that redefines EPCIS', objectEvent({ '@context': [{ bizStep: 'https://evil.example/' }] }), '@context'],
  ['a context that is none', objectEvent({ '@context': [5] }), '@context'],
  ['a context larger than anybody’s', objectEvent({ '@context': large }), '@context'],
  [
    'such a context in a field of its own',
    objectEvent({ 'ex:field': [{ '@context': large }] }),
    'ex:field[0].@context',
  ],
];

const right: readonly (readonly [says: string, event: Fields])[] = [
  [
    'a step of the deforestation regulation',
    objectEvent({ bizStep: 'notifying', persistentDisposition: { set: ['subject_to_regulation'] } }),
  ],
  ['a class of sensor element', { ...sensed({ type: 'Molar_concentration', bizRules: 'urn:a:b' }) }],
  ['a step of one’s own', objectEvent({ bizStep: 'https://port.example/steps/weighing' })],
  ['a step as a CURIE', objectEvent({ bizStep: 'ex:weighing' })],
  ['a step as a URN of CBV 1', objectEvent({ bizStep: 'urn:epcglobal:cbv:bizstep:shipping' })],
  ['a time in microseconds', objectEvent({ eventTime: '2005-04-03T20:33:31.116000-06:00' })],
  ['a leap day', objectEvent({ eventTime: '2024-02-29T23:59:59Z' })],
  ['a Digital Link', objectEvent({ epcList: ['https://id.gs1.org/01/09521141012345/21/2017?17=270101'] })],
  ['an IRI', objectEvent({ epcList: ['https://港.example/箱/CSQU3054383'] })],
  ['a place on earth', objectEvent({ readPoint: { id: 'geo:22.86,113.58', 'ex:hall': 'B' } })],
  ['a class without a quantity', objectEvent({ quantityList: [{ epcClass: lot }] })],
  ['nothing but a sensor at its place', { ...sensed({ type: 'Mass', value: 1 }), epcList: [], readPoint: { id: box } }],
  ['an exception without a type', sensed({ exception: 'ERROR_CONDITION' })],
  [
    'a prefix of the event’s own',
    objectEvent({ '@context': [{ own: 'https://own.example/' }], 'own:field': { any: 1 } }),
  ],
  ['a term of the event’s own', objectEvent({ '@context': { colour: 'https://own.example/colour' }, colour: 'red' })],
  ['a whole URI for a name', objectEvent({ 'https://own.example/colour': 'red' })],
  [
    'words of the GS1 web vocabulary',
    objectEvent({ 'gs1:masterDataAvailableFor': [{ '@id': box, expirationDate: '2027-01-01' }] }),
  ],
  [
    'an aggregation that was only seen',
    eventOfType('AggregationEvent', { ...family, parentID: undefined, action: 'OBSERVE' }),
  ],
  ['everything taken off', eventOfType('AssociationEvent', { parentID: box, action: 'DELETE' })],
  ['a transaction that is over', eventOfType('TransactionEvent', { ...bought, action: 'DELETE' })],
  ['half a transformation', eventOfType('TransformationEvent', { transformationID: box, inputEPCList: [box] })],
  ['a type of one’s own', eventOfType('ex:Weighing', { epcList: [box], action: 'OBSERVE', 'ex:kg': 5 })],
  ['an error declared', objectEvent({ errorDeclaration: { declarationTime: '2026-07-22T10:30:00Z', 'ex:by': 'a' } })],
];

describe('An event of EPCIS', () => {
  for (const [says, event, ...fields] of wrong) {
    it(`with ${says} is refused at ${fields[0]}`, () => {
      expect(fieldsOf(event)).to.deep.equal(fields);
    });
  }
  for (const [says, event] of right) {
    it(`with ${says} is sound`, () => {
      expect(faultsOf(documentOf([event]))).to.deep.equal([]);
    });
  }

  it('is named by its place and its id', () => {
    const bad = objectEvent({ eventID: 'urn:uuid:1', bizStep: 'flying' });
    const [fault] = faultsOf(documentOf([objectEvent(), bad]));
    expect(fault).to.deep.equal({
      code: 'epcis-invalid',
      event: 2,
      eventID: 'urn:uuid:1',
      field: 'bizStep',
      detail: 'event 2 (eventID urn:uuid:1): bizStep "flying" is not a CBV step',
    });
  });

  it('is named in short, however long its id, its fields and their prefixes are', () => {
    const long = 'x'.repeat(100_000);
    const event = objectEvent({ eventID: `urn:${long}`, [long]: 1, [`${long}:a`]: 1, [`ex:${long}`]: { 'y:z': 1 } });
    const told = faultsOf(documentOf([event, { ...event, bizStep: 'arriving' }]));
    expect(told.map(({ event: place }) => place)).to.deep.equal([1, 1, 1, 2, 2, 2]);
    expect(told[0]?.eventID).to.match(/^urn:x{156}…$/);
    for (const fault of [...told, ...faultsOf(documentOf([], { [long]: 1 }))])
      expect(JSON.stringify(fault).length).to.be.lessThan(1200);
  });

  it('tells eight faults and no more, each in one line', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, 'a\nb']));
    const faults = faultsOf(documentOf([objectEvent({ ...many, bizStep: 'x\n'.repeat(500) })]));
    expect(faults.length).to.equal(8);
    for (const { detail } of faults) expect(detail).to.match(/^[^\n]{1,300}$/);
  });
});
