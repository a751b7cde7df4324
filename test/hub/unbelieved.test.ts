// A story tells which of its fixes were not believed, so that whoever reads it sees why the thing is drawn where it is.
import { expect } from 'chai';
import { storyOf } from '../../hub/rules/story.ts';
import { inside } from '../a-port.ts';
import { fix, port, worldOf } from './a-fold.ts';

const world = worldOf({ speedMostKmh: { vessel: 100 } });
const far = { lon: 113.4, lat: 22.8645 };

/** How a story tells of a ship's fixes, a second apart, here and far away; the newest so many of them. */
function kindsOf(places: readonly (typeof far)[], most = 100): string[] {
  const here = port({ worlds: [world] });
  here.fold(...places.map((place, i) => fix(i + 1, (i + 1) * 1000, place)));
  const { key } = fix(1, 1000, inside);
  const story = storyOf(key, here.engine, { until: Infinity, sees: () => true, most, worldAt: () => world });
  return (story?.events ?? []).filter(({ kind }) => kind !== 'tick').map(({ kind }) => kind);
}

describe('A fix that was not believed', () => {
  it('is told so in the story, and those before and after it are not', () => {
    expect(kindsOf([inside, far, inside, inside])).to.deep.equal(['position', 'unbelieved', 'position', 'position']);
  });

  it('is no longer alone when the third in a row belongs to it: that one was believed', () => {
    expect(kindsOf([inside, far, far, far])).to.deep.equal(['position', 'unbelieved', 'unbelieved', 'position']);
  });

  it('is not guessed at where what was believed before is not in the story any more', () => {
    expect(kindsOf([inside, inside, far, inside, inside, inside, far, inside], 6)).to.deep.equal([
      ...['position', 'position', 'position', 'position'],
      ...['unbelieved', 'position'],
    ]);
  });
});
