// What an agent keeps until it is acked, and how it hands it over: numbered, bounded, never twice, never past what it holds.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Observed } from '../../edge-agents/adapter.ts';
import { Agent } from '../../edge-agents/agent.ts';
import { systemClock } from '../../edge-agents/clock.ts';
import { mqttDial } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import { ackWindow, openingWindow } from '../../hub/contracts/ack.ts';
import type { AgentState } from '../../hub/contracts/agent-state.ts';
import type { BatchFrame } from '../../hub/contracts/batch.ts';
import { ackTopic, type Heard } from '../../hub/contracts/topics.ts';
import { EmbeddedBroker } from '../../hub/ingest/embedded-broker.ts';
import { endOf, root, temporaryFolder, until } from '../a-port.ts';

const seen = (time: number, urgent = false): Observed => ({
  type: 'vessel.position',
  subject: 'mmsi:1',
  time,
  urgent,
  data: {},
});

describe('A spool', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'spool.sqlite');
  });
  afterEach(() => folder.remove());

  it('numbers each class from 1 without a gap, and goes on where it was when it is opened again', () => {
    const spool = new Spool(path);
    spool.keep([seen(1), seen(2, true), seen(3)]);
    const { epoch } = spool;
    spool.close();
    const again = new Spool(path);
    again.keep([seen(4), seen(5, true)]);
    const seqs = (cls: 'urgent' | 'routine') =>
      again.after(cls, 0, 10).map(({ seq, observed }) => `${seq}@${observed.time}`);
    expect(again.epoch).to.equal(epoch);
    expect(seqs('routine')).to.deep.equal(['1@1', '2@3', '3@4']);
    expect(seqs('urgent')).to.deep.equal(['1@2', '2@5']);
    again.close();
  });

  it('lets go of what is acked and of nothing else, whatever the ack claims', () => {
    const spool = new Spool(path);
    spool.keep([seen(10), seen(20), seen(30)]);
    spool.acked('routine', 99);
    expect(spool.pending).to.equal(3);
    spool.acked('routine', 2);
    spool.acked('routine', 1);
    expect([spool.pending, spool.goneUpTo('routine'), spool.oldest()]).to.deep.equal([1, 2, 30]);
    spool.close();
  });

  it('killed in the middle of keeping, it has every group it had said was kept, and no half of another', async () => {
    const script = join(folder.path, 'keep.ts');
    const from = JSON.stringify(join(root, 'edge-agents', 'spool.ts'));
    writeFileSync(
      script,
      `import { Spool } from ${from};
       const spool = new Spool(${JSON.stringify(path)});
       for (let i = 1; ; i += 1) {
         spool.keep([1, 2, 3].map(() => ({ type: 't', subject: 's:1', time: i, data: {} })));
         process.stdout.write(i + '\\n');
       }`,
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let kept = 0;
    child.stdout.on('data', (chunk) => (kept = Number(String(chunk).trim().split('\n').at(-1))));
    await until('some groups are kept', () => (kept > 50 ? true : undefined));
    await endOf(child, 'SIGKILL');
    const spool = new Spool(path);
    const rows = spool.after('routine', 0, 1_000_000);
    expect(rows.length).to.be.at.least(kept * 3);
    expect(rows.length % 3).to.equal(0);
    expect(rows.map(({ seq }) => seq)).to.deep.equal(rows.map((_, i) => i + 1));
    spool.close();
  });
});

describe('An uplink', () => {
  it('sends no more than the window without an ack, goes on with each ack, and says how far it has told and what it no longer holds', async () => {
    const folder = temporaryFolder();
    const frames: BatchFrame[] = [];
    const kinds: string[] = [];
    const states: AgentState[] = [];
    const hear = (heard: Heard, payload: Buffer, durable: () => void): void => {
      const said: unknown = JSON.parse(payload.toString());
      kinds.push(heard.kind);
      if (heard.kind === 'up') frames.push(said as BatchFrame);
      else states.push(said as AgentState);
      durable();
    };
    const nothing = {
      hubId: 'x',
      life: 'y',
      belongs: () => true,
      room: () => undefined,
      isOpen: () => false,
      foreign() {},
      linkError() {},
      link() {},
    };
    const broker = await EmbeddedBroker.open({ ...nothing, hear });
    const port = await broker.listen(0, '127.0.0.1');
    const spool = new Spool(join(folder.path, 'spool.sqlite'));
    spool.keep(Array.from({ length: 1000 }, (_, i) => seen(1000 + i)));
    const link = {
      dial: mqttDial(`mqtt://127.0.0.1:${port}`, 'yard-a1'),
      site: 'yard',
      agent: 'a1',
      feed: 'live' as const,
      sw: 'test',
    };
    const told = { clock: { ...systemClock, now: () => 1_000_000 }, lagMs: 60_000, onLink() {}, onReject() {} };
    const uplink = new Uplink(spool, { ...link, ...told });
    let emit: ((observed: Observed) => void | Promise<void>) | undefined;
    const adapter = {
      lagMs: 0,
      start: async (to: typeof emit) => {
        emit = to;
      },
      stop: async () => {},
      ended: new Promise<void>(() => {}),
      counts: () => ({}),
    };
    const agent = new Agent(adapter, spool, uplink, systemClock, { onRefuse() {}, onDisk() {} });
    void agent.run();
    void emit?.(seen(7000));
    const lastOf = (frame: BatchFrame | undefined): number => (frame?.first ?? 1) + (frame?.events.length ?? 0) - 1;
    await until('the opening window is full', () => (lastOf(frames.at(-1)) === openingWindow ? true : undefined));
    expect(states[0]).to.include({ online: true, upTo: 1000 });
    expect(kinds[0]).to.equal('state');
    const ack = {
      epoch: spool.epoch,
      durable: { urgent: 0, routine: 200 },
      rejects: [],
      window: ackWindow,
      hubTime: '2026-01-01T00:00:00Z',
    };
    broker.publish(ackTopic('yard', 'a1'), JSON.stringify(ack));
    await until('the wider one is', () => (lastOf(frames.at(-1)) === 200 + openingWindow + 200 ? true : undefined));
    broker.publish(ackTopic('yard', 'a1'), JSON.stringify({ ...ack, durable: { urgent: 0, routine: 600 } }));
    await until('the rest comes', () => (lastOf(frames.at(-1)) === 1001 ? true : undefined));
    expect(frames.every(({ first, gone = 0 }) => first === 1 || gone < first)).to.equal(true);
    expect(frames.at(-1)?.gone).to.equal(600);
    expect(spool.pending).to.equal(401);
    broker.publish(ackTopic('yard', 'a1'), JSON.stringify({ ...ack, durable: { urgent: 0, routine: 1001 } }));
    await until('all is acked', () => (spool.pending === 0 ? true : undefined));
    // Observed a moment before the state is told: it must be in the spool by then, and hold `upTo` back.
    void emit?.(seen(500));
    await uplink.finish();
    expect(states.at(-1)).to.include({ upTo: 500, finished: true });
    await agent.stop();
    await broker.close();
    folder.remove();
  });
});
