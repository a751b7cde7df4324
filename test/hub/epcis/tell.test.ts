// Observations as events of EPCIS: sound, and read back as what they were; and nothing unsound comes of any event.
import { expect } from 'chai';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { readEpcis } from '../../../hub/contracts/epcis/document.ts';
import { observe } from '../../../hub/contracts/epcis/observe.ts';
import { eventOf } from '../../../hub/contracts/epcis/tell.ts';
import { placesOf, type Told } from '../../../hub/contracts/epcis/told.ts';
import { containerCheckDigit } from '../../../hub/contracts/identity/container.ts';
import { observationData, observationSubject } from '../../../hub/contracts/observation.ts';
import { box, bytesOf, laneSgln, places } from './an-epcis.ts';

const truck = 'urn:efence:plate:%E7%B2%A4B12345';
const seal = 'urn:efence:seal:EMCCT12345';
const tag = 'urn:epc:id:giai:6901234.tag-1';
const reader = 'urn:epc:id:giai:6901234.reader1';
const antenna = { id: 'urn:epc:id:sgln:6901234.00003.4' };
const efence = { '@context': { e: 'urn:efence:epcis:' } };
const failing = [{ sensorReport: [{ type: 'Dimensionless', exception: 'ERROR_CONDITION', deviceID: reader }] }];

