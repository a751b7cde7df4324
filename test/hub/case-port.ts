// The book as it is beside the model of it: one step is done to both, and both must say the same of every alert.
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Act } from '../../hub/contracts/case.ts';
import { laws } from '../../hub/contracts/law.ts';
import { caseOf, versionOf } from '../../hub/contracts/standing.ts';
import { type ErrorCode, errors } from '../../hub/errors.ts';
import type { Found, Standing, Transition } from '../../hub/flow.ts';
import { may, personOf } from '../../hub/identity/rights.ts';
import { hour, type Life, type Party } from './case-life.ts';
import { CaseModel } from './case-model.ts';
import { neverBetween, neverOf } from './case-never.ts';
import { type Fact, gapMs, type Keying, lines, manners, people, type Step } from './case-steps.ts';

/** What a day is played on. Each answers once it is done, and gives what came of it. */
export interface Real {
  settle(standing: Standing, at: number): Promise<readonly Transition[]>;
  /** What the clock makes of it at `at`, until nothing is due. */
  clock(at: number): Promise<readonly Transition[]>;
  act(id: string, act: Act, who: Party, at: number, key?: { key: string; print: string }): Promise<Alert | ErrorCode>;
  note(id: string, explains: boolean, at: number): Promise<Alert | ErrorCode>;
  sync(): void;
  restart(): Promise<void>;
  /** Every alert, as anybody may read it. */
  all(): Alert[];
  /** What came of acts since it was asked last. */
  taken(): Transition[];
}

export const keyOf = 'mmsi:413900001';
/** So far back folds see: what ended before is final. */
const sightMs = 3 * hour;
/** When the first day begins, ms. */
const began = 100 * 24 * hour;

const evidence = [{ event: 'gate:e:7', time: began, says: 'inside' }];
const factsOf: readonly string[] = ['raised', 'amended', 'cleared', 'withdrawn', 'reinstated', 'merged'];

interface Done {
  readonly id: string;
  readonly act: Act;
  readonly who: Party;
  readonly key: string;
  readonly answer: Alert | ErrorCode;
}

export class CasePort {
  readonly model = new CaseModel(manners);
  /** Done by people: who, what, on which alert. */
  readonly done: string[] = [];
  readonly refused = new Map<ErrorCode, number>();
  at = began;
  readonly #real: Real;
  readonly #findings: Found[][] = lines.map(() => []);
  readonly #gone: Found[][] = lines.map(() => []);
  #known = new Map<string, Alert>();
  #last: Done | undefined;
  #keys = 0;

  constructor(real: Real) {
    this.#real = real;
  }

  async play(day: readonly Step[]): Promise<void> {
    for (const step of day) {
      await this.#step(step);
      this.#compare();
    }
  }

