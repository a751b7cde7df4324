// Stories of what a hub must bear: rubbish, impostors, packets without end, readers who do not read, words out of time.
import { connect } from 'node:net';
import { expect } from 'chai';
import type { AgentRow } from '../../hub/contracts/socket.ts';
import {
  epochOne,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

describe('What a hub must bear', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;

  beforeEach(async () => {
    folder = temporaryFolder();
    hub = await startHub(folder.path);
  });

  afterEach(async () => {
    await hub.kill();
    folder.remove();
  });

  it('rubbish is refused by code, named in the ack, kept in quarantine, and the line goes on', async () => {
    const hand = await HandAgent.connect(hub.broker);
    const good = (seq: number) => positionEvent({ seq, ...outside, time: Date.now() });
    const at = (seq: number, change: object) => ({ ...good(seq), ...change });
    await hand.send([
      good(1),
      at(2, { data: { lon: 113.5, lat: 91 } }),
      at(3, { type: 'moon.phase' }),
      at(4, { source: 'urn:efence:elsewhere:hand' }),
      at(5, { time: '2019-01-01T00:00:00Z' }),
      at(6, { subject: 7 }),
      good(7),
    ]);
    await hand.raw('{"v":1,');
    await hand.raw(JSON.stringify({ v: 2, epoch: epochOne, first: 1, events: [] }));
    await hand.raw(JSON.stringify({ v: 1, epoch: epochOne, first: 8, events: Array.from({ length: 300 }, () => 0) }));
    await hand.raw(Buffer.alloc(300 * 1024, 32));
    await hand.send([good(8)]);
    await until('the last ack', () => (hand.acks.at(-1)?.durable.routine === 8 ? true : undefined));
    const named = hand.acks
      .flatMap(({ rejects }) => rejects)
      .map(({ code, seq }) => (seq === undefined ? code : `${seq} ${code}`));
    const expected = [
      '2 coordinate-impossible',
      '3 event-unknown-type',
      '4 site-wrong',
      '5 clock-faulty',
      '6 event-invalid',
    ];
    expect(new Set(named)).to.deep.equal(
      new Set([...expected, 'json-malformed', 'frame-invalid', 'batch-oversized', 'batch-oversized']),
    );
    const { quarantine } = await hub.get<{ quarantine: { code: string; agent: string }[] }>('/api/v1/quarantine');
    expect(quarantine).to.have.length(9);
    const { agents } = await hub.get<{ agents: { id: string; refused: number; events: number }[] }>('/api/v1/agents');
    expect(agents.find(({ id }) => id === 'hand')).to.include({ refused: 9, events: 3 });
    await hand.end();
  });

  it('who speaks for a site it does not belong to is turned away by code, and nothing of the one it claims to be changes', async () => {
    const sim = await HandAgent.connect(hub.broker, 'sim');
    const fix = (seq: number) => positionEvent({ seq, ...outside, time: Date.now(), agent: 'sim' });
    await sim.send([fix(1)]);
    const impostor = await HandAgent.connect(hub.broker, 'sim', 'another-site');
    await impostor.send([1, 2, 3, 4].map((seq) => positionEvent({ seq, ...inside, time: Date.now(), agent: 'sim' })));
    await until('the refusal', () => impostor.acks.at(-1)?.rejects[0]);
    expect(impostor.acks.at(-1)?.rejects[0]).to.include({ code: 'site-wrong' });
    expect(impostor.acks.at(-1)?.durable.routine).to.equal(4);
    await sim.send([fix(2)]);
    await until('the true one’s ack', () => (sim.acks.at(-1)?.durable.routine === 2 ? true : undefined));
    expect(await hub.alerts()).to.have.length(0);
    const { agents } = await hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
    expect(agents.find(({ id }) => id === 'sim')).to.include({ site: 'shatian-wharf', events: 2, refused: 0 });
    expect(agents.find(({ stranger }) => stranger)).to.include({ id: 'sim@another-site', refused: 1, events: 0 });
    await sim.end();
    await impostor.end();
  });

  it('a packet that claims more than anything we would take is cut off before it is held in memory, and the line goes on', async () => {
    const socket = connect(Number(new URL(hub.broker).port), '127.0.0.1');
    const cut = new Promise((done) => socket.once('close', done));
    socket.on('error', () => {});
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    await cut;
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    expect(await hub.alerts()).to.have.length(1);
    await hand.end();
  });

  it('rubbish as the very first word, and a state that is none, are named in an ack too, and are no sign of life', async () => {
    const hand = await HandAgent.connect(hub.broker);
    await hand.raw('{"v":1,');
    await hand.state({ online: 'yes' });
    await until('both are named', () => {
      const named = hand.acks.flatMap(({ rejects }) => rejects.map(({ code }) => code));
      return named.includes('json-malformed') && named.includes('state-invalid') ? true : undefined;
    });
    const { agents } = await hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
    expect(agents.filter(({ online }) => online)).to.deep.equal([]);
    await hand.end();
  });

  it('a reader that stops reading is cut off, and keeps nobody’s ack from them', async function () {
    this.timeout(40_000);
    const lazy = connect(Number(new URL(hub.broker).port), '127.0.0.1');
    lazy.on('error', () => {});
    const gone = new Promise((done) => lazy.once('close', done));
    // CONNECT without keep-alive as `lazy`, then SUBSCRIBE to efence/v1/# (MQTT 3.1.1 §3.1, §3.8).
    lazy.write(Buffer.from('\x10\x10\x00\x04MQTT\x04\x02\x00\x00\x00\x04lazy', 'latin1'));
    lazy.write(Buffer.from('\x82\x10\x00\x01\x00\x0befence/v1/#\x00', 'latin1'));
    await new Promise((done) => lazy.once('readable', done));
    lazy.pause();
    const loud = await HandAgent.connect(hub.broker, 'loud');
    for (let i = 0; i < 60; i += 1) await loud.state({ noise: 'x'.repeat(500_000) });
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...outside, time: Date.now() })]);
    await until('the ack', () => (hand.acks.at(-1)?.durable.routine === 1 ? true : undefined), 15_000);
    await until('it is cut off', async () => {
      const { counts } = await hub.get<{ counts: Record<string, number> }>('/api/v1/status');
      return (counts['linkErrors'] ?? 0) > 0 ? true : undefined;
    });
    lazy.resume();
    await gone;
    await loud.end();
    await hand.end();
  });

  it('a stale will changes nothing: neither the row, nor what the agent feeds, nor the next alert', async () => {
    const hand = await HandAgent.connect(hub.broker);
    const state = { epoch: epochOne, connection: 2, feed: 'live', sw: 'test' };
    await hand.state({ ...state, online: true, connection: 1 });
    await hand.state({ ...state, online: true });
    await hand.state({ ...state, online: false, connection: 1 });
    await hand.state({ ...state, online: false, epoch: 'f'.repeat(16), feed: 'historical' });
    const { agents } = await hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
    expect(agents[0]).to.include({ id: 'hand', online: true, feed: 'live' });
    await hand.send([positionEvent({ seq: 1, ...inside, time: Date.now() })]);
    expect((await hub.alerts())[0]).to.include({ feed: 'live' });
    await hand.state({ ...state, online: false });
    const after = await hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
    expect(after.agents[0]).to.include({ online: false });
    await hand.end();
  });
});
