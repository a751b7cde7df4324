// The table of acts: who may do what on an alert in which case, and what the clock makes of it. Stories of one book, by hand-made time.
import { expect } from 'chai';
import { AlertBook, type Kind } from '../../hub/alerts/alert-book.ts';
import { judged } from '../../hub/alerts/lifecycle.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Act, Actor } from '../../hub/contracts/case.ts';
import { caseOf, isaState, isStanding } from '../../hub/contracts/standing.ts';
import type { Found, Standing, Transition } from '../../hub/flow.ts';

const minute = 60_000;
const hour = 60 * minute;
const li: Actor = { by: 'li', role: 'monitor', agency: 'customs' };
const wang: Actor = { by: 'wang', role: 'monitor', agency: 'customs' };
const chief: Actor = { by: 'zhao', role: 'supervisor', agency: 'customs' };
const proved = (who: Actor): Actor => ({ ...who, proved: true });

const why = { rule: 'r', version: 1, measure: 'inside by', value: 1, limit: 0, unit: 'm', facts: {}, evidence: [] };
const found = (from: number, to?: number, change: Partial<Found> = {}): Found => ({
  ...{
    rule: 'r',
    scope: 'f',
    site: 's',
    feed: 'live',
    severity: 'S2',
    from,
    foundAt: from,
    changedAt: to ?? from,
    why,
  },
  ...(to === undefined ? {} : { to }),
  ...change,
});
const standing = (findings: readonly Found[], was: readonly Found[] = [], rule = 'r', key = 'mmsi:1'): Standing => {
  return { key, rule, since: -Infinity, cause: undefined, was, findings };
};

/** A book with one alert, told of by what happens to it; time is what the story says. */
class Story {
  readonly disk = new Map<string, Alert>();
  readonly told: string[] = [];
  readonly book: AlertBook;
  at = 0;
  id = '';

  constructor(kind: Partial<Kind> = {}, kinds: Record<string, Partial<Kind>> = {}) {
    const kindOf = (rule: string): Kind => ({ mergeGapMs: 0, integrity: false, ...kind, ...kinds[rule] });
    const alertsOf = (key: string, rule: string) =>
      [...this.disk.values()].filter((one) => one.key === key && one.rule === rule);
    this.book = new AlertBook(kindOf, { alertsOf, alert: (id) => this.disk.get(id) });
  }

  note(transitions: readonly Transition[]): readonly Transition[] {
    for (const { change, alert } of transitions) {
      this.disk.set(alert.id, alert);
      this.told.push(`${change} ${alert.rule === 'r' ? '' : `${alert.rule} `}${caseOf(alert).state}`);
    }
    return transitions;
  }

  raise(change: Partial<Found> = {}, from = this.at): this {
    const [first] = this.note(this.book.settle([standing([found(from, undefined, change)])], { at: this.at }));
    this.id = first?.alert.id ?? this.id;
    return this;
  }

  clear(from = 0, change: Partial<Found> = {}): this {
    const [was, is] = [found(from, undefined, change), found(from, this.at, change)];
    this.note(this.book.settle([standing([is], [was])], { at: this.at }));
    return this;
  }

  /** The code of a refusal; undefined when it is done. */
  act(act: Act, who: Actor = li): string | undefined {
    const why = judged(this.alert, act, who, this.at);
    const done = this.note(this.book.act(this.id, act, who, this.at));
    if (typeof why === 'string') {
      expect(done, 'nothing comes of what is refused').to.deep.equal([]);
      return why;
    }
    expect(done.length).to.be.at.least(1);
    return undefined;
  }

  /** Time goes by, and the hub's clock with it. */
  wait(ms: number): this {
    const until = this.at + ms;
    for (; this.at < until; this.at = Math.min(until, this.at + 10_000))
      if (this.book.isDue(this.at)) this.note(this.book.pass(this.at));
    if (this.book.isDue(this.at)) this.note(this.book.pass(this.at));
    return this;
  }

  get alert(): Alert {
    return this.disk.get(this.id) ?? expect.fail('no such alert');
  }
}

const dispose: Act = { act: 'dispose', code: 'benign_explained', text: 'a pilot boat' };
const shelve = (until: number): Act => ({ act: 'shelve', reason: 'chattering', until });

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
});

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
});

describe('An alert that another one says already', () => {
  const kinds = { r: { implies: ['child'] }, child: { impliedBy: ['r'] } };
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
});
