// What an uplink sends by what it hears, over a link and by a clock that stand still but when they are told to.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Link, LinkEvents } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import type { Ack } from '../../hub/contracts/ack.ts';
import { temporaryFolder } from '../a-port.ts';

describe('An uplink', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let spool: Spool;
  let events: LinkEvents;
  let time: number;
  let every: Map<number, () => void>;
  let rejected: number[];
  let sent: { class: string; first: number; last: number }[];
  beforeEach(() => {
    folder = temporaryFolder();
    spool = new Spool(join(folder.path, 'spool.sqlite'));
    sent = [];
    rejected = [];
    time = 0;
    every = new Map();
  });
  afterEach(() => {
    spool.close();
    folder.remove();
  });

  /** The broker has each frame as soon as it is published; the hub says what the test says. */
  const link: Link = {
    isUp: true,
    publish: (topic, text, _retain, done) => {
      const cls = topic.split('/up/')[1];
      const { first, events: told } = JSON.parse(text) as { first: number; events?: object[] };
      if (cls !== undefined) sent.push({ class: cls, first, last: first + (told?.length ?? 0) - 1 });
      queueMicrotask(() => done?.());
    },
    subscribe() {},
    close: async () => {},
  };
  const begin = async (): Promise<Uplink> => {
    const dial = (_will: unknown, told: LinkEvents): Link => {
      events = told;
      return link;
    };
    const clock = {
      ...{ now: () => 0, steady: () => time, after: () => () => {} },
      every: (ms: number, then: () => void) => {
        every.set(ms, then);
        return () => {};
      },
    };
    const onReject = (_: string, seq = 0) => void rejected.push(seq);
    const named = { site: 'yard', agent: 'a1', feed: 'live', sw: 'test', lagMs: 0 } as const;
    const uplink = new Uplink(spool, { dial, clock, ...named, onLink() {}, onReject });
    await linkUp();
    return uplink;
  };
  /** Nobody tells the time: that the clock is unknown holds the spool for a second, and no longer. */
  const linkUp = async (): Promise<void> => {
    events.onUp();
    time += 1000;
    every.get(250)?.();
    await settled();
  };
  const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
  const keep = (count: number, urgent = false): void =>
    spool.keep(Array.from({ length: count }, () => ({ type: 't', subject: 's:1', time: 1, data: {}, urgent })));
  const hear = async (change: Partial<Ack>): Promise<void> => {
    const durable = { urgent: 0, routine: 0 };
    const ack: Ack = {
      epoch: spool.epoch,
      durable,
      rejects: [],
      window: 4096,
      hubTime: '2026-01-01T00:00:00Z',
      ...change,
    };
    events.onMessage(Buffer.from(JSON.stringify(ack)));
    await settled();
  };
  const lastOf = (cls: string): number =>
    Math.max(0, ...sent.filter((one) => one.class === cls).map(({ last }) => last));

  it('goes no further than the window, as narrow at once as it is told, and wider by what is acked', async () => {
    keep(6000);
    await begin();
    expect(lastOf('routine')).to.equal(256);
    await hear({ durable: { urgent: 0, routine: 100 }, window: 32 });
    expect(lastOf('routine')).to.equal(256);
    await hear({ durable: { urgent: 0, routine: 256 }, window: 32 });
    expect(lastOf('routine')).to.equal(256 + 32);
    await hear({ durable: { urgent: 0, routine: 288 } });
    expect(lastOf('routine')).to.equal(288 + 64);
    await hear({ durable: { urgent: 0, routine: 352 } });
    expect(lastOf('routine')).to.equal(352 + 128);
  });

  it('sends what is urgent however narrow the window for the rest is', async () => {
    keep(1000);
    await begin();
    await hear({ durable: { urgent: 0, routine: 256 }, window: 32 });
    keep(300, true);
    await hear({ durable: { urgent: 0, routine: 256 }, window: 32 });
    expect([lastOf('routine'), lastOf('urgent')]).to.deep.equal([288, 256]);
  });

  it('believes of a retained ack that is told again with the link that the hub was behind, and not that it no longer is; and no more than the widest in the end', async () => {
    keep(6000);
    await begin();
    await hear({ durable: { urgent: 0, routine: 256 } });
    expect(lastOf('routine')).to.equal(256 + 512);
    sent = [];
    await linkUp();
    await hear({ durable: { urgent: 0, routine: 256 } });
    expect(lastOf('routine')).to.equal(256 + 256);
    for (let acked = 512; acked <= 5120; acked += 512)
      await hear({ durable: { urgent: 0, routine: acked }, window: 600 });
    expect(lastOf('routine')).to.equal(5120 + 600);
  });

  it('that hears of sequences it never gave out begins another epoch, and sends all it holds under that', async () => {
    keep(40);
    await begin();
    const { epoch } = spool;
    sent = [];
    await hear({ durable: { urgent: 7, routine: 20 } });
    expect(spool.epoch).to.not.equal(epoch);
    expect(spool.pending).to.equal(40);
    expect(sent.map(({ first, last }) => [first, last])).to.deep.equal([
      [1, 32],
      [33, 40],
    ]);
    await hear({ epoch, durable: { urgent: 7, routine: 40 } });
    expect(spool.pending).to.equal(40);
    await hear({ durable: { urgent: 0, routine: 40 } });
    expect(spool.pending).to.equal(0);
  });

  it('tells a refusal once, and what another hub refuses though that counts from 1 again', async () => {
    keep(3);
    await begin();
    const hub = (name: string) =>
      events.onMessage(
        Buffer.from(JSON.stringify({ online: true, hub: name.repeat(16), life: name.repeat(16), link: 1 })),
        true,
      );
    const refusal = (seq: number, quarantine: number): Partial<Ack> => ({
      durable: { urgent: 0, routine: seq },
      rejects: [{ code: 'event-invalid', class: 'routine', seq, quarantine }],
    });
    await hear(refusal(1, 7));
    hub('a');
    await hear(refusal(1, 7));
    expect(rejected).to.deep.equal([1]);
    hub('b');
    await hear(refusal(2, 1));
    await hear(refusal(2, 1));
    expect(rejected).to.deep.equal([1, 2]);
  });

  it('sends again what was lost on the way, however well it goes with the other class; and waits for that no shorter after a rest', async () => {
    keep(40);
    await begin();
    await hear({ durable: { urgent: 0, routine: 40 } });
    time += 60_000;
    keep(10);
    keep(10, true);
    await hear({ durable: { urgent: 0, routine: 40 } });
    sent = [];
    time += 2500;
    every.get(2500)?.();
    await settled();
    expect(sent, 'it was sent just now').to.deep.equal([]);
    for (let urgent = 11; urgent <= 20; urgent += 1) {
      time += 2500;
      keep(1, true);
      await hear({ durable: { urgent, routine: 40 } });
      every.get(2500)?.();
      await settled();
    }
    expect(sent).to.deep.include({ class: 'routine', first: 41, last: 50 });
  });
});
