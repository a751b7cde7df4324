// What a fence makes of fixes, case by case: how wrong a fix may be, how many must agree and for how long, and jumps.
import { expect } from 'chai';
import { circleOf } from '../../geo/circle.ts';
import type { Belief, Fence } from '../../geo/fence.ts';
import { insideOf, uncertainOf } from '../../geo/fence-step.ts';
import { sideOf } from '../../geo/word.ts';
import { block, degrees, type Fix, Thing, yard } from './a-thing.ts';
import { plane } from './some-zones.ts';

/** Fixes as `seconds east north accuracy`, metres, one after another; the last two may be left out. */
function among(fences: readonly Fence[], fixes: string): string {
  const all = fixes.split('; ').map((fix) => fix.split(' ').map(Number) as unknown as Fix);
  return new Thing(fences).fixes(...all).words.join(', ');
}

describe('A fix that may be wrong', () => {
  const cases: readonly (readonly [name: string, x: number, errorM: number, side: string])[] = [
    ['in the middle', 150, 10, 'inside'],
    ['inside by more than its error', 10.1, 10, 'inside'],
    ['inside by just its error', 10, 10, 'uncertain'],
    ['inside by less than its error', 5, 10, 'uncertain'],
    ['on the edge, and exact', 0, 0, 'inside'],
    ['a millimetre beyond the edge, and exact', -0.001, 0, 'outside'],
    ['beyond the edge by less than its error', -5, 10, 'uncertain'],
    ['beyond the edge by just its error', -10, 10, 'uncertain'],
    ['beyond the edge by more than its error', -10.1, 10, 'outside'],
    ['so wrong that the yard is in its circle', 150, 200, 'uncertain'],
  ];
  for (const [name, x, errorM, side] of cases) {
    it(`is ${side}: ${name}`, () => {
      expect(sideOf(yard(), { x: x * 1000, y: 150_000 }, errorM * 1000)).to.equal(side);
    });
  }

  it('beside a corner is measured to the corner, in a hole to the hole', () => {
    expect(sideOf(yard(), { x: -6000, y: -8000 }, 9999)).to.equal('outside');
    expect(sideOf(yard(), { x: -6000, y: -8000 }, 10_000)).to.equal('uncertain');
    const round = circleOf(plane, { id: 'round', hysteresisM: 0, fixes: 1, centre: degrees(0, 0), radiusM: 50 });
    expect(sideOf(round, { x: 30_000, y: 0 }, 19_999)).to.equal('inside');
    expect(sideOf(round, { x: 30_000, y: 0 }, 20_001)).to.equal('uncertain');
  });

  it('that straddles the edge changes nothing, and the thing is uncertain until one does not', () => {
    const thing = new Thing([yard()]).fixes([0, 150, 150, 4], [10, -5, 150, 4]);
    expect([insideOf(thing.memory), uncertainOf(thing.memory)]).to.deep.equal([['yard'], ['yard']]);
    thing.fixes([20, 100, 150, 4]);
    expect([insideOf(thing.memory), uncertainOf(thing.memory)]).to.deep.equal([['yard'], []]);
    expect(thing.words).to.deep.equal(['enter yard at 0']);
  });
});

