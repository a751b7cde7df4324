// The alert book by itself: identity, lateness, and what is said after a replay by newer rules.
import { expect } from 'chai';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Told } from '../../hub/alerts/alert-memory.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Found, Transition } from '../../hub/flow.ts';
import { found, standing } from './a-story.ts';

const cause = { event: 'a:7', time: 3, heardAt: 9, says: 'association' };
const nothingTold = { alertsOf: () => [], alert: () => undefined };
const bookOf = (mergeGapMs = 0, told: Told = nothingTold, seq = 0) =>
  new AlertBook(() => ({ mergeGapMs, integrity: false }), told, seq);

/** What a journal would hold of these transitions, and a book over it. */
function bookAfter(transitions: readonly Transition[]) {
  const alerts = new Map<string, Alert>();
  for (const { alert } of transitions) alerts.set(alert.id, alert);
  const alertsOf = () => [...alerts.values()];
  return bookOf(0, { alertsOf, alert: (id) => alerts.get(id) }, transitions.at(-1)?.seq);
}

const said = (transitions: readonly Transition[]): string[] =>
  transitions.map(({ seq, change, alert }) => `${seq} ${change} ${alert.from}–${alert.to ?? ''} #${alert.revision}`);

describe('The alert book', () => {
  const lateness: readonly (readonly [what: string, found: Found, at: number, late: boolean])[] = [
    ['learnt of at once is not late', found(1000), 1000, false],
    ['learnt of a minute later is not late yet', found(1000), 61_000, false],
    ['learnt of later still is', found(1000), 61_001, true],
    [
      'a condition that takes an hour to be one is not late when the hour is over',
      found(0, undefined, { foundAt: 3_600_000 }),
      3_600_000,
      false,
    ],
    ['a recording is old, not late', found(1000, undefined, { feed: 'historical' }), 1e9, false],
  ];
  for (const [what, finding, at, late] of lateness) {
    it(what, () => expect(bookOf().settle([standing([finding])], { at })[0]?.alert.late).to.equal(late));
  }

  it('an alert that was split keeps its name for the earlier part, and the later part gets another', () => {
    const book = bookOf();
    const [raised] = book.settle([standing([found(0)])], { at: 0 });
    const split = book.settle([standing([found(0, 5), found(8)], [found(0)])], { at: 9 });
    expect(said(split)).to.deep.equal(['2 cleared 0–5 #2', '3 raised 8– #1']);
    expect(split[0]?.alert.id).to.equal(raised?.alert.id);
    expect(split[1]?.alert.id).to.not.equal(raised?.alert.id);
  });

  for (const [what, goneUpTo, then] of [
    ['stands where the events of its time are gone', 5, ['2 raised 8– #1']],
    ['is withdrawn where they are still there', 4, ['2 raised 8– #1', '3 withdrawn 5– #2']],
  ] as const) {
    it(`memory made anew finds another thing and not this one: it ${what}`, () => {
      const book = bookAfter(bookOf().settle([standing([found(5)])], { at: 5 }));
      book.goneUpTo = goneUpTo;
      const anew = book.settle([standing([found(8, undefined, { scope: 'g' })])], { at: 9, openOnly: true });
      expect(said(anew)).to.deep.equal(then);
    });
  }

  it('two that became one: the older goes on, and the other says into which it was merged', () => {
    const book = bookOf();
    const was = [found(0, 5), found(8, 9)];
    const [first] = book.settle([standing(was)], { at: 9 });
    const merged = book.settle([standing([found(0, 9)], was)], { at: 10 });
    expect(said(merged)).to.deep.equal(['3 cleared 0–9 #2', '4 merged 8–9 #2']);
    expect(merged[1]?.alert.mergedInto).to.equal(first?.alert.id);
  });

  it('two that became one: the one that people worked on goes on', () => {
    const book = bookOf();
    const was = [found(0, 5), found(8, 9)];
    const [, second] = book.settle([standing(was)], { at: 9 });
    const id = second?.alert.id ?? '';
    book.note(id, { at: 9, by: 'li', text: 'asked the terminal' });
    const merged = book.settle([standing([found(0, 9)], was)], { at: 10 });
    expect(merged.map(({ change, alert }) => [change, alert.id === id])).to.deep.equal([
      ['cleared', true],
      ['merged', false],
    ]);
  });

  it('two that were one again are two: the merged one is reinstated', () => {
    const book = bookOf();
    const was = [found(0, 5), found(8, 9)];
    book.settle([standing(was)], { at: 9 });
    book.settle([standing([found(0, 9)], was)], { at: 10 });
    const again = book.settle([standing(was, [found(0, 9)])], { at: 11 });
    expect(said(again)).to.deep.equal(['5 cleared 0–5 #3', '6 reinstated 8–9 #3']);
    expect(again[1]?.alert.mergedInto).to.equal(undefined);
  });

  it('what is withdrawn says why, keeps its notes, and asks whoever wrote them to look again', () => {
    const book = bookOf();
    const [raised] = book.settle([standing([found(0)])], { at: 0 });
    const note = { at: 1, by: 'li', text: 'on the way' };
    book.note(raised?.alert.id ?? '', note);
    const [withdrawn] = book.settle([{ ...standing([], [found(0)]), cause }], { at: 9 });
    expect(withdrawn?.alert).to.deep.include({ condition: 'withdrawn', reason: cause, reconfirm: true, notes: [note] });
  });
});

