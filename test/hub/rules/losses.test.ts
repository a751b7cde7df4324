// What an agent lost, what stays away without a word, and who speaks from another spool: by story, and over a whole book.
import { expect } from 'chai';
import type { EventClass } from '../../../hub/contracts/ids.ts';
import type { KeyEvent } from '../../../hub/flow.ts';
import { epochChanged } from '../../../hub/rules/epoch-changed.ts';
import { eventsLost } from '../../../hub/rules/events-lost.ts';
import { sequenceGap } from '../../../hub/rules/sequence-gap.ts';
import { port } from '../a-fold.ts';
import { event, lines, tryRule } from './a-rule.ts';

const agent = 'agent:cameras';
const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
const order = (seconds: number, from = 'hub') => ({ time: seconds * 1000, asOf: seconds * 1000, from, seq: seconds });

interface Lost {
  readonly class?: EventClass;
  readonly count?: number;
  readonly run?: readonly [number, number];
}
/** Heard at `seconds`: lost between two event times. */
const gap = (seconds: number, from: number, to: number, { class: cls = 'routine', count = 3, run }: Lost = {}) =>
  event('agent.gap', agent, seconds, {
    ...{ class: cls, count, fromTime: instant(from), toTime: instant(to) },
    ...(run !== undefined && { from: run[0], to: run[1] }),
  });

describe('Events lost', () => {
  it('are blindness of the time of what was lost, told while more may come, and over with the interval’s end', () => {
    const at = tryRule(eventsLost, agent, [gap(1000, 100, 400, { run: [1, 3] })], { until: 1299 });
    expect(lines(at)).to.deep.equal(['S2 routine 100–']);
    expect(at.findings[0]?.why).to.deep.include({ measure: 'events lost', value: 3, unit: 'events' });
    expect(at.findings[0]?.why.facts).to.deep.equal({
      ...{ agent: 'cameras', class: 'routine', count: '3', until: instant(400) },
    });
    expect(at.findings[0]?.why.evidence[0]?.says).to.equal('routine 1–3: 3 events');
    const over = tryRule(eventsLost, agent, [gap(1000, 100, 400)], { until: 1300 });
    expect(lines(over)).to.deep.equal(['S2 routine 100–400']);
    expect(over.findings[0]?.why.evidence[0]?.says).to.equal('routine: 3 events');
  });

  it('of one loss after another are one finding with all of them, of each class its own', () => {
    const events = [gap(1000, 100, 400), gap(1010, 400, 500, { count: 40 }), gap(1020, 90, 200, { class: 'urgent' })];
    const tried = tryRule(eventsLost, agent, events, { until: 2000 });
    expect(lines(tried).sort()).to.deep.equal(['S2 routine 100–500', 'S2 urgent 90–200']);
    expect(tried.findings.map(({ why }) => why.value)).to.deep.equal([43, 3]);
    const later = tryRule(eventsLost, agent, [gap(1000, 100, 400), gap(1400, 1300, 1390)], { until: 2000 });
    expect(lines(later)).to.deep.equal(['S2 routine 100–400', 'S2 routine 1300–1390']);
  });

  it('long after another are two, whether the hub’s clock is heard in between or only afterwards', () => {
    const standing = (...passed: readonly number[]) => {
      const hub = port();
      hub.foldAt(1_000_000, { key: agent, event: gap(1000, 100, 400) });
      for (const seconds of passed) hub.passed(seconds * 1000);
      hub.foldAt(1_400_000, { key: agent, event: gap(1400, 1300, 1390) });
      hub.passed(2_000_000);
      const of = hub.standing().filter(({ rule }) => rule === 'events-lost');
      return of.map(({ from, to }) => [from / 1000, (to ?? Number.NaN) / 1000]);
    };
    const two = [
      [100, 400],
      [1300, 1390],
    ];
    expect(standing(1310)).to.deep.equal(two);
    expect(standing()).to.deep.equal(two);
  });

  it('are never of a time to come, whatever the agent’s clock says', () => {
    expect(lines(tryRule(eventsLost, agent, [gap(1000, 5000, 9000)], { until: 2000 }))).to.deep.equal([
      'S2 routine 1000–1000',
    ]);
  });
});

const spool = 'e1';
const sequence = (seconds: number, missing?: readonly [number, number], cls: EventClass = 'routine', epoch = spool) =>
  ({
    ...{ kind: 'sequence', ...order(seconds, `sieve/${cls}`), class: cls, epoch, feed: 'live', site: 's' },
    missing: missing && { from: missing[0], to: missing[1] },
  }) satisfies KeyEvent;
const listening = (seconds: number): KeyEvent => ({ kind: 'listening', ...order(seconds) });
const beat = (seconds: number, epoch = spool): KeyEvent => ({
  ...{ kind: 'beat', ...order(seconds), online: true, finished: false, feed: 'live', site: 's', epoch },
});

