// The time of a position: the receiver's clock, sharpened by the ship's own second.
import { expect } from 'chai';
import { positionTime } from '../../../edge-agents/ais/event-time.ts';

const at = (time: string): number => Date.parse(`2020-04-07T${time}Z`);

const cases: readonly (readonly [name: string, base: string, second: number, time: string])[] = [
  ['the same second', '21:39:50.000', 50, '21:39:50.000'],
  ['a second of this minute', '21:39:50.000', 47, '21:39:47.000'],
  ['a part of a second is not kept', '21:39:50.700', 50, '21:39:50.000'],
  ['ahead within the slack', '21:39:50.000', 52, '21:39:52.000'],
  ['ahead beyond the slack is the minute before', '21:39:50.000', 53, '21:38:53.000'],
  ['of the minute before', '21:39:03.000', 58, '21:38:58.000'],
  ['ahead over the minute', '21:39:59.000', 1, '21:40:01.000'],
  ['of the hour before', '22:00:01.000', 58, '21:59:58.000'],
  ['of the day before', '00:00:01.000', 59, '-00:00:01.000'],
  ['60: no time at the ship', '21:39:50.700', 60, '21:39:50.700'],
  ['61: by hand', '21:39:50.700', 61, '21:39:50.700'],
  ['63: not working', '21:39:50.700', 63, '21:39:50.700'],
];

describe('The time of a position', () => {
  for (const [name, base, second, time] of cases) {
    const expected = time.startsWith('-') ? at('00:00:00.000') - 1000 : at(time);
    it(name, () => expect(positionTime(at(base), second)).to.equal(expected));
  }
});
