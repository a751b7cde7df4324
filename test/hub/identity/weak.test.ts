// Passwords that are no secret are found at the start, whatever the account, and what was checked is not checked again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Account } from '../../../hub/identity/people.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { hashed } from '../../../hub/identity/secret.ts';
import { WeakPasswords } from '../../../hub/identity/weak.ts';
import { temporaryFolder } from '../../a-port.ts';

const account = async (name: string, password: string): Promise<Account> => ({
  person: personOf(name, 'monitor', 'all'),
  hash: await hashed(password),
});

describe('A password that is no secret', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it('is the name, the role, or one that anybody would try first; a secret one is none of them', async () => {
    const accounts = await Promise.all([
      account('Chen', 'Chen'),
      account('li', 'monitor'),
      account('wang', 'changeme'),
      account('zhao', '12345678'),
      account('sound', 'the seal of berth five'),
    ]);
    expect(await new WeakPasswords().among(accounts)).to.deep.equal(['Chen', 'li', 'wang', 'zhao']);
  });

  it('is looked for once, over restarts too: an account that has not changed costs nothing the next time', async () => {
    const path = join(folder.path, 'new', 'passwords-checked');
    const weak = new WeakPasswords(path);
    const accounts = [await account('sound', 'the seal of berth five')];
    await weak.among(accounts);
    const began = process.cpuUsage();
    for (let i = 0; i < 20; i += 1) expect(await new WeakPasswords(path).among(accounts)).to.deep.equal([]);
    // Twenty times eleven hashes would be seconds of a core.
    expect(process.cpuUsage(began).user).to.be.below(500_000);
    expect(readFileSync(path, 'utf8')).to.match(/^[\w+/]{43}=$/);
    const others = [await account('sound', 'sound')];
    expect(await new WeakPasswords(path).among(others), 'another password is another account').to.deep.equal(['sound']);
    expect(readFileSync(path, 'utf8')).to.equal('');
  });
});
