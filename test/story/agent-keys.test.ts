// Keys of agents as they live: used, taken over, turned, taken back; and what an agent says that is refused. At both brokers.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { clientIdOf, freshKey } from '../../hub/contracts/agent-key.ts';
import type { AgentRow } from '../../hub/contracts/socket.ts';
import { ackTopic, stateTopic, upTopic } from '../../hub/contracts/topics.ts';
import { bonded, come, comeAsNobody, type KeyedPort, startKeyedPort, wall, yard } from '../a-keyed-port.ts';
import { epochOne, outside, positionEvent, startAgent, temporaryFolder, until } from '../a-port.ts';

const site = 'shatian-wharf';
const state = JSON.stringify({ online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test' });
const batch = (seq: number): string => {
  const events = [positionEvent({ seq, ...outside, time: Date.now(), agent: 'yard' })];
  return JSON.stringify({ v: 1, epoch: epochOne, first: seq, events });
};
const fix = JSON.stringify({ type: 'vessel.position', subject: 'mmsi:413999999', data: outside });

for (const on of ['embedded', 'mosquitto'] as const) {
  describe(on === 'embedded' ? 'Keys at the hub’s own broker' : 'Keys at a Mosquitto', () => {
    let port: KeyedPort;
    before(async function () {
      const started = await startKeyedPort(on);
      if (started === undefined) return this.skip();
      port = started;
    });
    after(() => port?.close());

    it('whose they are speaks and is acked, and whoever may listens to its site', async () => {
      const [agent, reader] = [await come(port, yard), await come(port, wall)];
      expect(await reader.subscribe(`efence/v1/${site}/+/state`)).to.equal(1);
      expect(await agent.subscribe(ackTopic(site, 'yard'))).to.equal(1);
      expect(await agent.subscribe(`efence/v1/${site}/yard/cmd/#`)).to.equal(1);
      expect(await agent.publish(stateTopic(site, 'yard'), state, true)).to.equal('acked');
      expect(await agent.publish(upTopic(site, 'yard', 'routine'), batch(1))).to.equal('acked');
      await until('both hear it', () => (agent.heard.length > 0 && reader.heard.length > 0) || undefined);
      expect([...new Set(reader.heard)]).to.deep.equal([stateTopic(site, 'yard')]);
      await Promise.all([agent.end(''), reader.end('')]);
    });

    it('nobody’s connection is taken by another; one’s own is, when one comes back', async () => {
      const agent = await come(port, yard, { clientId: clientIdOf(yard, '1') });
      const thief = await come(port, bonded, { clientId: clientIdOf(yard, '1') });
      expect(await thief.came).to.equal(on === 'embedded' ? 'refused 2' : 'in');
      expect(await agent.publish(upTopic(site, 'yard', 'routine'), batch(2))).to.equal('acked');
      expect(agent.isOver).to.equal(false);
      const again = await come(port, yard, { clientId: clientIdOf(yard, '1') });
      await until('the old one is over', () => agent.isOver || undefined);
      expect(await again.publish(upTopic(site, 'yard', 'routine'), batch(3))).to.equal('acked');
      await Promise.all([again.end(''), thief.end('')]);
    });

    it('a key that is taken back cuts who came by it, at once, and what it would still say is not heard', async () => {
      const old = { password: port.keys[yard] };
      const will = { topic: stateTopic(site, 'yard'), payload: Buffer.from('{"will":1}'), qos: 1 as const };
      const agent = await come(port, yard, { will });
      if (on === 'embedded') {
        // Two at a time: who has the old one stays, and who has the new one comes.
        await port.rekey(yard, { beside: true });
        expect(agent.isOver).to.equal(false);
        expect(await (await come(port, yard, { ...old, clientId: clientIdOf(yard, '2') })).end('in')).to.equal('in');
      }
      const refusals = async () =>
        (await port.hub.get<{ quarantine: object[] }>('/api/v1/quarantine')).quarantine.length;
      const before = await refusals();
      await port.rekey(yard);
      await until('it is cut', () => agent.isOver || undefined);
      const late = await come(port, yard, old);
      expect(await late.came).to.equal(on === 'embedded' ? 'refused 4' : 'refused 5');
      const now = await come(port, yard);
      expect(await now.publish(upTopic(site, 'yard', 'routine'), batch(4))).to.equal('acked');
      await now.end('');
      if (on === 'mosquitto') return;
      expect(await refusals()).to.equal(before);
      const lines = [`${yard} mqtt-publish agent-key-wrong`, 'hub credentials changed'];
      await until('it is answered for', async () => {
        const audit = await port.audit();
        return lines.every((line) => audit.includes(line)) || undefined;
      });
    });

    it('an agent that is refused says so by a code, loses nothing, and tells all of it by the right key', async () => {
      const folder = temporaryFolder();
      const file = join(folder.path, 'key');
      const options = ['--broker', port.broker, '--agent', 'yard', '--key-file', file];
      const spool = ['--spool', join(folder.path, 'spool.sqlite')];
      writeFileSync(file, freshKey());
      const refused = startAgent(['send', fix, ...options, ...spool]);
      expect(await refused.ended, refused.said()).to.equal(1);
      expect(refused.said()).to.match(
        /^shatian-wharf\/yard is refused by mqtt:\S+ \(agent-key-wrong: .*all is kept in/m,
      );
      expect(refused.said()).to.match(/^not let in; it is kept in \S+spool.sqlite/m);
      expect(refused.said()).not.to.include(readFileSync(file, 'utf8'));
      writeFileSync(file, `${port.keys[yard]}\n`);
      const right = startAgent(['send', fix, ...options, ...spool]);
      expect(await right.ended, right.said()).to.equal(0);
      const { agents } = await port.hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
      expect(agents.find(({ id }) => id === 'yard')?.events).to.be.at.least(2);
      folder.remove();
    });
  });
}

describe('A file of agents', () => {
  it('is no reason to end at SIGHUP; a faulty one is told of and changes nothing', async () => {
    const port = await startKeyedPort('embedded');
    if (port === undefined) throw new Error('the hub needs no Mosquitto');
    const agent = await come(port, yard);
    port.hub.child.kill('SIGHUP');
    port.spoil();
    await until('it is told of', () => /the file of agents is faulty/.test(port.hub.said()) || undefined);
    expect(agent.isOver).to.equal(false);
    expect(await (await comeAsNobody(port)).came).to.equal('refused 4');
    await agent.end('');
    await port.close();
  });
});
