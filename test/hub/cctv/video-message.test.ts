// Messages of the agent's line: read as they were written, and never a fault, whatever comes.
import { expect } from 'chai';
import fc from 'fast-check';
import { frameBytes, frameOf, orderOf, type VideoFrame, wordOf } from '../../../hub/contracts/video.ts';
import { agentOfPath, agentVideoPath, cameraOfPath, livePath } from '../../../hub/contracts/video-paths.ts';

const camera = fc.stringMatching(/^\d{20}$/);
const bytes = fc.uint8Array({ maxLength: 600 }).map((array) => Buffer.from(array));
const frame: fc.Arbitrary<VideoFrame> = fc.oneof(
  fc.record({ is: fc.constant('video' as const), camera, bytes }),
  fc.record({
    is: fc.constant('picture' as const),
    camera,
    ask: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    at: fc.integer({ min: 0, max: 8.64e15 }),
    bytes,
  }),
);

describe('Messages of a camera agent', () => {
  it('frames and pictures come out as they went in', () => {
    fc.assert(
      fc.property(frame, (one) => {
        expect(frameOf(frameBytes(one))).to.deep.equal(one);
      }),
    );
  });

  it('what is none is undefined, and nothing of it throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (array) => {
        const read = frameOf(Buffer.from(array));
        expect(read === undefined || /^\d{20}$/.test(read.camera)).to.equal(true);
      }),
    );
    for (const text of ['', '{', 'null', '[]', '{"is":"cameras"}', '{"is":"state","camera":"1","state":"live"}']) {
      expect(wordOf(text), text).to.equal(undefined);
      expect(orderOf(text), text).to.equal(undefined);
    }
    const late = frameBytes({ is: 'picture', camera: '1'.repeat(20), ask: 1, at: 8.64e15, bytes: Buffer.alloc(0) });
    late.writeBigUInt64BE(2n ** 63n, 25);
    expect(frameOf(late)).to.equal(undefined);
  });

  it('addresses are read as they are written, and others not at all', () => {
    expect(agentOfPath(agentVideoPath('shatian-wharf', 'quay-cameras'))).to.deep.equal({
      ...{ site: 'shatian-wharf', agent: 'quay-cameras' },
    });
    expect(cameraOfPath(livePath('52002505101321901002'))).to.equal('52002505101321901002');
    for (const path of ['/agents/a/../video', '/agents//a/video', '/agents/a/b/video/', '/api/v1/cameras/1/live', '/'])
      expect([agentOfPath(path), cameraOfPath(path)], path).to.deep.equal([undefined, undefined]);
  });
});
