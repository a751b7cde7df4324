// The alert book: compares what now follows from the events with what was told, and says raise, amend, withdraw or leave.
import { isDeepStrictEqual } from 'node:util';
import {
  type Acknowledged,
  type Alert,
  type AlertTrust,
  lateAfterMs,
  type Note,
  picturesMost,
  type Reason,
  type Severity,
} from '../contracts/alert.ts';
import { type Found, type Pictured, type Slept, type Standing, sleptAt, type Transition } from '../flow.ts';
import { concerned, touches } from './meeting.ts';
import { alertId, type Occurrence, occurrencesOf } from './occurrence.ts';

/** What the book must know of a rule; the rules themselves are strangers to it. */
export interface Kind {
  readonly mergeGapMs: number;
  readonly integrity: boolean;
}

/** What was told before this process began, as the journal holds it. */
export interface Told {
  alertsOf(key: string, rule: string): Alert[];
  alert(id: string): Alert | undefined;
}

/** How grave an occurrence is for the party behind it, and why; trust itself is a stranger here. Pure, as of its beginning. */
export type Weigh = (one: Pick<Alert, 'key' | 'from' | 'severity' | 'integrity' | 'why'>) => {
  readonly severity: Severity;
  readonly trust?: AlertTrust;
};
const asRuled: Weigh = ({ severity }) => ({ severity });

export interface Settling {
  /** Receive time of what caused it, ms. */
  readonly at: number;
  /** Of newer rules that see an old past: what has already ended is reported and raises nothing. */
  readonly openOnly?: boolean;
  /** When the hub slept last: what it could have known then it learnt late. */
  readonly slept?: Slept | undefined;
}

/** Keys and rules whose alerts are in memory; those longest unsettled are looked up again when they are needed. */
const groupsMost = 20_000;
/** More are never under way to the disk. */
const actedMost = 1000;
/** Notes an alert may bear. */
export const notesMost = 100;

export class AlertBook {
  #groups = new Map<string, Alert[]>();
  #seq: number;
  #settling: Settling = { at: 0 };
  readonly #kindOf: (rule: string) => Kind;
  readonly #told: Told;
  /** Alerts that people did something about lately, as they are: the journal may not have it yet. */
  readonly #acted = new Map<string, Alert>();
  readonly #weigh: Weigh;
  /** Findings that newer rules made of an old past, and that raised nothing. */
  readonly unraised: Found[] = [];
  /** Events from before this are gone, ms: an alert that began then stands, for nobody could show that it does not follow. */
  goneUpTo = -Infinity;

