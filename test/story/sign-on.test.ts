// Signing on by OpenID Connect, a real hub and a real provider: groups become roles, nobody else comes in, a proof is a fresh login.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Session } from '../../hub/contracts/person.ts';
import { hashed } from '../../hub/identity/secret.ts';
import { cookieOf, freePort, type HubProcess, startHub, temporaryFolder } from '../a-port.ts';
import { type Issuer, issuerClient, startIssuer, Walker } from './an-issuer.ts';

describe('People of an organisation', () => {
  const folder = temporaryFolder();
  let issuer: Issuer;
  let hub: HubProcess;
  let port = 0;
  let fileOf: (role: string) => string;

  const start = async (role = 'monitor'): Promise<void> => {
    writeFileSync(join(folder.path, 'oidc.yaml'), fileOf(role));
    const args = ['--no-page', '--oidc', join(folder.path, 'oidc.yaml'), '--people', join(folder.path, 'people.yaml')];
    const env = { EFENCE_OIDC_SECRET_FILE: join(folder.path, 'secret') };
    hub = await startHub(join(folder.path, 'data'), { port, args, env });
  };

  before(async function () {
    this.timeout(60_000);
    port = await freePort();
    const redirect = `http://127.0.0.1:${port}/api/v1/sign-on/callback`;
    issuer = await startIssuer(redirect);
    issuer.groups.set('chen', ['staff', 'customs']).set('wang', ['quay']).set('ada', ['customs']);
    fileOf = (role) => `issuer: ${issuer.url}
client: ${issuerClient.id}
redirect: ${redirect}
groups:
  - { group: quay, role: operator, sites: [shatian-wharf] }
  - { group: customs, role: ${role}, sites: all }
`;
    writeFileSync(join(folder.path, 'secret'), `${issuerClient.secret}\n`);
    const password = await hashed('ada at the port');
    writeFileSync(
      join(folder.path, 'people.yaml'),
      `people:\n  - { name: ada, role: admin, sites: all, password: '${password}' }\n`,
    );
    await start();
  });
  after(async () => {
    await hub?.kill();
    await issuer?.close();
    folder.remove();
  });

  const sessionBy = async (cookie: string): Promise<Session> =>
    (await (await fetch(`${hub.web}/api/v1/session`, { headers: { cookie } })).json()) as Session;
  const signOn = async (name: string, walker = new Walker()): Promise<{ walker: Walker; at: string | null }> => {
    const answer = await walker.go(`${hub.web}/api/v1/sign-on`, name);
    return { walker, at: answer.headers.get('location') };
  };

  it('come in by their group, as the file has it; the first group that is anything here counts', async () => {
    expect(await sessionBy('')).to.deep.include({ person: null, signOn: true });
    const { walker, at } = await signOn('chen');
    expect(at).to.equal('/');
    const { person } = await sessionBy(walker.cookie(hub.web));
    expect(person).to.deep.include({ name: 'chen', role: 'monitor', agency: 'customs', sites: 'all' });
    const operator = await signOn('wang');
    expect((await sessionBy(operator.walker.cookie(hub.web))).person?.sites).to.deep.equal(['shatian-wharf']);
    const asked = walker.trail.find((url) => url.startsWith(`${issuer.url}/auth?`)) ?? '';
    const sent = new URL(asked).searchParams;
    expect([sent.get('response_type'), sent.get('code_challenge_method')]).to.deep.equal(['code', 'S256']);
    expect([sent.get('state'), sent.get('nonce')]).to.not.include(null);
  });

  it('nobody does under a name that looks like another’s: with a letter that has no width, or turned round', async () => {
    for (const name of ['chen\u200b', '\u202enehc']) {
      issuer.groups.set(name, ['customs']);
      expect((await signOn(name)).at, JSON.stringify(name)).to.equal('/?trouble=sign-on-refused');
    }
  });

  it('who is in no group that is anything here does not, nor under the name of somebody of the people file; both are in the audit', async () => {
    const stranger = await signOn('nobody');
    expect(stranger.at).to.equal('/?trouble=sign-on-refused');
    expect((await sessionBy(stranger.walker.cookie(hub.web))).person).to.equal(null);
    expect((await signOn('ada')).at).to.equal('/?trouble=sign-on-refused');
    const cookie = await cookieOf(hub.web, 'ada', 'ada at the port');
    const headers = { cookie };
    const { audit } = (await (await fetch(`${hub.web}/api/v1/audit`, { headers })).json()) as {
      audit: Record<string, string>[];
    };
    expect(audit.map(({ who, what, outcome }) => `${who} ${what} ${outcome}`)).to.include.members([
      'nobody sign-on sign-on-refused',
      'ada sign-on sign-on-refused',
      'chen sign-on done',
    ]);
  });

  it('a code is taken once, from the browser that asked for it, and under its own state', async () => {
    const { walker } = await signOn('chen');
    const back = walker.trail.find((url) => url.includes('/callback?')) ?? '';
    const code = async (url: string, cookie = ''): Promise<unknown> =>
      ((await (await fetch(url, { headers: { cookie }, redirect: 'manual' })).json()) as { code: string }).code;
    expect(await code(back, walker.cookie(hub.web)), 'a second time').to.equal('sign-on-failed');
    const begun = await fetch(`${hub.web}/api/v1/sign-on`, { redirect: 'manual' });
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
    const mine = (begun.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const planted = `${hub.web}/api/v1/sign-on/callback?code=stolen&state=${state}`;
    expect(await code(planted), 'another browser').to.equal('sign-on-failed');
    expect(await code(planted, mine), 'a code that is none').to.equal('sign-on-failed');
    expect(await code(`${hub.web}/api/v1/sign-on/callback?code=x&state=y`, mine)).to.equal('sign-on-failed');
  });

  it('prove who they are by logging in there again, and by nothing else; their token is another then', async () => {
    const { walker } = await signOn('chen');
    const before = walker.cookie(hub.web);
    const body = JSON.stringify({ password: 'any' });
    const headers = { cookie: before, 'content-type': 'application/json' };
    const refused = await fetch(`${hub.web}/api/v1/session/proof`, { method: 'POST', headers, body });
    expect(((await refused.json()) as { code: string }).code).to.equal('proof-by-sign-on');
    const proved = await walker.go(`${hub.web}/api/v1/sign-on/proof`, 'chen');
    expect(proved.headers.get('location')).to.equal('/');
    const asked = new URL(walker.trail.findLast((url) => url.startsWith(`${issuer.url}/auth?`)) ?? '').searchParams;
    expect([asked.get('prompt'), asked.get('max_age')]).to.deep.equal(['login', '0']);
    expect((await sessionBy(walker.cookie(hub.web))).provedUntil).to.be.above(Date.now());
    expect((await sessionBy(before)).person).to.equal(null);
    walker.forget(issuer.url);
    const other = await walker.go(`${hub.web}/api/v1/sign-on/proof`, 'wang');
    expect(other.headers.get('location'), 'somebody else logs in there').to.equal('/?trouble=sign-on-failed');
  });

  it('prove nothing by a login of before: who takes the question for a fresh one out of the address is refused', async () => {
    const { walker } = await signOn('chen');
    const { stopsAt } = walker;
    walker.stopsAt = () => true;
    const off = await walker.go(`${hub.web}/api/v1/sign-on/proof`, 'chen');
    walker.stopsAt = stopsAt;
    const url = new URL(off.headers.get('location') ?? '');
    for (const name of ['prompt', 'max_age']) url.searchParams.delete(name);
    const back = await walker.go(url.href, 'chen');
    expect(back.headers.get('location')).to.equal('/?trouble=sign-on-failed');
    expect((await sessionBy(walker.cookie(hub.web))).provedUntil).to.equal(undefined);
  });

  it('stay in over a kill, and are out when the file makes something else of their group, or a lock keeps them out', async function () {
    this.timeout(60_000);
    const { walker } = await signOn('chen');
    const operator = await signOn('wang');
    await hub.kill('SIGKILL');
    await start();
    expect((await sessionBy(walker.cookie(hub.web))).person?.name).to.equal('chen');
    let admin = await cookieOf(hub.web, 'ada', 'ada at the port');
    const post = async (path: string, body: object): Promise<Response> => {
      const headers = { cookie: admin, 'content-type': 'application/json' };
      const answer = await fetch(`${hub.web}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      admin = answer.headers.get('set-cookie')?.split(';')[0] ?? admin;
      return answer;
    };
    await post('/session/proof', { password: 'ada at the port' });
    expect((await post('/people/wang/lock', { reason: 'left the terminal' })).status).to.equal(201);
    expect((await sessionBy(operator.walker.cookie(hub.web))).person).to.equal(null);
    expect((await signOn('wang')).at).to.equal('/?trouble=account-locked');
    await hub.kill();
    await start('auditor');
    expect((await sessionBy(walker.cookie(hub.web))).person).to.equal(null);
    const again = await signOn('chen');
    expect((await sessionBy(again.walker.cookie(hub.web))).person?.role).to.equal('auditor');
    expect(hub.said()).to.not.include(issuerClient.secret);
  });

  it('an issuer that is not there is said so, and the people file goes on', async () => {
    await issuer.close();
    await hub.kill();
    await start();
    const { at } = await signOn('chen');
    expect(at).to.equal('/?trouble=sign-on-unreachable');
    expect(await cookieOf(hub.web, 'ada', 'ada at the port')).to.match(/^__Host-/);
  });
});
