// People: their file read strictly, their passwords kept as hashes, the one table of what each role may.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { demoPeople, readPeople } from '../../../hub/identity/people.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { hashed, isHash, matches } from '../../../hub/identity/secret.ts';
import { temporaryFolder } from '../../a-port.ts';

/** The reference program's own: `printf password | argon2 somesalt12345678 -id -t 2 -k 65536 -p 1 -e` shapes it so. */
const shaped = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxMjM0NTY3OA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

describe('A password', () => {
  it('is known again by its hash, and no other is', async () => {
    const hash = await hashed('沙田 wharf');
    expect(hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await matches('沙田 wharf', hash)).to.equal(true);
    expect(await matches('沙田 Wharf', hash)).to.equal(false);
    expect(await hashed('沙田 wharf'), 'salted').to.not.equal(hash);
  });

  for (const [what, hash] of [
    ['nothing', ''],
    ['the password itself', 'secret-of-the-house'],
    ['another algorithm', shaped.replace('argon2id', 'argon2i')],
    ['more memory than this machine gives', shaped.replace('m=19456', 'm=999999')],
    ['less memory than its lanes need', shaped.replace('m=19456,t=2,p=1', 'm=8,t=1,p=4')],
    ['no passes', shaped.replace('t=2', 't=0')],
    ['a short tag', shaped.slice(0, -10)],
  ] as const)
    it(`is not kept as ${what}`, async () => {
      expect(isHash(hash)).to.equal(false);
      expect(await matches('secret-of-the-house', hash)).to.equal(false);
    });
});

describe('The people of the demo', () => {
  it('have their name as their password, and are the same at each start, so that a restart ends no session', async () => {
    const people = await demoPeople(['shatian-wharf']);
    expect(await demoPeople(['shatian-wharf'])).to.deep.equal(people);
    for (const [name, { hash }] of people.accounts) expect(await matches(name, hash)).to.equal(true);
  });
});

describe('A people file', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const sites = new Set(['shatian-wharf', 'bonded-centre']);
  const read = (text: string) => {
    writeFileSync(join(folder.path, 'people.yaml'), text);
    return readPeople(join(folder.path, 'people.yaml'), sites);
  };

  it('names each person, what they are, and for which sites', () => {
    const { accounts } = read(`people:
  - { name: 李关员, role: monitor, sites: all, password: '${shaped}' }
  - { name: pilot, role: monitor, agency: maritime, sites: all, password: '${shaped}' }
  - { name: wharf, role: operator, sites: [shatian-wharf], password: '${shaped}' }`);
    expect([...accounts.values()].map(({ person }) => person.agency)).to.deep.equal([
      'customs',
      'maritime',
      'terminal',
    ]);
    expect(accounts.get('李关员')?.person).to.deep.include({ role: 'monitor', sites: 'all' });
    expect(accounts.get('wharf')?.person.sites).to.deep.equal(['shatian-wharf']);
  });

  const line = (fields: string) => `people:\n  - { ${fields} }`;
  const wrong: readonly (readonly [text: string, says: RegExp])[] = [
    ['', /needs a list of people/],
    ['people: []', /needs a list of people/],
    [
      line(`name: a, role: monitor, sites: all, password: plain-text`),
      /:2: person no\. 1: password is no Argon2id hash/,
    ],
    [line(`name: a, role: boss, sites: all, password: '${shaped}'`), /role is one of monitor, operator, supervisor/],
    [line(`name: a, role: operator, sites: [nowhere], password: '${shaped}'`), /nowhere is no site of the plan/],
    [line(`name: a, role: operator, sites: [], password: '${shaped}'`), /sites are a list/],
    [line(`name: "chen\\u200b", role: monitor, sites: all, password: '${shaped}'`), /needs a name that can be read/],
    [line(`name: ' ', role: monitor, sites: all, password: '${shaped}'`), /needs a name/],
    [
      line(`name: a, role: monitor, agency: army, sites: all, password: '${shaped}'`),
      /agency is one of customs, front/,
    ],
    [line(`name: 'token:a', role: monitor, sites: all, password: '${shaped}'`), /token: begins the names of programs/],
    [line(`name: a, role: monitor, sites: all, secret: x, password: '${shaped}'`), /secret is nothing a person has/],
  ];
  for (const [text, says] of wrong)
    it(`is refused by line: ${says.source}`, () => {
      expect(() => read(text)).to.throw(says);
      expect(() => read(text)).to.not.throw(/plain-text/);
    });

  it('is refused where a name is given twice, and where there is none', () => {
    const one = `  - { name: a, role: monitor, sites: all, password: '${shaped}' }`;
    expect(() => read(`people:\n${one}\n${one}`)).to.throw(/:3: .*is named twice/);
    expect(() => readPeople(join(folder.path, 'none.yaml'), sites)).to.throw(/there is no such file/);
  });
});

describe('What a role may', () => {
  const everywhere = 'all' as const;
  const table: readonly (readonly [who: string, person: ReturnType<typeof personOf>, rights: string])[] = [
    [
      'a monitor of all sites',
      personOf('a', 'monitor', everywhere),
      'see note watch acknowledge handle shelve ticket trust check measure told inspect replay',
    ],
    [
      'a monitor of one',
      personOf('a', 'monitor', ['x1']),
      'see note watch acknowledge handle shelve ticket trust check measure',
    ],
    [
      'a monitor of the maritime administration',
      personOf('a', 'monitor', ['x1'], 'maritime'),
      'see note watch ticket measure',
    ],
    [
      'a supervisor of one',
      personOf('a', 'supervisor', ['x1']),
      'see note watch acknowledge handle shelve oversee ticket trust check measure',
    ],
    ['an operator', personOf('a', 'operator', ['x1']), 'see note watch explain'],
    ['an auditor', personOf('a', 'auditor', everywhere), 'see watch trust measure told inspect'],
    ['an admin', personOf('a', 'admin', everywhere), 'inspect people'],
    ['an integration', personOf('a', 'integration', everywhere), 'exchange'],
  ];
  for (const [who, { rights }, may] of table) it(`${who}: ${may}`, () => expect(rights.join(' ')).to.equal(may));
});
