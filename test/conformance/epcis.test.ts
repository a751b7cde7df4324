// The test documents of openEPCIS: what is valid comes in and goes out again with the same meaning, what is not is named.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { readEpcis } from '../../hub/contracts/epcis/document.ts';
import { eventHash } from '../../hub/epcis/event-hash.ts';
import { queryOf } from '../../hub/epcis/query.ts';
import { MemoryEpcis } from '../hub/epcis/an-epcis.ts';

const folder = resolve(
  process.env['EFENCE_SHARED_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data'),
  'epcis',
);
const filesIn = (kind: string): string[] => (existsSync(folder) ? readdirSync(join(folder, kind)).sort() : []);
const read = (kind: string, file: string): Buffer => readFileSync(join(folder, kind, file));

interface Document {
  readonly '@context': unknown;
  readonly epcisBody: { readonly eventList: readonly Record<string, unknown>[] };
}

/** Which event and which field is wrong, by file; the documents say no more than that they are. */
const wrong: Record<string, readonly (readonly [event: number, field: string])[]> = {
  'Combination_of_events_with_missing_mandatory_fields.json': [
    [1, 'action'],
    [2, 'eventTimeZoneOffset'],
    [2, 'action'],
  ],
  'Combination_of_non_standard_bizStep_and_disposition.json': [
    [1, 'bizStep'],
    [2, 'disposition'],
  ],
  'ObjectEvent_with_ilmd_field_without_namespace.json': [[1, 'ilmd.materialType']],
  'ObjectEvent_with_invalid_action.json': [[1, 'action']],
  'ObjectEvent_with_invalid_certificationInfo.json': [
    [1, 'certificationInfo[1].gs1:CertificationDetails.gs1:certificationAuditDate'],
  ],
  'ObjectEvent_with_non_standard_bizStep.json': [[1, 'bizStep']],
  'ObjectEvent_with_non_standard_bizStep_in_second_event.json': [[2, 'bizStep']],
  'ObjectEvent_with_non_standard_disposition.json': [[1, 'disposition']],
  'ObjectEvent_with_unknown_field_in_quantityList.json': [[1, 'quantityList[0].weight']],
  'ObjectEvent_without_action_and_eventTime.json': [
    [1, 'eventTime'],
    [1, 'eventTimeZoneOffset'],
    [1, 'action'],
  ],
};

/** Event hashes by the reference implementation of the CBV's authors (RalphTro/epcis-event-hash-generator, MIT). */
const hashes: Record<string, string> = {
  'ObjectEvent_all_possible_fields.json': '9811bfb2672e9c3a0f6151be339d22b60db375c8b23d2740f6137cc6539f0639',
  'AggregationEvent_all_possible_fields.json': '41cf5d2be6b6926acc531597e43932eb4b9b23926ccb6ce08c882bda7a74d1a8',
  'AssociationEvent_all_possible_fields.json': '3dada0cdabe84618e9f0b842031159cb49534f487d5714cac9cfd647bf5f6c54',
  'TransformationEvent_all_possible_fields.json': '529cc54b8cf9d8664208cc6c77473274d8c2dd473469920a7d09a814623f52cc',
};

/** Names in full and in order, so that two events compare by what they say. */
function meaning(event: Record<string, unknown>, ...contexts: readonly unknown[]): unknown {
  const prefixes = Object.assign({}, ...contexts.flat().filter((one) => typeof one === 'object')) as Record<
    string,
    string
  >;
  const full = (name: string): string => {
    const [prefix = '', ...rest] = name.split(':');
    return rest.length > 0 && prefixes[prefix] !== undefined ? prefixes[prefix] + rest.join(':') : name;
  };
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [full(name), plain(one)] as const));
  };
  const { '@context': _context, recordTime: _recorded, ...rest } = event;
  return plain(rest);
}

