// Pictures of a port in which much moves leave most of the time to everything else.
import { expect } from 'chai';
import { FramePace } from '../../../hub/push/frame-pace.ts';

/** Asked every 50 ms for a second; when each was made. */
function madeAt(takesMs: number): number[] {
  let now = 0;
  const made: number[] = [];
  const pace = new FramePace(() => now);
  for (let asked = 0; asked < 1000; asked += 50) {
    now = Math.max(now, asked);
    pace.make(() => {
      made.push(now);
      now += takesMs;
    });
  }
  return made;
}

describe('The pace of pictures', () => {
  it('is what is asked while they are soon made', () => {
    expect(madeAt(10)).to.have.length(20);
  });

  it('and one that takes 40 ms is made every 200', () => {
    expect(madeAt(40)).to.deep.equal([0, 200, 400, 600, 800]);
  });
});
