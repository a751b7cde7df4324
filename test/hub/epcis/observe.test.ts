// An event of EPCIS as observations: what it comes to, what it does not, and of whom its URIs speak.
import { expect } from 'chai';
import { epcOf, subjectOf } from '../../../hub/contracts/epcis/epc-subject.ts';
import { observe } from '../../../hub/contracts/epcis/observe.ts';
import type { Told } from '../../../hub/contracts/epcis/told.ts';
import { containerCheckDigit } from '../../../hub/contracts/identity/container.ts';
import { box, eventOfType, type Fields, laneSgln, objectEvent, places, readOne } from './an-epcis.ts';

const told = (event: Fields, over: Fields = {}): Told[] => observe(readOne(event, over), places);
const brief = (event: Fields): unknown[] => told(event).map(({ type, subject, data }) => [type, subject, data]);

const truck = 'urn:efence:plate:%E7%B2%A4B12345';
const seal = 'urn:efence:seal:EMCCT12345';
const tag = 'urn:epc:id:giai:6901234.tag-1';
const antenna = { id: 'urn:epc:id:sgln:6901234.00003.4' };
const reader = 'urn:epc:id:giai:6901234.reader1';
const efence = { '@context': { e: 'urn:efence:epcis:' } };
const sensors = (exception: string, deviceID: string): Fields => ({
  sensorElementList: [{ sensorMetadata: { deviceID }, sensorReport: [{ type: 'Dimensionless', exception }] }],
});