describe('Entering and leaving', () => {
  const row = { fixes: 4, ofFixes: 5, settleSeconds: 20 };
  const cases: readonly (readonly [name: string, belief: Partial<Belief>, fixes: string, words: string])[] = [
    ['first seen inside enters at once', {}, '0 150', 'enter yard at 0'],
    ['the edge is inside', {}, '0 0', 'enter yard at 0'],
    ['leaves by the first fix beyond', {}, '0 150; 1 -0.001', 'enter yard at 0, exit yard at 1'],
    ['not left within the hysteresis', { hysteresisM: 10 }, '0 150; 1 -10', 'enter yard at 0'],
    ['left beyond the hysteresis', { hysteresisM: 10 }, '0 150; 1 -10.1', 'enter yard at 0, exit yard at 1'],
    ['left, and back in the hysteresis', { hysteresisM: 10 }, '0 150; 1 -11; 2 -9', 'enter yard at 0, exit yard at 1'],
    ['two in a row wanted, one there', { fixes: 2 }, '0 150; 1 -100', ''],
    ['two in a row wanted, and there: dated by the first', { fixes: 2 }, '0 150; 1 150', 'enter yard at 0'],
    ['two in a row wanted, one between', { fixes: 2 }, '0 150; 1 -100; 2 150; 3 -100', ''],
    ['two of three wanted, one between', { fixes: 2, ofFixes: 3 }, '0 150; 1 -100; 2 150', 'enter yard at 0'],
    ['two of three wanted, two between', { fixes: 2, ofFixes: 3 }, '0 150; 1 -100; 2 -100; 3 150', ''],
    ['four of five over 20 s, at once', row, '0 150; 1 150; 2 150; 3 150', ''],
    ['four of five over 20 s, in time', row, '0 150; 5 150; 10 -100; 15 150; 20 150', 'enter yard at 0'],
    ['four of five over 20 s, two of them missing', row, '0 150; 5 150; 10 -99; 15 150; 20 -99; 25 150; 30 150', ''],
    ['20 s wanted, two fixes span them', { settleSeconds: 20 }, '0 150; 20 150', 'enter yard at 0'],
    ['20 s wanted, 19 there', { settleSeconds: 20 }, '0 150; 19 150; 20 -100', ''],
    ['deep enough for its error', {}, '0 13.1 150 4', 'enter yard at 0'],
    ['not deep enough for its error and reflections', {}, '0 13 150 4', ''],
    ['too wrong for the fence to say anything', {}, '0 150 150 200', ''],
  ];
  for (const [name, belief, fixes, words] of cases) {
    it(name, () => {
      expect(among([yard(belief)], fixes)).to.equal(words);
    });
  }
});

describe('A jump', () => {
  const strip = (id: string, x0: number, x1: number) => block(x0, 0, x1, 300, { id });
  const thin = [strip('thin', 100, 110)];
  const two = [...thin, strip('after', 150, 160)];
  const home = [...thin, strip('home', 0, 50)];
  const slow = [block(100, 0, 110, 300, { id: 'thin', fixes: 2 })];
  const over = 'passed: enter thin at 50, passed: exit thin at 55';
  const on = 'passed: enter after at 75, passed: exit after at 80';
  const back = 'passed: enter after at 20, passed: exit after at 25, passed: enter thin at 45, passed: exit thin at 50';
  const away = 'enter home at 0, exit home at 100, passed: enter thin at 37.5, passed: exit thin at 42.5';
  const cases: readonly (readonly [name: string, fences: readonly Fence[], fixes: string, words: string])[] = [
    ['over a thin fence is found, with times on the way', thin, '0 0; 100 200', over],
    ['over two is found in their order', two, '0 0; 100 200', `${over}, ${on}`],
    ['back is found in the other order', two, '0 200; 100 0', back],
    ['that ends in the fence is an enter', thin, '0 0; 100 105', 'enter thin at 100'],
    ['from one fence over another', home, '0 25; 100 225', away],
    ['that takes longer than ten minutes may have gone any way', thin, '0 0; 601 200', ''],
    ['beside it passes nothing', thin, '0 0 301; 100 200 301', ''],
    ['along its edge is at its edge', thin, '0 0 300; 100 200 300', over],
    ['of fixes that may be wrong, far over it', thin, '0 0 150 5; 100 200 150 5', over],
    ['of fixes that may be wrong, not far enough over it', thin, '0 80 150 5; 100 130 150 5', ''],
    ['of fixes that may be wrong, over its corner', thin, '0 0 296 5; 100 200 296 5', ''],
    [
      'in steps shorter than they may be wrong',
      thin,
      '0 0 150 5; 1 40 150 5; 2 80 150 5; 3 120 150 5; 4 160 150 5',
      'passed: enter thin at 2.5, passed: exit thin at 2.75',
    ],
    [
      'with a fix in it that is not enough to enter',
      slow,
      '0 0; 50 105; 100 200',
      'passed: enter thin at 47.666, passed: exit thin at 52.9',
    ],
  ];
  for (const [name, fences, fixes, words] of cases) {
    it(name, () => {
      expect(among(fences, fixes)).to.equal(words);
    });
  }
});
