// by story: off the corridor of a controlled movement, and too long in a yard.
import { expect } from 'chai';
import type { KeyEvent } from '../../../hub/flow.ts';
import { corridorDeviation } from '../../../hub/rules/corridor-deviation.ts';
import { dwellOverLimit } from '../../../hub/rules/dwell-over-limit.ts';
import { fenceFacts, fences, worldWith } from './a-place.ts';
import { carried, event, fix, lines, plan, type Trial, takenOn, tryRule } from './a-rule.ts';

const truck = 'vehicle:粤B12345';
const box = 'container:CSQU3054383';

describe('Corridor deviation', () => {
  const opens = (seconds: number, corridor = 'way', movement = 'm1'): KeyEvent =>
    event('movement.opened', truck, seconds, { movement, kind: 'linkage', corridor, destination: 'bonded' });
  const closes = (seconds: number, issued = seconds): KeyEvent =>
    event('movement.closed', truck, seconds, { movement: 'm1' }, { issuedAt: issued * 1000 });
  /** In the corridor at 500 m east; `off` metres north of its edge, at that or another time. */
  const on = (seconds: number) => fix(seconds, 500, 200);
  const off = (seconds: number, metres: number, change = {}) => fix(seconds, 500, 250 + metres, change);
  const way = [opens(0), fix(10, 100, 200), on(100)];

  const stories: [string, KeyEvent[], Trial, string[]][] = [
    ['a detour of less than a minute is none', [...way, off(200, 30), on(259)], { until: 900 }, []],
    [
      'a minute off it is one, from the first fix outside',
      [...way, off(200, 30), off(230, 40)],
      { until: 260 },
      ['S1 m1 200–'],
    ],
    ['not a second before', [...way, off(200, 30), off(230, 40)], { until: 259 }, []],
    ['nor while who sees it is silent', [...way, off(200, 30)], { until: 900, silent: ['agent:a'] }, []],
    ['until it is seen off it again', [...way, off(200, 30), off(300, 30)], { silent: ['agent:a'] }, ['S1 m1 200–']],
    ['far off it is told at once', [...way, off(200, 201)], {}, ['S1 m1 200–']],
    ['also when it had begun near', [...way, off(200, 30), off(210, 250)], {}, ['S1 m1 200–']],
    ['by how much a fix may be wrong is taken off', [...way, off(200, 239, { accuracyM: 20 })], {}, []],
    [
      'a fix that may lie in the corridor is no deviation',
      [...way, off(200, 14, { accuracyM: 5 })],
      { until: 900 },
      [],
    ],
    ['a guess from cell towers is none', [...way, off(200, 5000, { guessed: true })], { until: 900 }, []],
    ['back in the corridor ends it', [...way, off(200, 300), on(290)], {}, ['S1 m1 200–290']],
    ['and off again is another', [...way, off(200, 300), on(290), off(400, 300)], {}, ['S1 m1 200–290', 'S1 m1 400–']],
    ['so does its destination', [...way, off(200, 300), fix(900, 2200, 100)], {}, ['S1 m1 200–900']],
    ['at its destination it may be anywhere', [...way, fix(900, 2200, 100), fix(1900, 2300, 350)], { until: 9000 }, []],
    ['from there it must not go on', [...way, fix(900, 2200, 100), fix(1900, 2900, 100)], {}, ['S1 m1 1900–']],
    ['closing ends it', [...way, off(200, 300), closes(500)], {}, ['S1 m1 200–500']],
    ['when it was closed, not when that was told', [...way, off(200, 300), closes(500, 450)], {}, ['S1 m1 200–450']],
    ['after that it may go where it likes', [...way, closes(150), off(200, 300)], { until: 900 }, []],
    [
      'on its way to the corridor it is not off it',
      [opens(0), fix(10, 100, 200), fix(90, 380, 500)],
      { until: 900 },
      [],
    ],
    ['already in it when the movement is opened', [on(10), opens(20), off(200, 300)], {}, ['S1 m1 200–']],
    ['without a movement there is no corridor', [on(10), off(200, 300)], { until: 900 }, []],
    [
      'a ship’s worth of movements is followed, each for itself',
      [...way, opens(5, 'way', 'm2'), off(200, 300)],
      {},
      ['S1 m1 200–', 'S1 m2 200–'],
    ],
    ['sent another way, the old one binds no more', [...way, off(200, 300), opens(220, 'yard')], {}, ['S1 m1 200–220']],
  ];
  for (const [name, events, trial, expected] of stories)
    it(name, () => expect(lines(tryRule(corridorDeviation, truck, events, trial))).to.deep.equal(expected));

  it('of nine movements that nobody closed the oldest is let go', () => {
    const more = Array.from({ length: 8 }, (_, i) => opens(300 + i, 'way', `n${i}`));
    expect(lines(tryRule(corridorDeviation, truck, [...way, off(200, 300), ...more]))).to.deep.equal(['S1 m1 200–307']);
  });

  it('a corridor widened round the road works ends it; one that is gone cannot be left', () => {
    const wider = fences.map((one) =>
      one.id === 'way' && one.band
        ? {
            ...one,
            band: { ...one.band, halves: one.band.halves.map(() => 900_000) },
            box: { minX: 0, minY: -800_000, maxX: 3e6, maxY: 1.2e6 },
          }
        : one,
    );
    const gone = fences.filter(({ id }) => id !== 'way');
    for (const drawn of [wider, gone]) {
      const worlds = [worldWith(), worldWith({ from: 500_000, fences: drawn })];
      const events = [...way, off(200, 300), plan(500), off(600, 350)];
      expect(lines(tryRule(corridorDeviation, truck, events, { worlds, until: 900 }))).to.deep.equal(['S1 m1 200–500']);
    }
  });

  it('says which movement, by how far or how long', () => {
    const facts = {
      movement: 'm1',
      kind: 'linkage',
      corridor: 'way',
      destination: 'bonded',
      fenceEn: 'the way',
      asset: truck,
    };
    const [far] = tryRule(corridorDeviation, truck, [...way, off(200, 250, { accuracyM: 10 }), on(290)]).findings;
    expect(far?.why).to.include({ measure: 'from the corridor by', limit: 200, unit: 'm' });
    expect(far?.why.value).to.be.closeTo(230, 0.1);
    expect(far?.why.facts).to.include(facts);
    expect(far?.why.evidence.map(({ says }) => says)).to.deep.equal(['outside', 'back in the corridor']);
    const [long] = tryRule(corridorDeviation, truck, [...way, off(200, 30)], { until: 900 }).findings;
    expect(long?.why).to.include({ measure: 'outside for', value: 60, limit: 60, unit: 's' });
  });
});

