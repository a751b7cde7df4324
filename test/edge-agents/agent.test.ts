// What an agent takes of its adapter: no time that is none may reach a spool, where it would stand in the way for ever.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Adapter } from '../../edge-agents/adapter.ts';
import { Agent } from '../../edge-agents/agent.ts';
import { systemClock } from '../../edge-agents/clock.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import { temporaryFolder } from '../a-port.ts';

type Emit = Parameters<Adapter['start']>[0];

describe('An agent', () => {
  it('refuses an observation whose time is no date, keeps the others, and the fractions of a millisecond of none', async () => {
    const folder = temporaryFolder();
    const spool = new Spool(join(folder.path, 'spool.sqlite'));
    const link = { isUp: false, publish() {}, subscribe() {}, close: async () => {} };
    const named = { site: 'yard', agent: 'a1', feed: 'live', sw: 'test', lagMs: 0 } as const;
    const uplink = new Uplink(spool, { ...named, dial: () => link, clock: systemClock, onLink() {}, onReject() {} });
    const refused: string[] = [];
    const times = [Number.NaN, 1e17, -Infinity, 1.5, 5];
    let emitted = () => {};
    const all = new Promise<void>((done) => {
      emitted = done;
    });
    const adapter: Adapter = {
      ...{ lagMs: 0, stop: async () => {}, counts: () => ({}) },
      async start(emit: Emit) {
        for (const time of times) await emit({ type: 't', subject: 's:1', time, data: {} });
        emitted();
      },
    };
    const ears = { onRefuse: (code: string) => void refused.push(code), onDisk() {} };
    const agent = new Agent(adapter, spool, uplink, systemClock, ears);
    void agent.run();
    await all;
    await new Promise((done) => setImmediate(done));
    expect(refused).to.deep.equal(['observation-undated', 'observation-undated', 'observation-undated']);
    expect(spool.after('routine', 0, 10).map(({ observed }) => observed.time)).to.deep.equal([2, 5]);
    await agent.stop();
    folder.remove();
  });
});
