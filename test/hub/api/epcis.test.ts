// EPCIS over HTTP on a real server: capture and its jobs, events and their pages.
import { expect } from 'chai';
import { epcisRoutes } from '../../../hub/api/epcis.ts';
import { readEpcis } from '../../../hub/contracts/epcis/document.ts';
import { box, documentOf, type Fields, laneSgln, MemoryEpcis, objectEvent } from '../epcis/an-epcis.ts';
import { type Got, type Web, webOf } from './a-web.ts';

const bareContext = { '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'] };
const passage = objectEvent({ eventID: 'urn:uuid:1', bizStep: 'arriving', readPoint: { id: laneSgln } });
const bad = objectEvent({ bizStep: 'flying' });
const codeOf = ({ status, json }: Got): unknown[] => [status, json['code']];
const listOf = ({ json }: Got): Fields[] => {
  const body = json as unknown as { epcisBody: { queryResults: { resultsBody: { eventList: Fields[] } } } };
  return body.epcisBody.queryResults.resultsBody.eventList;
};

describe('EPCIS over HTTP', () => {
  let web: Web;
  let epcis: MemoryEpcis;
  beforeEach(async () => {
    epcis = new MemoryEpcis();
    web = await webOf(epcisRoutes(epcis));
  });
  afterEach(async () => {
    await web.close();
    expect(web.faults).to.deep.equal([]);
  });

  const capture = (events: readonly unknown[], headers: Record<string, string> = {}): Promise<Got> =>
    web.ask('/epcis/capture', { body: documentOf(events), headers });

  it('a capture is answered by 202 and its job, and the job says what was captured', async () => {
    const got = await capture([passage]);
    expect(got.status).to.equal(202);
    expect(got.headers).to.include({
      location: '/epcis/capture/job-1',
      'gs1-capture-error-behaviour': 'rollback',
      'gs1-epcis-version': '2.0.0',
      'gs1-cbv-version': '2.0.0',
      'gs1-epcis-capture-limit': '1000',
      'gs1-epcis-capture-file-size-limit': '1048576',
    });
    const job = await web.ask(got.headers.location ?? '');
    expect(job.status).to.equal(200);
    expect(job.json).to.deep.equal({
      captureID: 'job-1',
      createdAt: '2026-07-22T12:00:00.000Z',
      finishedAt: '2026-07-22T12:00:00.000Z',
      running: false,
      success: true,
      captureErrorBehaviour: 'rollback',
      captured: 1,
      errors: [],
    });
    expect(codeOf(await web.ask('/epcis/capture/job-9'))).to.deep.equal([404, 'not-found']);
  });

  it('one wrong event rolls everything back, and is named', async () => {
    const got = await capture([passage, { ...bad, eventID: 'urn:uuid:2' }]);
    expect(got.status).to.equal(202);
    const { json } = await web.ask(got.headers.location ?? '');
    expect(json).to.deep.include({ running: false, success: false, captured: 0 });
    expect(json['errors']).to.deep.equal([
      {
        type: 'epcisException:ValidationException',
        title: 'not sound EPCIS 2.0',
        status: 400,
        detail: 'event 2 (eventID urn:uuid:2): bizStep "flying" is not a CBV step',
        code: 'epcis-invalid',
        event: 2,
        eventID: 'urn:uuid:2',
        field: 'bizStep',
      },
    ]);
    expect(listOf(await web.ask('/epcis/events'))).to.deep.equal([]);
  });

  it('with proceed the sound events are captured, and the wrong ones named', async () => {
    const got = await capture([bad, passage], { 'GS1-Capture-Error-Behaviour': 'proceed' });
    expect(got.headers['gs1-capture-error-behaviour']).to.equal('proceed');
    expect(got.json).to.deep.include({ success: false, captured: 1, captureErrorBehaviour: 'proceed' });
    expect(listOf(await web.ask('/epcis/events')).map(({ eventID }) => eventID)).to.deep.equal(['urn:uuid:1']);
    const odd = await capture([passage], { 'GS1-Capture-Error-Behaviour': 'hope' });
    expect(codeOf(odd)).to.deep.equal([400, 'epcis-behaviour-unknown']);
  });

  it('the same document twice is one', async () => {
    await capture([passage, objectEvent()]);
    const again = await capture([passage, objectEvent()]);
    expect(again.json).to.deep.include({ success: true, captured: 0 });
    expect(listOf(await web.ask('/epcis/events')).length).to.equal(2);
  });

  it('one event is captured at once: 201, and where it is', async () => {
    const { eventID: _, ...nameless } = passage;
    const got = await web.ask('/epcis/events', { body: { ...bareContext, ...nameless } });
    expect(got.status).to.equal(201);
    expect(got.text).to.equal('');
    const [eventID = ''] = epcis.rows.map((row) => row.eventID);
    expect(eventID).to.match(/^ni:\/\/\/sha-256;/);
    expect(got.headers.location).to.equal(`/epcis/events/${encodeURIComponent(eventID)}`);
    const [found] = listOf(await web.ask(got.headers.location ?? ''));
    expect(found).to.deep.include({ ...nameless, eventID });
    const again = await web.ask('/epcis/events', { body: { ...bareContext, ...nameless } });
    expect([again.status, again.headers.location]).to.deep.equal([201, got.headers.location]);
  });

  it('one event that was declared wrong meanwhile is not answered by its declaration', async () => {
    await capture([passage]);
    await capture([{ ...passage, errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' } }]);
    const got = await web.ask('/epcis/events', { body: { ...bareContext, ...passage } });
    expect([got.status, got.headers.location, got.text]).to.deep.equal([201, '/epcis/events/urn%3Auuid%3A1', '']);
  });

  it('events that are large come in pages, of one id as well', async () => {
    const note = 'x'.repeat(1_000_000);
    for (let i = 0; i < 9; i += 1) await capture([{ ...passage, 'ex:note': note, 'ex:i': i }]);
    for (const path of ['/epcis/events?perPage=1000', '/epcis/events/urn:uuid:1']) {
      const counts: number[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const got: Got = await web.ask(next);
        counts.push(listOf(got).length);
        next = /^<([^>]+)>; rel="next"$/.exec(String(got.headers['link']))?.[1];
      }
      expect(counts, path).to.deep.equal([4, 4, 1]);
    }
  });

  it('one wrong event is refused at once, naming the field; a document goes elsewhere', async () => {
    const got = await web.ask('/epcis/events', { body: { ...bareContext, ...bad } });
    expect(codeOf(got)).to.deep.equal([400, 'epcis-invalid']);
    expect(got.json['detail']).to.equal('event 1: bizStep "flying" is not a CBV step');
    expect(got.json['errors']).to.have.length(1);
    const document = await web.ask('/epcis/events', { body: documentOf([passage]) });
    expect(codeOf(document)).to.deep.equal([400, 'epcis-invalid']);
  });

  it('events come as an EPCISQueryDocument that is sound itself, prefixes and all', async () => {
    await capture([
      { ...passage, 'ex:hall': 'B' },
      objectEvent({ '@context': { own: 'https://own.example/' }, 'own:a': 1 }),
    ]);
    const got = await web.ask('/epcis/events');
    expect(got.headers['content-type']).to.match(/^application\/json/);
    expect(got.json).to.deep.include({ type: 'EPCISQueryDocument', schemaVersion: '2.0' });
    const read = readEpcis(Buffer.from(got.text));
    expect('code' in read ? read : read.faults).to.deep.equal([]);
    const linked = await web.ask('/epcis/events', { headers: { accept: 'application/ld+json' } });
    expect(linked.headers['content-type']).to.match(/^application\/ld\+json/);
  });

  it('an answer captured again is the same events', async () => {
    await capture([{ ...passage, 'ex:hall': 'B' }, objectEvent()]);
    const { text } = await web.ask('/epcis/events');
    const again = await web.ask('/epcis/capture', { body: text });
    expect(again.json).to.deep.include({ success: true, captured: 0 });
  });

  it('an event is asked for with what declares it wrong', async () => {
    await capture([passage]);
    await capture([{ ...passage, errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' } }]);
    const got = await web.ask(`/epcis/events/${encodeURIComponent('urn:uuid:1')}`);
    expect(listOf(got).map((event) => 'errorDeclaration' in event)).to.deep.equal([false, true]);
    expect(codeOf(await web.ask('/epcis/events/urn:uuid:9'))).to.deep.equal([404, 'not-found']);
  });

  it('a query is answered in pages under Link, and what it asks stays in the links', async () => {
    await capture(Array.from({ length: 5 }, (_, i) => objectEvent({ eventID: `urn:uuid:${i}` })));
    await capture([objectEvent({ eventID: 'urn:uuid:odd', epcList: ['urn:a:b'] })]);
    const seen: unknown[] = [];
    let path: string | undefined = `/epcis/events?perPage=2&MATCH_epc=${encodeURIComponent(box)}`;
    while (path !== undefined) {
      const got: Got = await web.ask(path);
      expect(got.status).to.equal(200);
      seen.push(listOf(got).map(({ eventID }) => eventID));
      path = /^<([^>]+)>; rel="next"$/.exec(String(got.headers['link']))?.[1];
    }
    expect(seen).to.deep.equal([['urn:uuid:0', 'urn:uuid:1'], ['urn:uuid:2', 'urn:uuid:3'], ['urn:uuid:4']]);
  });

  it('what the hub does not know is refused, not ignored', async () => {
    for (const asked of [
      'GE_eventDate=2026-01-01',
      'GE_eventTime=soon',
      '__proto__=1',
      'perPage=0',
      'EQ_action[]=ADD',
    ]) {
      const got = await web.ask(`/epcis/events?${asked}`);
      expect(codeOf(got), asked).to.deep.equal([400, 'epcis-query-invalid']);
      expect(got.json['detail']).to.contain(asked.split(/[=[]/)[0]);
    }
  });

  it('the newest jobs come first, in pages', async () => {
    for (let i = 0; i < 5; i += 1) await capture([passage]);
    const first = await web.ask('/epcis/capture?perPage=2');
    const ids = (got: Got): unknown[] => (got.json as unknown as Fields[]).map(({ captureID }) => captureID);
    expect(ids(first)).to.deep.equal(['job-5', 'job-4']);
    const next = /^<([^>]+)>; rel="next"$/.exec(String(first.headers['link']))?.[1] ?? '';
    expect(ids(await web.ask(next))).to.deep.equal(['job-3', 'job-2']);
    expect((await web.ask('/epcis/capture')).headers['link']).to.equal(undefined);
    for (const asked of ['perPage=-1', 'nextPageToken=job-99']) {
      expect(codeOf(await web.ask(`/epcis/capture?${asked}`)), asked).to.deep.equal([400, 'epcis-query-invalid']);
    }
  });

  it('types of events there are', async () => {
    await capture([passage]);
    expect((await web.ask('/epcis/eventTypes')).json['member']).to.deep.equal(['ObjectEvent']);
  });

  it('OPTIONS says what a resource takes, and other methods are refused by saying it', async () => {
    const options = await web.ask('/epcis/capture', { method: 'OPTIONS' });
    expect(options.status).to.equal(204);
    expect(options.text).to.equal('');
    expect(options.headers).to.include({
      allow: 'OPTIONS, POST, GET',
      'gs1-capture-error-behaviour': 'rollback',
      'gs1-epcis-capture-limit': '1000',
      'gs1-epcis-version': '2.0.0',
    });
    expect((await web.ask('/epcis/events/urn:uuid:1', { method: 'OPTIONS' })).headers['allow']).to.equal(
      'OPTIONS, GET',
    );
    const put = await web.ask('/epcis/events', { method: 'PUT' });
    expect(codeOf(put)).to.deep.equal([405, 'method-not-allowed']);
    expect(put.headers['allow']).to.equal('POST, GET, HEAD, OPTIONS');
    expect((await web.ask('/epcis/events', { method: 'HEAD' })).status).to.equal(200);
  });
});