  constructor(kindOf: (rule: string) => Kind, told: Told, seq = 0, weigh = asRuled) {
    this.#kindOf = kindOf;
    this.#told = told;
    this.#weigh = weigh;
    this.#seq = seq;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Compares; never emits what is unchanged. */
  settle(standings: readonly Standing[], settling: Settling): Transition[] {
    this.#settling = settling;
    return standings.flatMap((standing) => this.#settleOne(standing, settling.at));
  }

  /** A person wrote on an alert; undefined where there is no such alert, or no room on it. */
  note(id: string, note: Note): Transition | undefined {
    const known = this.#known(id);
    const notes = known?.notes ?? [];
    if (known === undefined || notes.length >= notesMost) return undefined;
    return this.#touch('noted', known, { notes: [...notes, note] }, note.at);
  }

  /** Somebody looks after it, the first who said so; undefined where there is no such alert, or somebody does. */
  acknowledge(id: string, { at, by }: Acknowledged): Transition | undefined {
    const known = this.#known(id);
    if (known === undefined || known.acknowledged !== undefined) return undefined;
    return this.#touch('acknowledged', known, { acknowledged: { at, by } }, at);
  }

  /** A camera's picture of an alert came, or will not come; undefined where that camera was heard on it already. */
  picture({ alert, picture }: Pictured, at: number): Transition | undefined {
    const known = this.#known(alert);
    const pictures = known?.pictures ?? [];
    const heard = pictures.some(({ camera }) => camera === picture.camera);
    if (known === undefined || heard || pictures.length >= picturesMost) return undefined;
    const next = { ...known, pictures: [...pictures, picture], revision: known.revision + 1, changedAt: at };
    return this.#tell('pictured', this.#remember(next));
  }

  /** Whoever does something about it has looked again. */
  #touch(change: Transition['change'], known: Alert, what: Partial<Alert>, at: number): Transition {
    const { reconfirm: _, ...seen } = known;
    return this.#tell(change, this.#remember({ ...seen, ...what, revision: known.revision + 1, changedAt: at }));
  }

  /** Until it is on disk, whoever adds to it next must not begin with an older self. */
  #remember(alert: Alert): Alert {
    this.#acted.set(alert.id, alert);
    const [eldest] = this.#acted.keys();
    if (this.#acted.size > actedMost && eldest !== undefined) this.#acted.delete(eldest);
    return alert;
  }

  #known(id: string): Alert | undefined {
    const acted = this.#acted.get(id);
    if (acted !== undefined) return acted;
    const told = this.#told.alert(id);
    const groups = told === undefined ? [...this.#groups.values()] : [this.#groupOf(told)];
    return groups.flat().find((alert) => alert.id === id) ?? told;
  }

  #settleOne(standing: Standing, at: number): Transition[] {
    const kind = this.#kindOf(standing.rule);
    const told = this.#inSight(standing);
    if (told.length === 0 && standing.findings.length === 0) return [];
    const all = occurrencesOf(standing.findings, kind.mergeGapMs);
    const { occurrences, alerts } = concerned(standing, all, told, kind);
    const taken = new Map<Occurrence, Alert>();
    const names = new Set<string>();
    const take = (occurrence: Occurrence, alert: Alert): void => {
      taken.set(occurrence, alert);
      names.add(alert.id);
    };
    for (const occurrence of occurrences) {
      const best = alerts.filter((one) => !names.has(one.id) && touches(one, occurrence, kind)).sort(byClaim)[0];
      if (best !== undefined) take(occurrence, best);
    }
    const out: (Transition | undefined)[] = [];
    for (const occurrence of occurrences) {
      const known = taken.get(occurrence);
      const next =
        known === undefined ? this.#raise(standing, occurrence, kind, at) : this.#amend(known, occurrence, at);
      out.push(next);
      if (known === undefined && next !== undefined) take(occurrence, next.alert);
    }
    for (const alert of alerts) {
      if (names.has(alert.id) || isBack(alert) || alert.from <= this.goneUpTo) continue;
      const into = [...taken].find(([occurrence]) => touches(alert, occurrence, kind))?.[1];
      out.push(into === undefined ? this.#withdraw(alert, standing.cause, at) : this.#merge(alert, into, at));
    }
    return out.filter((one) => one !== undefined);
  }

  /** The case of an integrity alert, or one a person has touched, is not closed by this: someone must look again. */
  #withdraw(alert: Alert, reason: Reason | undefined, at: number): Transition {
    const again = alert.integrity || workOn(alert) > 0;
    const why = { ...(reason !== undefined && { reason }), ...(again && { reconfirm: true }) };
    const revision = alert.revision + 1;
    return this.#tell('withdrawn', { ...alert, condition: 'withdrawn', ...why, revision, changedAt: at });
  }

