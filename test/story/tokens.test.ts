// A program with a token at a real hub: what it may by REST and by the socket, made and revoked by whoever looks after accounts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { FreshToken, TokenRow } from '../../hub/contracts/api-token.ts';
import { hashed } from '../../hub/identity/secret.ts';
import { cookieOf, type HubProcess, startHub, temporaryFolder } from '../a-port.ts';

const dayMs = 86_400_000;

describe('A program with a token', () => {
  const folder = temporaryFolder();
  const sockets: Socket[] = [];
  let hub: HubProcess;
  let admin = '';

  before(async function () {
    this.timeout(60_000);
    const password = await hashed('ada at the port');
    const file = join(folder.path, 'people.yaml');
    writeFileSync(file, `people:\n  - { name: ada, role: admin, sites: all, password: '${password}' }\n`);
    hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--people', file] });
    admin = await cookieOf(hub.web, 'ada', 'ada at the port');
  });
  after(async () => {
    for (const socket of sockets) socket.disconnect();
    await hub?.kill();
    folder.remove();
  });

  const ask = async <T = Record<string, unknown>>(path: string, headers: Record<string, string>, body?: object) => {
    const sent = body && { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${hub.web}/api/v1${path}`, {
      ...sent,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: answer.status, headers: answer.headers, json: (await answer.json()) as T };
  };
  const make = (more: object = {}) =>
    ask<FreshToken & { code?: string }>(
      '/tokens',
      { cookie: admin },
      { name: 'tos', role: 'monitor', sites: 'all', until: Date.now() + dayMs, ...more },
    );
  const by = (token: string) => ({ authorization: `Bearer ${token}` });
  const looking = (options: object): Promise<string> => {
    const socket = io(hub.web, { transports: ['websocket'], reconnection: false, forceNew: true, ...options });
    sockets.push(socket);
    return new Promise((done) => {
      socket.once('connect', () => done('open'));
      socket.once('connect_error', ({ message }) => done(message));
    });
  };

  it('has it from an administrator who has proved who they are, for sites of the plan', async () => {
    expect((await make()).json.code).to.equal('proof-needed');
    const proof = await ask('/session/proof', { cookie: admin }, { password: 'ada at the port' });
    admin = (proof.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    for (const [more, code] of [
      [{ sites: ['nowhere'] }, 'token-invalid'],
      [{ name: 'Not A Name' }, 'token-invalid'],
      [{ secret: 'x' }, 'token-invalid'],
      [{ until: Date.now() + 500 * dayMs }, 'token-until-wrong'],
      [{ rights: ['acknowledge'] }, 'token-rights-beyond'],
    ] as const)
      expect([(await make(more)).json.code, JSON.stringify(more)]).to.deep.equal([code, JSON.stringify(more)]);
  });

  it('asks by it what its role may, writes under its own name, acknowledges nothing, and is cut off when it is revoked', async () => {
    const { status, json } = await make();
    expect(status).to.equal(201);
    const { token, id } = json;
    expect((await ask('/alerts', by(token))).status).to.equal(200);
    expect((await ask('/session', by(token))).json).to.have.nested.property('person.name', 'token:tos');
    const act = await ask('/alerts/ffffffffffffffff/acknowledgement', by(token), {});
    expect([act.status, act.json['code']]).to.deep.equal([403, 'right-missing']);
    expect((await ask('/tokens', by(token))).json['code']).to.equal('right-missing');
    expect(await looking({ auth: { token } })).to.equal('open');
    expect(await looking({ extraHeaders: by(token) })).to.equal('open');
    const cut = sockets.slice(-2).map((socket) => new Promise((done) => socket.once('disconnect', done)));
    const { tokens } = (await ask<{ tokens: TokenRow[] }>('/tokens', { cookie: admin })).json;
    expect(tokens[0]).to.include({ id, name: 'tos', by: 'ada' });
    expect(Date.now() - (tokens[0]?.used ?? 0)).to.be.below(120_000);
    expect(JSON.stringify(tokens)).to.not.include(token).and.not.include('hash');
    const gone = await fetch(`${hub.web}/api/v1/tokens/${id}`, { method: 'DELETE', headers: { cookie: admin } });
    expect(gone.status).to.equal(200);
    await Promise.all(cut);
    expect((await ask('/alerts', by(token))).json['code']).to.equal('token-revoked');
    expect(await looking({ auth: { token } })).to.equal('token-revoked');
  });

  it('sends it as a token only: not as a cookie, not beside one, and from a page or no page alike', async () => {
    const { token } = (await make({ name: 'other', role: 'operator', sites: ['shatian-wharf'] })).json;
    const name = admin.split('=')[0] ?? '';
    expect((await ask('/alerts', { cookie: `${name}=${token}` })).json['code']).to.equal('login-needed');
    expect((await ask('/alerts', { cookie: admin, ...by(token) })).json['code']).to.equal('token-with-cookie');
    expect(await looking({ auth: { token }, extraHeaders: { cookie: admin } })).to.not.equal('open');
    const note = (origin: string, headers: object) =>
      ask('/alerts/ffffffffffffffff/notes', { origin, ...headers }, { text: 'x' });
    expect((await note('http://elsewhere.example', by(token))).json['code']).to.equal('not-found');
    expect((await note('http://elsewhere.example', { cookie: admin })).json['code']).to.equal('origin-wrong');
    expect((await ask('/alerts', { authorization: 'Basic YTpi' })).json['code']).to.equal('token-wrong');
  });

  it('of an integration brings facts and opens no socket; without any nobody comes', async () => {
    const { token } = (await make({ name: 'epcis', role: 'integration' })).json;
    const events = await fetch(`${hub.web}/epcis/events`, { headers: by(token) });
    expect(events.status).to.equal(200);
    expect(await looking({ auth: { token } })).to.equal('right-missing');
    expect(await looking({ auth: { token: 'efh_none' } })).to.equal('token-wrong');
    expect(await looking({})).to.equal('login-needed');
  });
});
