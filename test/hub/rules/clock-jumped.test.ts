// An agent's clock that is set, wobbles, or is off for long: told once, and over when it has been right for a minute.
import { expect } from 'chai';
import { evidenceText, sentence } from '../../../dashboards/alert-words.ts';
import type { KeyEvent } from '../../../hub/flow.ts';
import { clockJumped } from '../../../hub/rules/clock-jumped.ts';
import { alertOf } from '../../dashboards/alert-of.ts';
import { lines, tryRule } from './a-rule.ts';

const agent = 'agent:gate';
const order = (seconds: number) => ({ time: seconds * 1000, asOf: seconds * 1000, from: 'hub', seq: seconds });
const beat = (seconds: number, change: object = {}): KeyEvent => ({
  ...{ kind: 'beat', ...order(seconds), online: true, finished: false, feed: 'live', site: 's' },
  ...change,
});
/** At a time, by how many seconds the agent's clock is behind, and how far that may be wrong. */
type Tell = readonly [seconds: number, behind: number, error?: number];
const tells = (all: readonly Tell[], change: object = {}): KeyEvent[] =>
  all.map(([at, behind, error = 0.01]) =>
    beat(at, { clock: { offsetMs: behind * 1000, errorMs: error * 1000 }, ...change }),
  );
/** Every five seconds, from one to another. */
const steadily = (from: number, to: number, behind: number, error?: number): Tell[] =>
  Array.from({ length: (to - from) / 5 + 1 }, (_, i) => [from + 5 * i, behind, error]);

describe('Clock jumped', () => {
  const stories: readonly (readonly [what: string, events: KeyEvent[], findings: string[]])[] = [
    ['a clock that is right is no news', tells(steadily(0, 300, 0.02)), []],
    [
      'nor one that wobbles within two seconds',
      tells([
        [0, -0.9],
        [5, 1],
        [10, -0.9],
        [15, 1],
      ]),
      [],
    ],
    [
      'nor one that is known no better than it wobbles',
      tells([
        [0, 0, 4],
        [5, 11, 4],
        [10, 0, 2],
      ]),
      [],
    ],
    ['one that is set is told, once', tells([[0, 0], [5, -3600], ...steadily(10, 400, -3600)]), ['S3 clock 5–']],
    [
      'by little more than two seconds, too',
      tells([
        [0, 0],
        [5, 2.1],
        [10, 2.1],
      ]),
      ['S3 clock 5–'],
    ],
    [
      'until it has been right for a minute',
      tells([[0, 0], ...steadily(5, 50, 90), ...steadily(55, 200, 0.5)]),
      ['S3 clock 5–120'],
    ],
    [
      'and not when it is right for a moment now and then',
      tells([[0, 0], ...steadily(5, 30, 9), ...steadily(35, 80, 0), [85, 9], ...steadily(90, 140, 0), [145, -9]]),
      ['S3 clock 5–'],
    ],
    [
      'one that jumps to and fro is one trouble',
      tells(Array.from({ length: 60 }, (_, i): Tell => [5 * i, i % 2 === 0 ? 0 : 30])),
      ['S3 clock 5–'],
    ],
    ['one off for less than a minute’s worth is corrected and not told', tells(steadily(0, 600, 55)), []],
    ['one off by more is told when it has lasted', tells(steadily(0, 200, -75)), ['S3 clock 0–']],
    ['and not before', tells(steadily(0, 55, -75)), []],
    [
      'that nobody knows its clock for a while is no news',
      [...tells([[0, 0]]), beat(5), beat(10), ...tells([[15, 0]])],
      [],
    ],
    ['and hides no jump', [...tells([[0, 0]]), beat(5), ...tells([[10, 40]])], ['S3 clock 10–']],
    [
      'what our own clock did while we did not listen is not its fault',
      [...tells([[0, 0]]), { kind: 'listening', ...order(3) }, ...tells(steadily(5, 30, 40))],
      [],
    ],
    [
      'a recording has no clock',
      tells(
        [
          [0, 0],
          [5, 90],
        ],
        { feed: 'historical' },
      ),
      [],
    ],
    [
      'one that has finished is nobody’s trouble',
      [
        ...tells([
          [0, 0],
          [5, 90],
        ]),
        beat(20, { finished: true }),
      ],
      ['S3 clock 5–20'],
    ],
  ];
  for (const [what, events, findings] of stories)
    it(what, () => expect(lines(tryRule(clockJumped, agent, events))).to.deep.equal(findings));

  it('of a simulated agent is marked so', () => {
    const { findings } = tryRule(
      clockJumped,
      agent,
      tells(
        [
          [0, 0],
          [5, 90],
        ],
        { feed: 'simulated' },
      ),
    );
    expect(findings.map(({ feed }) => feed)).to.deep.equal(['simulated']);
  });

  it('says from where to where, by how much, and on which beats that rests, in words and figures', () => {
    const { findings } = tryRule(
      clockJumped,
      agent,
      tells([
        [0, 0.02],
        [5, -3600.25, 0.012],
      ]),
    );
    const { why } = findings[0] ?? expect.fail();
    expect(why).to.include({ measure: 'clock changed by', value: 3600.27, limit: 2, unit: 's' });
    const alert = alertOf('a', { why });
    expect(sentence('en', alert)).to.equal('The clock of agent gate jumped from −0.0 s to +3600.3 s against the hub’s');
    expect(sentence('zh', alert)).to.equal('前端 gate 的时钟相对本系统由 −0.0 s 跳到 +3600.3 s');
    expect(why.evidence.map(({ event, says }) => `${event} ${evidenceText('en', says)}`)).to.deep.equal([
      'agent:gate@0 −0.0 s ± 0.010 s against the hub’s clock',
      'agent:gate@5000 +3600.3 s ± 0.012 s against the hub’s clock',
    ]);
  });
});
