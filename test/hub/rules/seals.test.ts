// by story: where a seal may be opened, how sure its place is, and which of its signs are somebody's doing.
import { expect } from 'chai';
import type { SealState } from '../../../hub/contracts/observation.ts';
import type { KeyEvent } from '../../../hub/flow.ts';
import { sealOpenedOutside } from '../../../hub/rules/seal-opened-outside.ts';
import { sealTampered } from '../../../hub/rules/seal-tampered.ts';
import { fences, worldWith } from './a-place.ts';
import { carried, event, fix, lines, type Trial, takenOn, tryRule } from './a-rule.ts';

const lock = 'seal:E12345';
const box = 'container:CSQU3054383';
type Signs = SealState['signs'];

/** At `at` seconds; with a fix of its own where metres are given. */
function seal(seconds: number, state: SealState['state'], at?: [number, number, object?], signs?: Signs): KeyEvent {
  const [east, north, doubt] = at ?? [];
  const placed = east === undefined || north === undefined ? {} : fix(seconds, east, north, doubt);
  const { fix: own, spot } = placed as { fix?: unknown; spot?: unknown };
  return event(
    'seal.state',
    lock,
    seconds,
    { state, ...(signs && { signs }) },
    own === undefined ? {} : { fix: own, spot },
  );
}

describe('Seal opened outside', () => {
  const sealed = seal(0, 'sealed');
  const outside: [number, number] = [100, 100];
  const inspected: [number, number] = [250, 250];
  const onBox = takenOn(1, box, lock);
  const stories: [string, KeyEvent[], string[], ('certain' | 'uncertain')?][] = [
    ['opened in the yard', [sealed, seal(100, 'open', outside)], ['S1 open 100–'], 'certain'],
    ['opened in the inspection area it may be', [sealed, seal(100, 'open', inspected)], []],
    [
      'where its box is, when it knows no place itself',
      [sealed, onBox, carried(50, box, ['inspection']), seal(100, 'open')],
      [],
    ],
    [
      'its box is elsewhere',
      [sealed, onBox, carried(50, box, ['yard']), seal(100, 'open')],
      ['S1 open 100–'],
      'certain',
    ],
    [
      'its own fix says more than its box',
      [sealed, onBox, carried(50, box, ['inspection']), seal(100, 'open', outside)],
      ['S1 open 100–'],
      'certain',
    ],
    [
      'a guess from cell towers lets nobody off',
      [sealed, seal(100, 'open', [...inspected, { guessed: true }])],
      ['S1 open 100–'],
      'uncertain',
    ],
    [
      'where its box is is no guess',
      [sealed, onBox, carried(50, box, ['inspection']), seal(100, 'open', [...outside, { guessed: true }])],
      [],
    ],
    ['a place of long ago is none', [seal(0, 'sealed', inspected), seal(700, 'open')], ['S1 open 700–'], 'uncertain'],
    ['one of a moment ago is', [seal(0, 'sealed', inspected), seal(500, 'open')], []],
    ['no place at all', [sealed, seal(100, 'open')], ['S1 open 100–'], 'uncertain'],
    [
      'just outside the edge, by a fix that may be wrong by that',
      [seal(0, 'sealed', inspected), seal(100, 'open', [310, 250, { accuracyM: 5 }])],
      [],
    ],
    [
      'clear of it',
      [seal(0, 'sealed', inspected), seal(100, 'open', [316, 250, { accuracyM: 5 }])],
      ['S1 open 100–'],
      'certain',
    ],
    ['said again it is the same', [sealed, seal(100, 'open', outside), seal(200, 'open', outside)], ['S1 open 100–']],
    ['sealed again ends it', [sealed, seal(100, 'open', outside), seal(200, 'sealed')], ['S1 open 100–200']],
    [
      'idle does not: it is off, and nobody has put it back',
      [sealed, seal(100, 'open', outside), seal(200, 'idle')],
      ['S1 open 100–'],
    ],
    [
      'and opened again is another',
      [sealed, seal(100, 'open', outside), seal(200, 'sealed'), seal(300, 'open', outside)],
      ['S1 open 100–200', 'S1 open 300–'],
    ],
    ['from armed as from sealed', [seal(0, 'armed'), seal(100, 'open', outside)], ['S1 open 100–']],
    ['a lock on a shelf is none of our business', [seal(0, 'idle'), seal(100, 'open', outside)], []],
    ['nor one first heard of open', [seal(100, 'open', outside)], []],
    ['on a box it is, whatever it was before', [seal(0, 'idle'), onBox, seal(100, 'open', outside)], ['S1 open 100–']],
    ['on a box and first heard of open', [onBox, seal(100, 'open', outside)], ['S1 open 100–']],
    [
      'opened for inspection, it may then leave open',
      [sealed, seal(100, 'open', inspected), seal(200, 'open', outside)],
      [],
    ],
  ];
  for (const [name, events, expected, place] of stories)
    it(name, () => {
      const tried = tryRule(sealOpenedOutside, lock, events);
      expect(lines(tried)).to.deep.equal(expected);
      if (place !== undefined) expect(tried.findings[0]?.why.facts).to.include({ place });
    });

  it('may be opened in an inspection area during its hours, and at no other time', () => {
    const turnsOf = (id: string) => (id === 'inspection' ? Float64Array.of(50_000, 150_000) : undefined);
    const worlds = [worldWith({ isTimed: true, turnsOf })];
    const openedAt = (seconds: number) =>
      lines(tryRule(sealOpenedOutside, lock, [seal(0, 'sealed'), seal(seconds, 'open', [280, 250])], { worlds }));
    expect(openedAt(100)).to.deep.equal([]);
    expect(openedAt(200)).to.deep.equal(['S1 open 200–']);
  });

  it('believes its own fix before the fence believes it', () => {
    const slow = fences.map((one) => ({ ...one, fixes: 3, settleMs: 60_000 }));
    const trial: Trial = { worlds: [worldWith({ fences: slow })] };
    expect(lines(tryRule(sealOpenedOutside, lock, [sealed, seal(100, 'open', inspected)], trial))).to.deep.equal([]);
  });

  it('says how far from where it may be opened, on what, and by which event that is known', () => {
    const events = [
      sealed,
      onBox,
      carried(50, box, ['yard'], ['enter', 'yard']),
      seal(100, 'open'),
      seal(200, 'sealed'),
    ];
    const { why, site } = tryRule(sealOpenedOutside, lock, events).findings[0] ?? expect.fail();
    expect(site).to.equal('s');
    expect(why).to.include({ measure: 'from an inspection area by', limit: 0, unit: 'm' });
    expect(why.value).to.be.closeTo(Math.hypot(188, 190), 0.1);
    expect(why.facts).to.include({ seal: lock, carrier: box, fence: 'yard', fenceEn: 'the yard' });
    expect(why.evidence.map(({ says }) => says)).to.deep.equal(['opened', 'seen', 'sealed']);
  });
});

