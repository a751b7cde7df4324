// The alert book: compares what now follows from the events with what was told, and says raise, amend, withdraw or leave.
import { isDeepStrictEqual } from 'node:util';
import {
  type Alert,
  type AlertTrust,
  lateAfterMs,
  type Note,
  notesMost,
  picturesMost,
  type Reason,
  type Severity,
} from '../contracts/alert.ts';
import { type Act, type Actor, actChanges } from '../contracts/case.ts';
import type { Hurry } from '../contracts/hurry.ts';
import { type Found, type Pictured, type Slept, type Standing, sleptAt, type Transition } from '../flow.ts';
import { AlertMemory, type Named, type Told } from './alert-memory.ts';
import { again, answered, byClaim, isBack, reinstated, touched, versioned, workOn } from './coming-again.ts';
import { Due } from './due.ts';
import { byDesign, implied, saysAll } from './implied.ts';
import { judged, returned } from './lifecycle.ts';
import { concerned, touches } from './meeting.ts';
import { alertId, type Occurrence, occurrencesOf } from './occurrence.ts';
import { Shelves } from './shelves.ts';
import { dueAt, passed } from './timers.ts';

/** What the book must know of a rule; the rules themselves are strangers to it. */
export interface Kind extends Hurry {
  readonly mergeGapMs: number;
  readonly integrity: boolean;
  /** Its ending does not end it. */
  readonly latched?: boolean;
  /** Rules of the same key whose alert, of this scope or of any, says it all: while one stands, this one is kept from the list by design. */
  readonly impliedBy?: Readonly<Record<string, 'same-scope' | 'any-scope'>>;
  /** The rules of which it is said. */
  readonly implies?: readonly string[];
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

/** What the clock makes of alerts in one go; the others follow in the next. */
const passedMost = 200;

export class AlertBook {
  readonly #memory: AlertMemory;
  #seq: number;
  #settling: Settling = { at: 0 };
  readonly #kindOf: (rule: string) => Kind;
  readonly #weigh: Weigh;
  readonly #due = new Due();
  readonly #shelves = new Shelves();
  /** Findings that newer rules made of an old past, and that raised nothing. */
  readonly unraised: Found[] = [];
  /** Events from before this are gone, ms: an alert that began then stands, for nobody could show that it does not follow. */
  goneUpTo = -Infinity;

  constructor(kindOf: (rule: string) => Kind, told: Told, seq = 0, weigh = asRuled) {
    this.#kindOf = kindOf;
    this.#memory = new AlertMemory(told);
    this.#weigh = weigh;
    this.#seq = seq;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Compares; never emits what is unchanged. */
  settle(standings: readonly Standing[], settling: Settling): Transition[] {
    this.#settling = settling;
    return this.#whole(
      standings.flatMap((standing) => this.#settleOne(standing, settling.at)),
      settling.at,
    );
  }

  /** Begins with all that stood: what is due of it, and what lies on the shelf. */
  begin(standing: readonly Alert[]): void {
    for (const alert of standing) this.#heed(alert);
  }

  /** Whether the clock makes something of an alert by then. */
  isDue(at: number): boolean {
    return this.#due.next <= at;
  }

  /** What the clock makes of alerts by then. */
  pass(at: number): Transition[] {
    const out = this.#due.upTo(at, passedMost).flatMap((id) => {
      const known = this.#memory.known(id);
      const next = known && passed(known, this.#kindOf(known.rule), at);
      if (next !== undefined) return [this.#touch(next.change, next.alert, at)];
      this.#due.set(id, known && dueAt(known, this.#kindOf(known.rule)));
      return [];
    });
    return this.#whole(out, at);
  }

  /** A person does something about an alert, as the table has it; nothing comes of what the table refuses. */
  act(id: string, act: Act, who: Actor, at: number): Transition[] {
    const known = this.#memory.known(id);
    const next = known === undefined ? 'not-found' : judged(known, act, who, at);
    if (typeof next === 'string') return [];
    const done = this.#touch(actChanges[act.act], touched(next), at);
    return this.#whole([done, ...this.#alsoReturned(known, done, at)], at);
  }

  /** A person wrote on an alert; undefined where there is no such alert, or no room on it. */
  note(id: string, note: Note): Transition | undefined {
    const known = this.#memory.known(id);
    const notes = known?.notes ?? [];
    if (known === undefined || notes.length >= notesMost) return undefined;
    const { change, alert } = answered(touched(known), note, notes.length);
    return this.#touch(change, { ...alert, notes: [...notes, note] }, note.at);
  }

  /** A camera's picture of an alert came, or will not come; undefined where that camera was heard on it already. */
  picture({ alert, picture }: Pictured, at: number): Transition | undefined {
    const known = this.#memory.known(alert);
    const pictures = known?.pictures ?? [];
    const heard = pictures.some(({ camera }) => camera === picture.camera);
    if (known === undefined || heard || pictures.length >= picturesMost) return undefined;
    return this.#touch('pictured', { ...known, pictures: [...pictures, picture] }, at);
  }

  #touch(change: Transition['change'], alert: Alert, at: number): Transition {
    return this.#tell(change, this.#memory.remember({ ...alert, revision: alert.revision + 1, changedAt: at }));
  }

