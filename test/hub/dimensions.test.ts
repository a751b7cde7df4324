// A ship's dimensions: what she told last is known of her by then, in whatever order it is heard, and after a restart.
import { expect } from 'chai';
import type { VesselStatic } from '../../hub/contracts/observation.ts';
import type { Keyed } from '../../hub/flow.ts';
import { storyOf } from '../../hub/rules/story.ts';
import { inside } from '../a-port.ts';
import { fix, port, world } from './a-fold.ts';

const told = (seq: number, time: number, data: VesselStatic): Keyed => {
  const order = { time, asOf: time, from: 'a/e/routine', seq };
  const source = { id: `a:${seq}`, agent: 'a', site: 's', feed: 'live' as const, heardAt: time };
  return { key: 'mmsi:7', event: { kind: 'vessel.static', ...order, ...source, subject: 'mmsi:7', data } };
};
const hull = (toBow: number, toStern: number, toPort = 8, toStarboard = 6): VesselStatic => ({
  ...{ toBow, toStern, toPort, toStarboard },
});
const at = (seq: number, time: number) => fix(seq, time, inside, 'mmsi:7');

describe('A ship’s dimensions', () => {
  const stories: [what: string, groups: Keyed[][], kept: VesselStatic | undefined][] = [
    ['are hers from when she tells them', [[at(1, 10), told(2, 20, hull(72, 16))], [at(3, 30)]], hull(72, 16)],
    ['are what she told last', [[told(1, 10, hull(72, 16)), told(2, 20, hull(90, 10))]], hull(90, 10)],
    ['stay where she tells only her name', [[told(1, 10, hull(72, 16)), told(2, 20, { name: 'A' })]], hull(72, 16)],
    ['stay where she tells noughts', [[told(1, 10, hull(72, 16)), told(2, 20, hull(0, 0, 0, 0))]], hull(72, 16)],
    ['are not known by noughts', [[told(1, 10, hull(0, 0)), told(2, 20, hull(72, 16, 0, 0))]], undefined],
    ['are not known by half of them', [[told(1, 10, { toBow: 72, toStern: 16 })]], undefined],
    ['are known though told late', [[at(1, 10), at(3, 30), at(4, 40)], [told(2, 20, hull(72, 16))]], hull(72, 16)],
    [
      'are not what is told late, where she told others since',
      [[at(1, 10), told(3, 30, hull(90, 10)), at(4, 40)], [told(2, 20, hull(72, 16))]],
      hull(90, 10),
    ],
  ];
  for (const [what, groups, kept] of stories)
    it(what, () => {
      const here = port();
      for (const group of groups) here.fold(...group);
      const { engine } = here;
      expect(engine.story('mmsi:7', 0, () => true)?.state.dimensions).to.deep.equal(kept);
      const story = storyOf('mmsi:7', engine, { until: Infinity, sees: () => true, most: 10, worldAt: () => world });
      const lengthM = kept === undefined ? undefined : (kept.toBow ?? 0) + (kept.toStern ?? 0);
      expect(story?.lengthM).to.equal(lengthM);
    });

  it('are known after a restart, and to those alone who see every site that told of her', () => {
    const here = port({ copying: true });
    here.fold(at(1, 10), told(2, 20, hull(72, 16)), at(3, 30));
    here.keepSome(100);
    here.killed();
    const elsewhere = at(4, 40);
    here.fold({ ...elsewhere, event: { ...elsewhere.event, site: 'other' } as Keyed['event'] });
    const seenBy = (sees: (site: string) => boolean) =>
      storyOf('mmsi:7', here.engine, { until: Infinity, sees, most: 10, worldAt: () => world })?.lengthM;
    expect(seenBy(() => true)).to.equal(88);
    expect(seenBy((site) => site === 's')).to.equal(undefined);
  });
});
