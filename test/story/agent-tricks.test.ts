// What somebody may try over MQTT who has no key, a wrong one, or one of their own: each is refused, answered for, and changes nothing.
import { expect } from 'chai';
import type { IClientOptions } from 'mqtt';
import { clientIdOf, freshKey } from '../../hub/contracts/agent-key.ts';
import { ackTopic, alertTopic, hubTopic, stateTopic, upTopic } from '../../hub/contracts/topics.ts';
import { bonded, come, comeAsNobody, type KeyedPort, startKeyedPort, wall, yard } from '../a-keyed-port.ts';
import { epochOne, inside, positionEvent, until } from '../a-port.ts';

const site = 'shatian-wharf';
const state = { online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test' };
const alert = alertTopic(site, '00000000deadbeef');

/** A batch that would raise an alert, as an agent would tell it. */
const trespass = (agent: string, at: string, seq = 1): string => {
  const event = { ...positionEvent({ seq, ...inside, time: Date.now(), agent }), source: `urn:efence:${at}:${agent}` };
  return JSON.stringify({ v: 1, epoch: epochOne, first: seq, events: [event] });
};

type Did = (port: KeyedPort) => Promise<unknown>;
/** What is done, what each broker answers, and how the hub's own tells of it: who, what, by which code. */
type Trick = readonly [does: string, did: Did, embedded: unknown, mosquitto: unknown, audited: string];

const enters =
  (user: string, trick: (port: KeyedPort) => IClientOptions): Did =>
  async (port) => {
    const visitor = await come(port, user, trick(port));
    const came = await visitor.came;
    await visitor.end('');
    return came;
  };
const publishes =
  (user: string, topic: string, payload: string | Buffer, retain = false): Did =>
  async (port) => {
    const visitor = await come(port, user);
    const went = await visitor.publish(topic, payload, retain);
    await visitor.end('');
    return went;
  };
/** Who listens hears nothing of what others say meanwhile, whatever the answer. */
const listens =
  (user: string, ...topics: readonly string[]): Did =>
  async (port) => {
    const spy = await come(port, user, user === yard ? { clientId: clientIdOf(user, 'spy') } : {});
    const granted: number[] = [];
    for (const topic of topics) granted.push(await spy.subscribe(topic));
    await speak(port);
    expect(await spy.subscribe(hubTopic)).to.equal(1);
    await until('it hears what it may', () => spy.heard.includes(hubTopic) || undefined);
    expect(spy.heard.filter((topic) => topic !== hubTopic)).to.deep.equal([]);
    await spy.end('');
    return granted;
  };

let said = 0;
/** The gate says something, and has it acked. */
async function speak(port: KeyedPort): Promise<void> {
  const gate = await come(port, bonded);
  const ack = ackTopic('bonded-centre', 'gate-bonded');
  expect(await gate.subscribe(ack)).to.equal(1);
  const before = gate.heard.length;
  said += 1;
  await gate.publish(stateTopic('bonded-centre', 'gate-bonded'), JSON.stringify({ ...state, connection: said }), true);
  // Rubbish is answered at once, and never becomes an alert.
  await gate.publish(upTopic('bonded-centre', 'gate-bonded', 'routine'), '{');
  await until('the answer', () => gate.heard.length > before || undefined);
  await gate.end('');
}

const refused = (code: number): string => `refused ${code}`;
const will = (topic: string) => () => ({ will: { topic, payload: Buffer.from('{}'), qos: 1 as const, retain: true } });

const tricks: readonly Trick[] = [
  [
    'no name and no key',
    async (port) => (await comeAsNobody(port)).came,
    refused(4),
    refused(5),
    'unknown mqtt-connect agent-key-missing',
  ],
  [
    'a wrong key',
    enters(yard, () => ({ password: freshKey() })),
    refused(4),
    refused(5),
    `${yard} mqtt-connect agent-key-wrong`,
  ],
  [
    'another’s key',
    enters(yard, ({ keys }) => ({ password: keys[bonded] })),
    refused(4),
    refused(5),
    `${yard} mqtt-connect agent-key-wrong`,
  ],
  [
    'a name and no key',
    enters(yard, () => ({ password: '' })),
    refused(4),
    refused(5),
    `${yard} mqtt-connect agent-key-wrong`,
  ],
  [
    'the name of nobody',
    enters(yard, () => ({ username: `${site}/quay` })),
    refused(4),
    refused(5),
    'unknown mqtt-connect agent-key-wrong',
  ],
  [
    'a will on another’s topic',
    enters(yard, will(stateTopic('bonded-centre', 'gate-bonded'))),
    refused(5),
    'in',
    `${yard} mqtt-connect topic-foreign`,
  ],
  ['a will on an alert', enters(yard, will(alert)), refused(5), 'in', `${yard} mqtt-connect topic-foreign`],
  [
    'a client id with a wildcard',
    enters(yard, () => ({ clientId: `${clientIdOf(yard)}:+` })),
    refused(2),
    'in',
    `${yard} mqtt-connect client-id-foreign`,
  ],
  [
    'a client id with a control character',
    enters(yard, () => ({ clientId: `${clientIdOf(yard)}:\u001b[2J` })),
    refused(2),
    'closed',
    `${yard} mqtt-connect client-id-foreign`,
  ],
  [
    'a client id that only begins alike',
    enters(yard, () => ({ clientId: `${clientIdOf(yard)}2` })),
    refused(2),
    'in',
    `${yard} mqtt-connect client-id-foreign`,
  ],
  [
    'a word on another agent’s topic',
    publishes(yard, upTopic(site, 'gate-main', 'urgent'), trespass('gate-main', site)),
    'cut',
    'acked',
    `${yard} mqtt-publish topic-foreign`,
  ],
  [
    'a word on another site’s topic',
    publishes(yard, upTopic('bonded-centre', 'yard', 'urgent'), trespass('yard', 'bonded-centre')),
    'cut',
    'acked',
    `${yard} mqtt-publish topic-foreign`,
  ],
  [
    'another agent said to be gone',
    publishes(yard, stateTopic('bonded-centre', 'gate-bonded'), JSON.stringify({ ...state, online: false }), true),
    'cut',
    'acked',
    `${yard} mqtt-publish topic-foreign`,
  ],
  [
    'an alert of its own making, retained',
    publishes(yard, alert, '{}', true),
    'cut',
    'acked',
    `${yard} mqtt-publish topic-foreign`,
  ],
  [
    'an ack for itself',
    publishes(yard, ackTopic(site, 'yard'), '{}', true),
    'cut',
    'acked',
    `${yard} mqtt-publish topic-foreign`,
  ],
  [
    'the hub said to be gone',
    publishes(yard, hubTopic, '{"online":false}', true),
    'cut',
    'acked',
    `${yard} mqtt-publish topic-foreign`,
  ],
  [
    'a word on the broker’s own topic',
    publishes(yard, '$SYS/broker/uptime', '1', true),
    'cut',
    'acked',
    `${yard} mqtt-publish topic-foreign`,
  ],
  [
    'a reader’s word',
    publishes(wall, upTopic(site, 'yard', 'urgent'), trespass('yard', site)),
    'cut',
    'acked',
    `${wall} mqtt-publish topic-foreign`,
  ],
  [
    'a packet without end',
    publishes(yard, upTopic(site, 'yard', 'urgent'), Buffer.alloc(2 * 1024 * 1024, 32)),
    'cut',
    'cut',
    `${yard} mqtt-publish request-oversized`,
  ],
  [
    'an ear to everything',
    listens(yard, '#', '+/+/+/+/+', 'efence/#', 'efence/v1/+/+/ack', 'efence/v1/+/+/up/#'),
    [128, 128, 128, 128, 128],
    [1, 1, 1, 1, 1],
    `${yard} mqtt-subscribe topic-foreign`,
  ],
  ['an ear to the broker', listens(yard, '$SYS/#'), [128], [1], `${yard} mqtt-subscribe topic-foreign`],
  [
    'an ear shared with others',
    listens(yard, '$share/g/#', '$share/g/efence/#'),
    [128, 128],
    [1, 1],
    `${yard} mqtt-subscribe topic-foreign`,
  ],
  [
    'an ear to another’s acks and orders',
    listens(yard, ackTopic('bonded-centre', 'gate-bonded'), 'efence/v1/bonded-centre/gate-bonded/cmd/#'),
    [128, 128],
    [1, 1],
    `${yard} mqtt-subscribe topic-foreign`,
  ],
  [
    'a reader’s ear to another site, and to what agents observe',
    listens(wall, 'efence/v1/bonded-centre/alerts/#', 'efence/v1/+/+/state', 'efence/v1/+/+/up/#'),
    [128, 128, 128],
    [1, 1, 1],
    `${wall} mqtt-subscribe topic-foreign`,
  ],
];

for (const on of ['embedded', 'mosquitto'] as const) {
  describe(
    on === 'embedded' ? 'Tricks over the hub’s own broker' : 'Tricks over a Mosquitto, by the files we write for it',
    () => {
      let port: KeyedPort;

      before(async function () {
        const started = await startKeyedPort(on);
        if (started === undefined) return this.skip();
        port = started;
        await speak(port);
      });
      after(() => port?.close());

      for (const [does, did, embedded, mosquitto, audited] of tricks)
        it(`${does}: ${JSON.stringify(on === 'embedded' ? embedded : mosquitto)}, and nothing is another`, async () => {
          const isEar = Array.isArray(embedded);
          const [before, denied] = [isEar ? {} : await port.picture(), await port.denied()];
          expect(await did(port)).to.deep.equal(on === 'embedded' ? embedded : mosquitto);
          if (!isEar) expect(await port.picture()).to.deep.equal(before);
          if (on === 'mosquitto') return;
          expect(await port.denied()).to.equal(denied + (isEar ? (embedded as unknown[]).length : 1));
          await until(
            `it is answered for: ${audited}`,
            async () => (await port.audit()).includes(audited) || undefined,
          );
        });
    },
  );
}
