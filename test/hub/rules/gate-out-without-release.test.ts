// R-02 by story: out of the gate without a release, told at once or after a grace; held, doubled, unknown, back again.
import { expect } from 'chai';
import type { KeyEvent } from '../../../hub/flow.ts';
import { gateOutWithoutRelease } from '../../../hub/rules/gate-out-without-release.ts';
import { fenceFacts, worldWith } from './a-place.ts';
import { carried, event, fix, lines, plan, release, revoked, said, takenOn, tryRule } from './a-rule.ts';

const box = 'container:CSQU3054383';
const truck = 'vehicle:粤B12345';
type Direction = 'in' | 'out' | 'unknown';
type Decision = 'passed' | 'held' | 'inspect';

/** At the gate itself, by the box's own number; and by the word of its truck. */
const passes = (seconds: number, lane: string, direction: Direction, decision?: Decision): KeyEvent =>
  event('gate.passage', `lane:${lane}`, seconds, { direction, ...(decision && { decision }) });
const isToldOf = (seconds: number, lane: string, direction: Direction, decision?: Decision): KeyEvent =>
  said(seconds, truck, { what: 'passed', lane, direction, decision });
const onTruck = takenOn(0, truck, box);

describe('Gate out without release', () => {
  const stories: [string, KeyEvent[], string[]][] = [
    ['out by its own number', [passes(100, 'out-1', 'out')], ['S1 out-1 100–']],
    ['out by the word of its truck', [onTruck, isToldOf(100, 'out-1', 'out')], [`S1 out-1@${truck} 100–`]],
    [
      'another truck’s word is not its own',
      [onTruck, said(100, 'vehicle:粤B00001', { what: 'passed', lane: 'out-1', direction: 'out' })],
      [],
    ],
    [
      'told twice within a minute it is one passage',
      [onTruck, passes(100, 'out-1', 'out'), isToldOf(100, 'out-1', 'out'), passes(159, 'out-1', 'out')],
      [`S1 out-1@${truck} 100–`],
    ],
    ['a release lets it pass', [release(99), passes(100, 'out-1', 'out')], []],
    ['one that was revoked does not', [release(98), revoked(99), passes(100, 'out-1', 'out')], ['S1 out-1 100–']],
    ['one revoked behind it did', [release(98), passes(100, 'out-1', 'out'), revoked(101)], []],
    ['back-dating does not erase', [passes(100, 'out-1', 'out'), release(160, 'late', { from: 0 })], ['S1 out-1 100–']],
    ['held at the gate it has not passed', [passes(100, 'out-1', 'out', 'held')], []],
    ['nor sent to inspection', [passes(100, 'out-1', 'out', 'inspect')], []],
    [
      'held first, then let go without a release',
      [passes(100, 'out-1', 'out', 'held'), passes(130, 'out-1', 'out', 'passed')],
      ['S1 out-1 130–'],
    ],
    ['in is not out', [passes(100, 'in-1', 'in'), passes(200, 'both-1', 'in')], []],
    ['out through a lane built for in is out', [passes(100, 'in-1', 'out')], ['S1 in-1 100–']],
    ['which way is not known, but the lane is for out', [passes(100, 'out-1', 'unknown')], ['S1 out-1 100–']],
    ['which way is not known, and the lane is for both: nobody guesses', [passes(100, 'both-1', 'unknown')], []],
    ['which way is not known, and the lane is for in', [passes(100, 'in-1', 'unknown')], []],
    ['a lane the plan does not have is nothing', [passes(100, 'elsewhere', 'out')], []],
    ['in again ends it', [passes(100, 'out-1', 'out'), passes(400, 'in-1', 'in')], ['S1 out-1 100–400']],
    [
      'in again, not knowing which way, through a lane for in',
      [passes(100, 'out-1', 'out'), passes(400, 'in-1', 'unknown')],
      ['S1 out-1 100–400'],
    ],
    [
      'out, in and out within a minute is twice out',
      [passes(100, 'out-1', 'out'), passes(120, 'in-1', 'in'), passes(140, 'out-1', 'out')],
      ['S1 out-1 100–120', 'S1 out-1 140–'],
    ],
    [
      'its last fix, still inside, does not bring it back',
      [fix(50, 380, 200), fix(80, 385, 200), passes(100, 'out-1', 'out'), fix(105, 395, 200)],
      ['S1 out-1 100–'],
    ],
    [
      'seen to enter again does',
      [
        ...[50, 80].map((s) => fix(s, 380, 200)),
        passes(100, 'out-1', 'out'),
        ...[110, 150].map((s) => fix(s, 450, 200)),
        ...[300, 330].map((s) => fix(s, 380, 200)),
      ],
      ['S1 out-1 100–330'],
    ],
    [
      'so does its truck’s entering',
      [onTruck, passes(100, 'out-1', 'out'), carried(300, truck, ['perimeter'], ['enter', 'perimeter', 280])],
      [`S1 out-1@${truck} 100–300`],
    ],
  ];
  for (const [name, events, expected] of stories)
    it(name, () => expect(lines(tryRule(gateOutWithoutRelease, box, events))).to.deep.equal(expected));

  it('a truck needs one where trucks do', () => {
    expect(lines(tryRule(gateOutWithoutRelease, truck, [passes(100, 'out-1', 'out')]))).to.deep.equal([
      'S1 out-1 100–',
    ]);
    const facts = fenceFacts.map((one) => ({ ...one, release: ['container' as const] }));
    expect(
      lines(tryRule(gateOutWithoutRelease, truck, [passes(100, 'out-1', 'out')], { worlds: [worldWith({ facts })] })),
    ).to.deep.equal([]);
  });

  it('says through which lane, on whom, and which release came afterwards', () => {
    const events = [onTruck, isToldOf(100, 'out-1', 'unknown'), release(160, 'late', { from: 0 })];
    const [finding] = tryRule(gateOutWithoutRelease, box, events).findings;
    const { facts, evidence } = finding?.why ?? expect.fail();
    expect(facts).to.include({
      asset: box,
      lane: 'out-1',
      direction: 'unknown',
      carrier: truck,
      fence: 'perimeter',
      regularised: 'late',
    });
    expect(evidence.map(({ says }) => says)).to.deep.equal(['passed', 'release issued']);
    expect(evidence[0]).to.include.keys('lon', 'lat');
  });

  it('a plan that asks for no release ends it', () => {
    const facts = fenceFacts.map((one) => ({ ...one, release: [] }));
    const worlds = [worldWith(), worldWith({ from: 500_000, facts })];
    expect(
      lines(tryRule(gateOutWithoutRelease, box, [passes(100, 'out-1', 'out'), plan(500)], { worlds })),
    ).to.deep.equal(['S1 out-1 100–500']);
  });

  describe('with a grace of thirty seconds', () => {
    const worlds = [worldWith({ releaseGraceMs: 30_000 })];
    const graced: [string, KeyEvent[], number, string[]][] = [
      ['nothing is said before it is over', [passes(100, 'out-1', 'out')], 129, []],
      ['it is said then, from when it passed', [passes(100, 'out-1', 'out')], 130, ['S1 out-1 100–']],
      ['a release seconds late forgives', [passes(100, 'out-1', 'out'), release(120)], 200, []],
      [
        'unless it is revoked again before',
        [passes(100, 'out-1', 'out'), release(110), revoked(120)],
        200,
        ['S1 out-1 100–'],
      ],
      ['one that is later still only regularises', [passes(100, 'out-1', 'out'), release(131)], 200, ['S1 out-1 100–']],
      ['back in before it is over, nothing is said', [passes(100, 'out-1', 'out'), passes(125, 'in-1', 'in')], 200, []],
      [
        'two out of two lanes, each in its time',
        [passes(100, 'out-1', 'out'), passes(110, 'out-2', 'out')],
        200,
        ['S1 out-1 100–', 'S1 out-2 110–'],
      ],
    ];
    for (const [name, events, until, expected] of graced)
      it(name, () =>
        expect(lines(tryRule(gateOutWithoutRelease, box, events, { worlds, until }))).to.deep.equal(expected),
      );
  });
});
