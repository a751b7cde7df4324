// The EPCIS adapter: files and folders in order, what is wrong named and passed over, read points by a places file.
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
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

  it('passes over whatever in a folder is no readable document, and names it', async () => {
    const path = join(folder.path, 'odd');
    const at = (name: string): string => join(path, name);
    mkdirSync(at('a.json'), { recursive: true });
    symlinkSync(at('nowhere'), at('b.json'));
    symlinkSync(at('c.json'), at('c.json'));
    symlinkSync('.', at('d.json'));
    writeFileSync(at('e.json'), '');
    truncateSync(at('e.json'), 64 * 1024 * 1024 + 1);
    put(join('odd', 'f.json'), documentOf([tied]));
    const { told, says, counts } = await run({ path });
    expect(told).to.have.length(1);
    expect(says.map((text) => text.slice(path.length + 1))).to.deep.equal([
      'a.json: is no file',
      'b.json: cannot be read: it is not there, or no longer',
      'c.json: cannot be read: its links lead in a circle',
      'd.json: is no file',
      'e.json: is 67108865 bytes; at most 67108864',
    ]);
    expect(counts).to.include({ files: 6, faults: 5, events: 1 });
  });

  it('does not tell what is declared wrong in the same file', async () => {
    const declared = { ...tied, eventID: 'urn:uuid:2' };
    const wrong = { ...declared, errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' } };
    const { told, counts } = await run({ path: put('wrong.json', documentOf([declared, wrong])) });
    expect(told).to.deep.equal([]);
    expect(counts).to.include({ events: 2, declarations: 1 });
  });

  it('knows what is declared wrong without an eventID by what it says, in its own file and those after', async () => {
    const path = join(folder.path, 'declared');
    mkdirSync(path);
    const { type, ...rest } = tied;
    const wrong = { errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' }, recordTime: '2026-07-23T00:00:00Z' };
    const other = { ...tied, parentID: 'urn:epc:id:bic:MSKU6011672' };
    put(join('declared', 'a.json'), documentOf([tied, { ...rest, type, ...wrong }]));
    put(join('declared', 'b.json'), documentOf([other, { ...tied, recordTime: '2026-07-22T00:00:00Z' }]));
    const { told, counts } = await run({ path });
    expect(told.map(({ subject }) => subject)).to.deep.equal(['container:MSKU6011672']);
    expect(counts).to.include({ events: 4, declarations: 1, observations: 1 });
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