  async #step(step: Step): Promise<void> {
    if (step.do === 'sync') this.#real.sync();
    if (step.do === 'restart') await this.#real.restart();
    if (step.do === 'wait') await this.#wait(step.ms, step.late);
    if (step.do === 'fact') await this.#fact(step.fact, step.line, step.which);
    if (step.do === 'note') await this.#note(step.alert, step.explains);
    if (step.do === 'act') await this.#act(step);
  }

  #pick(which: number): Life | undefined {
    const all = [...this.model.lives.values()];
    return all.at(-1 - (which % Math.max(1, all.length)));
  }

  async #act({ act: of, who: whom, alert, version, key, rival }: Extract<Step, { do: 'act' }>): Promise<void> {
    const life = this.#pick(alert);
    if (life === undefined) return;
    if (key === 'repeat' || key === 'other') return this.#again(key);
    const seen = version === 'right' ? life.version : version === 'stale' ? life.version + 1 : undefined;
    const act: Act = { ...of(this.at), ...(seen !== undefined && { version: seen }) };
    const first = people[whom] as Party;
    const second = rival === undefined ? undefined : (people[rival] as Party);
    const before = second && this.model.reasons(life.id, act, second, this.at);
    const asked = [this.#ask(life.id, act, first, key)];
    // Two promises at once: the one that came first is done, if it may be, and the other finds things as they are then.
    if (second !== undefined && second !== first) asked.push(this.#ask(life.id, act, second, 'none', before));
    await Promise.all(asked);
  }

  /** Judged by the model at once: in the order in which they are asked. */
  async #ask(id: string, act: Act, who: Party, key: Keying, before?: ReadonlySet<ErrorCode>): Promise<void> {
    const { at } = this;
    const reasons = this.model.reasons(id, act, who, at);
    const name = `${act.act} by ${who.by}`;
    if (!may(personOf(who.by, who.role, 'all'), laws[act.act].needs)) {
      expect([...reasons], name).to.deep.equal(['right-missing']);
      return;
    }
    if (reasons.size === 0) this.model.act(id, act, who, at);
    this.#keys += 1;
    const request = { key: `k${this.#keys}`, print: JSON.stringify([id, act, who.by]) };
    const given = key === 'none' ? undefined : request;
    const answers = [this.#real.act(id, act, who, at, given)];
    if (key === 'twice') answers.push(this.#real.act(id, act, who, at, given));
    const [answer = 'hub-fault', second = answer] = await Promise.all(answers);
    expect(second, 'the same key gives the same answer').to.deep.equal(answer);
    if (given !== undefined) this.#last = { id, act, who, key: request.key, answer };
    // Whoever may not even by what is on disk yet is told that.
    this.#judge(name, reasons.size === 0 ? reasons : new Set([...reasons, ...(before ?? [])]), answer);
    if (typeof answer !== 'string') this.done.push(`${who.by} ${act.act} done ${id}; version ${versionOf(answer)}`);
  }

  #judge(name: string, reasons: ReadonlySet<ErrorCode>, answer: Alert | ErrorCode): void {
    if (typeof answer !== 'string') {
      expect([...reasons], `${name} was done`).to.deep.equal([]);
      return;
    }
    expect(Object.keys(errors)).to.include(answer);
    expect([...reasons], `${name} was refused`).to.include(answer);
    this.refused.set(answer, (this.refused.get(answer) ?? 0) + 1);
  }

  /** The request before, with its key: what was done is told as it was then, and with another body it is refused. */
  async #again(how: 'repeat' | 'other'): Promise<void> {
    if (this.#last === undefined || typeof this.#last.answer === 'string') return;
    const { id, act, who, key, answer } = this.#last;
    const print = how === 'repeat' ? JSON.stringify([id, act, who.by]) : 'something else';
    const now = await this.#real.act(id, act, who, this.at, { key, print });
    expect(now).to.deep.equal(how === 'repeat' ? answer : 'key-reused');
  }

  async #note(which: number, explains: boolean): Promise<void> {
    const life = this.#pick(which);
    if (life === undefined) return;
    this.model.note(life.id, explains);
    await this.#real.note(life.id, explains, this.at);
    this.done.push(`${explains ? 'ops explanation' : 'li note'} done ${life.id}`);
  }

  /** Punctual: at every moment at which something is due. Late: once, when all of it is. */
  async #wait(ms: number, late: boolean): Promise<void> {
    const end = this.at + ms;
    for (let i = 0; !late && this.model.next < end && i < 100; i += 1)
      await this.#clock(Math.max(this.at, this.model.next));
    await this.#clock(end);
  }

  async #clock(at: number): Promise<void> {
    this.at = at;
    this.model.clock(at);
    this.#saw(await this.#real.clock(at));
  }

  async #fact(fact: Fact, line: number, which: number): Promise<void> {
    const all = this.#findings[line] as Found[];
    const next = this.#changed(fact, line, which);
    if (next === undefined) return;
    const { rule } = lines[line] as (typeof lines)[number];
    const ofRule = (): Found[] => this.#findings.flatMap((some, i) => (lines[i]?.rule === rule ? some : []));
    const was = ofRule();
    this.#findings[line] = next;
    expect(next).to.not.equal(all);
    const standing: Standing = {
      key: keyOf,
      rule,
      since: this.at - sightMs,
      cause: undefined,
      was,
      findings: ofRule(),
    };
    const transitions = await this.#real.settle(standing, this.at);
    for (const { change, alert } of transitions) {
      const { id, scope, condition, from, severity } = alert;
      const now = { condition, from, severity };
      if (change === 'raised') this.model.raised({ id, rule: alert.rule, scope, ...now }, this.at);
      else if (factsOf.includes(change)) this.model.facts(id, now, this.at);
    }
    this.#saw(transitions);
  }

  /** The findings of a line after it; undefined where it makes none of them another. What is out of sight stays as it is. */
  #changed(fact: Fact, line: number, which: number): Found[] | undefined {
    const all = this.#findings[line] as Found[];
    const gone = this.#gone[line] as Found[];
    const seen = all.filter(({ to = Infinity }) => to > this.at - sightMs);
    const last = seen.at(-1);
    const one = seen.at(-1 - (which % Math.max(1, seen.length)));
    const replaced = (change: Partial<Found>): Found[] =>
      all.map((each) => (each === one ? { ...each, ...change } : each));
    if (fact === 'begin' && (last === undefined || (last.to ?? Infinity) < this.at)) return [...all, this.#found(line)];
    if (fact === 'end' && last !== undefined && last.to === undefined && last.from < this.at)
      return all.map((each) => (each === last ? { ...each, to: this.at } : each));
    if (fact === 'vanish' && one !== undefined) {
      gone.push(one);
      return all.filter((each) => each !== one);
    }
    if (fact === 'restore') {
      const back = gone.pop();
      const isSound = back !== undefined && (back.to ?? Infinity) > this.at - sightMs;
      return isSound && !all.some(({ from }) => from === back.from)
        ? [...all, back].sort((a, b) => a.from - b.from)
        : undefined;
    }
    if (fact === 'bridge' && seen.length > 1) {
      const [a, b] = seen.slice(-2) as [Found, Found];
      if (a.to !== undefined && a.to < b.from)
        return [...all, { ...this.#found(line), from: a.to, to: b.from }].sort((x, y) => x.from - y.from);
    }
    if (fact === 'measure' && one !== undefined) return replaced({ why: { ...one.why, value: one.why.value + 1 } });
    if (fact === 'grave' && one !== undefined) return replaced({ severity: one.severity === 'S1' ? 'S2' : 'S1' });
    return undefined;
  }

  #found(line: number): Found {
    const { rule, scope } = lines[line] as (typeof lines)[number];
    const why = { rule, version: 1, measure: 'inside by', value: 1, limit: 0, unit: 'm', facts: {}, evidence };
    const when = { from: this.at, foundAt: this.at, changedAt: this.at };
    return { rule, scope, site: 's', feed: 'live', severity: 'S2', ...when, why };
  }

  /** What happens to none of them, whatever the model says. */
  #saw(transitions: readonly Transition[]): void {
    for (const { change, alert } of transitions) {
      neverBetween(this.#known.get(alert.id), alert, change, this.at);
      this.#known.set(alert.id, alert);
    }
  }

  #compare(): void {
    this.#saw(this.#real.taken());
    const all = this.#real.all();
    expect(all.map(({ id }) => id).sort()).to.deep.equal([...this.model.lives.keys()].sort());
    for (const alert of all) {
      const [real, model] = [asReal(alert), asModel(this.model.lives.get(alert.id) as Life)];
      const wrong = Object.keys(model).filter((name) => !isDeepStrictEqual(real[name], model[name]));
      const told = wrong.map((name) => `${name} ${JSON.stringify(real[name])}, not ${JSON.stringify(model[name])}`);
      expect(told, `${alert.rule} ${alert.scope} at ${this.at - began} ms`).to.deep.equal([]);
      expect(this.#known.get(alert.id), 'nothing changes that was not told').to.deep.equal(alert);
    }
    neverOf(all);
  }
}

