// The small parts of the intake, each by itself: the sieve, the acks, the bound on packets.
import { expect } from 'chai';
import fc from 'fast-check';
import { ackWindow } from '../../hub/contracts/ack.ts';
import type { Observation } from '../../hub/contracts/observation.ts';
import type { Batch } from '../../hub/flow.ts';
import { Acks } from '../../hub/ingest/ack.ts';
import { inOneForm, keysOf } from '../../hub/ingest/keys.ts';
import { PacketBound, packetMax } from '../../hub/ingest/packet-bound.ts';
import { Sieve } from '../../hub/ingest/sieve.ts';
import { windowAt } from '../../hub/ingest/window.ts';
import { epochOne } from '../a-port.ts';

const batch = (first: number, last: number, change: Partial<Batch> = {}): Batch => ({
  ...{ site: 's', agent: 'a', epoch: epochOne, class: 'routine', first, last, gone: 0, events: [], refusals: [] },
  ...change,
});

describe('The sieve', () => {
  const stories: readonly (readonly [what: string, batches: Batch[], fresh: number[][], watermark: number])[] = [
    ['what comes twice is fresh once', [batch(1, 3), batch(1, 3)], [[1, 2, 3], []], 3],
    [
      'what overlaps is fresh where it is new',
      [batch(1, 3), batch(2, 5)],
      [
        [1, 2, 3],
        [4, 5],
      ],
      5,
    ],
    ['beyond a gap it is heard but not acked', [batch(1, 1), batch(3, 4)], [[1], [3, 4]], 1],
    [
      'a gap that fills acks what was beyond it',
      [batch(3, 4), batch(1, 2)],
      [
        [3, 4],
        [1, 2],
      ],
      4,
    ],
    ['what the agent no longer holds is passed', [batch(8, 9, { gone: 7 })], [[8, 9]], 9],
    ['it never claims to be past what it is sending', [batch(1, 2, { gone: 50 }), batch(3, 3)], [[1, 2], [3]], 3],
    ['gone is not believed backwards', [batch(1, 5), batch(6, 6, { gone: 2 })], [[1, 2, 3, 4, 5], [6]], 6],
    ['gone swallows what was heard beyond the gap', [batch(4, 5), batch(7, 7, { gone: 3 })], [[4, 5], [7]], 5],
  ];
  for (const [what, batches, fresh, watermark] of stories) {
    it(what, () => {
      const sieve = new Sieve();
      expect(batches.map((one) => [...sieve.fresh(one)])).to.deep.equal(fresh);
      expect(sieve.watermark('a', 'routine', epochOne)).to.equal(watermark);
    });
  }

  it('keeps classes, epochs and agents apart', () => {
    const sieve = new Sieve();
    sieve.fresh(batch(1, 3));
    for (const change of [{ class: 'urgent' as const }, { epoch: 'f'.repeat(16) }, { agent: 'b' }]) {
      expect([...sieve.fresh(batch(1, 1, change))]).to.deep.equal([1]);
    }
  });

  it('in any order and with any repeats each sequence is fresh once, and the watermark ends at the last', () => {
    const runs = fc.shuffledSubarray(
      Array.from({ length: 40 }, (_, i) => i + 1),
      { minLength: 40, maxLength: 40 },
    );
    fc.assert(
      fc.property(runs, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }), (order, repeats) => {
        const sieve = new Sieve();
        const fresh = [...order, ...repeats].flatMap((seq) => [...sieve.fresh(batch(seq, seq))]);
        expect(fresh).to.deep.equal(order);
        expect(sieve.watermark('a', 'routine', epochOne)).to.equal(40);
      }),
    );
  });
});

describe('The stories of a passage', () => {
  const keysAt = (data: object) =>
    keysOf({ type: 'gate.passage', subject: 'lane:main-in-1', data: { direction: 'in', ...data } });

  it('are of each seal one, however it is written', () => {
    expect(keysAt({ seals: ['abc 123', 'ABC123', 'abc-123', 'ＡＢＣ１２３', '007:0042', '7:42'] })).to.deep.equal([
      'lane:main-in-1',
      'seal:ABC123',
      'seal:7:42',
    ]);
  });

  it('are of a seal that follows no form as it was read, and of no misread plate or box', () => {
    const seals = ['urn:epc:id:giai:6901234.e-lock'];
    expect(keysAt({ seals, plates: ['???'], containers: ['CSQU3054384'] })).to.deep.equal([
      'lane:main-in-1',
      'seal:urn:epc:id:giai:6901234.e-lock',
    ]);
  });
});

