// What EPCIS over HTTP refuses, on a real server: by which status and type, and so that whoever sends gets to read it.
import { connect } from 'node:net';
import { expect } from 'chai';
import { epcisRoutes } from '../../../hub/api/epcis.ts';
import { bytesOf, documentOf, laneSgln, MemoryEpcis, objectEvent } from '../epcis/an-epcis.ts';
import { type Got, type Sent, type Web, webOf } from './a-web.ts';

const passage = objectEvent({ eventID: 'urn:uuid:1', bizStep: 'arriving', readPoint: { id: laneSgln } });
const codeOf = ({ status, json }: Got): unknown[] => [status, json['code']];

describe('EPCIS over HTTP refuses', () => {
  let web: Web;
  beforeEach(async () => {
    web = await webOf(epcisRoutes(new MemoryEpcis()));
  });
  afterEach(async () => {
    await web.close();
    expect(web.faults).to.deep.equal([]);
  });

  const capture = (events: readonly unknown[], headers: Record<string, string> = {}): Promise<Got> =>
    web.ask('/epcis/capture', { body: documentOf(events), headers });

  const refused: readonly (readonly [says: string, body: string | Buffer, status: number, code: string])[] = [
    ['no JSON', '{', 400, 'json-malformed'],
    ['nothing', '', 400, 'json-malformed'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'json-malformed'],
    ['no EPCIS', '{"type":"FeatureCollection"}', 400, 'epcis-invalid'],
    ['no context', JSON.stringify(documentOf([], { '@context': undefined })), 400, 'epcis-invalid'],
    ['1,001 events', bytesOf(documentOf(Array.from({ length: 1001 }, () => 1))), 413, 'capture-oversized'],
    ['a byte over 1 MiB', `"${'x'.repeat(1024 * 1024 - 1)}"`, 413, 'capture-oversized'],
    ['8 MiB', `"${'x'.repeat(8 * 1024 * 1024)}"`, 413, 'capture-oversized'],
  ];
  for (const [says, body, status, code] of refused) {
    it(`${says} is refused with ${status} ${code}`, async () => {
      const got = await web.ask('/epcis/capture', { body });
      expect(codeOf(got)).to.deep.equal([status, code]);
      expect(got.headers['content-type']).to.match(/^application\/problem\+json/);
      expect(got.headers['gs1-epcis-version']).to.equal('2.0.0');
      expect((await web.ask('/epcis/capture')).text).to.equal('[]');
    });
  }

  const head = [
    ...['POST /epcis/capture HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json'],
    ...['transfer-encoding: chunked', '', ''],
  ].join('\r\n');
  const part = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`);

  it('a body without end is cut off, and the hub goes on', async () => {
    const socket = connect(web.port, '127.0.0.1');
    socket.on('error', () => {});
    let got = '';
    socket.on('data', (chunk) => (got += chunk.toString('latin1')));
    socket.write(head);
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    for (let i = 0; i < 1000 && !socket.destroyed; i += 1) {
      if (!socket.write(part))
        await Promise.race([new Promise<void>((done) => socket.once('drain', () => done())), closed]);
    }
    await closed;
    expect(got).to.match(/^HTTP\/1\.1 413 /);
    expect((await capture([passage])).status).to.equal(202);
  });

  it('who listens late, with all of it under way, gets to read why', async () => {
    const socket = connect(web.port, '127.0.0.1');
    socket.on('error', () => {});
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    socket.write(head);
    for (let i = 0; i < 500; i += 1) socket.write(part);
    await new Promise((done) => setTimeout(done, 500));
    let got = '';
    socket.on('data', (chunk) => (got += chunk.toString('latin1')));
    await closed;
    expect(got).to.match(/^HTTP\/1\.1 413 [\s\S]*connection: close[\s\S]*CaptureLimitExceededException/i);
  });

  it('a body of another type, compressed or in another encoding is refused with 415', async () => {
    const body = JSON.stringify(documentOf([passage]));
    const wrong = ['application/xml', 'text/plain', 'application/json; charset=gbk', ''];
    for (const type of wrong) {
      const got = await web.ask('/epcis/capture', { body, headers: { 'content-type': type } });
      expect(codeOf(got), type).to.deep.equal([415, 'media-type-unsupported']);
    }
    const zipped = await web.ask('/epcis/capture', { body, headers: { 'content-encoding': 'gzip' } });
    expect(codeOf(zipped)).to.deep.equal([415, 'media-type-unsupported']);
    for (const type of ['application/ld+json', 'Application/JSON; charset="UTF-8"']) {
      const got = await web.ask('/epcis/capture', { body, headers: { 'content-type': type } });
      expect(got.status, type).to.equal(202);
    }
  });

  it('a page of another origin sends nothing, and neither does a foreign host', async () => {
    for (const origin of ['http://evil.example', 'null', `http://localhost:${web.port}`]) {
      const got = await capture([passage], { origin, host: `127.0.0.1:${web.port}` });
      expect(codeOf(got), origin).to.deep.equal([403, 'origin-wrong']);
    }
    const host = `127.0.0.1:${web.port}`;
    expect((await capture([passage], { origin: `http://${host}`, host })).status).to.equal(202);
    expect(codeOf(await capture([passage], { host: 'evil.example' }))).to.deep.equal([421, 'host-wrong']);
  });

  it('another version of EPCIS is not spoken', async () => {
    const got = await capture([passage], { 'GS1-EPCIS-Version': '1.2' });
    expect(codeOf(got)).to.deep.equal([406, 'epcis-version-unsupported']);
    expect((await capture([passage], { 'GS1-EPCIS-Version': '2.0.0' })).status).to.equal(202);
  });

  it('a problem bears the type EPCIS has for it, and every answer the versions', async () => {
    const body = JSON.stringify(documentOf([passage]));
    const asked: readonly (readonly [type: string, path: string, sent?: Sent])[] = [
      ['ValidationException', '/epcis/capture', { body: '{' }],
      ['ValidationException', '/epcis/events', { body: documentOf([passage]) }],
      ['CaptureLimitExceededException', '/epcis/capture', { body: `"${'x'.repeat(1024 * 1024)}"` }],
      ['QueryParameterException', '/epcis/events?EQ_colour=red'],
      ['QueryParameterException', '/epcis/capture?perPage=0'],
      ['NoSuchResourceException', '/epcis/events/urn:uuid:9'],
      ['NoSuchResourceException', '/epcis/capture/job-9'],
      ['SecurityException', '/epcis/capture', { body, headers: { origin: 'http://evil.example' } }],
      ['NotAcceptableException', '/epcis/capture', { body, headers: { 'GS1-EPCIS-Version': '1.2' } }],
      ['NotAcceptableException', '/epcis/events', { headers: { 'GS1-EPCIS-Version': '1.2' } }],
      ['UnsupportedMediaTypeException', '/epcis/capture', { body, headers: { 'content-type': 'application/xml' } }],
      ['ImplementationException', '/epcis/events', { method: 'PUT' }],
    ];
    for (const [type, path, sent] of asked) {
      const got = await web.ask(path, sent);
      expect(got.json, path).to.include({ type: `epcisException:${type}`, status: got.status });
      expect(got.json['code'], path).to.match(/^[a-z-]+$/);
      expect(got.headers, path).to.include({ 'gs1-epcis-version': '2.0.0', 'gs1-cbv-version': '2.0.0' });
    }
    for (const path of ['/epcis/events', '/epcis/capture', '/epcis/eventTypes'])
      expect((await web.ask(path)).headers['gs1-epcis-version'], path).to.equal('2.0.0');
  });
});