  #merge(alert: Alert, into: Alert, at: number): Transition {
    const revision = alert.revision + 1;
    return this.#tell('merged', { ...alert, condition: 'merged', mergedInto: into.id, revision, changedAt: at });
  }

  #raise({ key, rule }: Standing, occurrence: Occurrence, kind: Kind, at: number): Transition | undefined {
    const first = occurrence.findings[0] as Found;
    const { scope, from, to } = occurrence;
    if (this.#settling.openOnly && to !== undefined) {
      this.unraised.push(first);
      return undefined;
    }
    const { site, feed } = first;
    const id = this.#freeId(rule, key, scope, from);
    const missed = at - first.foundAt > lateAfterMs || sleptAt(this.#settling.slept, first.foundAt);
    const late = feed === 'live' && missed;
    const { why } = occurrence.findings.at(-1) as Found;
    const { integrity } = kind;
    const weighed = this.#weigh({ key, from, severity: first.severity, integrity, why });
    const alert: Alert = {
      ...{ id, site, rule, key, scope, integrity, feed, ...weighed },
      ...{ condition: to === undefined ? 'active' : 'cleared', from, raisedAt: at, changedAt: at },
      ...{ late, revision: 1, why },
      ...(to === undefined ? {} : { to }),
    };
    return this.#tell('raised', alert);
  }

  /** After a split, the start an older alert was named for may begin another occurrence: that one needs a name of its own. */
  #freeId(rule: string, key: string, scope: string, from: number): string {
    const used = new Set(this.#groups.get(`${rule}\n${key}`)?.map(({ id }) => id));
    let id = alertId(rule, key, scope, from);
    for (let again = 1; used.has(id); again += 1) id = alertId(rule, key, `${scope}#${again}`, from);
    return id;
  }

  #amend(alert: Alert, { from, to, findings }: Occurrence, at: number): Transition | undefined {
    const { why, severity: ruled } = findings.at(-1) as Found;
    const { key, integrity } = alert;
    const { severity, trust } = this.#weigh({ key, from, severity: ruled, integrity, why });
    const condition = to === undefined ? 'active' : 'cleared';
    const same = alert.condition === condition && alert.from === from && alert.to === to && alert.severity === severity;
    if (same && isDeepStrictEqual([alert.why, alert.trust], [why, trust])) return undefined;
    const { trust: _w, to: _t, reason: _r, reconfirm: _c, mergedInto: _m, ...rest } = alert;
    const ended = to === undefined ? {} : { to };
    const revision = alert.revision + 1;
    const weight = { severity, ...(trust && { trust }) };
    const next: Alert = { ...rest, ...ended, from, condition, ...weight, why, revision, changedAt: at };
    const back = alert.condition === 'withdrawn' || alert.condition === 'merged';
    return this.#tell(back ? 'reinstated' : condition === 'cleared' ? 'cleared' : 'amended', next);
  }

  #tell(change: Transition['change'], alert: Alert): Transition {
    const group = this.#groupOf(alert);
    const at = group.findIndex(({ id }) => id === alert.id);
    if (at < 0) group.push(alert);
    else group[at] = alert;
    if (this.#acted.has(alert.id)) this.#acted.set(alert.id, alert);
    this.#seq += 1;
    return { seq: this.#seq, change, alert };
  }

  /** The alerts of this key and rule still within sight of its fold; the others are final, and no longer looked at. */
  #inSight(standing: Standing): Alert[] {
    const { since, was, findings } = standing;
    const group = this.#groupOf(standing);
    const mayChange = (one: Alert): boolean => (one.to ?? Infinity) > since;
    if (group.every(mayChange)) return group;
    const named = new Set([...was, ...findings].map(({ scope, from }) => `${scope}\n${from}`));
    const seen = group.filter((one) => mayChange(one) || named.has(`${one.scope}\n${one.from}`));
    if (seen.length < group.length) group.splice(0, group.length, ...seen);
    return seen;
  }

  /** From memory, or as the journal tells it: once a group was told of here, memory knows more than the journal. */
  #groupOf(of: { readonly key: string; readonly rule: string } | undefined): Alert[] {
    if (of === undefined) return [];
    const name = `${of.rule}\n${of.key}`;
    const known = this.#groups.get(name) ?? this.#told.alertsOf(of.key, of.rule);
    this.#groups.delete(name);
    this.#groups.set(name, known);
    const [eldest] = this.#groups.keys();
    if (this.#groups.size > groupsMost && eldest !== undefined) this.#groups.delete(eldest);
    return known;
  }
}

/** Taken back, or gone into another: it stands no more. */
const isBack = ({ condition }: Alert): boolean => condition === 'withdrawn' || condition === 'merged';

/** Who goes on for an occurrence: one that stands before one that was taken back, then the one people worked on, then the older. */
function byClaim(a: Alert, b: Alert): number {
  const standing = Number(isBack(a)) - Number(isBack(b));
  return standing || workOn(b) - workOn(a) || a.raisedAt - b.raisedAt || a.from - b.from;
}

/** What people have done about it. */
const workOn = ({ notes = [], acknowledged }: Alert): number => notes.length + (acknowledged === undefined ? 0 : 1);