describe('EPCIS documents of openEPCIS', () => {
  before(function () {
    if (existsSync(folder)) return;
    console.warn(`SKIPPED: no conformance data at ${folder} (EFENCE_SHARED_DATA names another place)`);
    this.skip();
  });

  it('there are valid and invalid ones', () => {
    expect(filesIn('valid').length).to.be.greaterThan(30);
    expect(filesIn('invalid').length).to.be.greaterThan(9);
  });

  for (const file of filesIn('valid')) {
    it(`${file} is accepted, answered with the same meaning, and once only`, async () => {
      const epcis = new MemoryEpcis();
      const body = read('valid', file);
      const { job, eventIDs } = await epcis.capture(body, 'rollback');
      expect(job.errors.map(({ detail }) => detail)).to.deep.equal([]);
      expect(job.success).to.equal(true);
      const { '@context': context, epcisBody } = JSON.parse(body.toString()) as Document;
      const query = queryOf({ perPage: ['1000'] });
      if (typeof query === 'string') throw new Error(query);
      const answered = epcis.events(query).bodies.map((text) => JSON.parse(text) as Record<string, unknown>);
      expect(answered.length).to.equal(epcisBody.eventList.length);
      expect(eventIDs.length).to.be.greaterThan(0);
      for (const [i, event] of epcisBody.eventList.entries()) {
        const back = answered[i] ?? {};
        expect(back['recordTime']).to.be.a('string');
        const asked = meaning({ eventID: back['eventID'], ...event }, context, event['@context'] ?? []);
        expect(meaning(back, back['@context'] ?? [])).to.deep.equal(asked);
      }
      const again = await epcis.capture(body, 'rollback');
      expect(again.job).to.include({ success: true, captured: 0 });
      expect(again.eventIDs).to.deep.equal(eventIDs);
      expect(epcis.events(query).bodies.length).to.equal(answered.length);
    });
  }

  it('all valid ones go into one hub, whatever ids they share', async () => {
    const epcis = new MemoryEpcis();
    let events = 0;
    for (const file of filesIn('valid')) {
      const { job } = await epcis.capture(read('valid', file), 'rollback');
      expect(job.success, file).to.equal(true);
      events += (JSON.parse(read('valid', file).toString()) as Document).epcisBody.eventList.length;
    }
    expect(epcis.rows.length).to.be.within(events - 5, events);
  });

  for (const file of filesIn('invalid')) {
    it(`${file} is refused, naming event and field, and nothing of it stays`, async () => {
      const epcis = new MemoryEpcis();
      const { job } = await epcis.capture(read('invalid', file), 'rollback');
      expect(job.success).to.equal(false);
      expect(epcis.rows).to.deep.equal([]);
      const found = job.errors.map(({ event, field }) => [event, field]);
      expect(found).to.deep.equal(wrong[file] ?? found);
      for (const { code, detail, event = 0, field } of job.errors) {
        expect(code).to.equal('epcis-invalid');
        expect(detail)
          .to.match(new RegExp(`^event ${event}\\b.*: `))
          .and.contain(field);
      }
    });
  }

  it('the sound events of a wrong document are taken where asked for', async () => {
    const epcis = new MemoryEpcis();
    const file = 'ObjectEvent_with_non_standard_bizStep_in_second_event.json';
    const { job } = await epcis.capture(read('invalid', file), 'proceed');
    expect(job).to.deep.include({ success: false, captured: 1 });
    expect(job.errors.map(({ event }) => event)).to.deep.equal([2]);
    expect(epcis.rows.length).to.equal(1);
  });

  for (const [file, hash] of Object.entries(hashes)) {
    it(`${file} has the event hash of the reference implementation`, () => {
      const found = readEpcis(read('valid', file));
      if ('code' in found) throw new Error(found.detail);
      expect(found.events.map(eventHash)).to.deep.equal([`ni:///sha-256;${hash}?ver=CBV2.0`]);
    });
  }
});
