// The published papers hold: they are what the schemas say, they are valid, and they name just the routes there are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { validate } from '@readme/openapi-parser';
import { expect } from 'chai';
import { Check } from 'typebox/value';
import { parse } from 'yaml';
import { shownUrl } from '../../hub/contracts/broker-url.ts';
import { asyncApi, openApi } from '../../hub/contracts/papers.ts';
import { readTopic, upTopic } from '../../hub/contracts/topics.ts';
import type { LotteryDay } from '../../hub/contracts/trust.ts';
import { errors } from '../../hub/errors.ts';
import { allRoutes, type Served } from '../../hub/routes.ts';
import { HandAgent, inside, positionEvent, root, startHub, temporaryFolder } from '../a-port.ts';

const paper = (name: string): string => readFileSync(join(root, 'hub', 'contracts', name), 'utf8');

interface OpenApi {
  readonly paths: Readonly<
    Record<string, { get?: { responses: { '200'?: { content?: { 'application/json'?: { schema: object } } } } } }>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** A schema with its references put in their place. */
function resolved(schema: unknown, definitions: Readonly<Record<string, object>>): never {
  if (typeof schema !== 'object' || schema === null) return schema as never;
  if (Array.isArray(schema)) return schema.map((one) => resolved(one, definitions)) as never;
  if ('$ref' in schema) return resolved(definitions[String(schema.$ref)], definitions);
  return Object.fromEntries(Object.entries(schema).map(([name, one]) => [name, resolved(one, definitions)])) as never;
}

const anEpcisEvent = {
  '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
  ...{ type: 'ObjectEvent', eventID: 'urn:uuid:0b2f1a5e-6a0d-4a62-9a5b-1d7a5b1f0001', action: 'OBSERVE' },
  ...{
    eventTime: '2026-01-01T00:00:00Z',
    eventTimeZoneOffset: '+08:00',
    epcList: ['urn:epc:id:sgtin:4012345.011122.25'],
  },
};

describe('The published papers', () => {
  it('are what the schemas say: npm run contracts writes them anew', () => {
    expect(paper('asyncapi.yaml')).to.equal(asyncApi());
    expect(paper('openapi.yaml')).to.equal(openApi());
  });

  it('asyncapi.yaml is valid AsyncAPI 3', async () => {
    const { document, diagnostics } = await new Parser().parse(paper('asyncapi.yaml'));
    expect(diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message)).to.deep.equal([]);
    expect(document?.version()).to.equal('3.0.0');
  });

  it('openapi.yaml is valid OpenAPI 3.1 and names every route, and no other', async () => {
    const document = parse(paper('openapi.yaml')) as { paths: Record<string, object> };
    const result = await validate(structuredClone(document) as never);
    expect(result.valid).to.equal(true);
    const nothing = { plan: { sites: [], fences: [] } };
    const served = { read: nothing, door: {}, cctv: {}, measuring: {}, recheck: () => {} } as unknown as Served;
    const routes = allRoutes(served)
      .filter(({ method }) => method !== 'options')
      .map(({ path, method }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const told = Object.entries(document.paths).flatMap(([path, ways]) =>
      Object.keys(ways).map((way) => `${way} ${path}`),
    );
    expect(told.sort()).to.deep.equal(routes.sort());
  });

  it('a real hub answers every route as openapi.yaml says, problems included', async () => {
    const folder = temporaryFolder();
    const hub = await startHub(folder.path);
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    await hand.raw('{');
    const { paths, components } = parse(paper('openapi.yaml')) as OpenApi;
    const definitions = Object.fromEntries(
      Object.entries(components.schemas).map(([name, schema]) => [`#/components/schemas/${name}`, schema]),
    );
    const holds = (schema: object, value: unknown): boolean => Check(resolved(schema, definitions), value);
    const [{ id = '' } = {}] = await hub.alerts();
    const taken = await fetch(`${hub.web}/epcis/capture`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(anEpcisEvent),
    });
    expect(taken.status).to.equal(202);
    const { captureID } = (await taken.json()) as { captureID: string };
    const { days } = await hub.get<{ days: LotteryDay[] }>('/api/v1/lottery');
    const { day = '' } = days[0] ?? {};
    for (const [path, { get }] of Object.entries(paths)) {
      // A picture is no JSON, and this alert bears none; test/story/cctv.test.ts asks for one.
      const json = get?.responses['200']?.content?.['application/json'];
      if (json === undefined) continue;
      const asked = path
        .replace('{id}', id)
        .replace('{number}', '1')
        .replace('{key}', 'mmsi:413999999')
        .replace('{captureID}', captureID)
        .replace('{party}', 'pearl-haulage')
        .replace('{day}', day)
        .replace('{rule}', 'dwell-over-limit')
        .replace('{eventID}', encodeURIComponent(anEpcisEvent.eventID));
      const response = await fetch(hub.web + asked);
      expect(response.status, path).to.equal(200);
      expect(holds(json.schema, await response.json()), path).to.equal(true);
    }
    const missing = await fetch(`${hub.web}/api/v1/alerts/ffffffffffffffff`);
    expect(missing.headers.get('content-type')).to.match(/^application\/problem\+json/);
    const problem: unknown = await missing.json();
    expect(problem).to.include({ code: 'not-found', status: 404 });
    expect(holds({ $ref: '#/components/schemas/Problem' }, problem)).to.equal(true);
    expect(holds({ $ref: '#/components/schemas/Alert' }, problem)).to.equal(false);
    await hand.end();
    await hub.kill();
    folder.remove();
  });

  it('topics are read as they are written, and others not at all', () => {
    const heard = readTopic(upTopic('shatian-wharf', 'sim', 'urgent'));
    expect(heard).to.deep.equal({ kind: 'up', site: 'shatian-wharf', agent: 'sim', class: 'urgent' });
    const foreign = [
      'efence/v1/a/b/ack',
      'efence/v2/a/b/state',
      'efence/v1/../b/state',
      'efence/v1/a/b/up/later',
      '$SYS/a',
    ];
    for (const topic of foreign) expect(readTopic(topic), topic).to.equal(undefined);
  });

  it('a broker’s address is shown without its password', () => {
    expect(shownUrl('mqtts://yard:secret@broker.port:8883')).to.equal('mqtts://yard:***@broker.port:8883');
    for (const plain of ['mqtt://127.0.0.1:1883', 'mqtt://yard@broker', 'no url'])
      expect(shownUrl(plain)).to.equal(plain);
  });

  it('every error has a sentence and a status', () => {
    for (const [code, { says, status }] of Object.entries(errors)) {
      expect(says.length, code).to.be.greaterThan(10);
      expect(status, code).to.be.within(400, 599);
    }
  });
});
