// Stories of clocks: an agent whose clock is wrong learns by how much, over whatever broker, and its events find their time.
import { join } from 'node:path';
import { expect } from 'chai';
import { type Clock, systemClock } from '../../edge-agents/clock.ts';
import { mqttDial } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import type { Ack } from '../../hub/contracts/ack.ts';
import type { AgentState } from '../../hub/contracts/agent-state.ts';
import { ackTopic, stateTopic } from '../../hub/contracts/topics.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import { endOf, HandAgent, type HubProcess, inside, retained, startHub, temporaryFolder, until } from '../a-port.ts';

const site = 'shatian-wharf';
const hour = 3_600_000;

for (const broker of ['embedded', 'mosquitto'] as const)
  describe(`A wrong clock, over the broker ${broker}`, () => {
    let folder: ReturnType<typeof temporaryFolder>;
    let hub: HubProcess;
    let url: string;
    let mosquitto: Awaited<ReturnType<typeof startMosquitto>>;

    before(async function () {
      folder = temporaryFolder();
      mosquitto = broker === 'mosquitto' ? await startMosquitto(folder.path) : undefined;
      if (broker === 'mosquitto' && mosquitto === undefined) this.skip();
      const args = ['--no-page', ...(mosquitto === undefined ? [] : ['--broker', mosquitto.url])];
      hub = await startHub(join(folder.path, 'data'), { args });
      url = mosquitto?.url ?? hub.broker;
    });

    after(async () => {
      await hub?.kill();
      if (mosquitto !== undefined) await endOf(mosquitto.child, 'SIGKILL');
      folder.remove();
    });

    /** A real uplink over a real connection, by a wall clock that is so far ahead. */
    const uplinkOf = (agent: string, aheadMs: number) => {
      const spool = new Spool(join(folder.path, `${agent}.sqlite`));
      const clock: Clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
      const who = { site, agent, feed: 'live' as const, sw: 'test', lagMs: 0, onLink() {}, onReject() {} };
      return { spool, clock, uplink: new Uplink(spool, { ...who, clock, dial: mqttDial(url, `${site}-${agent}`) }) };
    };

    const stateOf = async (agent: string): Promise<AgentState | undefined> => {
      const said = (await retained(url, stateTopic(site, agent))).get(stateTopic(site, agent));
      return said === undefined ? undefined : (JSON.parse(said) as AgentState);
    };

    it('is known of an agent that observes nothing, and said in its beats', async () => {
      const { uplink, spool } = uplinkOf('idle', -hour);
      const known = await until('a beat that tells its clock', async () => (await stateOf('idle'))?.clock);
      expect(Math.abs(known.offsetMs - hour)).to.be.at.most(known.errorMs);
      expect(known.errorMs).to.be.below(60_000);
      await uplink.close();
      spool.close();
    });

    it('an event made by it stands at its true time, with what the device said beside it', async () => {
      const { uplink, spool, clock } = uplinkOf('fast', hour);
      const began = Date.now();
      const time = clock.now();
      spool.keep([
        uplink.stamped({ type: 'vessel.position', subject: 'mmsi:413000777', time, data: inside, urgent: true }),
      ]);
      uplink.wake();
      await uplink.drained();
      const alert = await until('its alert', async () =>
        (await hub.alerts()).find(({ key }) => key === 'mmsi:413000777'),
      );
      expect(alert.from).to.be.within(began - 2000, Date.now() + 2000);
      expect(alert.why.evidence[0]).to.include({ deviceTime: time, time: alert.from });
      await uplink.close();
      spool.close();
    });

    it('the answer to a beat tells the time, and does not take the place of the retained ack', async () => {
      const hand = await HandAgent.connect(url, 'asking', site);
      const sent = { at: 1_000_000, mark: '0123abcd' };
      await hand.raw('{');
      const acked = await until('an ack', () => hand.acks[0]);
      const state = { online: true, epoch: '0123456789abcdef', connection: 1, feed: 'live', sw: 'test' };
      await hand.state({ ...state, sent });
      const answer = await until('an answer', () => hand.acks.find(({ echo }) => echo !== undefined));
      expect(answer.echo?.sent).to.deep.equal(sent);
      expect(Date.parse(answer.hubTime)).to.be.at.least(answer.echo?.heard ?? Infinity);
      const kept = (await retained(url, ackTopic(site, 'asking'))).get(ackTopic(site, 'asking'));
      expect(kept === undefined ? undefined : (JSON.parse(kept) as Ack).echo).to.equal(undefined);
      expect(acked.echo).to.equal(undefined);
      await hand.end();
    });
  });
