// Tricks of the web against a real hub: each is refused by its code, changes nothing, and stands in the audit.
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { io } from 'socket.io-client';
import { hashed } from '../../hub/identity/secret.ts';
import { cookieOf, type HubProcess, startHub, temporaryFolder, until } from '../a-port.ts';
import { acts, alerts, type Headers, type Held, json, type Sent, tricksWith } from './the-tricks.ts';

interface Got {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const passwordOf = (name: string): string => `${name} at the port`;

/** As no browser would: any path as it is, any method, any header. */
function ask(web: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Got> {
  const { hostname, port } = new URL(web);
  return new Promise((done, failed) => {
    const asked = request({ hostname, port, path, method, headers, agent: false });
    asked.once('error', failed);
    asked.once('upgrade', (response, socket) => {
      socket.destroy();
      done({ status: response.statusCode ?? 0, code: undefined, headers: response.headers });
    });
    asked.once('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.once('end', () => {
        // At an upgrade socket.io answers with the code alone.
        const isPlain = response.headers['content-type']?.startsWith('text/html') === true;
        const { code } = text.startsWith('{')
          ? (JSON.parse(text) as { code?: string })
          : { code: isPlain ? text : undefined };
        done({ status: response.statusCode ?? 0, code, headers: response.headers });
      });
    });
    asked.end(body);
  });
}

