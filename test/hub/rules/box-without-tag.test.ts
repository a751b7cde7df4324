// R-12 through the real engine: a lane's camera sees a box; its antenna reads the tag, or not, or cannot, or told late.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Keyed } from '../../../hub/flow.ts';
import { port } from '../a-fold.ts';
import { camera, worldWith } from './a-place.ts';
import { event } from './a-rule.ts';

const box = 'container:CSQU3054383';
const other = 'container:TEXU3070079';
const device = (key: string, kind: 'antenna' | 'camera', lane?: string) => ({
  ...{ key, kind, site: 's', agent: 'gate', nameZh: key, nameEn: key },
  ...{ lane, fence: undefined, segments: [] },
});
const devices = [
  device(camera(1), 'camera', 'in-1'),
  device('device:antenna-1', 'antenna', 'in-1'),
  device('device:antenna-2', 'antenna', 'out-1'),
  device(camera(2), 'camera', 'out-2'),
  device(camera(3), 'camera'),
];
const world = worldWith({
  deviceOf: (key) => devices.find((one) => one.key === key),
  antennasOf: (lane) => devices.filter((one) => one.lane === lane && one.kind === 'antenna').map(({ key }) => key),
  devicesOf: (agent) => (agent === 'agent:gate' ? devices.map(({ key }) => key).sort() : []),
});

const beat = (seconds: number): Keyed => {
  const order = { time: seconds * 1000, asOf: seconds * 1000, from: 'hub', seq: seconds };
  return { key: 'agent:gate', event: { kind: 'beat', ...order, ...alive } };
};
const alive = { online: true, finished: false, feed: 'live', site: 's' } as const;
const sees = (seconds: number, container = box, by = camera(1), confidence = 0.9): Keyed => {
  const data = { what: 'container', container: container.slice('container:'.length), confidence } as const;
  return { key: by, event: event('camera.detection', by, seconds, data) };
};
const health = (seconds: number, state: 'healthy' | 'faulty', key = 'device:antenna-1'): Keyed => ({
  key,
  event: event('device.health', key, seconds, { state }),
});
const reads = (seconds: number, antenna = 'antenna-1', tag = 'tag:e1'): Keyed => ({
  key: tag,
  event: event('rfid.read', tag, seconds, { antenna, direction: 'unknown' }),
});
/** Both the box and the tag hear of it. */
const tagged = (seconds: number, on = box, tag = 'tag:e1'): Keyed[] => {
  const tie = event('association', on, seconds, { action: 'add', children: [tag] });
  return [
    { key: on, event: tie },
    { key: tag, event: tie },
  ];
};

type Port = ReturnType<typeof port>;
/** The gate's agent, too, has told everything before that second. */
const upTo = (hub: Port, seconds: number): void => {
  hub.fold(beat(seconds));
  hub.passed(seconds * 1000, 'agent:gate');
  hub.passed(seconds * 1000);
};
const standing = (hub: Port): string[] =>
  hub
    .standing()
    .filter(({ rule }) => rule === 'box-without-tag')
    .map(({ key, scope, from, to }) => `${key} ${scope} ${from / 1000}–${to === undefined ? '' : to / 1000}`);

describe('A box without a tag', () => {
  const open = [`${box} in-1 100–`];
  const stories: readonly (readonly [story: string, told: readonly Keyed[], found: readonly string[]])[] = [
    ['seen and not read', [sees(100)], open],
    ['seen and not read, whether or not the hub knows its tag', [...tagged(1), sees(100)], open],
    ['read before it is seen', [...tagged(1), reads(86), sees(100)], []],
    ['read after it is seen', [...tagged(1), sees(100), reads(114)], []],
    ['read long before: that was another time', [...tagged(1), reads(84), sees(100)], open],
    ['read by the antenna of another lane', [...tagged(1), sees(100), reads(101, 'antenna-2')], open],
    ['read, but it is the tag of another box', [...tagged(1, other), sees(100), reads(101)], open],
    ['read long after: it is over then', [...tagged(1), sees(100), reads(160)], [`${box} in-1 100–160`]],
    ['seen again and again is one finding', [sees(100), sees(110), sees(130)], open],
    ['two boxes, one read', [...tagged(1), sees(100), sees(101, other), reads(102)], [`${other} in-1 101–`]],
    ['the camera is not sure', [sees(100, box, camera(1), 0.3)], []],
    ['what the camera read is no box', [sees(100, 'container:CSQU3054384')], []],
    ['a lane without an antenna', [sees(100, box, camera(2))], []],
    ['a camera at no lane', [sees(100, box, camera(3))], []],
    ['the antenna says that it does not see', [health(50, 'faulty'), sees(100)], []],
    ['it sees again before', [health(50, 'faulty'), health(90, 'healthy'), sees(100)], open],
  ];
  for (const [story, told, found] of stories)
    it(`${story}: ${found.length === 0 ? 'nothing' : found.join()}`, () => {
      const hub = port({ worlds: [world] });
      hub.fold(beat(1), ...told);
      upTo(hub, 200);
      expect(standing(hub)).to.deep.equal(found);
    });

  it('in the silence of the antenna’s agent nothing is concluded; once it has told so far, it is', () => {
    const hub = port({ worlds: [world] });
    hub.fold(beat(1), sees(100));
    hub.passed(200_000);
    expect(standing(hub)).to.deep.equal([]);
    upTo(hub, 201);
    expect(standing(hub)).to.deep.equal(open);
  });

  it('a read that comes hours late takes it back; so does a tie that was told late', () => {
    const hub = port({ worlds: [world] });
    hub.fold(beat(1), ...tagged(1), sees(100), reads(105, 'antenna-1', 'tag:e2'));
    upTo(hub, 300);
    expect(standing(hub)).to.deep.equal(open);
    hub.fold(...tagged(2, box, 'tag:e2'));
    expect(standing(hub)).to.deep.equal([]);
  });

  it('comes to the same in whatever order it is told', () => {
    const told = [
      ...tagged(1),
      sees(100),
      sees(140, other),
      reads(110),
      reads(150, 'antenna-2'),
      health(120, 'faulty'),
    ];
    const more = [health(130, 'healthy'), ...tagged(60, other, 'tag:e2'), reads(149, 'antenna-1', 'tag:e2')];
    const whole = [...told, ...more];
    const foldOf = (order: readonly Keyed[]): string[] => {
      const hub = port({ worlds: [world] });
      hub.fold(beat(1));
      for (const one of order) hub.fold(one);
      upTo(hub, 300);
      return standing(hub).sort();
    };
    const expected = foldOf(whole);
    fc.assert(
      fc.property(fc.shuffledSubarray(whole, { minLength: whole.length }), (order) => {
        expect(foldOf(order)).to.deep.equal(expected);
      }),
      { numRuns: 200, seed: 12 },
    );
  });
});
