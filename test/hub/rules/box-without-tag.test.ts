// R-12 by story, through the real engine: a box at a lane, its tag, the antenna's word, and who is silent for how long.
import { expect } from 'chai';
import fc from 'fast-check';
import type { KeyEvent, Keyed } from '../../../hub/flow.ts';
import { port } from '../a-fold.ts';
import { camera, worldWith } from './a-place.ts';
import { event, takenOn } from './a-rule.ts';

const box = 'container:CSQU3054383';
const other = 'container:TEXU3070079';
const eye = camera(3);
const antenna = 'device:antenna-in';
const at = (key: string, told: KeyEvent): Keyed => ({ key, event: told });
/** Beats are heard at the hub's time, whatever they are late with. */
const beat = (seconds: number, agent = 'gate'): Keyed => {
  const order = { time: seconds * 1000, asOf: seconds * 1000, from: `hub-${agent}`, seq: seconds };
  return at(`agent:${agent}`, { kind: 'beat', ...order, online: true, finished: false, feed: 'live', site: 's' });
};
const sees = (seconds: number, key = box, more: object = {}, by = eye): Keyed =>
  at(by, event('camera.detection', by, seconds, { what: 'container', container: key.slice(10), ...more }));
const reads = (seconds: number, tag = 'tag:1', name = 'antenna-in'): Keyed =>
  at(tag, event('rfid.read', tag, seconds, { antenna: name, direction: 'in' }));
const health = (seconds: number, key: string, state: 'healthy' | 'faulty' | 'maintenance'): Keyed =>
  at(key, event('device.health', key, seconds, { state }));
/** Its tag has been tied to the box. */
const tied: Keyed[] = [box, 'tag:1'].map((key) => at(key, takenOn(1, box, 'tag:1')));

/** Told one after the other; then the agents named have told everything before the 200th second. */
function hearing(told: readonly Keyed[], agents: readonly string[] = ['gate']) {
  const hub = port({ worlds: [worldWith()] });
  hub.foldAt(1000, beat(1), beat(1, 'cameras'));
  for (const one of told) hub.foldAt(200_000, one);
  for (const agent of agents) hub.passed(200_000, `agent:${agent}`);
  return hub;
}
const lines = (hub: ReturnType<typeof port>): string[] =>
  hub
    .standing()
    .filter(({ rule }) => rule === 'box-without-tag')
    .map(({ key, scope, from, to }) => `${key} ${scope} ${from / 1000}–${to === undefined ? '' : to / 1000}`);

