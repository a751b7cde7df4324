// Who may bring video: the file of keys with its faults by line, and keys that are right, wrong, or nobody's.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { AgentKeys, readAgentKeys } from '../../../hub/cctv/agent-keys.ts';
import { freshKey, keyHash } from '../../../hub/contracts/agent-key.ts';
import { quay } from '../../a-camera.ts';
import { temporaryFolder } from '../../a-port.ts';

describe('The keys of agents', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const read = (text: string) => {
    const path = join(folder.path, 'agents.yaml');
    writeFileSync(path, text);
    return () => readAgentKeys(path);
  };
  const hash = 'ab'.repeat(32);

  it('are read strictly, and what is wrong is named by its line', () => {
    const good = `agents:\n  - { site: shatian-wharf, agent: quay-cameras, keySha256: ${hash} }\n`;
    expect(read(good)()).to.deep.equal([{ ...quay, keySha256: hash }]);
    expect(read('agents: []')).to.throw(/holds no list `agents`/);
    expect(read(good.replace(hash, 'a key in clear'))).to.throw(/agents.yaml:2: .*keySha256 must be 64 hex digits/);
    expect(read(good.replace('site: shatian-wharf', 'site: Shatian'))).to.throw(/:2: .*site must be/);
    expect(read(good.replace('keySha256', 'key'))).to.throw(/key is nothing an agent has/);
    expect(() => readAgentKeys(join(folder.path, 'none.yaml'))).to.throw(/there is no such file/);
  });

  it('let in whoever has the right one, under the right name, and nobody else', () => {
    const key = freshKey();
    const keys = new AgentKeys([{ ...quay, keySha256: keyHash(key) }]);
    expect(keys.admits(quay, `Bearer ${key}`)).to.equal(true);
    expect(keys.admits(quay, `bearer ${key}`)).to.equal(true);
    const wrong = [`Bearer ${freshKey()}`, `Bearer ${key}x`, `Basic ${key}`, key, 'Bearer ', '', undefined];
    for (const header of wrong) expect(keys.admits(quay, header), header).to.equal(false);
    expect(keys.admits({ ...quay, agent: 'yard' }, `Bearer ${key}`)).to.equal(false);
    expect(new AgentKeys([]).admits(quay, `Bearer ${key}`)).to.equal(false);
  });
});
