// R-22 and R-23 by story: agents, devices and perimeter segments, what they say to one another, and what came too late.
import { expect } from 'chai';
import type { KeyEvent } from '../../../hub/flow.ts';
import { agentSilent } from '../../../hub/rules/agent-silent.ts';
import { deviceSilent } from '../../../hub/rules/device-silent.ts';
import { eventsUnjudged } from '../../../hub/rules/events-unjudged.ts';
import { segmentBlind } from '../../../hub/rules/segment-blind.ts';
import { camera, worldWith } from './a-place.ts';
import { event, lines, plan, said, type Trial, tryRule } from './a-rule.ts';

type Health = 'healthy' | 'faulty' | 'obscured' | 'frozen' | 'maintenance';
const agent = 'agent:cameras';
const health = (seconds: number, state: Health): KeyEvent => event('device.health', camera(1), seconds, { state });
const tells = (seconds: number, by: string, sees: boolean, says = sees ? 'heard' : 'agent silent'): KeyEvent =>
  said(seconds, by, { what: 'health', sees, says });
const order = (seconds: number) => ({ time: seconds * 1000, asOf: seconds * 1000, from: 'hub', seq: seconds });
const beat = (seconds: number, change: object = {}): KeyEvent => ({
  ...{ kind: 'beat', ...order(seconds), online: true, finished: false, feed: 'live', site: 's' },
  ...change,
});

/** What was said, as time, to whom, and whether it sees. */
const sayings = (tried: ReturnType<typeof tryRule>): string[] =>
  tried.says.map(
    ({ to, say, time }) => `${time} ${to} ${say.what === 'health' ? `${say.sees} ${say.says}` : say.what}`,
  );

describe('An agent tells its devices', () => {
  const both = (seconds: number, sees: boolean, says = sees ? 'heard' : 'agent silent') =>
    [camera(1), camera(2)].map((key) => `${seconds} ${key} ${sees} ${says}`);
  const stories: [string, KeyEvent[], Trial, string[]][] = [
    ['when it is heard first, and not with every beat', [beat(1), beat(6), beat(11)], {}, both(1, true)],
    [
      'when it falls silent, and is heard again',
      [beat(1), beat(100)],
      {},
      [...both(1, true), ...both(16, false), ...both(100, true)],
    ],
    ['a will alone says nothing yet', [beat(1), beat(5, { online: false })], { until: 15 }, both(1, true)],
    [
      'when it has finished: nobody watches then',
      [beat(1), beat(5, { finished: true })],
      {},
      [...both(1, true), ...both(5, false, 'agent finished')],
    ],
    ['of a recording nothing is known', [beat(1, { feed: 'historical' }), plan(5)], {}, []],
    [
      'one expected and never heard, when it is missed',
      [{ kind: 'listening', ...order(10) }],
      { until: 25, worlds: [worldWith({ expected: new Map([[agent, 's']]) })] },
      both(25, false),
    ],
    [
      'again with each new plan, which may have given it others',
      [beat(1), plan(5)],
      {},
      [...both(1, true), ...both(5, true)],
    ],
  ];
  for (const [name, events, trial, expected] of stories)
    it(name, () => expect(sayings(tryRule(agentSilent, agent, events, trial))).to.deep.equal(expected));
});

describe('Device silent', () => {
  const stories: [string, KeyEvent[], string[], string[]][] = [
    [
      'a healthy one is no news, and sees',
      [health(1, 'healthy'), health(60, 'healthy')],
      [],
      ['1 segment:north true sees'],
    ],
    ['a faulty one is blind', [health(1, 'faulty')], ['S2 device 1–'], ['1 segment:north false faulty']],
    [
      'until it is healthy',
      [health(1, 'obscured'), health(9, 'healthy')],
      ['S2 device 1–9'],
      ['1 segment:north false obscured', '9 segment:north true sees'],
    ],
    [
      'worse is the same trouble',
      [health(1, 'obscured'), health(5, 'frozen'), health(9, 'healthy')],
      ['S2 device 1–9'],
      ['1 segment:north false obscured', '9 segment:north true sees'],
    ],
    [
      'maintenance is announced; it does not see all the same',
      [health(1, 'healthy'), health(5, 'maintenance')],
      [],
      ['1 segment:north true sees', '5 segment:north false maintenance'],
    ],
    [
      'maintenance takes over from a fault',
      [health(1, 'faulty'), health(5, 'maintenance')],
      ['S2 device 1–5'],
      ['1 segment:north false faulty'],
    ],
    [
      'its agent’s silence blinds it, and is not its fault',
      [tells(1, agent, true), tells(20, agent, false)],
      [],
      ['1 segment:north true sees', '20 segment:north false agent silent'],
    ],
    [
      'both must see',
      [health(1, 'faulty'), tells(5, agent, true), health(9, 'healthy'), tells(20, agent, false)],
      ['S2 device 1–9'],
      ['1 segment:north false faulty', '9 segment:north true sees', '20 segment:north false agent silent'],
    ],
    [
      'with a new plan it says so again',
      [health(1, 'healthy'), plan(5)],
      [],
      ['1 segment:north true sees', '5 segment:north true sees'],
    ],
    ['one that nobody ever heard of says nothing', [plan(5)], [], []],
  ];
  for (const [name, events, findings, says] of stories)
    it(name, () => {
      const tried = tryRule(deviceSilent, camera(2), events);
      expect(lines(tried)).to.deep.equal(findings);
      expect(sayings(tried)).to.deep.equal(says);
    });

  it('is graver where no other sensor watches', () => {
    const tried = tryRule(deviceSilent, camera(1), [health(1, 'frozen'), health(5, 'faulty')]);
    expect(lines(tried)).to.deep.equal(['S1 device 1–']);
    const { facts, evidence } = tried.findings[0]?.why ?? expect.fail();
    expect(facts).to.include({ device: camera(1).slice(7), state: 'faulty', segment: 'east', segmentEn: 'the east' });
    expect(evidence.map(({ says }) => says)).to.deep.equal(['frozen', 'faulty']);
    expect(sayings(tried)).to.deep.equal(['1 segment:east false frozen', '1 segment:north false frozen']);
  });

  it('taken out of the plan it is nobody’s trouble', () => {
    const worlds = [worldWith(), worldWith({ from: 5000, deviceOf: () => undefined })];
    expect(lines(tryRule(deviceSilent, camera(2), [health(1, 'faulty'), plan(5)], { worlds }))).to.deep.equal([
      'S2 device 1–5',
    ]);
  });
});