describe('An event of EPCIS as observations', () => {
  it('a vehicle through a lane: every identity that was read', () => {
    const event = objectEvent({ epcList: [truck, box, seal, tag], bizStep: 'arriving', readPoint: { id: laneSgln } });
    expect(told(event)).to.deep.equal([
      {
        type: 'gate.passage',
        subject: 'lane:main-in-1',
        time: Date.UTC(2026, 6, 21, 22, 45),
        data: { direction: 'in', plates: ['粤B12345'], containers: ['CSQU3054383'], seals: ['EMCCT12345'] },
      },
    ]);
  });

  it('its direction is what the step says, and unknown where it says none', () => {
    const directions = ['arriving', 'departing', 'entering_exiting'].map((bizStep) => {
      const [one] = told(objectEvent({ bizStep, readPoint: { id: laneSgln } }));
      return one?.type === 'gate.passage' ? one.data.direction : undefined;
    });
    expect(directions).to.deep.equal(['in', 'out', 'unknown']);
  });

  it('a lane is found by its Digital Link too, and a step by its URI', () => {
    const readPoint = { id: 'https://id.example.port/414/6901234000016' };
    const bizStep = 'https://ref.gs1.org/cbv/BizStep-departing';
    expect(told(objectEvent({ bizStep, readPoint })).map(({ subject }) => subject)).to.deep.equal(['lane:main-in-1']);
  });

  it('more boxes than one passage may bear are several', () => {
    const boxes = Array.from({ length: 10 }, (_, i) => {
      const stem = `CSQU${String(100_000 + i)}`;
      return `urn:epc:id:bic:${stem}${containerCheckDigit(stem)}`;
    });
    const passages = told(objectEvent({ epcList: boxes, bizStep: 'arriving', readPoint: { id: laneSgln } }));
    const counts = passages.map((one) => (one.type === 'gate.passage' ? one.data.containers?.length : 0));
    expect(counts).to.deep.equal([8, 2]);
  });

  it('tags at an antenna, each by itself, whatever hangs on them', () => {
    const event = objectEvent({ epcList: [tag, box], bizStep: 'storing', readPoint: antenna });
    const data = { antenna: 'antenna-main-in', direction: 'unknown' };
    expect(brief(event)).to.deep.equal([
      ['rfid.read', `tag:${tag}`, data],
      ['rfid.read', `tag:${box}`, data],
    ]);
    expect(told(objectEvent({ epcList: [tag], action: 'ADD', readPoint: antenna }))).to.deep.equal([]);
  });

  it('boxes put on a truck and taken off, in portions', () => {
    const parent = { parentID: 'urn:efence:vehicle:%E7%B2%A4B12345', childEPCs: [box, seal] };
    expect(brief(eventOfType('AggregationEvent', { ...parent, action: 'ADD' }))).to.deep.equal([
      ['association', 'vehicle:粤B12345', { action: 'add', children: ['container:CSQU3054383', 'seal:EMCCT12345'] }],
    ]);
    const many = Array.from({ length: 40 }, (_, i) => `urn:epc:id:giai:6901234.${i}`);
    const off = eventOfType('AssociationEvent', { parentID: box, childEPCs: many, action: 'DELETE' });
    const counts = told(off).map((one) =>
      one.type === 'association' ? [one.data.action, one.data.children.length] : [],
    );
    expect(counts).to.deep.equal([
      ['remove', 32],
      ['remove', 8],
    ]);
  });

  it('nothing is tied by seeing it, nor under what can carry nothing, nor all without names', () => {
    const tied = { parentID: box, childEPCs: [seal], action: 'ADD' };
    for (const over of [{ action: 'OBSERVE' }, { parentID: tag }, { action: 'DELETE', childEPCs: undefined }]) {
      expect(told(eventOfType('AssociationEvent', { ...tied, ...over }))).to.deep.equal([]);
    }
  });

  it('a seal closed and open, by itself or by the device that sensed it', () => {
    const open = { disposition: 'container_open' };
    expect(brief(objectEvent({ epcList: [seal, box], ...open }))).to.deep.equal([
      ['seal.state', 'seal:EMCCT12345', { state: 'open' }],
    ]);
    const sensed = { sensorElementList: [{ sensorReport: [{ type: 'Dimensionless', deviceID: seal }] }] };
    const closed = objectEvent({ bizStep: 'sensor_reporting', disposition: 'container_closed', ...sensed });
    expect(brief(closed)).to.deep.equal([['seal.state', 'seal:EMCCT12345', { state: 'sealed' }]]);
    expect(brief(objectEvent({ epcList: [tag], ...open }))).to.deep.equal([
      ['seal.state', `seal:${tag}`, { state: 'open' }],
    ]);
    expect(brief(objectEvent(open))).to.deep.equal([]);
  });

  it('tags named with a box or a truck are its cargo, and no seals', () => {
    const open = { disposition: 'container_open' };
    for (const carrier of [box, truck, 'urn:mrn:itu:mmsi:413000001']) {
      expect(brief(objectEvent({ epcList: [tag, carrier, `${tag}2`], ...open }))).to.deep.equal([]);
    }
    expect(brief(objectEvent({ epcList: [tag, box, seal], ...open }))).to.deep.equal([
      ['seal.state', 'seal:EMCCT12345', { state: 'open' }],
    ]);
  });

  it('a seal is open wherever it says it is', () => {
    const open = (readPoint: string, own: Fields = {}): unknown[] =>
      brief({
        ...objectEvent({ epcList: [seal], disposition: 'container_open', readPoint: { id: readPoint } }),
        ...efence,
        ...own,
      });
    const unplaced = [['seal.state', 'seal:EMCCT12345', { state: 'open' }]];
    for (const id of ['geo:99,999', 'geo:-91,113', 'geo:22,181', 'geo:22.8', 'geo:22.8,113.5x']) {
      expect(open(id), id).to.deep.equal(unplaced);
    }
    expect(open('geo:22.8,113.5', { 'e:accuracyM': 'far' })).to.deep.equal(unplaced);
    const placed = [['seal.state', 'seal:EMCCT12345', { state: 'open', lat: 22.8, lon: 113.5 }]];
    for (const id of ['geo:22.8,113.5', 'geo:22.8,113.5,12', 'geo:22.8,113.5;u=35']) {
      expect(open(id), id).to.deep.equal(placed);
    }
  });

  it('a tag or seal too long for a subject is nobody’s, and takes nobody along', () => {
    const long = `${tag}${'x'.repeat(110)}`;
    const data = { antenna: 'antenna-main-in', direction: 'unknown' };
    expect(brief(objectEvent({ epcList: [long, tag], bizStep: 'storing', readPoint: antenna }))).to.deep.equal([
      ['rfid.read', `tag:${tag}`, data],
    ]);
    const epcList = [`urn:efence:seal:${'S'.repeat(100)}`, seal];
    expect(brief(objectEvent({ epcList, bizStep: 'arriving', readPoint: { id: laneSgln } }))).to.deep.equal([
      ['gate.passage', 'lane:main-in-1', { direction: 'in', seals: ['EMCCT12345'] }],
    ]);
  });

  it('a seal that is written in two ways went through once', () => {
    const epcList = [seal, 'urn:efence:seal:emcct%2012345'];
    expect(brief(objectEvent({ epcList, bizStep: 'arriving', readPoint: { id: laneSgln } }))).to.deep.equal([
      ['gate.passage', 'lane:main-in-1', { direction: 'in', seals: ['EMCCT12345'] }],
    ]);
  });

  it('a seal knows its place where the read point is one on earth', () => {
    const readPoint = { id: 'geo:22.8668,113.5809' };
    const [one] = told(objectEvent({ epcList: [seal], disposition: 'container_closed', readPoint }));
    expect(one?.data).to.deep.equal({ state: 'sealed', lat: 22.8668, lon: 113.5809 });
  });

  it('a device that reports an error of its own is faulty; an alarm is one only of what was observed', () => {
    const faulty = (says: string) => [['device.health', 'device:antenna-main-in', { state: 'faulty', says }]];
    expect(brief(objectEvent(sensors('ERROR_CONDITION', reader)))).to.deep.equal(
      faulty('ERROR_CONDITION Dimensionless'),
    );
    expect(brief(objectEvent(sensors('gs1:ALARM_CONDITION', reader)))).to.deep.equal([]);
    const itself = objectEvent({ epcList: [reader], ...sensors('ALARM_CONDITION', 'urn:epc:id:giai:6901234.other') });
    expect(brief(itself)).to.deep.equal(faulty('ALARM_CONDITION Dimensionless'));
    const camera = objectEvent(sensors('ERROR_CONDITION', 'urn:efence:camera:52500011101321901001'));
    expect(told(camera).map(({ subject }) => subject)).to.deep.equal(['camera:52500011101321901001']);
  });

  it('what EPCIS has no word for comes under the hub’s namespace, whatever its prefix', () => {
    const event = { ...objectEvent({ bizStep: 'arriving', readPoint: { id: laneSgln } }), ...efence };
    const [one] = told({ ...event, 'e:decision': 'held', 'e:weightKg': 31_000, 'ex:decision': 'passed' });
    expect(one?.data).to.include({ decision: 'held', weightKg: 31_000 });
    expect(told({ ...event, 'e:decision': 'bribed' })).to.deep.equal([]);
  });

  it('comes to nothing where nothing of it is the hub’s, or before there was a clock', () => {
    expect(
      told(objectEvent({ bizStep: 'receiving', readPoint: { id: 'urn:epc:id:sgln:0012345.11111.400' } })),
    ).to.deep.equal([]);
    expect(
      told(objectEvent({ bizStep: 'arriving', readPoint: { id: laneSgln }, eventTime: '1969-12-31T23:59:59Z' })),
    ).to.deep.equal([]);
    const lane = { bizStep: 'arriving', readPoint: { id: laneSgln } };
    const declared = { ...lane, errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' } };
    expect(told(objectEvent(declared))).to.deep.equal([]);
  });

  it('prefixes are read as they were declared', () => {
    const context = {
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { bic: 'urn:epc:id:bic:' }],
    };
    const event = objectEvent({ epcList: ['bic:CSQU3054383'], bizStep: 'arriving', readPoint: { id: laneSgln } });
    const [one] = told(event, context);
    expect(one?.data).to.deep.include({ containers: ['CSQU3054383'] });
  });
});

