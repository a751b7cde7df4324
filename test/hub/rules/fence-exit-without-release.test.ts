// R-01 by story: who left without a release, who only seemed to, and what a release that comes afterwards changes.
import { expect } from 'chai';
import type { KeyEvent } from '../../../hub/flow.ts';
import { fenceExitWithoutRelease } from '../../../hub/rules/fence-exit-without-release.ts';
import type { Moment } from '../../../hub/rules/rule.ts';
import { fenceFacts, fences, worldWith } from './a-place.ts';
import { carried, fix, lines, plan, release, revoked, type Trial, takenOn, tryRule } from './a-rule.ts';

const box = 'container:CSQU3054383';
const truck = 'vehicle:粤B12345';
const out = (seconds: number) => [fix(seconds, 430, 200), fix(seconds + 30, 460, 200)];
const inside = [fix(0, 380, 200), fix(30, 380, 200)];
const back = (seconds: number) => [fix(seconds, 380, 200), fix(seconds + 30, 380, 200)];
const carriedIn = [takenOn(1, truck, box), carried(10, truck, ['perimeter'])];
const carriedOut = carried(130, truck, [], ['exit', 'perimeter', 100]);

describe('Fence exit without release', () => {
  const stories: [string, KeyEvent[], string[], string?][] = [
    ['out without a release, dated by the first fix outside', [...inside, ...out(100)], ['S1 perimeter 100–']],
    ['with one it may go', [...inside, release(50), ...out(100)], []],
    ['issued at the very moment of the first fix outside is in time', [...inside, release(100), ...out(100)], []],
    ['one from before is good for its truck as for its box', [release(50), ...carriedIn, carriedOut], [], box],
    ['carried out, by whom is part of what happened', [...carriedIn, carriedOut], [`S1 perimeter@${truck} 100–`], box],
    [
      'told by one who does not carry it, it is not its story',
      [takenOn(1, 'vehicle:粤B00001', box), carriedOut],
      [],
      box,
    ],
    ['re-entry ends it', [...inside, ...out(100), ...back(500)], ['S1 perimeter 100–500']],
    [
      'and out again is another',
      [...inside, ...out(100), ...back(500), ...out(700)],
      ['S1 perimeter 100–500', 'S1 perimeter 700–'],
    ],
    ['one stray fix outside is drift beside the stacks', [...inside, fix(100, 460, 200), fix(110, 380, 200)], []],
    [
      'so are fixes that know they may be wrong by as much',
      [...inside, fix(100, 430, 200, { accuracyM: 10 }), fix(130, 430, 200, { accuracyM: 10 })],
      [],
    ],
    [
      'a guess from cell towers proves no exit',
      [...inside, fix(100, 5000, 200, { guessed: true }), fix(160, 5000, 200, { guessed: true })],
      [],
    ],
    ['back-dating does not erase', [...inside, ...out(100), release(300, 'late', { from: 0 })], ['S1 perimeter 100–']],
    [
      'nor does one that was issued before the exit was believed',
      [...inside, ...out(100), release(110)],
      ['S1 perimeter 100–'],
    ],
    [
      'one not yet in force does not count',
      [...inside, release(50, 'r', { from: 200 }), ...out(100)],
      ['S1 perimeter 100–'],
    ],
    ['one that ran out does not count', [...inside, release(5, 'r', { to: 99 }), ...out(100)], ['S1 perimeter 100–']],
    ['one in force to the end of its time counts', [...inside, release(5, 'r', { to: 100 }), ...out(100)], []],
    ['revoked before is none', [...inside, release(50), revoked(99), ...out(100)], ['S1 perimeter 100–']],
    ['revoked afterwards was one', [...inside, release(50), ...out(100), revoked(101)], []],
    [
      'another one stands when one is revoked',
      [...inside, release(50), release(51, 'r2'), revoked(60), ...out(100)],
      [],
    ],
    [
      'a release again under the same name after its revocation counts',
      [...inside, release(50), revoked(60), release(70), ...out(100)],
      [],
    ],
  ];
  for (const [name, events, expected, key = truck] of stories)
    it(name, () => expect(lines(tryRule(fenceExitWithoutRelease, key, events))).to.deep.equal(expected));

  it('says which release came afterwards, once, and keeps what happened', () => {
    const late = [release(300, 'late', { from: 0 }), release(400, 'later')];
    const { findings } = tryRule(fenceExitWithoutRelease, truck, [...inside, ...out(100), ...late]);
    expect(findings).to.have.length(1);
    const { to, why } = findings[0] ?? expect.fail();
    expect(to).to.equal(undefined);
    expect(why.facts).to.include({ regularised: 'late', asset: truck, fence: 'perimeter', fenceZh: 'perimeter区' });
    expect(why).to.include({ measure: 'releases in force', value: 0, limit: 1, unit: 'releases' });
    expect(why.evidence.map(({ says, time }) => [says, time])).to.deep.equal([
      ['left', 130_000],
      ['release issued', 300_000],
    ]);
    expect(why.evidence[0]).to.have.keys('event', 'time', 'says', 'site', 'lon', 'lat');
  });

  it('names one that was issued in time and told when that time can no longer be judged', () => {
    const issued = { ...release(600, 'old'), issuedAt: 20_000 } as KeyEvent;
    const { findings } = tryRule(fenceExitWithoutRelease, truck, [...inside, ...out(100), issued]);
    expect(findings[0]?.why.facts).to.include({ release: 'old' });
    expect(findings[0]?.why.evidence.at(-1)?.time).to.equal(20_000);
  });

  describe('tells the segment that it left over', () => {
    type Spot = [east: number, north: number];
    /** Every 30 s; twice at the first, so that it is believed to be in. */
    const at = (first: Spot, ...spots: Spot[]) =>
      [first, first, ...spots].map(([east, north], i) => fix(30 * i, east, north));
    const ways: [what: string, events: KeyEvent[], segment: string | undefined, key?: string][] = [
      ['by the way from its last fix inside to its first outside', [...inside, ...out(100)], 'east'],
      ['whatever it is near to when that is believed', at([380, 380], [450, 390], [390, 460]), 'east'],
      ['by its way over the edge, though it ends no nearer to that', at([380, 399], [430, 402], [480, 380]), 'north'],
      ['not by one that it came back from', at([380, 200], [405, 200], [380, 390], [380, 460], [380, 470]), 'north'],
      [
        'over one it had begun to cross within the hysteresis',
        at([380, 390], [402, 398], [380, 430], [380, 440]),
        'east',
      ],
      ['over the other one', at([395, 300], [395, 430], [395, 440]), 'north'],
      ['nearest to its first fix outside, where none is on its way', at([50, 50], [-60, 380], [300, -60]), 'north'],
      ['nearest to where it is by then, when carried out', [...carriedIn, carriedOut], 'east', box],
      [
        'by the way that it had begun before a new plan',
        [...at([380, 200], [430, 200]), plan(70), fix(90, 440, 200)],
        'east',
      ],
    ];
    for (const [what, events, segment, key = truck] of ways)
      it(what, () => {
        const [left] = tryRule(fenceExitWithoutRelease, key, events).findings;
        const { facts } = (left ?? expect.fail('nothing found')).why;
        expect(facts).to.include({ segment, segmentZh: `${segment}区`, segmentEn: `the ${segment}` });
      });

    it('and none of a fence without segments', () => {
      const world = worldWith({ waterFrontOf: () => undefined });
      const [left] = tryRule(fenceExitWithoutRelease, truck, [...inside, ...out(100)], { worlds: [world] }).findings;
      expect(left?.why.facts).to.have.property('fence', 'perimeter');
      expect(left?.why.facts).to.not.have.any.keys('segment', 'segmentZh', 'segmentEn');
    });

    it('and remembers its way only while it is on it', () => {
      const rule = {
        ...fenceExitWithoutRelease,
        id: 'watched',
        step: (memory: never, moment: Moment) => {
          const step = fenceExitWithoutRelease.step(memory, moment);
          ways.push([...step.memory.ways.keys()].length);
          return step;
        },
      } as typeof fenceExitWithoutRelease;
      const ways: number[] = [];
      tryRule(rule, truck, at([380, 200], [405, 200], [380, 200], [430, 200], [440, 200], [450, 200]));
      expect(ways).to.deep.equal([0, 0, 1, 0, 1, 0, 0]);
    });
  });

  describe('and a new plan', () => {
    const stillOut = [...inside, ...out(100), plan(500)];
    const drawn = (change: Partial<Parameters<typeof worldWith>[0]>): Trial => ({
      worlds: [worldWith(), worldWith({ from: 500_000, plan: 'p2', ...change })],
    });
    const others = fenceFacts.filter(({ id }) => id !== 'perimeter');
    const free = { ...(fenceFacts.find(({ id }) => id === 'perimeter') ?? expect.fail()), release: [] };
    const without = fences.filter(({ id }) => id !== 'perimeter');
    const far = fences.map((fence) =>
      fence.id === 'perimeter' ? { ...fence, box: { minX: 0, minY: 0, maxX: 1, maxY: 1 } } : fence,
    );

    it('that takes the fence away ends it', () =>
      expect(
        lines(tryRule(fenceExitWithoutRelease, truck, stillOut, drawn({ fences: without, facts: others }))),
      ).to.deep.equal(['S1 perimeter 100–500']));
    it('that asks for no release ends it', () =>
      expect(
        lines(tryRule(fenceExitWithoutRelease, truck, stillOut, drawn({ facts: [...others, free] }))),
      ).to.deep.equal(['S1 perimeter 100–500']));
    it('that takes the fence from around it is nobody’s exit', () => {
      const parked = [...inside, plan(500), fix(510, 380, 200), fix(600, 380, 200)];
      expect(lines(tryRule(fenceExitWithoutRelease, truck, parked, drawn({ fences: without })))).to.deep.equal([]);
      expect(lines(tryRule(fenceExitWithoutRelease, truck, parked, drawn({ fences: far })))).to.deep.equal([]);
    });
    it('does not excuse who had begun to leave before it', () => {
      const leaving = [...inside, fix(490, 430, 200), plan(500), fix(520, 470, 200)];
      expect(lines(tryRule(fenceExitWithoutRelease, truck, leaving, drawn({})))).to.deep.equal(['S1 perimeter 490–']);
    });
  });
});
