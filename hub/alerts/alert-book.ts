// The alert book: compares what now follows from the events with what was told, and says raise, amend, withdraw or leave.
import { isDeepStrictEqual } from 'node:util';
import type { Alert } from '../contracts/alert.ts';
import type { Found, Standing, Transition } from '../flow.ts';
import { alertId, type Occurrence, occurrencesOf } from './occurrence.ts';

/** What the book must know of a rule; the rules themselves are strangers to it. */
export interface Kind {
  readonly mergeGapMs: number;
  readonly integrity: boolean;
}

/** What the journal has told so far, whatever rules it was told by. */
export interface Told {
  readonly seq: number;
  open(): Alert[];
  alert(id: string): Alert | undefined;
}

/** A live finding learnt of so much later than it could have been known is marked late. */
const lateAfterMs = 60_000;

/** Ended alerts kept in memory for the page; the journal keeps them all. */
const endedKept = 1000;

export class AlertBook {
  #alerts = new Map<string, Alert>();
  #byKey = new Map<string, string[]>();
  #ended = new Set<string>();
  #seq = 0;
  #kindOf: (rule: string) => Kind;

  constructor(kindOf: (rule: string) => Kind) {
    this.#kindOf = kindOf;
  }

  /** Compares; never emits what is unchanged. `at` is the receive time of what caused it. */
  settle(standings: readonly Standing[], at: number): Transition[] {
    return standings.flatMap((standing) => this.#settleOne(standing, at));
  }

  /** What stands after a replay, the newest change last. */
  all(): Alert[] {
    return [...this.#alerts.values()].sort((a, b) => a.changedAt - b.changedAt);
  }

  get seq(): number {
    return this.#seq;
  }

  /**
   * After a replay: with the rules that told the journal there is nothing to say. Newer rules may see the same events
   * otherwise; the differences become transitions of their own, once.
   */
  reconcile(told: Told, at: number): Transition[] {
    this.#seq = Math.max(this.#seq, told.seq);
    const out: Transition[] = [];
    for (const alert of [...this.#alerts.values()]) {
      const before = told.alert(alert.id);
      if (before !== undefined && sameStory(before, alert)) this.#alerts.set(alert.id, before);
      else out.push(this.#retell(before, alert, at));
    }
    const gone = told.open().filter(({ id }) => !this.#alerts.has(id));
    return [...out, ...gone.map((alert) => this.#withdraw(alert, at))];
  }

  #retell(before: Alert | undefined, alert: Alert, at: number): Transition {
    if (before === undefined) return this.#tell('raised', { ...alert, raisedAt: at, changedAt: at });
    const { raisedAt, late } = before;
    const revision = Math.max(before.revision, alert.revision) + 1;
    const change = alert.condition === 'active' ? 'amended' : alert.condition;
    return this.#tell(change, { ...alert, raisedAt, late, revision, changedAt: at });
  }

  #settleOne(standing: Standing, at: number): Transition[] {
    const kind = this.#kindOf(standing.rule);
    const told = this.#toldOf(standing);
    const out: Transition[] = [];
    for (const occurrence of occurrencesOf(standing.findings, kind.mergeGapMs)) {
      const known = told.find((alert) => alert.scope === occurrence.scope && touches(alert, occurrence, kind));
      if (known !== undefined) told.splice(told.indexOf(known), 1);
      if (known === undefined && occurrence.findings.every((finding) => stood(standing.was, finding))) continue;
      const transition =
        known === undefined ? this.#raise(standing, occurrence, kind, at) : this.#amend(known, occurrence, at);
      if (transition !== undefined) out.push(transition);
    }
    for (const alert of told) {
      if (alert.condition === 'withdrawn') continue;
      out.push(this.#withdraw(alert, at));
    }
    return out;
  }

  #withdraw(alert: Alert, at: number): Transition {
    return this.#tell('withdrawn', { ...alert, condition: 'withdrawn', revision: alert.revision + 1, changedAt: at });
  }

  /** The alerts of this key and rule still within sight of its fold; the others are final, and no longer looked at. */
  #toldOf({ key, rule, since, was, findings }: Standing): Alert[] {
    const group = `${rule}\n${key}`;
    const known = (this.#byKey.get(group) ?? []).map((id) => this.#alerts.get(id)).filter((one) => one !== undefined);
    const named = new Set([...was, ...findings].map(({ scope, from }) => `${scope}\n${from}`));
    const seen = known.filter((one) => (one.to ?? Infinity) > since || named.has(`${one.scope}\n${one.from}`));
    if (seen.length === 0) this.#byKey.delete(group);
    else if (seen.length < known.length)
      this.#byKey.set(
        group,
        seen.map(({ id }) => id),
      );
    return seen;
  }

  #raise({ key, rule }: Standing, occurrence: Occurrence, kind: Kind, at: number): Transition {
    const first = occurrence.findings[0] as Found;
    const { scope, from, to } = occurrence;
    const { site, severity, feed } = first;
    const id = this.#freeId(rule, key, scope, from);
    const late = feed === 'live' && at - first.foundAt > lateAfterMs;
    const why = (occurrence.findings.at(-1) as Found).why;
    const alert: Alert = {
      ...{ id, site, rule, key, scope, severity, integrity: kind.integrity, feed },
      ...{ condition: to === undefined ? 'active' : 'cleared', from, raisedAt: at, changedAt: at },
      ...{ late, revision: 1, why },
      ...(to === undefined ? {} : { to }),
    };
    return this.#tell('raised', alert);
  }

  /** After a split, the start an older alert was named for may begin another occurrence: that one needs a name of its own. */
  #freeId(rule: string, key: string, scope: string, from: number): string {
    let id = alertId(rule, key, scope, from);
    for (let again = 1; this.#alerts.has(id); again += 1) id = alertId(rule, key, `${scope}#${again}`, from);
    return id;
  }

  #amend(alert: Alert, { from, to, findings }: Occurrence, at: number): Transition | undefined {
    const why = (findings.at(-1) as Found).why;
    const condition = to === undefined ? 'active' : 'cleared';
    const same = alert.condition === condition && alert.from === from && alert.to === to;
    if (same && isDeepStrictEqual(alert.why, why)) return undefined;
    const { to: _, ...rest } = alert;
    const ended = to === undefined ? {} : { to };
    const next: Alert = { ...rest, ...ended, from, condition, why, revision: alert.revision + 1, changedAt: at };
    const change = alert.condition === 'withdrawn' ? 'reinstated' : condition === 'cleared' ? 'cleared' : 'amended';
    return this.#tell(change, next);
  }

  #tell(change: Transition['change'], alert: Alert): Transition {
    const group = `${alert.rule}\n${alert.key}`;
    const ids = this.#byKey.get(group) ?? [];
    if (!ids.includes(alert.id)) this.#byKey.set(group, [...ids, alert.id]);
    this.#alerts.set(alert.id, alert);
    if (alert.condition !== 'active') this.#forget(alert.id);
    this.#seq += 1;
    return { seq: this.#seq, change, alert };
  }

  #forget(id: string): void {
    this.#ended.delete(id);
    this.#ended.add(id);
    const [eldest] = this.#ended;
    if (this.#ended.size <= endedKept || eldest === undefined) return;
    this.#ended.delete(eldest);
    const oldest = this.#alerts.get(eldest);
    if (oldest === undefined || oldest.condition === 'active') return;
    this.#alerts.delete(oldest.id);
    const group = `${oldest.rule}\n${oldest.key}`;
    const left = (this.#byKey.get(group) ?? []).filter((known) => known !== oldest.id);
    if (left.length === 0) this.#byKey.delete(group);
    else this.#byKey.set(group, left);
  }
}

/** The same but for when it was told. */
function sameStory(a: Alert, b: Alert): boolean {
  const story = ({ revision: _r, raisedAt: _a, changedAt: _c, late: _l, ...rest }: Alert) => rest;
  return isDeepStrictEqual(story(a), story(b));
}

/** An ended finding whose alert the book has let go is no news. */
const stood = (was: readonly Found[], finding: Found): boolean =>
  was.some((old) => old === finding || isDeepStrictEqual(old, finding));

/** Same occurrence: the intervals overlap, begin alike, or lie within the merge gap. */
function touches(alert: Alert, occurrence: Occurrence, kind: Kind): boolean {
  if (alert.from === occurrence.from) return true;
  const endA = alert.to ?? Infinity;
  const endB = occurrence.to ?? Infinity;
  const gap = kind.mergeGapMs;
  return alert.from < endB + gap && occurrence.from < endA + gap;
}
