// Who may come in: the file of credentials with its faults by line, keys that are right, wrong or another's, and a file that changes.
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { agents as played } from '../../../edge-agents/sim/day.ts';
import { clientIdOf, freshKey, keyHash, userOfClientId } from '../../../hub/contracts/agent-key.ts';
import { demoCameras, demoFleet } from '../../../hub/demo.ts';
import { readAgents } from '../../../hub/identity/agents-file.ts';
import { AgentsWatch } from '../../../hub/identity/agents-watch.ts';
import { type Change, Credentials } from '../../../hub/identity/credentials.ts';
import { quay } from '../../a-camera.ts';
import { temporaryFolder } from '../../a-port.ts';

const hash = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const good = `agents:\n  - { site: shatian-wharf, agent: quay-cameras, keySha256: ${hash} }\n`;
const readers = `readers:\n  - { name: wall, keySha256: [${hash}, ${other}], sites: [shatian-wharf] }\n`;

describe('The file of credentials', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const path = join(folder.path, 'agents.yaml');
  const read = (text: string) => {
    writeFileSync(path, text);
    return () => readAgents(path);
  };

  it('names agents and readers, with one key each or two', () => {
    const quayCameras = { ...quay, keySha256: [hash] };
    expect(read(good)()).to.deep.equal({ agents: [quayCameras], readers: [] });
    const wall = { name: 'wall', keySha256: [hash, other], sites: ['shatian-wharf'] };
    expect(read(good + readers)()).to.deep.equal({ agents: [quayCameras], readers: [wall] });
    expect(read(good.replace('}', ', video: false }'))().agents[0]).to.include({ video: false });
  });

  const faulty: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ['no list', 'agents: []', /holds no list `agents`/],
    ['a key in clear', good.replace(hash, 'a key in clear'), /agents.yaml:2: .*keySha256 must be 64 hex digits/],
    ['a name in capitals', good.replace('shatian-wharf', 'Shatian'), /:2: .*site must be/],
    ['the hub’s own topic as an agent', good.replace('quay-cameras', 'alerts'), /:2: .*agent must be/],
    ['an unknown field', good.replace('keySha256', 'key'), /key is nothing an agent has/],
    ['three keys', good.replace(hash, `[${hash}, ${other}, ${hash}]`), /:2: .*a list of 2/],
    ['a word for video', good.replace('}', ', video: maybe }'), /video is true or false/],
    [
      'a reader of no sites',
      good + readers.replace('[shatian-wharf]', '[]'),
      /:4: .*sites are a list of sites, or all/,
    ],
    ['a reader with a fault’s field', good + readers.replace('name', 'agent'), /agent is nothing a reader has/],
    ['a reader called as the hub is', good + readers.replace('wall', 'hub'), /hub is the name of the hub itself/],
    ['one agent twice', good + good.replace('agents:\n', ''), /shatian-wharf\/quay-cameras is named twice/],
  ];
  for (const [what, text, says] of faulty)
    it(`with ${what} is refused by its line, and no key is repeated`, () => {
      expect(read(text)).to.throw(says);
      expect(read(text)).not.to.throw(/a key in clear/);
    });

  it('that is not there is a start that cannot be', () => {
    expect(() => readAgents(join(folder.path, 'none.yaml'))).to.throw(/there is no such file/);
  });

  const watched = () => {
    const [changes, faults]: [Change[], string[]] = [[], []];
    const credentials = new Credentials(read(good)(), false);
    const watch = new AgentsWatch({
      ...{ path, credentials, completed: (file) => file },
      onChange: (change) => changes.push(change),
      onFault: (says) => faults.push(says),
    });
    watch.look();
    watch.look();
    return { changes, faults, credentials, watch };
  };

  it('is read again when another lies in its place; a faulty one changes nothing and is told once', () => {
    const { changes, faults, credentials, watch } = watched();
    expect([changes, faults]).to.deep.equal([[], []]);
    writeFileSync(join(folder.path, 'next'), good.replace(hash, other) + readers);
    renameSync(join(folder.path, 'next'), path);
    watch.look();
    watch.look();
    expect(changes).to.deep.equal([{ came: ['wall'], went: [], rekeyed: ['shatian-wharf/quay-cameras'] }]);
    writeFileSync(path, 'agents: [');
    watch.look();
    watch.look();
    expect(faults).to.have.length(1);
    expect(faults[0]).to.match(/what was read before holds/);
    expect(credentials.knows('wall')).to.equal(true);
  });

  it('that is half written puts nobody out, however sound the half: it is read once it has stood', () => {
    const whole = good + good.replace('agents:\n', '').replace('quay-cameras', 'yard');
    const { changes, credentials, watch } = watched();
    writeFileSync(path, whole);
    watch.look();
    watch.look();
    expect(credentials.knows('shatian-wharf/yard')).to.equal(true);
    writeFileSync(path, good);
    watch.look();
    appendFileSync(path, whole.slice(good.length));
    for (let look = 0; look < 3; look += 1) watch.look();
    expect(changes.map(({ came, went }) => [came, went])).to.deep.equal([[['shatian-wharf/yard'], []]]);
  });
});

