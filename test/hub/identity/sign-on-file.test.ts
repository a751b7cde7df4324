// The file by which an organisation's people sign on: read strictly, every fault by line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSignOn } from '../../../hub/identity/sign-on-file.ts';
import { temporaryFolder } from '../../a-port.ts';

const sound = {
  issuer: 'https://login.port.example',
  client: 'efence',
  redirect: 'http://127.0.0.1:8080/api/v1/sign-on/callback',
  groups: [{ group: 'customs', role: 'monitor', sites: 'all' }],
};

describe('A sign-on file', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const read = (change: object) => {
    const path = join(folder.path, 'oidc.yaml');
    writeFileSync(path, JSON.stringify({ ...sound, ...change }, null, 1));
    return readSignOn(path, new Set(['shatian-wharf']));
  };

  it('says the issuer, who we are to it, and what each group is here', () => {
    const { groups, nameClaim, scope } = read({});
    expect(groups).to.deep.equal([{ group: 'customs', role: 'monitor', agency: 'customs', sites: 'all' }]);
    expect([nameClaim, scope]).to.deep.equal(['preferred_username', 'openid profile']);
    expect(read({}).digest)
      .to.equal(read({}).digest)
      .and.not.equal(read({ client: 'x' }).digest);
  });

  it('on this machine may be without TLS, by any name of it', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(read({ issuer: `http://${host}:9000/` }).issuer.host).to.equal(`${host}:9000`);
  });

  const group = (more: object) => ({ groups: [{ ...sound.groups[0], ...more }] });
  const wrong: readonly (readonly [change: object, says: RegExp])[] = [
    [{ issuer: 'http://login.port.example' }, /:2: .*https, or with http on this machine/],
    [{ redirect: 'https://hub.example/elsewhere' }, /:4: redirect ends with \/api\/v1\/sign-on\/callback/],
    [{ client: '' }, /client is what the issuer knows this hub by/],
    [{ secret: 'x' }, /secret is nothing this file has/],
    [{ groups: [] }, /groups say who may come in/],
    [group({ role: 'boss' }), /:8: group no\. 1: role is one of/],
    [group({ agency: 'army' }), /agency is one of/],
    [group({ agency: ['frontier'] }), /agency is one of/],
    [group({ sites: ['nowhere'] }), /nowhere is no site of the plan/],
    [group({ colour: 'x' }), /colour is nothing a group has/],
  ];
  for (const [change, says] of wrong)
    it(`is refused by line: ${says.source}`, () => expect(() => read(change)).to.throw(says));
});
