// The command that writes a Mosquitto's files: what it says of a file that does not fit the plan, and of keys that are no keys.
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { freshKey, keyHash } from '../../hub/contracts/agent-key.ts';
import { root, temporaryFolder } from '../a-port.ts';

describe('npm run acl', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const [key, file] = [freshKey(), join(folder.path, 'agents.yaml')];
  const agentOf = (site: string, agent: string) => ({ site, agent, keySha256: keyHash(key) });
  const run = (args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'hub', 'acl.ts'), ...args], { input });
    return { status, out: String(stdout), err: String(stderr) };
  };

  before(() => {
    const readers = [{ name: 'wall', keySha256: keyHash(key), sites: ['elsewhere'] }];
    writeFileSync(
      file,
      stringify({ agents: [agentOf('shatian-wharf', 'yard'), agentOf('shatian-wharf', 'gate-bonded')], readers }),
    );
  });

  it('writes the rights of each, and tells what the plan makes of them', () => {
    const { status, out, err } = run(['--agents', file, '--plan', join(root, 'hub', 'plans', 'humen-shatian')]);
    expect(status).to.equal(0);
    expect(out).to.match(/^user shatian-wharf\/yard\ntopic write efence\/v1\/shatian-wharf\/yard\/up\/urgent$/m);
    expect(out).not.to.match(/topic \w+ #|pattern/);
    expect(err).to.include('warning: shatian-wharf/gate-bonded is at home at bonded-centre');
    expect(err).to.include('warning: wall: elsewhere is no site of the plan');
    expect(err).to.include('warning: shatian-wharf/sim of the plan has no key');
  });

  it('makes passwords of keys, for their owner’s eyes, and repeats none that is wrong', () => {
    const to = join(folder.path, 'passwords');
    expect(
      run(['passwords', '--agents', file, '--to', to], `shatian-wharf/yard:${key}\nhub:${freshKey()}\n`).status,
    ).to.equal(0);
    expect(statSync(to).mode & 0o777).to.equal(0o600);
    const other = freshKey();
    const twice = `wall:${key}\nwall:${key}\n`;
    const wrong = run(['passwords', '--agents', file], `shatian-wharf/yard:${other}\nnobody:${key}\nx\n${twice}`);
    expect(wrong.status).to.equal(1);
    expect(wrong.err.trim().split('\n')).to.deep.equal([
      'line 1: not a key of shatian-wharf/yard',
      'line 2: no agent or reader is called nobody',
      'line 3: is not USER:KEY',
      'line 5: wall has one password at a time there',
    ]);
    expect(wrong.out).to.equal('');
  });
});
