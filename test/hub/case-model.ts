// What the life of an alert should be, written a second time from the port's agreement on it and not from the hub's table: acts, facts and the clock.
import type { Act, ActName, Disposition } from '../../hub/contracts/case.ts';
import type { Role } from '../../hub/contracts/person.ts';
import type { ErrorCode } from '../../hub/errors.ts';
import {
  type Away,
  counts,
  highest,
  hour,
  isActive,
  isAsking,
  isBegun,
  isChief,
  isClaimed,
  isNobodys,
  isOver,
  isVisited,
  type Life,
  type Manner,
  minute,
  move,
  overdue,
  type Party,
  reopen,
  up,
} from './case-life.ts';

const customs: readonly Role[] = ['monitor', 'supervisor'];
const falseCodes: readonly Disposition[] = ['false_sensor', 'false_rule', 'false_identity'];

interface Timer {
  readonly at: number;
  readonly fires: (at: number) => void;
}

export class CaseModel {
  readonly lives = new Map<string, Life>();
  readonly #manners: Readonly<Record<string, Manner>>;
  #shelves = 0;

  constructor(manners: Readonly<Record<string, Manner>>) {
    this.#manners = manners;
  }

  #of = (life: Life): Manner => this.#manners[life.rule] as Manner;
  #isLatched = (life: Life): boolean => this.#of(life).latched && life.reset === undefined;

  /** Every reason why it may not be done: where there is one, it is not. */
  reasons(id: string, act: Act, who: Party, at: number): Set<ErrorCode> {
    const not = new Set<ErrorCode>();
    const needs = act.act === 'agree' ? (['supervisor'] as const) : customs;
    // A terminal's people, and whoever else, never end a customs alert nor put it away.
    if (!needs.some((role) => role === who.role)) return not.add('right-missing');
    const life = this.lives.get(id);
    if (life === undefined) return not.add('not-found');
    if (act.version !== undefined && act.version !== life.version) not.add('version-stale');
    const unless = (sound: boolean, code: ErrorCode): void => {
      if (!sound) not.add(code);
    };
    unless(this.#may[act.act](life), 'case-state');
    const ownersAlone: readonly ActName[] = ['release', 'hand-over', 'ask', 'dispatch', 'dispose'];
    if (ownersAlone.includes(act.act)) unless(life.owner === who.by || isChief(who), 'owner-only');
    this.#besides(life, act, who, at, unless);
    return not;
  }

  /** In which state of the case. */
  readonly #may: Readonly<Record<ActName, (life: Life) => boolean>> = {
    ...{ acknowledge: isBegun, shelve: isBegun, unshelve: isBegun, 'take-out': isBegun, agree: isBegun },
    ...{ 'put-back': isBegun, reset: isBegun, claim: isNobodys, ticket: () => true },
    escalate: (life) => isNobodys(life) || life.state === 'claimed',
    report: (life) => isNobodys(life) || life.state === 'claimed',
    ...{ release: isClaimed, 'hand-over': isClaimed, ask: isClaimed, dispatch: isClaimed, dispose: isClaimed },
    close: ({ state }) => state === 'disposed',
    reopen: isOver,
  };