describe('Segment blind', () => {
  const north = 'segment:north';
  const stories: [string, KeyEvent[], string[]][] = [
    ['one sensor that sees is enough', [tells(1, camera(1), true), tells(2, camera(2), false)], []],
    [
      'none that sees is blind',
      [tells(1, camera(1), true), tells(2, camera(2), false), tells(9, camera(1), false)],
      ['S1 segment 9–'],
    ],
    ['until one does', [tells(9, camera(1), false), tells(20, camera(2), true)], ['S1 segment 9–20']],
    ['one never heard of is no sensor', [tells(9, camera(1), false)], ['S1 segment 9–']],
    ['a segment of which nobody tells is not known', [plan(5)], []],
    [
      'who does not watch it does not count',
      [tells(1, 'device:elsewhere', true), tells(9, camera(1), false)],
      ['S1 segment 9–'],
    ],
    [
      'said again it is the same',
      [tells(9, camera(1), false), plan(12), tells(12, camera(1), false)],
      ['S1 segment 9–'],
    ],
  ];
  for (const [name, events, expected] of stories)
    it(name, () => expect(lines(tryRule(segmentBlind, north, events))).to.deep.equal(expected));

  it('says where, and what each of its sensors said', () => {
    const { why } =
      tryRule(segmentBlind, north, [tells(1, camera(1), false), tells(2, camera(2), false, 'frozen')]).findings[0] ??
      expect.fail();
    expect(why).to.include({ measure: 'sensors that see', value: 0, limit: 1, unit: 'sensors' });
    expect(why.facts).to.include({
      segment: 'north',
      segmentZh: 'north区',
      segmentEn: 'the north',
      fence: 'perimeter',
    });
    const { why: both } =
      tryRule(segmentBlind, north, [
        tells(1, camera(1), true),
        tells(2, camera(2), false, 'frozen'),
        tells(3, camera(1), false),
      ]).findings[0] ?? expect.fail();
    expect(both.evidence.map(({ says }) => says)).to.deep.equal([
      `${camera(1).slice(7)}: agent silent`,
      `${camera(2).slice(7)}: frozen`,
    ]);
  });

  it('a plan may end it, by another sensor or by another line', () => {
    const blind = [tells(1, camera(1), false), tells(2, camera(2), true)];
    const east = 'segment:east';
    const watchedByBoth = worldWith({
      from: 5000,
      segmentOf: (id) => ({ ...(worldWith().segmentOf(id) ?? expect.fail()), sensors: [camera(1), camera(2)] }),
    });
    const gone = worldWith({ from: 5000, segmentOf: () => undefined });
    for (const next of [watchedByBoth, gone])
      expect(lines(tryRule(segmentBlind, east, [...blind, plan(5)], { worlds: [worldWith(), next] }))).to.deep.equal([
        'S1 segment 1–5',
      ]);
  });
});

describe('Events unjudged', () => {
  const late = (seconds: number, count: number): KeyEvent => ({
    kind: 'unjudged',
    ...order(seconds),
    count,
    feed: 'live',
    site: 's',
  });
  it('are one finding until five minutes without another, with their number', () => {
    const tried = tryRule(eventsUnjudged, agent, [late(100, 3), late(200, 256), late(210, 1)], { until: 600 });
    expect(lines(tried)).to.deep.equal(['S3 agent 100–510']);
    expect(tried.findings[0]?.why).to.include({ measure: 'events too late', value: 260, unit: 'events' });
    expect(tried.findings[0]?.why.facts).to.deep.equal({ agent: 'cameras' });
  });
  it('and later ones another', () => {
    const tried = tryRule(eventsUnjudged, agent, [late(100, 3), late(500, 1)], { until: 500 });
    expect(lines(tried)).to.deep.equal(['S3 agent 100–400', 'S3 agent 500–']);
  });
});