describe('What cameras saw', () => {
  const camera = '0'.repeat(20);
  const picture = { camera, site: 'quay', at: 3, deviceTime: 2, sha256: 'f'.repeat(64), bytes: 9 };

  it('goes on the alert once a camera, and stays whatever becomes of the alert', () => {
    const book = bookOf();
    const [raised] = book.settle([standing([found(0)])], { at: 0 });
    const alert = raised?.alert.id ?? '';
    expect(book.picture({ alert, picture }, 3)?.alert).to.deep.include({
      pictures: [picture],
      revision: 2,
      changedAt: 3,
    });
    const fault = { camera, site: 'quay', at: 4, fault: 'its agent sent no picture in time' };
    expect(book.picture({ alert, picture: fault }, 4)).to.equal(undefined);
    const other = { ...fault, camera: '1'.repeat(20) };
    expect(book.picture({ alert, picture: other }, 4)?.alert.pictures).to.deep.equal([picture, other]);
    const [cleared] = book.settle([standing([found(0, 5)], [found(0)])], { at: 5 });
    const [withdrawn] = book.settle([standing([], [found(0, 5)])], { at: 6 });
    for (const { alert: is } of [cleared, withdrawn].filter((one) => one !== undefined))
      expect(is.pictures).to.deep.equal([picture, other]);
    expect(withdrawn?.alert).not.to.have.property('reconfirm', true);
  });

  it('goes on no alert that there is not', () => {
    expect(bookOf().picture({ alert: 'none', picture }, 3)).to.equal(undefined);
  });
});

describe('After a restart', () => {
  const told = bookOf().settle([standing([found(0, 5), found(8)])], { at: 9 });
  const again = { at: 100, openOnly: true };

  it('by the same rules there is nothing to say', () => {
    const book = bookAfter(told);
    expect(book.settle([standing([found(0, 5), found(8)])], again)).to.deep.equal([]);
    expect(book.seq).to.equal(2);
  });

  it('by newer rules the differences are told once, after what was told, and not again at the next start', () => {
    const findings = [found(0, 6), found(20)];
    const news = bookAfter(told).settle([standing(findings)], again);
    // Both open and of one scope: they overlap, and are one occurrence that began otherwise.
    expect(said(news)).to.deep.equal(['3 cleared 0–6 #2', '4 amended 20– #2']);
    const next = bookAfter([...told, ...news]);
    expect(next.settle([standing(findings)], again)).to.deep.equal([]);
    expect(next.seq).to.equal(4);
  });

  it('what newer rules make of a past that is over raises nothing, and is kept for a report', () => {
    const book = bookAfter(told);
    const findings = [found(0, 5), found(6, 7), found(8)];
    expect(book.settle([standing(findings)], again)).to.deep.equal([]);
    expect(book.unraised.map(({ from }) => from)).to.deep.equal([6]);
  });

  it('what follows goes on from the revision that was told last', () => {
    const findings = [found(0, 6)];
    const news = bookAfter(told).settle([standing(findings)], again);
    const next = bookAfter([...told, ...news]);
    expect(said(next.settle([standing([found(0, 7)], findings)], { at: 300 }))).to.deep.equal(['5 cleared 0–7 #3']);
  });

  it('loses no picture to another, nor a note, though its key has moved on and nothing of it is on disk yet', () => {
    const disk = new Map<string, Alert>();
    const told = { alertsOf: () => [...disk.values()], alert: (id: string) => disk.get(id) };
    const book = bookOf(0, told);
    const [raised] = book.settle([standing([found(1, 2)])], { at: 3 });
    const { id } = raised?.alert ?? expect.fail();
    disk.set(id, raised?.alert as Alert);
    const picture = (camera: string) => ({
      alert: id,
      picture: { camera, site: 's', at: 4, deviceTime: 4, sha256: camera, bytes: 1 },
    });
    book.picture(picture('c1'), 4);
    book.settle([{ ...standing([found(100)]), since: 50 }], { at: 101 });
    const second = book.picture(picture('c2'), 102);
    const third = book.note(id, { at: 103, by: 'li', text: 'seen' });
    expect(second?.alert.pictures?.map(({ camera }) => camera)).to.deep.equal(['c1', 'c2']);
    expect([second?.alert.revision, third?.alert.revision, third?.alert.pictures?.length]).to.deep.equal([3, 4, 2]);
  });
});