describe('Tricks of the web', () => {
  const folder = temporaryFolder();
  let hub: HubProcess;
  let other: HubProcess;
  const cookies: Record<string, string> = {};
  const tokens: Record<string, string> = {};

  const start = (at: string): Promise<HubProcess> =>
    startHub(join(folder.path, at), { args: ['--no-page', '--people', join(folder.path, 'people.yaml')] });

  const post = async (path: string, who: string, body: object): Promise<Record<string, string>> => {
    const headers = { ...json, cookie: cookies[who] ?? '' };
    const answer = await fetch(`${hub.web}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    cookies[who] = answer.headers.get('set-cookie')?.split(';')[0] ?? cookies[who] ?? '';
    return (await answer.json()) as Record<string, string>;
  };

  before(async function () {
    this.timeout(90_000);
    const people = ['ada admin', 'chen monitor', 'dai supervisor'].map(async (one) => {
      const [name = '', role = ''] = one.split(' ');
      return `  - { name: ${name}, role: ${role}, sites: all, password: '${await hashed(passwordOf(name))}' }\n`;
    });
    writeFileSync(join(folder.path, 'people.yaml'), `people:\n${(await Promise.all(people)).join('')}`);
    [hub, other] = await Promise.all([start('one'), start('other')]);
    for (const name of ['ada', 'chen', 'dai']) cookies[name] = await cookieOf(hub.web, name, passwordOf(name));
    cookies['elsewhere'] = await cookieOf(other.web, 'chen', passwordOf('chen'));
    cookies['gone'] = await cookieOf(hub.web, 'chen', passwordOf('chen'));
    await fetch(`${hub.web}/api/v1/session`, { method: 'DELETE', headers: { cookie: cookies['gone'] } });
    cookies['before'] = cookies['ada'] ?? '';
    await post('/session/proof', 'ada', { password: passwordOf('ada') });
    const make = async (name: string, until: number): Promise<void> => {
      const made = await post('/tokens', 'ada', { name, role: 'supervisor', sites: 'all', until });
      tokens[name] = made['token'] ?? '';
      tokens[`${name} id`] = made['id'] ?? '';
    };
    await make('short', Date.now() + 1000);
    await make('revoked', Date.now() + 60_000);
    await make('good', Date.now() + 60_000);
    const revoke = `${hub.web}/api/v1/tokens/${tokens['revoked id']}`;
    await fetch(revoke, { method: 'DELETE', headers: { cookie: cookies['ada'] ?? '' } });
    await until('the short one is over', async () =>
      (await ask(hub.web, '/api/v1/alerts', { headers: by('short') })).status === 401 ? true : undefined,
    );
  });
  after(async () => {
    await hub?.kill();
    await other?.kill();
    folder.remove();
  });

  const by = (token: string): Headers => ({ authorization: `Bearer ${tokens[token]}` });
  const as = (who: string): Headers => ({ cookie: cookies[who] ?? '' });

  const nameOf = (who: string): string => cookies[who]?.split('=')[0] ?? '';
  const tokenOf = (who: string): string => cookies[who]?.split('=')[1] ?? '';
  const audit = async (): Promise<string[]> => {
    const answer = await fetch(`${hub.web}/api/v1/audit?limit=1000`, { headers: as('dai') });
    const { audit: lines } = (await answer.json()) as { audit: Record<string, string>[] };
    return lines.map(({ who, outcome }) => `${who} ${outcome}`);
  };
  const audited = (line: string): Promise<unknown> =>
    until(`the audit has ${line}`, async () => ((await audit()).includes(line) ? true : undefined));

  const held: Held = { by, as, nameOf, tokenOf, otherHub: () => other.web };
  for (const [what, path, sent, refused, who] of tricksWith(held))
    it(`${what}: ${refused}`, async () => {
      // An alert that is not there would be the answer to whoever came through.
      const got = await ask(hub.web, path, sent());
      expect(`${got.status} ${got.code}`).to.equal(refused);
      const code = refused === '401 undefined' ? 'login-needed' : refused.slice(4);
      await audited(`${who} ${code}`);
    });

  it('a session is another after a login, whatever cookie came with it', async () => {
    const planted = `${nameOf('chen')}=planted`;
    const login = JSON.stringify({ name: 'chen', password: passwordOf('chen') });
    const got = await ask(hub.web, '/api/v1/session', acts({ cookie: planted }, login));
    expect(String(got.headers['set-cookie']))
      .to.match(/^__Host-efence\d+=[\w-]{43};/)
      .and.not.include('planted');
    expect((await ask(hub.web, alerts, { headers: { cookie: planted } })).status).to.equal(401);
  });

  for (const [what, word] of [
    ['that nobody knows', ['become-admin', {}]],
    ['of the wrong shape', ['sync', { live: { epoch: 1, seq: 'x' } }]],
    ['of no shape at all', ['sync', null]],
  ] as const)
    it(`a word ${what} on the socket is refused by code`, async () => {
      const options = { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: as('dai') };
      const socket = io(hub.web, options);
      const answered = new Promise((done) => {
        socket.once('disconnect', () => done('cut off'));
        socket.once('connect', () => socket.emit(word[0], word[1], done));
      });
      const expected = word[0] === 'sync' ? { ok: false, code: 'sync-invalid' } : 'cut off';
      expect(await answered).to.deep.equal(expected);
      await audited(`dai ${word[0] === 'sync' ? 'sync-invalid' : 'socket-word-unknown'}`);
      socket.disconnect();
    });

  it('guessing slows down: after five wrong ones a name waits, and a flood of them is few lines of the audit', async () => {
    const guess = () => ask(hub.web, '/api/v1/session', acts({}, '{"name":"dai","password":"wrong"}'));
    const said: (string | undefined)[] = [];
    for (let i = 0; i < 12; i += 1) said.push((await guess()).code);
    expect(said.slice(0, 5)).to.deep.equal(Array.from({ length: 5 }, () => 'login-wrong'));
    expect(said.slice(5)).to.include('login-throttled');
    await audited('dai login-throttled');
    expect((await audit()).filter((line) => line === 'dai login-wrong').length).to.be.below(3);
  });

  it('one who asks without end has to wait, and is told how long; others, and whoever watches over the hub, do not', async () => {
    const flood = async (): Promise<Got[]> =>
      Promise.all(Array.from({ length: 250 }, () => ask(hub.web, '/api/v1/session', { headers: as('chen') })));
    const got = await until('some had to wait', async () => {
      const waits = (await flood()).filter(({ code }) => code === 'request-too-many');
      return waits.length > 0 ? waits : undefined;
    });
    expect([got[0]?.status, got[0]?.headers['retry-after']]).to.deep.equal([429, '1']);
    expect((await ask(hub.web, alerts, { headers: as('dai') })).status).to.equal(200);
    expect((await ask(hub.web, '/readyz', { headers: as('chen') })).status).to.equal(200);
    await audited('chen request-too-many');
  });

  it('every answer bears the headers that keep a page to itself, and none a way to run what is inline', async () => {
    const { headers } = await ask(hub.web, '/nowhere');
    expect(headers['content-security-policy']).to.include("default-src 'none'").and.not.include('unsafe');
    expect(headers).to.include({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['permissions-policy']).to.include('camera=()');
    expect(headers).to.not.have.any.keys('x-powered-by', 'access-control-allow-origin');
  });

  it('nothing came of any of it, and no secret is in what the hub said', async () => {
    const headers = as('ada');
    const { tokens: made } = (await (await fetch(`${hub.web}/api/v1/tokens`, { headers })).json()) as {
      tokens: { name: string }[];
    };
    expect(made.map(({ name }) => name)).to.deep.equal(['short', 'revoked', 'good']);
    const { people } = (await (await fetch(`${hub.web}/api/v1/people`, { headers })).json()) as { people: object[] };
    expect(people.filter((one) => 'lock' in one)).to.deep.equal([]);
    const secrets = [...Object.keys(cookies).map(tokenOf), ...['short', 'revoked', 'good'].map((one) => tokens[one])];
    for (const secret of secrets) expect(hub.said()).to.not.include(secret);
  });
});