describe('Dwell over limit', () => {
  // A vehicle may stay in the yard for ten minutes, a box for an hour.
  const enters = fix(100, 100, 100);
  const late = (facts: object): Trial => ({
    worlds: [
      worldWith(),
      worldWith({ from: 500_000, facts: fenceFacts.map((one) => (one.id === 'yard' ? { ...one, ...facts } : one)) }),
    ],
    until: 2000,
  });
  const stories: [string, string, KeyEvent[], Trial, string[]][] = [
    ['ten minutes over, it has stayed too long', truck, [enters], { until: 700 }, ['S3 yard 700–']],
    ['not before', truck, [enters], { until: 699 }, []],
    ['out in time', truck, [enters, fix(650, 160, 100)], { until: 2000 }, []],
    ['leaving ends it', truck, [enters, fix(900, 160, 100)], { until: 2000 }, ['S3 yard 700–900']],
    [
      'each stay has its own clock',
      truck,
      [enters, fix(600, 160, 100), fix(650, 100, 100)],
      { until: 1300 },
      ['S3 yard 1250–'],
    ],
    ['it may have left unseen while its witness is silent', truck, [enters], { until: 2000, silent: ['agent:a'] }, []],
    [
      'a sighting says that it has not',
      truck,
      [enters, fix(1000, 100, 100)],
      { silent: ['agent:a'] },
      ['S3 yard 700–'],
    ],
    [
      'the witness is whoever saw it last',
      truck,
      [enters, fix(600, 100, 100, { by: 'b' })],
      { until: 800, silent: ['agent:a'] },
      ['S3 yard 700–'],
    ],
    ['and no one else', truck, [enters, fix(600, 100, 100, { by: 'b' })], { until: 800, silent: ['agent:b'] }, []],
    [
      'a box has an hour, by its truck’s word',
      box,
      [takenOn(1, truck, box), carried(100, truck, ['yard'], ['enter', 'yard', 90])],
      { until: 3690 },
      ['S3 yard 3690–'],
    ],
    [
      'from when it was found there, where nobody saw it enter',
      box,
      [takenOn(1, truck, box), carried(100, truck, ['yard'])],
      { until: 3700 },
      ['S3 yard 3700–'],
    ],
    ['where there is no limit nobody stays too long', truck, [fix(100, 250, 250)], { until: 90_000 }, []],
    [
      'a limit that is lifted ends it',
      truck,
      [fix(0, 100, 100), plan(1000)],
      { ...late({ dwellMs: {} }), worlds: [worldWith(), worldWith({ from: 1_000_000, facts: [] })] },
      ['S3 yard 600–1000'],
    ],
    [
      'a longer one counts from the same entry',
      truck,
      [enters, plan(500)],
      late({ dwellMs: { vehicle: 900_000 } }),
      ['S3 yard 1000–'],
    ],
    [
      'a shorter one is over at the plan’s moment, not before',
      truck,
      [enters, plan(500)],
      late({ dwellMs: { vehicle: 60_000 } }),
      ['S3 yard 500.001–'],
    ],
  ];
  for (const [name, key, events, trial, expected] of stories)
    it(name, () => expect(lines(tryRule(dwellOverLimit, key, events, trial))).to.deep.equal(expected));

  it('another plan with the same limit changes nothing, also where the witness is silent', () => {
    const trial: Trial = { worlds: [worldWith(), worldWith({ from: 1_000_000 })], silent: ['agent:a'] };
    const events = [enters, plan(1000), fix(1100, 100, 100)];
    expect(lines(tryRule(dwellOverLimit, truck, events, trial))).to.deep.equal(['S3 yard 700–']);
  });

  it('ended by a longer limit it may be over again', () => {
    const longer = fenceFacts.map((one) => (one.id === 'yard' ? { ...one, dwellMs: { vehicle: 1_200_000 } } : one));
    const worlds = [worldWith(), worldWith({ from: 1_000_000, facts: longer })];
    expect(lines(tryRule(dwellOverLimit, truck, [enters, plan(1000)], { worlds, until: 2000 }))).to.deep.equal([
      'S3 yard 700–1000',
      'S3 yard 1300–',
    ]);
  });

  it('says how long, where, and since which event', () => {
    const [finding] = tryRule(dwellOverLimit, truck, [enters, fix(900, 160, 100)], { until: 2000 }).findings;
    expect(finding?.why).to.include({ measure: 'stayed for', value: 10, limit: 10, unit: 'min' });
    expect(finding?.why.evidence.map(({ says, time }) => [says, time])).to.deep.equal([
      ['inside', 100_000],
      ['left', 900_000],
    ]);
  });
});