describe('Seal tampered', () => {
  const signed = (seconds: number, state: SealState['state'], ...signs: NonNullable<Signs>) =>
    seal(seconds, state, undefined, signs);
  const stories: [string, KeyEvent[], string[]][] = [
    ['a cut rope', [signed(100, 'sealed', 'rope-cut')], ['S1 rope-cut 100–']],
    ['an open cover', [signed(100, 'open', 'cover-open')], ['S1 cover-open 100–']],
    ['a wrong password is tried, not done', [signed(100, 'sealed', 'wrong-password')], ['S2 wrong-password 100–']],
    ['nor is a strange card', [signed(100, 'sealed', 'unauthorised-card')], ['S2 unauthorised-card 100–']],
    [
      'a shaking lorry, a weak battery, a stuck motor are nobody',
      [signed(100, 'sealed', 'vibration', 'low-battery', 'motor-stuck')],
      [],
    ],
    [
      'two signs are two',
      [signed(100, 'open', 'rope-cut', 'cover-open', 'vibration')],
      ['S1 cover-open 100–', 'S1 rope-cut 100–'],
    ],
    [
      'told again it is the same',
      [signed(100, 'sealed', 'rope-cut'), signed(130, 'sealed', 'rope-cut')],
      ['S1 rope-cut 100–'],
    ],
    ['sealed without it ends it', [signed(100, 'open', 'rope-cut'), signed(200, 'sealed')], ['S1 rope-cut 100–200']],
    ['idle without it, too', [signed(100, 'open', 'rope-cut'), seal(200, 'idle')], ['S1 rope-cut 100–200']],
    ['still open it does not say so', [signed(100, 'open', 'rope-cut'), signed(200, 'open')], ['S1 rope-cut 100–']],
    [
      'one mended, the other not',
      [signed(100, 'sealed', 'rope-cut', 'cover-open'), signed(200, 'sealed', 'cover-open')],
      ['S1 cover-open 100–', 'S1 rope-cut 100–200'],
    ],
  ];
  for (const [name, events, expected] of stories)
    it(name, () => expect(lines(tryRule(sealTampered, lock, events))).to.deep.equal(expected));

  it('says which signs, in which state, on what', () => {
    const [finding] = tryRule(sealTampered, lock, [
      takenOn(1, box, lock),
      signed(100, 'sealed', 'rope-cut', 'vibration'),
    ]).findings;
    expect(finding?.why.facts).to.include({
      seal: lock,
      carrier: box,
      sign: 'rope-cut',
      signs: 'rope-cut, vibration',
      state: 'sealed',
    });
    expect(finding?.why).to.include({ measure: 'signs told', value: 2, limit: 0, unit: 'signs' });
  });
});