describe('Credentials', () => {
  const [key, next] = [freshKey(), freshKey()];
  const of = (keys: readonly string[], video?: boolean) => {
    const entry = { ...quay, keySha256: keys.map(keyHash), ...(video !== undefined && { video }) };
    return { agents: [entry], readers: [{ name: 'wall', keySha256: [keyHash(next)], sites: 'all' as const }] };
  };
  const user = `${quay.site}/${quay.agent}`;

  it('let in whoever has the right key, under the right name, and nobody else', () => {
    const credentials = new Credentials(of([key]), false);
    expect(credentials.admit(user, key)?.identity).to.deep.equal({ is: 'agent', user, ...quay });
    expect(credentials.admit('wall', next)?.identity).to.deep.equal({ is: 'reader', user: 'wall', sites: 'all' });
    for (const [name, wrong] of [
      [user, next],
      [user, `${key}x`],
      [user, ''],
      ['wall', key],
      ['yard', key],
      ['', ''],
    ])
      expect(credentials.admit(name ?? '', wrong ?? ''), name).to.equal(undefined);
    expect(new Credentials({ agents: [], readers: [] }, false).admit(user, key)).to.equal(undefined);
  });

  it('let in for video by the same key, in a header, and not who brings none', () => {
    const admits = (header: string | undefined, video?: boolean, agent: string = quay.agent) =>
      new Credentials(of([key], video), false).admitVideo(quay.site, agent, header) !== undefined;
    for (const header of [`Bearer ${key}`, `bearer ${key}`]) expect(admits(header)).to.equal(true);
    const wrong = [`Bearer ${freshKey()}`, `Bearer ${key}x`, `Basic ${key}`, key, 'Bearer ', '', undefined];
    for (const header of wrong) expect(admits(header), header).to.equal(false);
    expect(admits(`Bearer ${key}`, false)).to.equal(false);
    expect(admits(`Bearer ${key}`, true, 'yard')).to.equal(false);
  });

  it('hold two keys while one takes the other’s place; who came in by the old one is out when it goes', () => {
    const credentials = new Credentials(of([key]), false);
    const early = credentials.admit(user, key);
    credentials.replace(of([key, next]));
    const late = credentials.admit(user, next);
    const standing = () => [early, late].map((one) => one !== undefined && credentials.stands(one));
    expect(standing()).to.deep.equal([true, true]);
    credentials.replace(of([next]));
    expect(standing()).to.deep.equal([false, true]);
    expect(credentials.admit(user, key)).to.equal(undefined);
  });

  it('put out a reader who is there for other sites now', () => {
    const credentials = new Credentials(of([key]), false);
    const wall = credentials.admit('wall', next);
    const [reader] = of([key]).readers;
    credentials.replace({
      ...of([key]),
      readers: reader === undefined ? [] : [{ ...reader, sites: ['a-site' as never] }],
    });
    expect(wall !== undefined && credentials.stands(wall)).to.equal(false);
  });

  it('know whose a client id is: nobody’s begins as another’s does', () => {
    for (const [id, whose] of [
      [clientIdOf('yard/a'), 'yard/a'],
      [clientIdOf('yard/a', '1f'), 'yard/a'],
      [clientIdOf('yard/ab'), 'yard/ab'],
      [clientIdOf('yard'), 'yard'],
      [clientIdOf('yard', 'a'), 'yard'],
    ])
      expect(userOfClientId(id ?? '')).to.equal(whose);
  });

  it('of a demo are of just those whom its fleet plays', () => {
    const site = demoCameras.site;
    expect(Object.fromEntries(demoFleet.map((agent) => [agent, site]))).to.deep.equal(played);
  });
});
