// Floods at the hub's own broker, of wrong keys, of foreign topics, of connections: few lines of the audit, and room for everybody else.
import { expect } from 'chai';
import { clientIdOf, freshKey } from '../../hub/contracts/agent-key.ts';
import { hubTopic } from '../../hub/contracts/topics.ts';
import { bonded, come, startKeyedPort, Visitor, yard } from '../a-keyed-port.ts';
import { until } from '../a-port.ts';

describe('A flood at the hub’s own broker', () => {
  it('of wrong keys and foreign topics is a few lines of the audit, and keeps nobody with the right key out', async () => {
    const port = await startKeyedPort('embedded');
    if (port === undefined) throw new Error('the hub needs no Mosquitto');
    const guesses = Array.from(
      { length: 100 },
      (_, n) => new Visitor(port.broker, { clientId: `g${n}`, username: yard, password: freshKey() }).came,
    );
    let answered = 0;
    for (const came of guesses) void came.then((said) => said === 'refused 4' && ++answered);
    const agent = await come(port, yard);
    expect(await agent.came).to.equal('in');
    // Those who came before wait still.
    expect(answered).to.be.below(64);
    await agent.end('');
    for (let n = 0; n < 20; n += 1) {
      const one = await come(port, yard);
      expect(await one.publish(hubTopic, `${n}`, true)).to.equal('cut');
    }
    // Beyond those who may wait for their answer nobody is answered.
    const answers = await Promise.all(guesses);
    expect(answers.filter((said) => said === 'refused 4').length).to.be.at.least(64);
    expect(new Set(answers)).to.deep.equal(new Set(['refused 4', 'closed']));
    expect(await port.denied()).to.equal(120);
    const lines = [`${yard} mqtt-connect agent-key-wrong`, `${yard} mqtt-publish topic-foreign`];
    const told = async () => (await port.audit()).filter((line) => line.startsWith(yard)).sort();
    await until('it is answered for', async () => (await told()).length >= lines.length || undefined);
    expect(await told()).to.deep.equal(lines);
    await port.close();
  });

  it('of connections of one agent leaves room for others, and ends as they do', async () => {
    const port = await startKeyedPort('embedded');
    if (port === undefined) throw new Error('the hub needs no Mosquitto');
    const many = await Promise.all(
      Array.from({ length: 10 }, (_, n) => come(port, yard, { clientId: clientIdOf(yard, `${n}`) })),
    );
    const came = await Promise.all(many.map((one) => one.came));
    expect(came.filter((said) => said === 'in')).to.have.length(8);
    expect(came.filter((said) => said === 'refused 3')).to.have.length(2);
    expect(await (await come(port, bonded)).end('in')).to.equal('in');
    await Promise.all(many.map((one) => one.end('')));
    await until('there is room again', async () => (await come(port, yard)).end('in'));
    await port.close();
  });
});
