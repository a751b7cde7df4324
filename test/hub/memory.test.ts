// Memory that is nearly used up: said, and held against everybody's window, until there is room again.
import { expect } from 'chai';

import type { Status } from '../../hub/contracts/status.ts';
import { bytesInUse, MemoryWatch } from '../../hub/memory.ts';
import { HandAgent, outside, positionEvent, startHub, temporaryFolder, until } from '../a-port.ts';

describe('The hub’s memory', () => {
  const story: readonly (readonly [usedMB: number, near: boolean])[] = [
    ...([
      [400, false],
      [799, false],
      [801, true],
      [750, true],
    ] as const),
    ...([
      [701, true],
      [699, false],
      [750, false],
    ] as const),
  ];

  it('is near its end from four fifths on, until a tenth less is in use', () => {
    let used = 0;
    const watch = new MemoryWatch(1_000_000_000, () => used);
    for (const [usedMB, near] of story) {
      used = usedMB * 1e6;
      watch.look();
      expect(watch.isNear, `${usedMB} MB`).to.equal(near);
      expect(watch.lacks).to.deep.equal(
        near ? [`memory: ${usedMB} of 1000 MB are in use; agents are asked to hold back`] : [],
      );
    }
  });

  it('is what lives in it, not what was once taken for it', () => {
    const before = bytesInUse();
    const held = Buffer.alloc(50_000_000, 1);
    expect(bytesInUse() - before).to.be.within(40_000_000, 90_000_000);
    expect(held.length).to.equal(50_000_000);
  });

  it('of a hub that may use less than it does: it says so, and asks for no more than one frame at a time', async () => {
    const folder = temporaryFolder();
    process.env['EFENCE_MEMORY'] = '10M';
    const hub = await startHub(folder.path);
    delete process.env['EFENCE_MEMORY'];
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([positionEvent({ seq: 1, ...outside, time: Date.now() })]);
    await until('it is acked', () => hand.acks.length > 0);
    expect(hand.acks.at(-1)?.window).to.equal(32);
    expect((await hub.get<Status>('/api/v1/status')).lacks.join()).to.match(/memory: \d+ of 10 MB are in use/);
    await hand.end();
    await hub.kill();
    folder.remove();
  });
});