  #besides(life: Life, act: Act, who: Party, at: number, unless: (sound: boolean, code: ErrorCode) => void): void {
    const { away } = life;
    const isProposal = away?.kind === 'out-of-service' && away.agreed === undefined;
    const ahead = 'until' in act ? act.until - at : 0;
    if (act.act === 'acknowledge') unless(life.seen === undefined, 'acknowledged-already');
    if (act.act === 'hand-over') unless(life.owner !== act.to, 'owner-already');
    if (act.act === 'escalate') unless(life.level < highest, 'level-highest');
    if (act.act === 'ask') {
      unless(!isAsking(life), 'asked-already');
      unless(ahead >= minute && ahead <= 24 * hour, 'until-wrong');
    }
    if (act.act === 'dispatch' || act.act === 'dispose') unless(!isVisited(life), 'visit-open');
    if (act.act === 'report') unless(isVisited(life), 'visit-none');
    if (act.act === 'shelve') {
      unless(!this.#of(life).latched || isChief(who), 'supervisor-needed');
      unless(ahead > 0 && ahead <= (isChief(who) ? 8 * hour : 30 * minute), 'until-wrong');
    }
    if (act.act === 'take-out') unless(ahead > 0 && ahead <= 7 * 24 * hour, 'until-wrong');
    if (act.act === 'shelve' || act.act === 'take-out') unless(away === undefined, 'suppressed-already');
    if (act.act === 'unshelve') unless(away?.kind === 'shelved', 'shelved-not');
    if (act.act === 'put-back') unless(away?.kind === 'out-of-service', 'out-not');
    if (act.act === 'agree') {
      unless(isProposal, 'proposal-none');
      unless(away?.by !== who.by, 'second-person-needed');
      unless(who.proved, 'proof-needed');
    }
    if (act.act === 'reset') {
      unless(this.#isLatched(life), 'latched-not');
      unless(!isActive(life), 'active-still');
    }
    if (act.act === 'close') this.#mayClose(life, who, unless);
    if (act.act === 'reopen') unless(life.state !== 'closed' || isChief(who), 'supervisor-needed');
    if (act.act === 'ticket') unless(!life.ticket, 'ticket-already');
  }

  #mayClose(life: Life, who: Party, unless: (sound: boolean, code: ErrorCode) => void): void {
    const { disposed, severity } = life;
    unless(!isActive(life), 'active-still');
    unless(life.condition !== 'cleared' || !this.#isLatched(life), 'latched-still');
    const isFalse = disposed !== undefined && falseCodes.includes(disposed.code);
    if (severity !== 'S1' && !(this.#of(life).latched && isFalse)) return;
    unless(disposed?.by !== who.by && disposed?.owner !== who.by, 'second-person-needed');
    unless(who.proved, 'proof-needed');
  }

  /** Done by somebody who may. */
  act(id: string, act: Act, { by }: Party, at: number): void {
    const life = this.#known(id);
    life.version += 1;
    if (act.act === 'acknowledge') life.seen = { at, by };
    if (act.act === 'claim') {
      life.seen ??= { at, by };
      move(life, 'claimed', at, by);
    }
    if (act.act === 'release') move(life, life.level > 0 ? 'escalated' : 'open', at);
    if (act.act === 'hand-over') move(life, 'claimed', at, act.to);
    if (act.act === 'escalate') up(life, at);
    if (act.act === 'ask') life.asked = { until: act.until, answered: false, overdue: false };
    if (act.act === 'dispatch') life.visit = { officer: act.officer, reported: false };
    if (act.act === 'report' && life.visit !== undefined) life.visit.reported = true;
    if (act.act === 'shelve' || act.act === 'take-out') {
      this.#shelves += 1;
      const kind = act.act === 'shelve' ? 'shelved' : 'out-of-service';
      life.away = { kind, by, until: act.until, shelf: this.#shelves };
    }
    if (act.act === 'agree' && life.away !== undefined) life.away = { ...life.away, agreed: by };
    if (act.act === 'unshelve' || act.act === 'put-back') this.#back(life, at);
    if (act.act === 'reset') life.reset = by;
    if (act.act === 'dispose') {
      const { owner } = life;
      move(life, 'disposed', at);
      life.disposed = { by, owner, code: act.code };
    }
    if (act.act === 'close') {
      move(life, 'closed', at);
      life.closedBy = by;
    }
    if (act.act === 'reopen') reopen(life, at);
    if (act.act === 'ticket') life.ticket = true;
    this.#imply(at);
  }

  /** Somebody wrote on it; an explanation answers the question that waits for one, however late. */
  note(id: string, explains: boolean): void {
    const life = this.#known(id);
    life.notes += 1;
    if (!explains || life.asked === undefined || life.asked.answered) return;
    life.asked.answered = true;
    life.version += 1;
  }

  raised(born: Pick<Life, 'id' | 'rule' | 'scope' | 'condition' | 'from' | 'severity'>, at: number): void {
    const shelves = [...this.lives.values()].filter(
      (one) => one.rule === born.rule && one.scope === born.scope && (one.away?.until ?? 0) > at && counts(one),
    );
    const longest = shelves.sort((a, b) => (b.away?.until ?? 0) - (a.away?.until ?? 0))[0]?.away;
    const fresh = { state: 'open', level: 0, version: 1, reopened: 0, ticket: false } as const;
    const parent = this.#parentOf(born);
    const away: Away | undefined = longest ?? (parent && { kind: 'by-design', because: parent.id });
    const still = { raisedAt: at, since: at, reAlarms: 0, stale: false, notes: 0 };
    this.lives.set(born.id, { ...born, ...fresh, ...still, away: away && { ...away } });
    this.#imply(at);
  }

  /** What the folds make of one that is known. */
  facts(id: string, now: Pick<Life, 'condition' | 'from' | 'severity'>, at: number): void {
    const life = this.#known(id);
    const was = life.condition;
    Object.assign(life, now);
    if (was !== now.condition) life.version += 1;
    if (now.condition === 'active' && was === 'cleared') {
      life.reAlarms += 1;
      // Whoever had looked has not looked at this; what nobody looked at before waits no longer by chattering.
      if (isNobodys(life) && life.seen !== undefined) life.since = at;
      life.seen = undefined;
      life.reset = undefined;
      if (isOver(life)) reopen(life, at);
    }
    const isBack = was === 'withdrawn' || was === 'merged';
    // Nobody is done with what is there after all.
    if (isBack && life.state === 'closed' && (isActive(life) || (now.condition === 'cleared' && this.#isLatched(life))))
      reopen(life, at);
    this.#imply(at);
  }

  /** When the clock makes something of any of them next. */
  get next(): number {
    return Math.min(...[...this.lives.values()].map((life) => this.#timer(life)?.at ?? Infinity));
  }

  clock(at: number): void {
    for (const life of this.lives.values())
      for (let due = this.#timer(life); due !== undefined && due.at <= at; due = this.#timer(life)) due.fires(at);
    this.#imply(at);
  }

  #timer(life: Life): Timer | undefined {
    const { away, asked } = life;
    const timers: Timer[] = [];
    if (away?.until !== undefined) timers.push({ at: away.until, fires: (at) => this.#back(life, at, true) });
    if (asked !== undefined && isAsking(life) && life.state !== 'closed')
      timers.push({ at: asked.until, fires: (at) => overdue(life, at) });
    if (isActive(life) && !life.stale)
      timers.push({
        at: Math.max(life.raisedAt, life.from + 24 * hour),
        fires: () => {
          life.stale = true;
        },
      });
    const hurried = this.#hurried(life);
    if (hurried !== undefined)
      timers.push({
        at: hurried,
        fires: (at) => {
          up(life, at);
          life.version += 1;
        },
      });
    return timers.sort((a, b) => a.at - b.at)[0];
  }

  /** By when somebody has looked, or, once one has, said what it was: or it goes up. */
  #hurried(life: Life): number | undefined {
    const { lookMs, handleMs } = this.#of(life);
    const { since, seen, state, condition } = life;
    if (isOver(life) || counts(life) || life.level >= highest) return undefined;
    const isOpenDuty = isActive(life) || (condition === 'cleared' && this.#isLatched(life));
    if (state === 'open' && !isOpenDuty && !(condition === 'cleared' && life.away !== undefined)) return undefined;
    const isSeen = state === 'claimed' || (seen !== undefined && (state === 'open' || seen.at > since));
    const ms = isSeen ? handleMs : lookMs;
    return ms === 0 ? undefined : Math.max(since, isSeen ? (seen?.at ?? 0) : 0) + ms;
  }

  /** Back on the list, with all that lies on the same shelf; whoever sees to it has their time anew. */
  #back(life: Life, at: number, byClock = false): void {
    const { away } = life;
    const same = [...this.lives.values()].filter(
      (one) => one !== life && away?.shelf !== undefined && one.away?.shelf === away.shelf && one.rule === life.rule,
    );
    for (const one of [life, ...same.filter(({ away: other }) => other?.agreed === away?.agreed)]) {
      one.away = undefined;
      if (!isOver(one)) one.since = at;
      if (one !== life || byClock) one.version += 1;
    }
  }

  #parentOf({ rule, scope }: Pick<Life, 'rule' | 'scope'>): Life | undefined {
    const { under } = this.#manners[rule] as Manner;
    return [...this.lives.values()].find(
      (one) => one.rule === under?.rule && isActive(one) && (under.how === 'any-scope' || one.scope === scope),
    );
  }

  /** Another alert says it already, or says it no more. */
  #imply(at: number): void {
    for (const life of this.lives.values()) {
      const parent = this.#parentOf(life);
      const { away } = life;
      if (away?.kind === 'by-design' && !isActive(this.#known(away.because ?? ''))) {
        if (parent === undefined) this.#back(life, at);
        else life.away = { kind: 'by-design', because: parent.id };
        life.version += 1;
      } else if (away === undefined && parent !== undefined && isActive(life)) {
        life.away = { kind: 'by-design', because: parent.id };
        life.version += 1;
      }
    }
  }

  #known(id: string): Life {
    return this.lives.get(id) ?? expectKnown(id);
  }
}

const expectKnown = (id: string): never => {
  throw new Error(`the model knows no ${id}`);
};
