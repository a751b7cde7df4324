// The table of acts: who may do what on an alert in which case, and what comes of it. Stories of one book, by hand-made time.
import { expect } from 'chai';
import type { Act, Actor } from '../../hub/contracts/case.ts';
import { caseOf, isaState, isStanding } from '../../hub/contracts/standing.ts';
import { chief, dispose, found, hour, li, minute, proved, Story, shelve, standing, wang } from './a-story.ts';

describe('The life of an alert', () => {
  it('is seen to, said what it was, and closed: each act a version, and nobody’s afterwards', () => {
    const story = new Story().raise();
    expect(isaState(story.alert)).to.equal('UNACK');
    expect(story.act({ act: 'claim' })).to.equal(undefined);
    expect(isaState(story.alert)).to.equal('ACKED');
    expect(story.act(dispose)).to.equal(undefined);
    expect(story.act({ act: 'close' })).to.equal('active-still');
    story.at = minute;
    story.clear();
    expect(isStanding(story.alert)).to.equal(true);
    expect(story.act({ act: 'close' })).to.equal(undefined);
    expect(story.told).to.deep.equal([
      'raised open',
      'claimed claimed',
      'disposed disposed',
      'cleared disposed',
      'closed closed',
    ]);
    expect([isStanding(story.alert), isaState(story.alert), story.alert.version]).to.deep.equal([false, 'NORMAL', 5]);
  });

  const wrong: readonly (readonly [
    what: string,
    before: readonly (readonly [Act, Actor])[],
    act: Act,
    who: Actor,
    code: string,
  ])[] = [
    ['what nobody claimed cannot be disposed', [], dispose, li, 'case-state'],
    ['what somebody claimed nobody else claims', [[{ act: 'claim' }, li]], { act: 'claim' }, wang, 'case-state'],
    ['nor disposes', [[{ act: 'claim' }, li]], dispose, wang, 'owner-only'],
    ['nor releases', [[{ act: 'claim' }, li]], { act: 'release' }, wang, 'owner-only'],
    ['it is acknowledged once', [[{ act: 'acknowledge' }, li]], { act: 'acknowledge' }, wang, 'acknowledged-already'],
    ['an officer shelves for half an hour at most', [], shelve(31 * minute), li, 'until-wrong'],
    ['a supervisor for a shift', [], shelve(8 * hour + 1), chief, 'until-wrong'],
    ['nobody into the past', [], shelve(0), chief, 'until-wrong'],
    [
      'what lies on the shelf is not put there again',
      [[shelve(minute), li]],
      shelve(minute),
      wang,
      'suppressed-already',
    ],
    ['what does not cannot be taken from it', [], { act: 'unshelve' }, li, 'shelved-not'],
    ['a question needs a claimant', [], { act: 'ask', text: 'why?', until: hour }, li, 'case-state'],
    [
      'its time is not over before it is read',
      [[{ act: 'claim' }, li]],
      { act: 'ask', text: 'why?', until: 10 },
      li,
      'until-wrong',
    ],
    ['nobody reports who did not go', [[{ act: 'claim' }, li]], { act: 'report', text: 'nothing' }, li, 'visit-none'],
    [
      'nor is a case disposed while somebody is there',
      [
        [{ act: 'claim' }, li],
        [{ act: 'dispatch', officer: 'sun', place: 'gate 3' }, li],
      ],
      dispose,
      li,
      'visit-open',
    ],
    ['what is not latched needs no reset', [], { act: 'reset', text: 'fine' }, li, 'latched-not'],
    [
      'whoever proposed it does not agree to it',
      [[{ act: 'take-out', until: hour, order: 'W1' }, chief]],
      { act: 'agree' },
      proved(chief),
      'second-person-needed',
    ],
    [
      'an officer does not agree',
      [[{ act: 'take-out', until: hour, order: 'W1' }, li]],
      { act: 'agree' },
      proved(wang),
      'supervisor-needed',
    ],
    [
      'nor a supervisor who has not proved who they are',
      [[{ act: 'take-out', until: hour, order: 'W1' }, li]],
      { act: 'agree' },
      chief,
      'proof-needed',
    ],
    ['a version that is past does nothing', [[{ act: 'claim' }, li]], { ...dispose, version: 1 }, li, 'version-stale'],
    ['what is open cannot be opened again', [], { act: 'reopen', text: 'x' }, chief, 'case-state'],
    ['whose sensor is not known', [], { act: 'ticket' }, li, 'device-none'],
  ];
  for (const [what, before, act, who, code] of wrong) {
    it(`${what}: ${code}`, () => {
      const story = new Story().raise();
      for (const [done, by] of before) expect(story.act(done, by)).to.equal(undefined);
      const was = story.alert;
      expect(story.act(act, who)).to.equal(code);
      expect(story.alert).to.deep.equal(was);
    });
  }

  it('of two who claim by the same version the first has it, and the other is told so', () => {
    const story = new Story().raise();
    expect(story.act({ act: 'claim', version: 1 }, li)).to.equal(undefined);
    expect(story.act({ act: 'claim', version: 1 }, wang)).to.equal('version-stale');
    expect(caseOf(story.alert).owner).to.equal('li');
  });

  it('a supervisor hands a case over, and only to another', () => {
    const story = new Story().raise();
    story.act({ act: 'claim' });
    expect(story.act({ act: 'hand-over', to: 'li', text: 'x' }, chief)).to.equal('owner-already');
    expect(story.act({ act: 'hand-over', to: 'wang', text: 'the driver is at gate 3' }, chief)).to.equal(undefined);
    expect(caseOf(story.alert).owner).to.equal('wang');
  });

  describe('that is latched', () => {
    it('does not end by itself: somebody says that things are as they should be', () => {
      const story = new Story({ latched: true }).raise();
      story.act({ act: 'claim' });
      expect(story.act({ act: 'reset', text: 'seal checked' })).to.equal('active-still');
      story.at = minute;
      story.clear();
      expect(isaState(story.alert)).to.equal('LATCHED_ACKED');
      story.act(dispose);
      expect(story.act({ act: 'close' })).to.equal('latched-still');
      expect(story.act({ act: 'reset', text: 'seal checked' })).to.equal(undefined);
      expect(story.act({ act: 'close' })).to.equal(undefined);
      expect(isStanding(story.alert)).to.equal(false);
    });

    it('stands when it has cleared and nobody has looked', () => {
      const story = new Story({ latched: true }).raise();
      story.at = minute;
      story.clear();
      expect([isStanding(story.alert), isaState(story.alert)]).to.deep.equal([true, 'LATCHED_UNACK']);
    });

    it('is put on the shelf by a supervisor alone', () => {
      const story = new Story({ latched: true }).raise();
      expect(story.act(shelve(minute), li)).to.equal('supervisor-needed');
      expect(story.act(shelve(8 * hour), chief)).to.equal(undefined);
    });

    it('and called false needs a second pair of eyes', () => {
      const story = new Story({ latched: true }).raise();
      story.act({ act: 'claim' });
      story.act({ act: 'dispose', code: 'false_sensor', text: 'rain' });
      story.at = minute;
      story.clear();
      story.act({ act: 'reset', text: 'looked' });
      expect(story.act({ act: 'close' }, proved(li))).to.equal('second-person-needed');
      expect(story.act({ act: 'close' }, wang)).to.equal('proof-needed');
      expect(story.act({ act: 'close' }, proved(wang))).to.equal(undefined);
    });
  });

  it('of the gravest kind is closed by two, not by one under two names of the case', () => {
    const story = new Story().raise({ severity: 'S1' });
    story.act({ act: 'claim' }, li);
    story.act(dispose, chief);
    story.at = 1;
    story.clear(0, { severity: 'S1' });
    expect(story.act({ act: 'close' }, proved(chief))).to.equal('second-person-needed');
    expect(story.act({ act: 'close' }, proved(li))).to.equal('second-person-needed');
    expect(story.act({ act: 'close' }, proved(wang))).to.equal(undefined);
  });

  it('comes again: what was acknowledged, reset and closed before is no word on it', () => {
    const story = new Story({ latched: true, mergeGapMs: minute }).raise();
    story.act({ act: 'claim' });
    story.act(dispose);
    story.at = 1000;
    story.clear();
    story.act({ act: 'reset', text: 'fine' });
    story.act({ act: 'close' });
    story.at = 2000;
    story.note(story.book.settle([standing([found(0)], [found(0, 1000)])], { at: story.at }));
    const { acknowledged, reset, reAlarms } = story.alert;
    expect([acknowledged, reset, reAlarms, caseOf(story.alert).state]).to.deep.equal([
      undefined,
      undefined,
      1,
      'reopened',
    ]);
  });

  it('withdrawn after somebody has claimed it keeps its case, and stands', () => {
    const story = new Story().raise();
    story.act({ act: 'claim' });
    story.note(story.book.settle([standing([], [found(0)])], { at: 5 }));
    expect([story.alert.condition, caseOf(story.alert).state, isStanding(story.alert)]).to.deep.equal([
      'withdrawn',
      'claimed',
      true,
    ]);
    story.act({ act: 'dispose', code: 'false_identity', text: 'misread' });
    expect(story.act({ act: 'close' })).to.equal(undefined);
  });

  it('another measure of one that has ended is no other version of it', () => {
    const story = new Story().raise();
    story.at = minute;
    story.clear();
    const measured = found(0, minute, { why: { ...found(0).why, value: 2 } });
    story.note(story.book.settle([standing([measured], [found(0, minute)])], { at: story.at }));
    expect([story.told.at(-1), story.alert.why.value, story.alert.version]).to.deep.equal(['cleared open', 2, 2]);
  });

  it('taken back, closed, and found to stand after all: it is open again, with what stood before as its past', () => {
    const story = new Story({ latched: true }).raise();
    story.act({ act: 'claim' });
    story.note(story.book.settle([standing([], [found(0)])], { at: 1 }));
    story.act({ act: 'dispose', code: 'false_identity', text: 'misread' });
    expect(story.act({ act: 'close' }, proved(wang))).to.equal(undefined);
    story.note(story.book.settle([standing([found(0)], [])], { at: 2 }));
    expect([story.told.at(-1), isStanding(story.alert)]).to.deep.equal(['reinstated reopened', true]);
    expect(caseOf(story.alert)).to.deep.equal({ state: 'reopened', level: 0, since: 2, reopened: 1 });
  });

  it('a proposal that nobody has agreed to is not said of what is raised anew, and takes no other shelf away', () => {
    const story = new Story().raise();
    story.act({ act: 'take-out', until: 2 * hour, order: 'W7' });
    story.at = minute;
    story.clear();
    story.note(
      story.book.settle([standing([found(0, minute), found(2 * minute)], [found(0, minute)])], { at: 2 * minute }),
    );
    const [, second] = [...story.disk.values()];
    expect([second?.condition, second?.suppressed]).to.deep.equal(['active', undefined]);
  });

  it('two shelves of two scopes are two, though they were filled in one moment', () => {
    const story = new Story();
    const both = [found(0), found(0, undefined, { scope: 'g' })];
    const raised = story.note(story.book.settle([standing(both)], { at: 0 }));
    for (const { alert } of raised) {
      story.id = alert.id;
      story.act(shelve(10 * minute));
    }
    story.act({ act: 'unshelve' });
    expect([...story.disk.values()].map(({ suppressed }) => suppressed?.kind)).to.deep.equal(['shelved', undefined]);
  });
});
