// What people may write: any language and several lines, and nothing that hides, turns round or commands.
import { expect } from 'chai';
import { Compile } from 'typebox/compile';
import { actBodies } from '../../hub/contracts/case.ts';
import { Written, WrittenName, WrittenReason } from '../../hub/contracts/written.ts';

const text = Compile(Written);
const name = Compile(WrittenName);

describe('What people write', () => {
  for (const one of [
    '司机走错车道',
    'a\tb\r\nc',
    'Zoë – “ok”',
    '👨‍👩‍👧 ✈️',
    'می‌خواهم',
    'שלום',
    '<b>&amp;</b>',
    'x'.repeat(1000),
  ])
    it(`${JSON.stringify(one).slice(0, 30)} may be written`, () => expect(text.Check(one)).to.equal(true));

  const unread = {
    nothing: '',
    blank: ' \n\u3000',
    'without width': '\u200b',
    joiners: '\u200d\u200c\ufe0f',
    'a filler': '\u3164',
    'turned round': 'gate \u202eniam',
    'turned round, isolated': '\u2066x\u2069',
    'a zero': 'a\u0000b',
    'a command to a terminal': '\u001b[2Jx',
    'half a character': 'x\ud800',
    'too much': 'x'.repeat(1001),
  };
  for (const [what, one] of Object.entries(unread))
    it(`${what} may not`, () => expect([text.Check(one), name.Check(one)]).to.deep.equal([false, false]));

  it('a name is on one line, and a reason is more than a sign', () => {
    expect(['李 伟', 'Li\nWei', 'Li\tWei'].map((one) => name.Check(one))).to.deep.equal([true, false, false]);
    expect(['ok', 'on leave', '\u200b\u200b\u200b'].map((one) => Compile(WrittenReason).Check(one))).to.deep.equal([
      ...[false, true, false],
    ]);
  });

  it('every act is held to it', () => {
    const hidden = 'gate \u202eniam';
    const dispatched = (officer: string, place: string): boolean =>
      Compile(actBodies.dispatch).Check({ officer, place });
    expect(dispatched('Li', 'gate')).to.equal(true);
    expect([dispatched(hidden, 'gate'), dispatched('Li', hidden)]).to.deep.equal([false, false]);
    expect(Compile(actBodies.escalate).Check({ text: hidden })).to.equal(false);
  });
});
