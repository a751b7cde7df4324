// Blind is loud: when an agent's silence is blindness, and when it is nobody's.
import { expect } from 'chai';
import type { Keyed } from '../../hub/flow.ts';
import { beat, port } from './a-fold.ts';

describe('Agent silent', () => {
  type Step = Keyed | number;
  const asleep = (time: number): Keyed => ({
    key: 'agent:a',
    event: { kind: 'listening', time, asOf: time, from: 'listening', seq: time },
  });

  // A number is the hub's clock passing that moment; anything else is heard.
  const silences: [string, Step[], string[]][] = [
    ['beats within the grace are no silence', [beat(1, 0), 9000, beat(2, 10_000), 24_999, beat(3, 25_000), 39_999], []],
    ['no beat within the grace is blindness', [beat(1, 0), 14_999, 15_000], ['raised']],
    ['heard again is sight again', [beat(1, 0), 15_000, beat(2, 30_000)], ['raised', 'cleared']],
    ['a recording owes nothing', [beat(1, 0, { feed: 'historical' }), 90_000], []],
    ['one that finished owes nothing', [beat(1, 0), beat(2, 1, { finished: true }), 90_000], []],
    ['a will does not shorten the grace', [beat(1, 0), beat(2, 1000, { online: false }), 14_999], []],
    ['nor does it lengthen it', [beat(1, 0), beat(2, 1000, { online: false }), 15_000], ['raised']],
    [
      'an agent that the plan expects and nobody ever heard is blind a grace after the hub began to listen',
      [
        { key: 'agent:expected', event: { kind: 'listening', time: 1000, asOf: 1000, from: 'hub', seq: 1 } },
        15_999,
        16_000,
      ],
      ['raised'],
    ],
    ['the hub’s own sleep is nobody’s silence', [beat(1, 0), asleep(60_000), 74_999], []],
    ['but after it the grace runs', [beat(1, 0), asleep(60_000), 75_000], ['raised']],
  ];
  for (const [name, steps, expected] of silences) {
    it(name, () => {
      const { fold, passed, told } = port();
      for (const step of steps) {
        if (typeof step === 'number') passed(step);
        else fold(step);
      }
      expect(told.map(({ change }) => change)).to.deep.equal(expected);
    });
  }
});
