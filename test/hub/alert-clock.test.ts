// What the clock makes of an alert, and what keeps it from the list: shelves, proposals, questions, and another alert that says it all.
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import { caseOf, isaState } from '../../hub/contracts/standing.ts';
import type { Found } from '../../hub/flow.ts';
import { chief, dispose, found, hour, minute, proved, Story, shelve, standing } from './a-story.ts';

describe('The clock of an alert', () => {
  const hurry = { lookMs: 5 * minute, handleMs: 30 * minute };

  it('takes it up a level when nobody looks, as far as there is one, and no further', () => {
    const story = new Story(hurry).raise().wait(hour);
    expect(story.told).to.deep.equal(['raised open', ...Array(3).fill('escalated escalated')]);
    expect(caseOf(story.alert).level).to.equal(3);
  });

  it('waits for whoever looks at it, and then for what they say', () => {
    const story = new Story(hurry).raise().wait(4 * minute);
    story.act({ act: 'acknowledge' });
    story.wait(20 * minute);
    story.act({ act: 'claim' });
    story.wait(29 * minute);
    expect(caseOf(story.alert)).to.include({ state: 'claimed', level: 0 });
    story.wait(2 * minute);
    expect(caseOf(story.alert)).to.include({ state: 'escalated', level: 1 });
    expect(caseOf(story.alert).owner).to.equal(undefined);
    story.act({ act: 'claim' });
    story.act(dispose);
    story.wait(2 * hour);
    expect(caseOf(story.alert)).to.include({ state: 'disposed', level: 1 });
  });

  it('gives its time anew to one that comes again', () => {
    const story = new Story({ ...hurry, mergeGapMs: hour }).raise().wait(minute);
    story.act({ act: 'acknowledge' });
    story.clear();
    story.wait(20 * minute);
    story.note(story.book.settle([standing([found(0)], [found(0, minute)])], { at: story.at }));
    story.wait(4 * minute);
    expect(caseOf(story.alert)).to.include({ state: 'open', level: 0 });
    story.wait(2 * minute);
    expect(caseOf(story.alert)).to.include({ state: 'escalated', level: 1 });
  });

  it('brings it back from the shelf, and gives its time anew', () => {
    const story = new Story(hurry).raise();
    story.act(shelve(30 * minute));
    expect(isaState(story.alert)).to.equal('SHELVED');
    story.wait(34 * minute);
    expect(story.told).to.deep.equal(['raised open', 'shelved open', 'returned open']);
    story.wait(2 * minute);
    expect(story.told.at(-1)).to.equal('escalated escalated');
  });

  it('an alarm that chatters stays on the shelf when it is raised anew, and all of it comes back together', () => {
    const story = new Story(hurry).raise();
    story.act(shelve(20 * minute));
    const was = [found(0)];
    story.at = minute;
    story.clear();
    const anew = [found(0, minute), found(2 * minute)];
    story.at = 2 * minute;
    story.note(story.book.settle([standing(anew, [found(0, minute)])], { at: story.at }));
    const [first, second] = [...story.disk.values()];
    expect([isaState(first as Alert), isaState(second as Alert)]).to.deep.equal(['SHELVED', 'SHELVED']);
    expect(was.length).to.equal(1);
    story.act({ act: 'unshelve' });
    expect([...story.disk.values()].map(({ suppressed }) => suppressed)).to.deep.equal([undefined, undefined]);
  });

  it('a proposal that nobody agrees to hides nothing, and does not wait for ever', () => {
    const story = new Story(hurry).raise();
    story.act({ act: 'take-out', until: 2 * hour, order: 'W7' });
    expect(isaState(story.alert)).to.equal('UNACK');
    story.wait(6 * minute);
    expect(caseOf(story.alert).state).to.equal('escalated');
    expect(story.act({ act: 'agree' }, proved(chief))).to.equal(undefined);
    expect(isaState(story.alert)).to.equal('OUT_OF_SERVICE');
    story.wait(2 * hour);
    expect(story.alert.suppressed).to.equal(undefined);
  });

  it('a question that is not answered in time goes up, and a late answer is an answer still', () => {
    const story = new Story({}).raise();
    story.act({ act: 'claim' });
    expect(story.act({ act: 'ask', text: 'who opened the seal?', until: 10 * minute })).to.equal(undefined);
    expect(story.act({ act: 'ask', text: 'well?', until: 10 * minute })).to.equal('asked-already');
    story.wait(11 * minute);
    expect(story.told.at(-1)).to.equal('overdue escalated');
    const answer = story.book.note(story.id, {
      at: story.at,
      by: 'ops',
      role: 'operator',
      text: 'we did',
      explains: true,
    });
    expect([answer?.change, answer && caseOf(answer.alert).asked?.answered]).to.deep.equal(['answered', 0]);
  });

  it('one that stays for a day is stale, once', () => {
    const story = new Story().raise().wait(25 * hour);
    expect(story.told).to.deep.equal(['raised open', 'stale open']);
  });

  it('a recording hurries nobody', () => {
    const story = new Story({ ...hurry, latched: true }).raise({ feed: 'historical' }).wait(25 * hour);
    expect(story.told).to.deep.equal(['raised open']);
  });

  it('goes on where it was: a book that begins with what stood knows what is due', () => {
    const before = new Story(hurry).raise();
    before.act(shelve(10 * minute));
    const after = new Story(hurry);
    after.disk.set(before.id, before.alert);
    after.id = before.id;
    after.book.begin([before.alert]);
    after.at = minute;
    after.note(after.book.settle([standing([found(0, 30_000), found(minute)])], { at: minute }));
    expect([...after.disk.values()].map((one) => isaState(one))).to.deep.equal(['SHELVED', 'SHELVED']);
    after.wait(10 * minute);
    expect([...after.disk.values()].some(({ suppressed }) => suppressed !== undefined)).to.equal(false);
  });

  it('back from the shelf, whoever has claimed it has their time anew, and does not lose it in that moment', () => {
    const story = new Story({ lookMs: 5 * minute, handleMs: 30 * minute }).raise();
    story.act({ act: 'claim' });
    story.act(shelve(hour), chief);
    story.wait(hour + 29 * minute);
    expect(caseOf(story.alert)).to.include({ state: 'claimed', owner: 'li', since: hour });
    story.wait(2 * minute);
    expect(caseOf(story.alert)).to.include({ state: 'escalated', level: 1 });
  });

  it('comes again long after somebody had looked: there is time to look anew, and it does not go up at once', () => {
    const story = new Story({ mergeGapMs: hour, lookMs: 5 * minute }).raise();
    story.act({ act: 'acknowledge' });
    story.wait(minute).clear();
    story.wait(20 * minute);
    story.note(story.book.settle([standing([found(0)], [found(0, minute)])], { at: story.at }));
    story.wait(4 * minute);
    expect([caseOf(story.alert).state, story.alert.acknowledged]).to.deep.equal(['open', undefined]);
    story.wait(2 * minute);
    expect(caseOf(story.alert).level).to.equal(1);
  });

  it('what nobody looked at goes up in its time, however often it comes again meanwhile', () => {
    const story = new Story({ mergeGapMs: hour, lookMs: 5 * minute }).raise();
    for (let i = 0; i < 3; i += 1) {
      story.wait(minute).clear();
      story.wait(minute);
      story.note(story.book.settle([standing([found(0)], [found(0, story.at - minute)])], { at: story.at }));
    }
    expect(caseOf(story.alert).level).to.equal(1);
  });

  it('acknowledged after it went up, there is time to see to it; acknowledged before that there is not', () => {
    const hurry = { lookMs: 5 * minute, handleMs: 30 * minute };
    const [late, early] = [new Story(hurry).raise().wait(6 * minute), new Story(hurry).raise()];
    late.act({ act: 'acknowledge' });
    early.act({ act: 'acknowledge' });
    early.wait(minute).act({ act: 'escalate', text: 'not mine' });
    expect(caseOf(late.wait(29 * minute).alert).level).to.equal(1);
    expect(caseOf(early.wait(6 * minute).alert).level).to.equal(2);
  });

  it('a question that was left when the case was closed opens nothing', () => {
    const story = new Story().raise();
    story.act({ act: 'claim' });
    story.act({ act: 'ask', text: 'why?', until: hour });
    story.act(dispose);
    story.at = minute;
    story.clear();
    expect(story.act({ act: 'close' })).to.equal(undefined);
    story.wait(2 * hour);
    expect([story.told.at(-1), caseOf(story.alert).level]).to.deep.equal(['closed closed', 0]);
  });
});

