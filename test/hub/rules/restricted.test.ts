// R-03 by story, by fixes and by camera: vessels at once, vehicles when they stay, persons until they are not seen any more.
import { expect } from 'chai';
import type { KeyEvent } from '../../../hub/flow.ts';
import { restrictedEntry } from '../../../hub/rules/restricted-entry.ts';
import { restrictedSighting } from '../../../hub/rules/restricted-sighting.ts';
import { camera, fenceFacts, fences, worldWith } from './a-place.ts';
import { event, fix, lines, plan, type Trial, tryRule } from './a-rule.ts';

const truck = 'vehicle:粤B12345';
const allowing = (...allowed: string[]) => fenceFacts.map((one) => (one.id === 'store' ? { ...one, allowed } : one));
const replanned = (change: object): Trial => ({
  worlds: [worldWith(), worldWith({ from: 500_000, ...change })],
  until: 600,
});

describe('Restricted entry', () => {
  const [enters, stays, leaves] = [fix(100, 330, 30), fix(105, 335, 30), fix(200, 300, 30)];
  const stories: [string, string, KeyEvent[], Trial, string[]][] = [
    ['a ship is told at once', 'mmsi:1', [enters], {}, ['S2 store 100–']],
    ['and is gone when it is out', 'mmsi:1', [enters, leaves], {}, ['S2 store 100–200']],
    ['one that is allowed may', 'mmsi:7', [enters], {}, []],
    ['a vehicle may cut a corner', truck, [enters, stays], { until: 109 }, []],
    ['but not stay, by the word of who saw it last', truck, [enters, stays], { until: 110 }, ['S2 store 100–']],
    ['out within its time it did not stay', truck, [enters, fix(109, 300, 30)], { until: 300 }, []],
    ['an exit ends the stay where it was seen', truck, [enters, leaves], { until: 300 }, ['S2 store 100–200']],
    [
      'in and out and in, each stay for itself',
      truck,
      [enters, fix(120, 300, 30), fix(130, 330, 30)],
      { until: 300 },
      ['S2 store 100–120', 'S2 store 130–'],
    ],
    [
      'its witness is silent: that it stayed is not known',
      truck,
      [enters, stays],
      { until: 300, silent: ['agent:a'] },
      [],
    ],
    ['until it is seen there again', truck, [enters, fix(130, 330, 30)], { silent: ['agent:a'] }, ['S2 store 100–']],
    ['by whoever sees it', truck, [enters, fix(112, 330, 30, { by: 'b' })], { silent: ['agent:a'] }, ['S2 store 100–']],
    [
      'a guess from cell towers is no sighting',
      truck,
      [enters, fix(130, 330, 30, { guessed: true })],
      { silent: ['agent:a'] },
      [],
    ],
    ['a vehicle on the list may', 'vehicle:粤S7Y110', [enters, stays], { until: 300 }, []],
    [
      'every vehicle may where the kind is on it',
      truck,
      [enters, stays],
      { until: 300, worlds: [worldWith({ facts: allowing('kind:vehicle') })] },
      [],
    ],
    [
      'vessels are not of that kind',
      'mmsi:1',
      [enters],
      { worlds: [worldWith({ facts: allowing('kind:vehicle') })] },
      ['S2 store 100–'],
    ],
    [
      'jitter of a fix that knows its error is no entry',
      truck,
      [fix(100, 322, 30, { accuracyM: 3 }), fix(115, 323, 30, { accuracyM: 3 })],
      { until: 300 },
      [],
    ],
    [
      'leave given by a new plan ends it',
      truck,
      [enters, stays, plan(500)],
      replanned({ facts: allowing('kind:vehicle') }),
      ['S2 store 100–500'],
    ],
    [
      'so does a fence that is gone',
      truck,
      [enters, stays, plan(500)],
      replanned({ fences: fences.filter(({ id }) => id !== 'store'), facts: [] }),
      ['S2 store 100–500'],
    ],
    [
      'a fence drawn round a parked ship is entered',
      'mmsi:1',
      [fix(100, 330, 30), plan(500)],
      { worlds: [worldWith({ fences: [] }), worldWith({ from: 500_000 })] },
      ['S2 store 500–'],
    ],
    [
      'round a parked truck, when it has stayed',
      truck,
      [fix(100, 330, 30), plan(500)],
      { worlds: [worldWith({ fences: [] }), worldWith({ from: 500_000 })], until: 510 },
      ['S2 store 500–'],
    ],
  ];
  for (const [name, key, events, trial, expected] of stories)
    it(name, () => expect(lines(tryRule(restrictedEntry, key, events, trial))).to.deep.equal(expected));

  it('settled late, it has stayed by the time it is believed', () => {
    const slow = fences.map((fence) => (fence.id === 'store' ? { ...fence, fixes: 2, settleMs: 20_000 } : fence));
    const events = [fix(100, 330, 30), fix(125, 330, 30)];
    expect(lines(tryRule(restrictedEntry, truck, events, { worlds: [worldWith({ fences: slow })] }))).to.deep.equal([
      'S2 store 100–',
    ]);
  });

  it('says how deep, by which fixes', () => {
    const [finding] = tryRule(restrictedEntry, truck, [enters, stays, leaves], { until: 300 }).findings;
    const { measure, value, limit, unit, facts, evidence } = finding?.why ?? expect.fail();
    expect([measure, value, limit, unit]).to.deep.equal(['inside by', 10, 0, 'm']);
    expect(facts).to.deep.equal({
      asset: truck,
      fence: 'store',
      fenceZh: 'store区',
      fenceEn: 'the store',
      fenceVersion: 'v1',
      plan: 'p1',
    });
    expect(evidence.map(({ says, time }) => [says, time])).to.deep.equal([
      ['inside', 100_000],
      ['outside', 200_000],
    ]);
  });
});