describe('A URI of EPCIS as a subject', () => {
  const subjects: readonly (readonly [uri: string, subject: string | undefined])[] = [
    [box, 'container:CSQU3054383'],
    ['https://boxes.port.example/CSQU3054383', 'container:CSQU3054383'],
    ['urn:port:box:CSQU3054383', 'container:CSQU3054383'],
    ['urn:efence:container:CSQU3054383', 'container:CSQU3054383'],
    ['urn:epc:id:bic:CSQU3054384', 'tag:urn:epc:id:bic:CSQU3054384'],
    ['https://id.gs1.org/01/09521141012345/21/CSQU3054383', 'tag:https://id.gs1.org/01/09521141012345/21/CSQU3054383'],
    ['https://id.gs1.org/8003/09521141012345CSQU3054383', 'tag:https://id.gs1.org/8003/09521141012345CSQU3054383'],
    [truck, 'plate:粤B12345'],
    ['urn:efence:plate:nonsense', 'tag:urn:efence:plate:nonsense'],
    ['urn:efence:plate:%E0%A4%A', 'tag:urn:efence:plate:%E0%A4%A'],
    ['urn:efence:seal:abc%20123', 'seal:ABC123'],
    ['urn:efence:seal:ABC123', 'seal:ABC123'],
    ['urn:efence:seal:007:0042', 'seal:7:42'],
    ['urn:efence:seal:urn%3Aepc%3Aid%3Agiai%3A6901234.a', 'seal:urn:epc:id:giai:6901234.a'],
    ['urn:mrn:itu:mmsi:413000001', 'mmsi:413000001'],
    ['urn:efence:tag:E28011602000', 'tag:E28011602000'],
    [`urn:epc:id:giai:6901234.${'x'.repeat(200)}`, undefined],
  ];
  for (const [uri, subject] of subjects) {
    it(`${uri.slice(0, 60)} is ${subject ?? 'nobody'}`, () => expect(subjectOf(uri)).to.equal(subject));
  }

  it('and back: every subject has a URI that is read as it', () => {
    for (const subject of [
      'container:CSQU3054383',
      'vehicle:粤ZA123港',
      'seal:12345:77',
      `tag:${tag}`,
      'tag:E280',
      'mmsi:413000001',
    ]) {
      expect(subjectOf(epcOf(subject)), subject).to.equal(subject);
      expect(epcOf(subject)).to.match(/^urn:[!-~]+$/);
    }
  });
});
