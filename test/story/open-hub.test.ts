// A hub without a file of agents: open to its machine, loudly; and the demo's own key, which goes with it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { clientIdOf } from '../../hub/contracts/agent-key.ts';
import type { AgentRow } from '../../hub/contracts/socket.ts';
import { upTopic } from '../../hub/contracts/topics.ts';
import { commandLines } from '../a-camera.ts';
import { Visitor } from '../a-keyed-port.ts';
import { HandAgent, outside, positionEvent, root, startHub, temporaryFolder, until } from '../a-port.ts';

const site = 'shatian-wharf';

describe('Without a file of agents', () => {
  it('a hub says loudly that it is open to its machine', async () => {
    const folder = temporaryFolder();
    const hub = await startHub(folder.path);
    expect(hub.said()).to.match(/^agents {3}OPEN: whoever is on this machine may speak as any agent/m);
    await hub.kill();
    folder.remove();
  });

  it('a demo’s agents come by a key of its start, which is in no command line and goes with it; others come as before', async () => {
    const folder = temporaryFolder();
    const data = join(folder.path, '.efence', 'hub');
    const hub = await startHub(data, { args: ['--no-page', '--demo'] });
    const file = join(data, 'demo-key');
    expect(hub.said()).to.match(/^agents {3}DEMO key in \S+demo-key/m);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const key = readFileSync(file, 'utf8').trim();
    expect([...commandLines().values()].filter((line) => line.includes(key))).to.deep.equal([]);
    const sim = await until('the fleet is heard', async () => {
      const { agents } = await hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
      return agents.find(({ id, events }) => id === 'sim' && events > 0);
    });
    expect(sim.online).to.equal(true);
    const nobody = new Visitor(hub.broker, { clientId: 'nobody' });
    expect(await nobody.came).to.equal('in');
    expect(await nobody.publish(upTopic(site, 'customs-desk', 'urgent'), '{')).to.equal('cut');
    const thief = new Visitor(hub.broker, { clientId: clientIdOf(`${site}/sim`, 'x') });
    expect(await thief.came).to.equal('refused 2');
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...outside, time: Date.now() })]);
    await hand.end();
    // As a newcomer does it: the agent finds the key in the folder where it stands.
    const example = join(root, 'edge-agents', 'examples', 'release.json');
    const args = [join(root, 'edge-agents', 'main.ts'), 'send', example, '--broker', hub.broker];
    const desk = spawn(process.execPath, args, { cwd: folder.path, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    desk.stderr.on('data', (chunk) => (said += chunk));
    expect(await new Promise((done) => desk.once('exit', done)), said).to.equal(0);
    await hub.kill();
    expect(existsSync(file)).to.equal(false);
    folder.remove();
  });
});
