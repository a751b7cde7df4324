// The EPCIS adapter: files and folders in order, what is wrong named and passed over, read points by a places file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Observed } from '../../../edge-agents/adapter.ts';
import { type EpcisSource, epcisAdapter } from '../../../edge-agents/epcis/adapter.ts';
import { temporaryFolder } from '../../a-port.ts';
import { documentOf, eventOfType, type Fields, laneSgln, objectEvent } from '../../hub/epcis/an-epcis.ts';

const passage = objectEvent({ eventID: 'urn:uuid:1', bizStep: 'arriving', readPoint: { id: laneSgln } });
const tied = eventOfType('AssociationEvent', {
  parentID: 'urn:epc:id:bic:CSQU3054383',
  childEPCs: ['urn:efence:seal:EMCCT12345'],
  action: 'ADD',
});

describe('The EPCIS adapter', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const put = (name: string, value: unknown): string => {
    const path = join(folder.path, name);
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };

  async function run(
    source: EpcisSource,
  ): Promise<{ told: Observed[]; says: string[]; counts: Readonly<Record<string, number>> }> {
    const told: Observed[] = [];
    const says: string[] = [];
    const adapter = epcisAdapter({ ...source, onFault: (text) => says.push(text) });
    await adapter.start(async (observed) => void told.push(observed));
    return { told, says, counts: adapter.counts() };
  }

  it('tells what needs no plan without one', async () => {
    const { told, counts } = await run({ path: put('one.json', documentOf([passage, tied])) });
    expect(told.map(({ type, subject }) => [type, subject])).to.deep.equal([['association', 'container:CSQU3054383']]);
    expect(told[0]?.time).to.equal(Date.UTC(2026, 6, 21, 22, 45));
    expect(counts).to.include({ files: 1, events: 2, observations: 1, unmapped: 1, faults: 0 });
  });

  it('knows lanes by a places file, however their SGLN is written', async () => {
    const placesFile = put('places.txt', { lanes: { 'https://id.gs1.org/414/6901234000016': 'main-in-1' } });
    const { told } = await run({ path: put('one.json', documentOf([passage])), placesFile });
    expect(told.map(({ subject }) => subject)).to.deep.equal(['lane:main-in-1']);
  });

  it('reads a folder in the order of names, and goes on past what is wrong', async () => {
    const path = join(folder.path, 'many');
    mkdirSync(path);
    const of = (name: string, events: readonly unknown[]): void => void put(join('many', name), documentOf(events));
    of('b.json', [{ ...tied, action: 'DELETE' }]);
    of('a.jsonld', [objectEvent({ bizStep: 'flying' }), tied]);
    put(join('many', 'c.json'), '{');
    put(join('many', 'readme.txt'), 'no');
    const { told, says, counts } = await run({ path });
    expect(told.map(({ data }) => (data as Fields)['action'])).to.deep.equal(['add', 'remove']);
    expect(says[0]).to.match(/a\.jsonld: event 1: bizStep "flying" is not a CBV step$/);
    expect(says[1]).to.match(/c\.json: document: is not JSON in UTF-8$/);
    expect(counts).to.include({ files: 3, faults: 2 });
  });

  it('does not tell what is declared wrong in the same file', async () => {
    const declared = { ...tied, eventID: 'urn:uuid:2' };
    const wrong = { ...declared, errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' } };
    const { told, counts } = await run({ path: put('wrong.json', documentOf([declared, wrong])) });
    expect(told).to.deep.equal([]);
    expect(counts).to.include({ events: 2, declarations: 1 });
  });

  it('stops where it is told to', async () => {
    const adapter = epcisAdapter({ path: put('many.json', documentOf(Array.from({ length: 50 }, () => tied))) });
    let heard = 0;
    await adapter.start(() => {
      heard += 1;
      if (heard === 3) void adapter.stop();
    });
    expect(heard).to.equal(3);
  });

  it('says in one sentence what is not there, or no places file', async () => {
    const failure = async (source: EpcisSource): Promise<string> =>
      epcisAdapter(source)
        .start(() => {})
        .then(
          () => '',
          (error: unknown) => (error as Error).message,
        );
    expect(await failure({ path: join(folder.path, 'nowhere') })).to.match(/ENOENT/);
    const placesFile = put('odd.json', { lanes: { a: 5 } });
    expect(await failure({ path: put('one.json', documentOf([])), placesFile })).to.match(/odd\.json: not \{"lanes"/);
  });
});
