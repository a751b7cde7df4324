// Every fault of a port plan is named by file and line: a small port by hand, one thing wrong with it or many, and what is said.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { StartError } from '../../hub/errors.ts';
import { checkPortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { temporaryFolder } from '../a-port.ts';
import { smallPort, smallPortFolder } from './a-small-port.ts';
import { devices, faulty, fences, gates, plan, sites, square, wharves } from './faulty-plans.ts';

describe('A port plan with a fault', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const told = (): string[] =>
    checkPortPlan(folder.path).faults.map(({ file, line, says }) => `${file}:${line}: ${says}`);

  for (const [what, edit, ...says] of faulty) {
    it(`${what} → ${says.at(-1)}`, () => {
      smallPortFolder(folder.path, [edit]);
      expect(told()).to.deep.equal(says);
    });
  }

  it('in several files and twice in one entry has them all told at once, file by file and from the top', () => {
    smallPortFolder(folder.path, [
      plan('DEKEL', 'CNHUM'),
      plan('Seconds: 15', 'Seconds: 0'),
      fences('"restricted": true', '"restricted": "yes"'),
      fences(square, square.slice(0, -16)),
      fences('"site": "shed"', '"site": "shack"'),
      gates('direction: in', 'direction: inward'),
      gates('ring\n', 'rink\n'),
      devices('agent: gate', 'agent: gale'),
    ]);
    const all = [
      'plan.yaml:3: CNHUM is Huma, Heilongjiang; is CNHMN meant?',
      'plan.yaml:17: rules.agentGraceSeconds must be >= 1',
      'fences.geojson:10: fence ring: ring is not closed',
      'fences.geojson:17: fence ring: properties.restricted must be true or false',
      'fences.geojson:29: fence way: no site shack',
      'gates.yaml:6: lane in: direction must be one of in, out, both',
      'gates.yaml:7: lane in: no fence rink',
      'devices.yaml:2: device reader: no agent gale',
    ];
    expect(told()).to.deep.equal(all);
    const lines = all.map((line) => `${folder.path}/${line}`).join('\n');
    expect(() => readPortPlan(folder.path))
      .to.throw(StartError)
      .with.property('message', lines);
  });

  it('or with thirty has twenty told at a start, and the rest counted', () => {
    const berths = Array.from({ length: 30 }, (_, i) => i);
    smallPortFolder(folder.path, [wharves("['1', '2']", `[${berths.join(', ')}]`)]);
    const lines = told();
    expect(lines).to.have.length(30);
    expect(() => readPortPlan(folder.path))
      .to.throw(StartError)
      .with.property('message')
      .that.satisfies((message: string) => message.split('\n').length === 21 && message.endsWith('\nand 10 more'));
  });

  it('in a file that cannot be read blames nobody for naming what is in it', () => {
    smallPortFolder(folder.path, [sites('sites:', 'sites: [')]);
    expect(told().filter((line) => !line.startsWith('sites.yaml'))).to.deep.equal([]);
    expect(told()[0]).to.match(/^sites.yaml:\d+: /);
  });

  it('for want of a file it needs says so, and can do without the others', () => {
    smallPortFolder(folder.path);
    for (const file of ['segments.geojson', 'gates.yaml', 'devices.yaml', 'wharves.yaml', 'parties.yaml'])
      rmSync(join(folder.path, file));
    expect(told()).to.deep.equal([]);
    writeFileSync(join(folder.path, 'devices.yaml'), '# none yet\n');
    expect(readPortPlan(folder.path)).to.deep.include({
      segments: [],
      lanes: [],
      devices: [],
      wharves: [],
      parties: [],
    });
    writeFileSync(join(folder.path, 'sites.yaml'), '# none yet\n');
    rmSync(join(folder.path, 'fences.geojson'));
    expect(told()).to.deep.equal(['sites.yaml:0: says nothing', 'fences.geojson:0: is not there']);
    expect(() => readPortPlan(folder.path)).to.throw(StartError, `${folder.path}/sites.yaml: says nothing\n`);
  });

  it('of encoding is named: Windows writes GBK', () => {
    smallPortFolder(folder.path);
    writeFileSync(join(folder.path, 'sites.yaml'), Buffer.from([0x73, 0x3a, 0x20, 0xc9, 0xb3, 0xcc, 0xef]));
    expect(told()).to.deep.equal(['sites.yaml:0: is not UTF-8']);
  });

  it('whatever it is, is told and never thrown', () => {
    const whole = Object.entries(smallPort).map(([file, text]) => ({ file, value: parse(text) as object }));
    const paths = whole.flatMap(({ file, value }) => pathsIn(value).map((path) => ({ file, path })));
    const strange = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, [], {}, '', [[[]]], [[1, 2]], [[[1, 2]]], [[[[1, 2]]]], 1e300, { type: 'Polygon' }),
    );
    const property = fc.property(fc.constantFrom(...paths), strange, ({ file, path }, instead) => {
      smallPortFolder(folder.path);
      const value = structuredClone(whole.find((one) => one.file === file)?.value ?? {});
      put(value, path, instead);
      writeFileSync(join(folder.path, file), JSON.stringify(value));
      const { plan: sound, faults } = checkPortPlan(folder.path);
      expect(sound === undefined).to.equal(faults.length > 0);
    });
    fc.assert(property, { numRuns: 400 });
  });
});

function pathsIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, one]) => pathsIn(one, [...at, name]));
  return at.length === 0 ? inner : [at, ...inner];
}

function put(value: object, path: readonly string[], instead: unknown): void {
  const [name = '', ...rest] = path;
  const fields = value as Record<string, unknown>;
  if (rest.length === 0) fields[name] = instead;
  else put(fields[name] as object, rest, instead);
}