describe('An alert that another one says already', () => {
  const kinds = { r: { implies: ['child'] }, child: { impliedBy: { r: 'same-scope' as const } } };
  const child = (from: number, to?: number) => found(from, to, { rule: 'child' });

  it('is kept from the list while that one stands, is recorded all the same, and comes back after it', () => {
    const story = new Story({}, kinds);
    story.note(story.book.settle([standing([child(0)], [], 'child')], { at: 0 }));
    story.raise({}, 1);
    story.at = 5;
    story.clear(1);
    expect(story.told).to.deep.equal([
      'raised child open',
      'raised open',
      'suppressed child open',
      'cleared open',
      'returned child open',
    ]);
  });

  it('is raised suppressed where that one stands before it, and its end is told though it was never on the list', () => {
    const story = new Story({}, kinds).raise();
    story.note(story.book.settle([standing([child(1)], [], 'child')], { at: 1 }));
    story.note(story.book.settle([standing([child(1, 3)], [child(1)], 'child')], { at: 3 }));
    const [, one] = [...story.disk.values()];
    expect([one?.condition, one && isaState(one)]).to.deep.equal(['cleared', 'SUPPRESSED']);
    expect(story.told).to.deep.equal(['raised open', 'raised child open', 'cleared child open']);
  });

  it('comes again while that one stands, and is kept from the list at once', () => {
    const story = new Story({ mergeGapMs: minute }, kinds);
    story.note(story.book.settle([standing([child(0)], [], 'child')], { at: 0 }));
    story.note(story.book.settle([standing([child(0, 1)], [child(0)], 'child')], { at: 1 }));
    story.at = 2;
    story.raise();
    story.note(story.book.settle([standing([child(0)], [child(0, 1)], 'child')], { at: 3 }));
    expect(story.told.slice(-2)).to.deep.equal(['amended child open', 'suppressed child open']);
  });

  it('is said by another when the first one ends, and stays away', () => {
    const story = new Story({}, { ...kinds, child: { impliedBy: { r: 'any-scope' } } }).raise();
    const two = [found(0), found(1, undefined, { scope: 'g' })];
    story.note(story.book.settle([standing(two, [found(0)])], { at: 1 }));
    story.note(story.book.settle([standing([child(2)], [], 'child')], { at: 2 }));
    story.note(story.book.settle([standing([found(0, 3), found(1, undefined, { scope: 'g' })], two)], { at: 3 }));
    const [, other, kept] = [...story.disk.values()];
    expect(kept?.suppressed).to.include({ kind: 'by-design', because: other?.id });
  });

  it('what is told in one moment is told in the order in which it came to be', () => {
    const story = new Story({ mergeGapMs: hour, lookMs: minute }, { ...kinds, child: { ...kinds.child, lookMs: 0 } });
    const told = (from: number, now: Found[], was: Found[]) =>
      story.note(story.book.settle([standing(now, was, 'child')], { at: from }));
    const [raised] = told(0, [child(0)], []);
    told(1, [child(0, 1)], [child(0)]);
    story.raise({}, 2);
    story.id = raised?.alert.id ?? '';
    story.act(shelve(minute));
    told(3, [child(0)], [child(0, 1)]);
    const passed = story.book.pass(2 * minute);
    expect(passed.map(({ change }) => change)).to.have.members(['escalated', 'returned', 'suppressed']);
    expect(passed.map(({ seq }) => seq)).to.deep.equal(passed.map(({ seq }) => seq).toSorted((a, b) => a - b));
  });

  it('ended long before the other one, beyond what folds still look at, it comes back all the same', () => {
    const story = new Story({}, kinds).raise();
    story.note(story.book.settle([standing([child(1)], [], 'child')], { at: 1 }));
    story.note(story.book.settle([standing([child(1, 2)], [child(1)], 'child')], { at: 2 }));
    const later = {
      ...standing([child(1, 2), child(9)], [child(1, 2)], 'child'),
      since: 8,
      was: [],
      findings: [child(9)],
    };
    story.note(story.book.settle([later], { at: 9 }));
    story.at = 10;
    story.clear();
    expect([...story.disk.values()].map(({ suppressed }) => suppressed)).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('whose only case is its time is nobody’s work: withdrawn, nobody has to look again', () => {
    const story = new Story({}, kinds).raise();
    const [raised] = story.note(story.book.settle([standing([child(1)], [], 'child')], { at: 1 }));
    story.at = 2;
    story.clear();
    story.note(story.book.settle([standing([], [child(1)], 'child')], { at: 3 }));
    const withdrawn = story.disk.get(raised?.alert.id ?? '');
    expect([withdrawn?.condition, withdrawn?.reconfirm]).to.deep.equal(['withdrawn', undefined]);
  });
});