describe('An observation as an event of EPCIS', () => {
  const plate = fc.constantFrom('粤B12345', '粤ZA123港', 'AB1234', '粤BD12345');
  const container = fc.integer({ min: 0, max: 999_999 }).map((n) => {
    const stem = `CSQU${String(n).padStart(6, '0')}`;
    return stem + containerCheckDigit(stem);
  });
  const sealId = fc.stringMatching(/^[A-Z0-9]{4,15}$/);
  const planId = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
  const direction = fc.constantFrom('in', 'out', 'unknown');
  const words = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' });
  const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const few = <T>(one: fc.Arbitrary<T>, max: number) => fc.uniqueArray(one, { minLength: 1, maxLength: max });
  const thing = fc.oneof(
    container.map((no) => `container:${no}`),
    sealId.map((id) => `seal:${id}`),
    plate.map((no) => `plate:${no}`),
    planId.map((id) => `tag:urn:epc:id:giai:6901234.${id}`),
  );
  const carrier = fc.oneof(
    container.map((no) => `container:${no}`),
    plate.map((no) => `vehicle:${no}`),
  );
  const instant = fc.integer({ min: 0, max: 4e12 });
  const issued = instant.map((ms) => new Date(ms).toISOString());
  const of = <T extends Told['type']>(type: T, subject: fc.Arbitrary<string>, data: fc.Arbitrary<object>) =>
    fc.record({ type: fc.constant(type), subject, time: instant, data });

  const observations = fc.oneof(
    of(
      'gate.passage',
      planId.map((id) => `lane:${id}`),
      fc.record({
        direction,
        plates: some(few(plate, 4)),
        containers: few(container, 8),
        seals: some(few(sealId, 8)),
        decision: some(fc.constantFrom('passed', 'held', 'inspect')),
        weightKg: some(fc.integer({ min: 0, max: 90_000 })),
      }),
    ),
    of(
      'rfid.read',
      thing.filter((one) => one.startsWith('tag:')),
      fc.record({
        antenna: planId,
        direction,
        rssiDbm: some(fc.integer({ min: -90, max: -20 })),
        count: some(fc.integer({ min: 1, max: 99 })),
      }),
    ),
    of(
      'association',
      carrier,
      fc.record({
        action: fc.constantFrom('add', 'remove'),
        children: few(thing, 32),
        issuedAt: some(issued),
      }),
    ),
    of('association', carrier, fc.record({ action: fc.constant('move'), children: few(thing, 32), from: carrier })),
    of(
      'seal.state',
      sealId.map((id) => `seal:${id}`),
      fc.record({
        state: fc.constantFrom('idle', 'armed', 'sealed', 'open'),
        batteryPct: some(fc.integer({ min: 0, max: 100 })),
        signs: some(fc.constantFrom(['rope-cut'], ['low-battery', 'vibration'])),
        actor: some(words),
      }),
    ),
    of(
      'device.health',
      planId.map((id) => `device:${id}`),
      fc.record({
        state: fc.constantFrom('healthy', 'faulty', 'obscured', 'frozen', 'maintenance'),
        says: some(words),
      }),
    ),
  );

  it('is sound EPCIS, and reads back as the same observation', () => {
    const naming = { readPointOf: () => undefined, offset: '+08:00' };
    fc.assert(
      fc.property(observations, (one) => {
        const observation = JSON.parse(JSON.stringify(one)) as Told;
        expect(Check(observationData[observation.type], observation.data)).to.equal(true);
        const event = eventOf(observation, naming);
        const read = readEpcis(bytesOf(event));
        if ('code' in read) throw new Error(read.detail);
        expect(read.faults).to.deep.equal([]);
        expect(read.events.flatMap((each) => observe(each, placesOf({})))).to.deep.equal([observation]);
      }),
      { numRuns: 400 },
    );
  });

  it('whatever comes of a sound event is what the contracts allow', () => {
    const uri = fc.constantFrom(
      box,
      truck,
      seal,
      tag,
      reader,
      'urn:efence:device:scale',
      'https://a.example/x',
      `urn:x:${'y'.repeat(150)}`,
    );
    const events = fc.record(
      {
        type: fc.constantFrom('ObjectEvent', 'AggregationEvent', 'AssociationEvent'),
        eventTime: instant.map((ms) => new Date(ms).toISOString()),
        eventTimeZoneOffset: fc.constant('+08:00'),
        action: fc.constantFrom('ADD', 'OBSERVE', 'DELETE'),
        epcList: fc.uniqueArray(uri),
        childEPCs: fc.uniqueArray(uri),
        parentID: uri,
        bizStep: fc.constantFrom('arriving', 'departing', 'entering_exiting', 'storing', 'sensor_reporting'),
        disposition: fc.constantFrom('container_open', 'container_closed', 'in_transit'),
        readPoint: fc.constantFrom({ id: laneSgln }, antenna, { id: 'geo:1,2' }, { id: 'geo:99,999' }),
        sensorElementList: fc.constantFrom([], failing),
        'e:decision': fc.constantFrom('passed', 5, null, { a: 1 }),
        'e:signs': fc.constantFrom(['vibration'], ['nonsense'], 'vibration'),
      },
      { requiredKeys: ['type', 'eventTime', 'eventTimeZoneOffset', 'action'] },
    );
    fc.assert(
      fc.property(events, (event) => {
        const context = ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', efence['@context']];
        const read = readEpcis(bytesOf({ '@context': context, ...event }));
        if ('code' in read) throw new Error(read.detail);
        for (const { type, subject, data } of read.events.flatMap((one) => observe(one, places))) {
          expect(subject).to.match(observationSubject[type]);
          expect(Check(observationData[type], data), `${type} ${JSON.stringify(data)}`).to.equal(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is none for what EPCIS is not for, and for a passage in which nothing was read', () => {
    const naming = { readPointOf: () => undefined, offset: '+08:00' };
    const fix = { type: 'asset.position', subject: 'vehicle:粤B12345', time: 0, data: { lon: 113, lat: 22 } } as const;
    expect(eventOf(fix, naming)).to.equal(undefined);
    const passage = { type: 'gate.passage', subject: 'lane:a', time: 0, data: { direction: 'in' } } as const;
    expect(eventOf(passage, naming)).to.equal(undefined);
  });

  it('names a lane by its SGLN where the plan has one', () => {
    const data = { direction: 'in' as const, containers: ['CSQU3054383'] };
    const passage: Told = { type: 'gate.passage', subject: 'lane:main-in-1', time: 0, data };
    const readPointOf = (_: string, id: string) => (id === 'main-in-1' ? laneSgln : undefined);
    expect(eventOf(passage, { readPointOf, offset: '+08:00' })?.readPoint).to.deep.equal({ id: laneSgln });
  });
});
