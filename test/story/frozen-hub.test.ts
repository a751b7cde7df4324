// Stories of a hub that is stopped for longer than any agent may be silent, or whose clock is set: it blames nobody for it.
import { join } from 'node:path';
import { expect } from 'chai';
import { clockOver, systemClock } from '../../hub/clock.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Audited } from '../../hub/contracts/status.ts';
import type { Story } from '../../hub/contracts/story.ts';
import { Hub } from '../../hub/hub.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import {
  epochOne,
  HandAgent,
  type HubProcess,
  inside,
  planFolder,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

const graceSeconds = 4;
const stoppedMs = 6500;

const planIn = (of: { path: string }): string =>
  planFolder(join(of.path, 'plan'), ({ rules }) => {
    Object.assign(rules, { agentGraceSeconds: graceSeconds });
  });

const state = { online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test' };

/** Beats often; what it says while the hub is stopped waits in the socket. */
async function beating(broker: string, agent: string) {
  const hand = await HandAgent.connect(broker, agent);
  const beat = (): void => void hand.state({ ...state, upTo: Date.now() }).catch(() => {});
  beat();
  const timer = setInterval(beat, 400);
  return { hand, quiet: () => clearInterval(timer) };
}

/** Both agents of these stories are there, by what the hub answers under an address. */
async function bothHeard(get: <T>(path: string) => Promise<T>): Promise<void> {
  await until('both are heard', async () => {
    const { agents } = await get<{ agents: { id: string; online: boolean }[] }>('/api/v1/agents');
    return ['going', 'falling'].every((id) => agents.some((one) => one.id === id && one.online)) || undefined;
  });
}

describe('A hub that is stopped and goes on', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;

  before(async () => {
    folder = temporaryFolder();
    const plan = planIn(folder);
    hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--plan', plan] });
  });

  after(async () => {
    hub.child.kill('SIGCONT');
    await hub.kill();
    folder.remove();
  });

  it('finds nobody silent and nothing absent for it, takes what came meanwhile as late, and still misses who really falls silent', async () => {
    const { hand, quiet } = await beating(hub.broker, 'going');
    const other = await beating(hub.broker, 'falling');
    await bothHeard(hub.get);
    hub.child.kill('SIGSTOP');
    const stopped = Date.now();
    const seen = stopped + 3000;
    await new Promise((done) => setTimeout(done, stoppedMs));
    const event = positionEvent({ seq: 1, ...inside, time: seen, agent: 'going' });
    const sent = hand.send([event]);
    const woke = Date.now();
    hub.child.kill('SIGCONT');
    other.quiet();
    await sent;

    const silent = await until('the one that fell silent is missed', async () =>
      (await hub.alerts()).find(({ rule }) => rule === 'agent-silent'),
    );
    expect(silent).to.include({ key: 'agent:falling', late: false });
    expect(silent.from).to.be.at.least(woke);
    const alerts = await hub.alerts();
    expect(alerts.map(({ rule, key }) => `${rule} ${key}`).sort()).to.deep.equal([
      'agent-silent agent:falling',
      'restricted-entry mmsi:413999999',
    ]);
    expect(alerts.find(({ rule }) => rule === 'restricted-entry')).to.include({ from: seen, late: true });
    const story = await hub.get<Story>('/api/v1/assets/mmsi:413999999/story');
    expect(story.events.map(({ late }) => late)).to.deep.equal([true]);

    const { audit } = await hub.get<{ audit: Audited[] }>('/api/v1/audit');
    const slept = audit.filter(({ what }) => what === 'slept');
    expect(slept.map(({ who, outcome }) => `${who} ${outcome}`)).to.deep.equal(['hub noticed']);
    expect(Date.parse(slept[0]?.detail.replace('since ', '') ?? '')).to.be.within(stopped - 2000, stopped + 500);
    expect(slept[0]?.at).to.be.at.least(woke);
    quiet();
    await hand.end();
    await other.hand.end();
  });
});

describe('A hub whose clock is set', () => {
  it('forward by an hour finds nobody silent for it; set back it tells nobody the time until it is right again', async () => {
    const of = temporaryFolder();
    let setBy = 0;
    const clock = {
      ...systemClock,
      ...clockOver(
        () => Date.now() + setBy,
        () => performance.now(),
      ),
    };
    const fault = (says: unknown): void => {
      throw new Error(String(says));
    };
    const doors = { host: '127.0.0.1', httpPort: 0, mqttPort: 0, reset: false, onFault: fault, onRequestFault: fault };
    const hub = new Hub({ plan: readPortPlan(planIn(of)), dataFolder: join(of.path, 'data'), clock, ...doors });
    const { httpPort, mqttPort } = await hub.start();
    const get = async <T>(path: string): Promise<T> =>
      (await (await fetch(`http://127.0.0.1:${httpPort}${path}`)).json()) as T;
    const going = await beating(`mqtt://127.0.0.1:${mqttPort}`, 'going');
    const falling = await beating(`mqtt://127.0.0.1:${mqttPort}`, 'falling');
    await bothHeard(get);

    const set = clock.now();
    setBy = 3_600_000;
    falling.quiet();
    const silent = await until('the one that fell silent is missed', async () =>
      (await get<{ alerts: Alert[] }>('/api/v1/alerts')).alerts.find(({ rule }) => rule === 'agent-silent'),
    );
    expect(silent.key).to.equal('agent:falling');
    expect(silent.from).to.be.at.least(set + 3_600_000);
    expect((await get<{ alerts: Alert[] }>('/api/v1/alerts')).alerts).to.have.length(1);
    const { audit } = await get<{ audit: Audited[] }>('/api/v1/audit');
    expect(audit.filter(({ what }) => what === 'slept')).to.have.length(1);

    const asks = async (seq: number) => {
      const event = positionEvent({ seq, ...inside, time: Date.now(), agent: 'going' });
      const sent = { at: seq, mark: '0123abcd' };
      await going.hand.raw(JSON.stringify({ v: 1, epoch: epochOne, first: seq, sent, events: [event] }));
      return until('its ack', () => going.hand.acks.find(({ durable }) => durable.routine === seq));
    };
    expect((await asks(1)).echo?.sent.at).to.equal(1);
    setBy = 0;
    expect((await asks(2)).echo).to.equal(undefined);
    setBy = 3_600_000;
    expect((await asks(3)).echo?.sent.at).to.equal(3);

    going.quiet();
    await Promise.all([going.hand.end(), falling.hand.end()]);
    await hub.stop();
    of.remove();
  });
});
