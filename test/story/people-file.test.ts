// A people file over a real hub: read again while it runs, refused where it is faulty or its passwords are none.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { hashed } from '../../hub/identity/secret.ts';
import { cookieOf, type HubProcess, hubAsScripted, root, startHub, temporaryFolder, until } from '../a-port.ts';

interface Line {
  readonly name: string;
  readonly role?: string;
  readonly agency?: string;
  readonly sites?: string;
  readonly password?: string;
}

const passwordOf = (name: string): string => `${name} at the port`;

const fileOf = async (lines: readonly Line[]): Promise<string> => {
  const entries = lines.map(async ({ name, role = 'monitor', agency, sites = 'all', password }) => {
    const of = agency === undefined ? '' : `, agency: ${agency}`;
    return `  - { name: ${name}, role: ${role}${of}, sites: ${sites}, password: '${await hashed(password ?? passwordOf(name))}' }`;
  });
  return `people:\n${(await Promise.all(entries)).join('\n')}\n`;
};

/** A start that is refused: what it said. */
const refused = async (data: string, ...args: string[]): Promise<string> => {
  const doors = ['--port', '0', '--mqtt-port', '0', '--no-page', '--data', data];
  const child = spawn(process.execPath, [...hubAsScripted(), ...doors, ...args], { cwd: root });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  expect(await new Promise((done) => child.once('exit', done)), said).to.equal(1);
  return said;
};

describe('A people file, while the hub runs', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'people.yaml');
  const kept = new Map<string, string>();
  const sockets: Socket[] = [];
  let hub: HubProcess;

  /** Keeps the lines of who stays as they are: another hash would be another account. */
  const write = async (...lines: Line[]): Promise<void> => {
    for (const line of lines)
      if (!kept.has(JSON.stringify(line))) kept.set(JSON.stringify(line), (await fileOf([line])).slice(8));
    writeFileSync(file, `people:\n${lines.map((line) => kept.get(JSON.stringify(line))).join('')}`);
  };
  const [chen, li, wharf]: readonly [Line, Line, Line] = [
    { name: 'chen' },
    { name: 'li', agency: 'maritime' },
    { name: 'wharf', role: 'operator', sites: '[shatian-wharf]' },
  ];

  before(async function () {
    this.timeout(60_000);
    await write(chen, li, wharf);
    hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--people', file] });
  });
  after(async () => {
    for (const socket of sockets) socket.disconnect();
    await hub?.kill();
    folder.remove();
  });

  const statusOf = async (cookie: string): Promise<number> =>
    (await fetch(`${hub.web}/api/v1/alerts`, { headers: { cookie } })).status;
  const looking = async (cookie: string): Promise<{ readonly cut: Promise<void> }> => {
    const socket = io(hub.web, { transports: ['websocket'], reconnection: false, extraHeaders: { cookie } });
    sockets.push(socket);
    await new Promise<void>((done, failed) => {
      socket.once('connect', () => done());
      socket.once('connect_error', failed);
    });
    return { cut: new Promise((done) => socket.once('disconnect', () => done())) };
  };

  it('remembers in the data folder whose password was found sound, so that a restart looks at none again', () => {
    const marks = readFileSync(join(folder.path, 'data', 'passwords-checked'), 'utf8').split('\n');
    expect(marks).to.have.length(3);
  });

  it('says of whom somebody is: what customs alone may, a maritime monitor may not', async () => {
    const cookie = await cookieOf(hub.web, 'li', passwordOf('li'));
    const { person } = (await (await fetch(`${hub.web}/api/v1/session`, { headers: { cookie } })).json()) as {
      person: { agency: string; rights: string[] };
    };
    expect(person.agency).to.equal('maritime');
    expect(person.rights).to.include('ticket').and.to.not.include('acknowledge');
  });

  it('who is taken out of it is out at once, socket and all, and the others stay', async () => {
    const [goes, stays] = [
      await cookieOf(hub.web, 'wharf', passwordOf('wharf')),
      await cookieOf(hub.web, 'chen', passwordOf('chen')),
    ];
    const { cut } = await looking(goes);
    await write(chen, li);
    await cut;
    expect([await statusOf(goes), await statusOf(stays)]).to.deep.equal([401, 200]);
    await write(chen, li, wharf);
    await until('they may come in again', () => cookieOf(hub.web, 'wharf', passwordOf('wharf')).catch(() => undefined));
    expect(await statusOf(goes), 'what they had before stays over').to.equal(401);
  });

  it('a faulty one changes nobody, and is said loudly by its code and its line; nor does one with a weak password', async () => {
    const cookie = await cookieOf(hub.web, 'chen', passwordOf('chen'));
    writeFileSync(file, 'people:\n  - { name: chen, role: emperor, sites: all }\n');
    await until('it is said', () => (/people-faulty.*:2: .*role is one of/s.test(hub.said()) ? true : undefined));
    await write(chen, { name: 'zhao', password: 'changeme' });
    await until('the weak one is named', () => (hub.said().includes('zhao: a password that') ? true : undefined));
    expect(hub.said()).to.not.include('changeme');
    expect(await statusOf(cookie)).to.equal(200);
  });

  it('on SIGHUP it is read, changed or not; another role is another account', async () => {
    const cookie = await cookieOf(hub.web, 'chen', passwordOf('chen'));
    await write({ ...chen, role: 'auditor' }, li);
    hub.child.kill('SIGHUP');
    await until('the old account is out', async () => ((await statusOf(cookie)) === 401 ? true : undefined));
    const reads = hub.said().split('was read again').length;
    hub.child.kill('SIGHUP');
    await until('it is read once more', () => (hub.said().split('was read again').length > reads ? true : undefined));
  });
});

describe('A start', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it('is refused where nobody is named, and says both ways', async () => {
    expect(await refused(folder.path)).to.match(/^nobody is named: --people FILE .*--open lets .*\n$/);
  });

  it('is refused with accounts of the demo, whose password is their name', async () => {
    const file = join(folder.path, 'demo.yaml');
    writeFileSync(file, await fileOf([{ name: 'monitor', password: 'monitor' }, { name: 'sound' }]));
    expect(await refused(folder.path, '--open-agents', '--people', file)).to.match(
      /: monitor: a password that is the name/,
    );
  });
});