export const kindOf = (rule: string) => {
  const { latched, lookMs, handleMs, under } = manners[rule] as (typeof manners)[string];
  const implies = Object.keys(manners).filter((other) => manners[other]?.under?.rule === rule);
  const impliedBy = under === undefined ? {} : { [under.rule]: under.how };
  return { mergeGapMs: gapMs, integrity: false, latched, lookMs, handleMs, implies, impliedBy };
};

function asReal(alert: Alert): Record<string, unknown> {
  const { condition, from, severity, acknowledged, suppressed: away, reset, ticket, notes = [] } = alert;
  const { state, level, since, owner, reopened = 0, disposed, closedBy, asked, visit } = caseOf(alert);
  const put = away === undefined || away.kind === 'by-design' ? undefined : away;
  return {
    ...{ condition, from, severity, version: versionOf(alert), state, level, since, owner, reopened },
    said: disposed && [disposed.by, disposed.owner, disposed.code],
    ...{ closedBy: closedBy?.by, seen: acknowledged && [acknowledged.at, acknowledged.by], away: away?.kind },
    put: put && [put.by, put.until, put.kind === 'out-of-service' ? put.agreed?.by : undefined],
    asked: asked && [asked.until, asked.answered !== undefined, asked.overdue === true],
    visit: visit && [visit.officer, visit.result !== undefined],
    ...{ reset: reset?.by, ticket: ticket !== undefined, reAlarms: alert.reAlarms ?? 0 },
    ...{ stale: alert.stale === true, notes: notes.length },
  };
}

function asModel(life: Life): Record<string, unknown> {
  const { condition, from, severity, version, state, level, since, owner, reopened, disposed, away, asked, visit } =
    life;
  return {
    ...{ condition, from, severity, version, state, level, since, owner, reopened },
    said: disposed && [disposed.by, disposed.owner, disposed.code],
    ...{ closedBy: life.closedBy, seen: life.seen && [life.seen.at, life.seen.by], away: away?.kind },
    put: away?.until === undefined ? undefined : [away.by, away.until, away.agreed],
    asked: asked && [asked.until, asked.answered, asked.overdue],
    visit: visit && [visit.officer, visit.reported],
    ...{ reset: life.reset, ticket: life.ticket, reAlarms: life.reAlarms, stale: life.stale, notes: life.notes },
  };
}