describe('Restricted sighting', () => {
  type Seen = Parameters<typeof event<'camera.detection'>>[3];
  const sees = (seconds: number, seen: Seen): KeyEvent => event('camera.detection', camera(1), seconds, seen);
  const person = (seconds: number, confidence?: number) =>
    sees(seconds, { what: 'person', ...(confidence !== undefined && { confidence }) });
  const stories: [string, KeyEvent[], Trial, string[]][] = [
    [
      'a person is one alert however often they are seen',
      [person(100), person(101), person(150)],
      {},
      ['S2 store/person 100–'],
    ],
    ['gone when not seen for a minute', [person(100), person(150)], { until: 210 }, ['S2 store/person 100–210']],
    ['not a second before', [person(100), person(150)], { until: 209 }, ['S2 store/person 100–']],
    [
      'nor while the camera’s agent is silent: it may be there yet',
      [person(100)],
      { until: 900, silent: ['agent:a'] },
      ['S2 store/person 100–'],
    ],
    [
      'seen again after that is another',
      [person(100), person(300)],
      { until: 360 },
      ['S2 store/person 100–160', 'S2 store/person 300–360'],
    ],
    [
      'unless nobody could tell that they had gone',
      [person(100), person(300)],
      { until: 360, silent: ['agent:a'] },
      ['S2 store/person 100–'],
    ],
    [
      'a person and a vehicle are two',
      [person(100), sees(110, { what: 'vehicle' })],
      { until: 200 },
      ['S2 store/person 100–160', 'S2 store/vehicle 110–170'],
    ],
    ['analytics that hardly believe it are not believed', [person(100, 0.49)], {}, []],
    ['those that half believe it are', [person(100, 0.5)], {}, ['S2 store/person 100–']],
    ['ships and boxes are not looked for', [sees(100, { what: 'vessel' }), sees(100, { what: 'container' })], {}, []],
    [
      'a vehicle on the list may, however its plate is written',
      [sees(100, { what: 'vehicle', plate: '粤S·7Y110' })],
      {},
      [],
    ],
    ['another may not', [sees(100, { what: 'vehicle', plate: '粤B12345' })], {}, ['S2 store/vehicle 100–']],
    [
      'persons may where the kind is allowed',
      [person(100)],
      { worlds: [worldWith({ facts: allowing('kind:person') })] },
      [],
    ],
    [
      'a camera that looks into no fence tells nothing',
      [person(100)],
      { worlds: [worldWith({ deviceOf: () => undefined })] },
      [],
    ],
    [
      'leave given by a new plan ends it',
      [person(490), plan(500)],
      replanned({ facts: allowing('kind:person') }),
      ['S2 store/person 490–500'],
    ],
    ['another plan does not', [person(490), plan(500)], { ...replanned({}), until: 540 }, ['S2 store/person 490–']],
  ];
  for (const [name, events, trial, expected] of stories)
    it(name, () => expect(lines(tryRule(restrictedSighting, camera(1), events, trial))).to.deep.equal(expected));

  it('says by which camera, how sure, first and last', () => {
    const [finding] = tryRule(restrictedSighting, camera(1), [person(100, 0.9), person(150)], { until: 300 }).findings;
    const { value, limit, facts, evidence } = finding?.why ?? expect.fail();
    expect([value, limit]).to.deep.equal([0.9, 0.5]);
    expect(facts).to.include({ device: camera(1).slice(7), what: 'person', fence: 'store' });
    expect(evidence.map(({ says, time }) => [says, time])).to.deep.equal([
      ['seen', 100_000],
      ['seen last', 150_000],
    ]);
  });
});