describe('A gap in the sequence', () => {
  const stories: [string, KeyEvent[], number, string[]][] = [
    ['of a moment is none: it was reordered, or is being sent again', [sequence(10, [3, 4]), sequence(69)], 900, []],
    ['that stays for a minute is told', [sequence(10, [3, 4])], 70, ['S2 routine 10–']],
    [
      'that a hub finds when it is there again, or awake, has its minute still',
      [sequence(10, [3, 4]), listening(60)],
      119,
      [],
    ],
    ['and is told after it', [sequence(10, [3, 4]), listening(60)], 120, ['S2 routine 10–']],
    ['that is told stays told whatever the hub does', [sequence(10, [3, 4]), listening(90)], 300, ['S2 routine 10–']],
    ['is over when it is filled or declared', [sequence(10, [3, 4]), sequence(100)], 900, ['S2 routine 10–100']],
    [
      'that moves was filled: the next hole has a minute of its own',
      [sequence(10, [3, 4]), sequence(50, [8, 8]), sequence(109)],
      900,
      [],
    ],
    [
      'of each class is its own',
      [sequence(10, [1, 1], 'urgent'), sequence(20, [3, 4]), sequence(30, undefined, 'urgent')],
      80,
      ['S2 routine 20–'],
    ],
    [
      'ends with the spool that it is in: that this is another is told elsewhere',
      [beat(1), sequence(10, [3, 4]), beat(100), beat(200, 'e2')],
      900,
      ['S2 routine 10–200'],
    ],
  ];
  for (const [name, events, until, expected] of stories)
    it(name, () => {
      expect(lines(tryRule(sequenceGap, agent, events, { until }))).to.deep.equal(expected);
    });

  it('says which sequences, and how many', () => {
    const [finding] = tryRule(sequenceGap, agent, [sequence(10, [3, 9])], { until: 90 }).findings;
    expect(finding?.why).to.deep.include({ measure: 'events missing', value: 7 });
    expect(finding?.why.facts).to.deep.equal({ agent: 'cameras', class: 'routine', sequences: '3–9' });
  });
});

describe('An agent’s spool', () => {
  const stories: [string, KeyEvent[], string[]][] = [
    ['is its own from the first on', [beat(1)], []],
    ['stays its own however often it starts again', [beat(1), beat(400), beat(9000)], []],
    [
      'that is another is told once, and over when it stays',
      [beat(1), beat(100, 'e2'), beat(300, 'e2')],
      ['S2 agent 100–700'],
    ],
    [
      'changed again later is told again',
      [beat(1), beat(100, 'e2'), beat(5000, 'e3')],
      ['S2 agent 100–700', 'S2 agent 5000–5600'],
    ],
  ];
  for (const [name, events, expected] of stories)
    it(name, () => {
      expect(lines(tryRule(epochChanged, agent, events, { until: 9999 }))).to.deep.equal(expected);
    });

  it('and another one’s under one name, word by word, are one alert that stands, amended a few times only', () => {
    const hub = port();
    for (let i = 0; i < 400; i += 1) {
      const told = beat(1 + i * 5, i % 2 === 0 ? 'e1' : 'e2');
      hub.foldAt(told.time, { key: agent, event: told });
      hub.passed(told.time);
    }
    const ofRule = hub.told.filter(({ alert }) => alert.rule === 'epoch-changed');
    expect(new Set(ofRule.map(({ alert }) => alert.id)).size).to.equal(1);
    expect(ofRule.length).to.be.at.most(10);
    expect(ofRule.at(-1)?.alert).to.include({ condition: 'active', severity: 'S2' });
    expect(ofRule.at(-1)?.alert.why.value).to.be.above(200);
    hub.passed(3_000_000);
    expect(hub.told.findLast(({ alert }) => alert.rule === 'epoch-changed')?.alert).to.include({
      condition: 'cleared',
    });
  });
});

describe('A loss of long ago', () => {
  it('that is beyond any horizon is an alert all the same, raised once, and the same after a kill', () => {
    const hub = port({ copying: true });
    const day = 86_400;
    const heard = gap(10 * day, day, 2 * day, { count: 900 });
    hub.foldAt(heard.time, { key: agent, event: heard });
    hub.keepSome(100);
    expect(hub.killed()).to.deep.equal([]);
    hub.passed(heard.time + 299_000);
    hub.passed(heard.time + 300_000);
    const told = hub.told.filter(({ alert }) => alert.rule === 'events-lost');
    expect(told.map(({ change }) => change)).to.deep.equal(['raised', 'cleared']);
    expect(told.at(-1)?.alert).to.include({ from: day * 1000, to: 2 * day * 1000, condition: 'cleared' });
    expect(hub.killed()).to.deep.equal([]);
  });
});
