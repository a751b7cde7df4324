// The fold over committed transitions: how each alert was and is makes marks, and nothing else is remembered. Times are the transitions' own.
import type { Transition } from '../flow.ts';
import { Chatter } from './chatter.ts';
import { Ledger, Remembered } from './ledger.ts';
import { after, causeOf, doneOf, type Mark, type Marked, supposed, turnsOf } from './marks.ts';

/** Bounds, others in a test. */
export interface Bounds {
  readonly marks?: number;
  readonly alerts?: number;
}

export class Coping {
  readonly ledger: Ledger;
  readonly remembered: Remembered;
  readonly #chatter = new Chatter();
  /** Of sites and rules there are few: each of their names is kept once. */
  readonly #names = new Map<string, string>();
  #at = 0;

  /** @param from nothing is known of before, ms */
  constructor(from = 0, { marks, alerts }: Bounds = {}) {
    this.ledger = new Ledger(from, marks);
    this.remembered = new Remembered(alerts);
  }

  /**
   * One transition more. Told under an earlier time than the one before, as after a clock was set back, it counts at that one's:
   * so nothing is in two windows that follow one another, and nothing in none.
   * @returns what of it counts
   */
  take(transition: Transition): readonly Mark[] {
    const { alert } = transition;
    this.#at = Math.max(this.#at, alert.changedAt);
    const before = this.remembered.get(alert.id) ?? supposed(transition);
    const cause = causeOf(before, transition);
    const marked: Marked[] = cause === undefined ? [] : [{ what: 'annunciated', cause }];
    const { site, rule, key, scope } = alert;
    const turns = turnsOf(before, transition);
    if (turns > 0 && this.#chatter.turned([site, rule, key, scope].join('\n'), this.#at, turns))
      marked.push({ what: 'chattered', scope });
    marked.push(...doneOf(before, transition));
    this.remembered.put(alert.id, after(before, alert, this.#at, cause !== undefined));
    const marks = marked.map((one) => this.#markOf(one, transition));
    for (const mark of marks) this.ledger.push(mark);
    return marks;
  }

  #markOf(marked: Marked, { alert }: Transition): Mark {
    const { id, key, severity, trust } = alert;
    const [site, rule] = [this.#once(alert.site), this.#once(alert.rule)];
    return { ...marked, at: this.#at, alert: id, site, rule, key, severity, ruled: trust?.severity ?? severity };
  }

  #once(name: string): string {
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, name);
    return known ?? name;
  }
}
