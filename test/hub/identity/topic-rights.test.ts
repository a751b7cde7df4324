// Who may hear what: a filter is covered by a grant just where no topic gets through it that the grant does not let through.
import { expect } from 'chai';
import fc from 'fast-check';
import { ackTopic, alertTopic, hubTopic, stateTopic, upTopic } from '../../../hub/contracts/topics.ts';
import { covers, grantsOf, topicsOf } from '../../../hub/identity/topic-rights.ts';

/** Every topic of up to four levels of these names. */
const names = ['a', 'b', ''];
const topics = [1, 2, 3, 4].flatMap((depth) =>
  Array.from({ length: depth }, () => names).reduce<string[][]>(
    (all, level) => all.flatMap((one) => level.map((name) => [...one, name])),
    [[]],
  ),
);
const filter = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', '+'), { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([levels, more]) => [...levels, ...(more ? ['#'] : [])].join('/'));

/** Told plainly, level by level (MQTT 3.1.1 §4.7.1). */
function lets(filtered: string, topic: readonly string[]): boolean {
  const levels = filtered.split('/');
  const last = levels.at(-1) === '#' ? levels.length - 1 : levels.length;
  if (last === levels.length ? topic.length !== last : topic.length < last) return false;
  return levels.slice(0, last).every((level, i) => level === '+' || level === topic[i]);
}

describe('Rights over topics', () => {
  it('let through what MQTT says a filter lets through', () => {
    fc.assert(
      fc.property(filter, (one) => {
        for (const topic of topics)
          expect(topicsOf(one).test(topic.join('/')), topic.join('/')).to.equal(lets(one, topic));
      }),
    );
  });

  it('grant a filter just where every topic it lets through is granted', () => {
    fc.assert(
      fc.property(filter, filter, (granted, asked) => {
        const all = topics.filter((topic) => lets(asked, topic));
        expect(covers(granted, asked), `${granted} ${asked}`).to.equal(all.every((topic) => lets(granted, topic)));
      }),
      { numRuns: 2000 },
    );
  });

  it('of an agent are its own topics and no more; of a reader what sites say to everybody', () => {
    const agent = grantsOf({ is: 'agent', user: 'yard/a', site: 'yard', agent: 'a' });
    const own = [upTopic('yard', 'a', 'urgent'), upTopic('yard', 'a', 'routine'), stateTopic('yard', 'a')];
    expect(agent.write).to.deep.equal(own);
    const hears = (read: readonly string[], topic: string) => read.some((granted) => topicsOf(granted).test(topic));
    const [mine, others] = [ackTopic('yard', 'a'), ackTopic('yard', 'ab')];
    expect([mine, hubTopic, others, own[0] ?? ''].map((topic) => hears(agent.read, topic))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
    const reader = grantsOf({ is: 'reader', user: 'wall', sites: ['yard'] });
    expect(reader.write).to.deep.equal([]);
    const shown = [alertTopic('yard', '0'.repeat(16)), stateTopic('yard', 'a'), hubTopic];
    expect(shown.map((topic) => hears(reader.read, topic))).to.deep.equal([true, true, true]);
    const hidden = [alertTopic('gate', '0'.repeat(16)), mine, own[0] ?? ''];
    expect(hidden.map((topic) => hears(reader.read, topic))).to.deep.equal([false, false, false]);
  });
});
