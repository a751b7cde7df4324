// The published papers hold: they are what the schemas say, they are valid, and they name just the routes there are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { validate } from '@readme/openapi-parser';
import { expect } from 'chai';
import { parse } from 'yaml';
import { type Reading, routesOver } from '../../hub/api/routes.ts';
import { asyncApi, openApi } from '../../hub/contracts/papers.ts';
import { readTopic, upTopic } from '../../hub/contracts/topics.ts';
import { errors } from '../../hub/errors.ts';
import { root } from '../a-port.ts';

const paper = (name: string): string => readFileSync(join(root, 'hub', 'contracts', name), 'utf8');

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
    const routes = routesOver({} as Reading).map(({ path }) => path.replace(':id', '{id}'));
    expect(Object.keys(document.paths).sort()).to.deep.equal(routes.sort());
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

  it('every error has a sentence and a status', () => {
    for (const [code, { says, status }] of Object.entries(errors)) {
      expect(says.length, code).to.be.greaterThan(10);
      expect(status, code).to.be.within(400, 599);
    }
  });
});