  /** What lies on one shelf comes back together. */
  #alsoReturned(was: Alert | undefined, { change, alert }: Transition, at: number): Transition[] {
    if (change !== 'returned' || was?.suppressed === undefined) return [];
    const { suppressed } = was;
    const lies = ({ id, scope, suppressed: by }: Alert): boolean =>
      id !== was.id && scope === was.scope && isDeepStrictEqual(by, suppressed);
    const others = this.#memory.groupOf(alert).filter(lies);
    return others.map((one) => this.#touch('returned', returned(one, at), at));
  }

  /** With what follows by design, in the order in which it came to be: of two tellings of one alert the later is the alert. */
  #whole(transitions: Transition[], at: number): Transition[] {
    const whole = transitions.flatMap((one) => [one, ...this.#implied(one.alert, at)]);
    return whole.sort((a, b) => a.seq - b.seq);
  }

  /** It may be said by another one, and say others. */
  #implied(told: Alert, at: number): Transition[] {
    const { implies = [] } = this.#kindOf(told.rule);
    const about = implies.flatMap((rule) => this.#memory.groupOf({ key: told.key, rule }));
    return [this.#memory.as(told) ?? told, ...about].flatMap((one) => {
      const next = implied(one, this.#sayingAll(one), at);
      return next === undefined ? [] : [this.#touch(next.change, next.alert, at)];
    });
  }

  /** Those that say it all by themselves. */
  #sayingAll({ key, rule, scope }: Named & Pick<Alert, 'scope'>): Alert[] {
    const by = Object.entries(this.#kindOf(rule).impliedBy ?? {});
    return by.flatMap(([one, how]) =>
      this.#memory.groupOf({ key, rule: one }).filter((alert) => saysAll(alert, scope, how)),
    );
  }

  /** What keeps a new one from the list: the shelf that others of it lie on, or an alert that says it all. */
  #keptAway({ key, rule }: Named, scope: string, at: number): Pick<Alert, 'suppressed'> {
    const shelved = this.#shelves.of({ rule, key, scope }, at);
    if (shelved !== undefined) return { suppressed: shelved };
    const [parent] = this.#sayingAll({ key, rule, scope });
    return parent === undefined ? {} : { suppressed: byDesign(parent, at) };
  }

  #heed(alert: Alert): void {
    this.#due.set(alert.id, dueAt(alert, this.#kindOf(alert.rule)));
    this.#shelves.heed(alert);
  }

  #settleOne(standing: Standing, at: number): Transition[] {
    const kind = this.#kindOf(standing.rule);
    const told = this.#memory.inSight(standing);
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

  #raise({ key, rule }: Named, occurrence: Occurrence, kind: Kind, at: number): Transition | undefined {
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
      ...{ late, revision: 1, why, ...(kind.latched === true && { latched: true }) },
      ...(feed !== 'historical' && this.#keptAway({ key, rule }, scope, at)),
      ...(to === undefined ? {} : { to }),
    };
    return this.#tell('raised', alert);
  }

  /** After a split, the start an older alert was named for may begin another occurrence: that one needs a name of its own. */
  #freeId(rule: string, key: string, scope: string, from: number): string {
    const used = new Set(this.#memory.groupOf({ key, rule }).map(({ id }) => id));
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
    const amended: Alert = { ...rest, ...ended, from, condition, ...weight, why, revision, changedAt: at };
    if (isBack(alert)) return this.#tell('reinstated', reinstated(amended, at));
    const next = alert.condition === 'cleared' && condition === 'active' ? again(amended, at) : amended;
    return this.#tell(condition === 'cleared' ? 'cleared' : 'amended', next);
  }

  #tell(change: Transition['change'], told: Alert): Transition {
    const alert = versioned(change, told, this.#memory.as(told));
    this.#memory.put(alert);
    this.#heed(alert);
    this.#seq += 1;
    return { seq: this.#seq, change, alert };
  }
}
