// The story of a hub that is stopped for longer than any agent may be silent, and goes on: it blames nobody for its own sleep.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Audited } from '../../hub/contracts/status.ts';
import type { Story } from '../../hub/contracts/story.ts';
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

const graceSeconds = 5;
const stoppedMs = 7500;

describe('A hub that is stopped and goes on', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;

  before(async () => {
    folder = temporaryFolder();
    const plan = planFolder(join(folder.path, 'plan'), ({ rules }) => {
      Object.assign(rules, { agentGraceSeconds: graceSeconds });
    });
    hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--plan', plan] });
  });

  after(async () => {
    hub.child.kill('SIGCONT');
    await hub.kill();
    folder.remove();
  });

  /** Beats often; what it says while the hub is stopped waits in the socket. */
  const beating = async (agent: string) => {
    const hand = await HandAgent.connect(hub.broker, agent);
    const state = { online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'test' };
    const beat = (): void => void hand.state({ ...state, upTo: Date.now() }).catch(() => {});
    beat();
    const timer = setInterval(beat, 400);
    return { hand, quiet: () => clearInterval(timer) };
  };

  it('finds nobody silent and nothing absent for it, takes what came meanwhile as late, and still misses who really falls silent', async () => {
    const { hand, quiet } = await beating('going');
    const other = await beating('falling');
    await until('both are heard', async () => {
      const { agents } = await hub.get<{ agents: { id: string; online: boolean }[] }>('/api/v1/agents');
      return ['going', 'falling'].every((id) => agents.some((one) => one.id === id && one.online)) || undefined;
    });
    hub.child.kill('SIGSTOP');
    const stopped = Date.now();
    const seen = stopped + 3000;
    await new Promise((done) => setTimeout(done, stoppedMs));
    const event = positionEvent({ seq: 1, ...inside, time: seen, agent: 'going' });
    const sent = hand.send([event]);
    hub.child.kill('SIGCONT');
    const woke = Date.now();
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