describe('What is said of a seal', () => {
  const said = (type: string, subject: string, data: object) => {
    const event = inOneForm({ type, subject, data } as unknown as Observation);
    return [event.subject, event.data] as unknown[];
  };

  it('is said of it in its one form, by a lock of itself and by whoever fixes it to a box', () => {
    expect(said('seal.state', 'seal:jt701-4711', { state: 'open' })).to.deep.equal([
      'seal:JT7014711',
      { state: 'open' },
    ]);
    const children = ['seal:jt701-4711', 'vehicle:粤S12345'];
    expect(said('association', 'container:CSQU3054383', { action: 'ADD', children })).to.deep.equal([
      'container:CSQU3054383',
      { action: 'ADD', children: ['seal:JT7014711', 'vehicle:粤S12345'] },
    ]);
  });

  it('and anything else is left as it was said', () => {
    const event = { type: 'asset.position', subject: 'vehicle:粤S12345', data: {} } as unknown as Observation;
    expect(inOneForm(event)).to.equal(event);
  });
});

describe('The acks', () => {
  const settled = (acks: Acks, durable: number, cls: 'urgent' | 'routine' = 'routine', epoch = epochOne) =>
    acks.settle('s', 'a', { epoch, class: cls, durable, rejects: [] }, { window: 1, now: 0 }).durable;

  it('are cumulative, each class by itself, and never go back within an epoch', () => {
    const acks = new Acks();
    expect(settled(acks, 5)).to.deep.equal({ urgent: 0, routine: 5 });
    expect(settled(acks, 2, 'urgent')).to.deep.equal({ urgent: 2, routine: 5 });
    expect(settled(acks, 3)).to.deep.equal({ urgent: 2, routine: 5 });
    expect(settled(acks, 1, 'routine', 'f'.repeat(16))).to.deep.equal({ urgent: 0, routine: 1 });
  });

  it('of one site say nothing of an agent of the same name at another', () => {
    const acks = new Acks();
    settled(acks, 5);
    const told = { epoch: epochOne, class: 'routine', durable: 1, rejects: [] } as const;
    const other = acks.settle('t', 'a', told, { window: 1, now: 0 });
    expect(other.durable.routine).to.equal(1);
    expect(settled(acks, 5).routine).to.equal(5);
  });
});

describe('The window', () => {
  const table: readonly (readonly [behind: number, window: number])[] = [
    ...([
      [0, ackWindow],
      [1, ackWindow],
      [64, ackWindow],
      [65, 4032],
      [128, 2048],
      [1024, 256],
    ] as const),
    ...([
      [8191, 32],
      [8192, 32],
      [1_000_000, 32],
    ] as const),
  ];
  for (const [behind, window] of table)
    it(`with ${behind} frames not on disk yet is of ${window} events`, () => {
      expect(windowAt(behind)).to.equal(window);
    });

  it('is never wider the further the hub is behind', () => {
    for (let behind = 0; behind < 10_000; behind += 1)
      expect(windowAt(behind + 1))
        .to.be.at.most(windowAt(behind))
        .and.at.least(1);
  });
});

describe('The bound on packets', () => {
  /** A packet as MQTT frames it: type, remaining length, body. */
  const packet = (length: number): Buffer => {
    const head = [0x30];
    let rest = length;
    do {
      head.push((rest % 128) + (rest >= 128 ? 128 : 0));
      rest = Math.floor(rest / 128);
    } while (rest > 0);
    return Buffer.concat([Buffer.from(head), Buffer.alloc(length, 0xff)]);
  };

  it('lets any run of packets within it through, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 20_000 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 5000 }),
        (lengths, cut) => {
          const bytes = Buffer.concat(lengths.map(packet));
          const bound = new PacketBound();
          for (let at = 0; at < bytes.length; at += cut)
            expect(bound.admits(bytes.subarray(at, at + cut))).to.equal(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('admits its very length, and not one byte more', () => {
    expect(new PacketBound().admits(packet(packetMax))).to.equal(true);
    expect(new PacketBound().admits(packet(packetMax + 1).subarray(0, 5))).to.equal(false);
  });

  it('refuses a length of more than four bytes', () => {
    expect(new PacketBound().admits(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).to.equal(false);
  });
});
