// Whoever looks after accounts, over a real hub: the roll without a hash, locks that hold over a kill, putting out, and what nobody may.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { io } from 'socket.io-client';
import type { PersonRow } from '../../hub/contracts/roll.ts';
import { hashed } from '../../hub/identity/secret.ts';
import { cookieOf, type HubProcess, startHub, temporaryFolder } from '../a-port.ts';

const people = [
  ['ada', 'admin'],
  ['bo', 'admin'],
  ['chen', 'monitor'],
  ['dai', 'supervisor'],
] as const;
const passwordOf = (name: string): string => `${name} at the port`;

describe('Whoever looks after accounts', () => {
  const folder = temporaryFolder();
  const cookies = new Map<string, string>();
  let hub: HubProcess;
  let hash = '';

  const start = (ports: { port?: number; mqttPort?: number } = {}): Promise<HubProcess> => {
    const args = ['--no-page', '--people', join(folder.path, 'people.yaml')];
    return startHub(join(folder.path, 'data'), { ...ports, args });
  };
  const enter = async (name: string): Promise<string> => {
    cookies.set(name, await cookieOf(hub.web, name, passwordOf(name)));
    return cookies.get(name) ?? '';
  };
  const ask = async (who: string, path: string, method = 'GET', body?: object) => {
    const headers = { cookie: cookies.get(who) ?? '', 'content-type': 'application/json' };
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${hub.web}/api/v1${path}`, sent);
    const set = answer.headers.get('set-cookie');
    if (set !== null) cookies.set(who, set.split(';')[0] ?? '');
    const text = await answer.text();
    return { status: answer.status, text, json: (text === '' ? {} : JSON.parse(text)) as Record<string, never> };
  };
  const said = async (...asked: Parameters<typeof ask>): Promise<unknown> => {
    const { status, json } = await ask(...asked);
    return `${status} ${json['code'] ?? ''}`.trim();
  };
  const prove = (who: string) => ask(who, '/session/proof', 'POST', { password: passwordOf(who) });
  const reason = { reason: 'left the service' };

  before(async function () {
    this.timeout(60_000);
    const entries = people.map(async ([name, role]) => {
      hash = await hashed(passwordOf(name));
      return `  - { name: ${name}, role: ${role}, sites: all, password: '${hash}' }`;
    });
    writeFileSync(join(folder.path, 'people.yaml'), `people:\n${(await Promise.all(entries)).join('\n')}\n`);
    hub = await start();
    for (const [name] of people) await enter(name);
  });
  after(async () => {
    await hub?.kill();
    folder.remove();
  });

  it('sees who is named and who is in, and no hash and no token; nobody else does', async () => {
    const { json, text } = await ask('ada', '/people');
    const rows = json['people'] as unknown as PersonRow[];
    expect(rows.map(({ name, sessions }) => `${name} ${sessions.length}`)).to.deep.equal(people.map(([n]) => `${n} 1`));
    expect(text).to.not.match(/argon2|hash/);
    for (const cookie of cookies.values()) expect(text).to.not.include(cookie.split('=')[1]);
    for (const who of ['chen', 'dai', 'nobody'])
      expect(await said(who, '/people')).to.equal(who === 'nobody' ? '401 login-needed' : '403 right-missing');
  });

  it('may see nothing of the port: no alert, no asset, no release', async () => {
    for (const path of ['/alerts', '/assets', '/port', '/checks']) expect(await said('ada', path)).to.match(/^403/);
  });

  it('locks nobody before having proved who they are, without a reason, themselves, or whom nobody knows', async () => {
    expect(await said('ada', '/people/chen/lock', 'POST', reason)).to.equal('403 proof-needed');
    expect((await prove('ada')).status).to.equal(201);
    expect(await said('ada', '/people/chen/lock', 'POST', {})).to.equal('422 lock-invalid');
    expect(await said('ada', '/people/ada/lock', 'POST', reason)).to.equal('409 lock-self');
    expect(await said('ada', '/people/who/lock', 'POST', reason)).to.equal('404 not-found');
    expect(await said('dai', '/people/chen/lock', 'POST', reason)).to.equal('403 right-missing');
    expect(await said('ada', '/people/chen/unlock', 'POST', reason)).to.equal('409 unlocked-already');
  });

  it('puts out whom they lock, sockets too, and a right password opens nothing, not even after a kill', async () => {
    const extraHeaders = { cookie: cookies.get('chen') ?? '' };
    const socket = io(hub.web, { transports: ['websocket'], reconnection: false, extraHeaders });
    await new Promise<void>((done) => socket.once('connect', () => done()));
    const cut = new Promise((done) => socket.once('disconnect', done));
    expect(await said('ada', '/people/chen/lock', 'POST', reason)).to.equal('201');
    await cut;
    expect(await said('chen', '/alerts')).to.equal('401 login-needed');
    await hub.kill('SIGKILL');
    hub = await start({ port: Number(new URL(hub.web).port) });
    const login = { name: 'chen', password: passwordOf('chen') };
    expect(await said('x', '/session', 'POST', login)).to.equal('403 account-locked');
    expect(await said('x', '/session', 'POST', { ...login, password: 'wrong' })).to.equal('401 login-wrong');
    const rows = (await ask('ada', '/people')).json['people'] as unknown as PersonRow[];
    expect(rows.find(({ name }) => name === 'chen')?.lock).to.deep.include({ by: 'ada', reason: 'left the service' });
  });

  it('the last administrator cannot be locked, whoever else may be', async () => {
    await prove('ada');
    expect(await said('ada', '/people/bo/lock', 'POST', reason)).to.equal('201');
    expect(await said('ada', '/people/bo/lock', 'POST', reason)).to.equal('409 locked-already');
    expect(await said('ada', '/people/bo/unlock', 'POST', reason)).to.equal('201');
    await enter('bo');
    await prove('bo');
    expect(await said('bo', '/people/ada/lock', 'POST', reason)).to.equal('201');
    expect(await said('ada', '/people')).to.equal('401 login-needed');
    expect(await said('bo', '/people/bo/lock', 'POST', reason)).to.equal('409 lock-self');
    expect(await said('bo', '/people/ada/unlock', 'POST', reason)).to.equal('201');
    await enter('ada');
  });

  it('lets in again whom they unlock, and ends sessions without a lock, one or all', async () => {
    await prove('ada');
    expect(await said('ada', '/people/chen/unlock', 'POST', { reason: 'came back' })).to.equal('201');
    const [first] = [await enter('chen'), await enter('chen')];
    const rows = (await ask('ada', '/people')).json['people'] as unknown as PersonRow[];
    const [eldest] = rows.find(({ name }) => name === 'chen')?.sessions ?? [];
    expect(await said('ada', `/people/chen/sessions/${eldest?.id}`, 'DELETE')).to.equal('204');
    cookies.set('first', first);
    expect([await said('first', '/alerts'), await said('chen', '/alerts')]).to.deep.equal(['401 login-needed', '200']);
    expect(await said('ada', '/people/chen/sessions', 'DELETE')).to.equal('204');
    expect(await said('chen', '/alerts')).to.equal('401 login-needed');
    expect(await said('ada', '/people/who/sessions', 'DELETE')).to.equal('404 not-found');
  });

  it('answers for all of it in the audit', async () => {
    const { audit } = (await ask('ada', '/audit')).json as unknown as { audit: Record<string, string>[] };
    const lines = audit.map(({ who, what, outcome, detail }) => `${who} ${what} ${outcome} ${detail}`);
    expect(lines).to.include.members([
      'ada lock done chen: left the service',
      'ada unlock done chen: came back',
      'ada sessions-ended done chen: 1',
      'chen login account-locked ',
      'bo proof done ',
    ]);
  });
});