describe('A box seen without its tag', () => {
  const stories: [string, Keyed[], string[]][] = [
    ['is told when its tag was not read there', [...tied, sees(100)], [`${box} in-1 100–`]],
    ['though no tag of it is known', [sees(100)], [`${box} in-1 100–`]],
    ['not where it was read just before', [...tied, reads(85), sees(100)], []],
    ['nor just after', [...tied, sees(100), reads(114)], []],
    ['a read earlier than that was another visit', [...tied, reads(84), sees(100)], [`${box} in-1 100–`]],
    ['one later than that ends it', [...tied, sees(100), reads(130)], [`${box} in-1 100–130`]],
    ['so does one anywhere', [...tied, sees(100), reads(150, 'tag:1', 'antenna-out')], [`${box} in-1 100–150`]],
    [
      'but one elsewhere in time is no read here',
      [...tied, sees(100), reads(105, 'tag:1', 'antenna-out')],
      [`${box} in-1 100–`],
    ],
    ['another box’s tag is not its own', [...tied, sees(100, other), reads(100)], [`${other} in-1 100–`]],
    ['two boxes on one truck are two', [sees(100), sees(101, other)], [`${box} in-1 100–`, `${other} in-1 101–`]],
    ['seen again and again it is one', [sees(100), sees(100), sees(110), sees(140), sees(190)], [`${box} in-1 100–`]],
    [
      'one that was read and stands there is not asked about again',
      [...tied, reads(98), sees(100), sees(130), sees(170)],
      [],
    ],
    ['a lane without an antenna reads nothing', [sees(100, box, {}, camera(4))], []],
    ['a camera at no lane sees no passage', [sees(100, box, {}, camera(1))], []],
    ['a misread number is nobody’s', [sees(100, 'container:CSQU3054384')], []],
    ['analytics that hardly believe it are not believed', [sees(100, box, { confidence: 0.4 })], []],
    ['nor is a camera that says it does not see', [health(50, eye, 'faulty'), sees(100)], []],
    ['an antenna that does not see witnesses nothing', [health(50, antenna, 'faulty'), sees(100)], []],
    ['nor under maintenance', [health(50, antenna, 'maintenance'), sees(100)], []],
    [
      'nor one that failed in between',
      [sees(100), health(105, antenna, 'faulty'), health(107, antenna, 'healthy')],
      [],
    ],
    [
      'one that sees again does',
      [health(50, antenna, 'faulty'), health(60, antenna, 'healthy'), sees(100)],
      [`${box} in-1 100–`],
    ],
    ['one that fails afterwards did', [sees(100), health(150, antenna, 'faulty')], [`${box} in-1 100–`]],
  ];
  for (const [name, told, expected] of stories) it(name, () => expect(lines(hearing(told))).to.deep.equal(expected));

  it('the order in which it is all heard changes nothing', () => {
    for (const [name, told, expected] of stories)
      fc.assert(
        fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (shuffled) => {
          expect(lines(hearing(shuffled)), name).to.deep.equal(expected);
        }),
        { seed: 7, numRuns: 15 },
      );
  });

  it('waits until the antenna’s agent has told so far, and not a moment longer', () => {
    const hub = hearing([...tied, sees(100)], ['cameras']);
    expect(lines(hub)).to.deep.equal([]);
    hub.passed(114_999, 'agent:gate');
    expect(lines(hub)).to.deep.equal([]);
    hub.passed(115_000, 'agent:gate');
    expect(lines(hub)).to.deep.equal([`${box} in-1 100–`]);
  });

  it('concludes nothing in that agent’s silence; when it is back, what it had not read is told', () => {
    const hub = hearing([...tied, sees(100)], []);
    hub.passed(180_000);
    expect(lines(hub)).to.deep.equal([]);
    hub.passed(200_000, 'agent:gate');
    expect(lines(hub)).to.deep.equal([`${box} in-1 100–`]);
  });

  it('and nothing where it brings the read', () => {
    const hub = hearing([...tied, sees(100)], []);
    hub.passed(180_000);
    hub.foldAt(190_000, reads(103));
    hub.passed(200_000, 'agent:gate');
    expect(lines(hub)).to.deep.equal([]);
  });

  it('a sighting heard in the middle of others is judged like them', () => {
    const hub = hearing([sees(100), sees(140, other)], []);
    hub.passed(180_000);
    hub.foldAt(190_000, sees(120, 'container:MSKU0000011'));
    hub.passed(200_000, 'agent:gate');
    expect(lines(hub)).to.have.length(3);
  });

  it('a read learnt of late withdraws it; so does the tie of a tag that was read', () => {
    const hub = hearing([...tied, sees(100)]);
    hub.foldAt(400_000, reads(101));
    expect(hub.told.map(({ change }) => change)).to.deep.equal(['raised', 'withdrawn']);
    const untied = hearing([sees(100), reads(101)]);
    expect(lines(untied)).to.deep.equal([`${box} in-1 100–`]);
    untied.foldAt(400_000, ...tied);
    expect(lines(untied)).to.deep.equal([]);
  });

  it('says at which lane, by which camera, past which antenna, of which tag', () => {
    const hub = hearing([...tied, sees(100)]);
    const [alert] = [...hub.alerts.values()];
    expect(alert).to.include({ severity: 'S3', site: 's' });
    const { measure, value, limit, facts, evidence } = alert?.why ?? expect.fail();
    expect([measure, value, limit]).to.deep.equal(['without a read for', 15, 15]);
    expect(facts).to.deep.equal({
      ...{ asset: box, lane: 'in-1', camera: eye.slice(7), antennas: 'antenna-in', tag: 'tag:1', plan: 'p1' },
    });
    expect(evidence.map(({ says, time }) => [says, time])).to.deep.equal([['seen by a camera', 100_000]]);
  });

  it('restarted from what is kept it stands as it stood', () => {
    const hub = hearing([...tied, sees(100), sees(190, other)]);
    const before = hub.standing();
    hub.keepSome(1000);
    expect(hub.killed()).to.deep.equal([]);
    hub.passed(206_000, 'agent:gate');
    expect(lines(hub)).to.have.length(2);
    expect(hub.standing()).to.deep.include.members(before);
  });
});
