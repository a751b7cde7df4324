// One alert's story over a book: what folds, people and the clock do with it, by hand-made time; and the people of such stories.
import { expect } from 'chai';
import { AlertBook, type Kind } from '../../hub/alerts/alert-book.ts';
import { judged } from '../../hub/alerts/lifecycle.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Act, Actor } from '../../hub/contracts/case.ts';
import { caseOf } from '../../hub/contracts/standing.ts';
import type { Found, Standing, Transition } from '../../hub/flow.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const li: Actor = { by: 'li', role: 'monitor', agency: 'customs' };
export const wang: Actor = { by: 'wang', role: 'monitor', agency: 'customs' };
export const chief: Actor = { by: 'zhao', role: 'supervisor', agency: 'customs' };
export const proved = (who: Actor): Actor => ({ ...who, proved: true });

const why = { rule: 'r', version: 1, measure: 'inside by', value: 1, limit: 0, unit: 'm', facts: {}, evidence: [] };
export const found = (from: number, to?: number, change: Partial<Found> = {}): Found => ({
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
export const standing = (
  findings: readonly Found[],
  was: readonly Found[] = [],
  rule = 'r',
  key = 'mmsi:1',
): Standing => {
  return { key, rule, since: -Infinity, cause: undefined, was, findings };
};

/** A book with one alert, told of by what happens to it; time is what the story says. */
export class Story {
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

export const dispose: Act = { act: 'dispose', code: 'benign_explained', text: 'a pilot boat' };
export const shelve = (until: number): Act => ({ act: 'shelve', reason: 'chattering', until });
