// Trust as it is being decided: who is drawn, what checks come to, what each party's behaviour is worth as of a moment.
import type { Tier } from '../contracts/class-schemes.ts';
import type { Check, Draw, KeptDay, PartyEntry, TrustNews } from '../contracts/trust.ts';
import type { Arrival, Keyed } from '../flow.ts';
import type { Parties } from '../registry/parties.ts';
import type { Registry } from '../registry/registry.ts';
import { type Observed, seenMost } from './behaviour.ts';
import { done, expired, isOver, opened, type Said } from './checks.ts';
import { dayAfter, dayOf } from './day.ts';
import { commitmentOf, isDrawn, rateOf } from './lottery.ts';
import { type Movement, movementsOf } from './movement.ts';
import { least, type Standing, standingOf } from './tier.ts';

/** What was told before this process began, as the journal holds it. */
export interface KeptTrust {
  days(limit: number): KeptDay[];
  openChecks(): Check[];
  results(): { readonly party: string; readonly at: number; readonly clean: boolean }[];
  wasHeard(movement: string): boolean;
}

/** Checks of a site that may be open at once; beyond it its eldest is over: nobody looks at so many in two minutes. */
const openMost = 500;
/** Movements heard and perhaps not yet on disk; the journal knows those before. */
const heardMost = 20_000;
/** Days whose keys are at hand. */
const daysKept = 8;

const minuteMs = 60_000;

export class TrustBook {
  readonly #registry: Pick<Registry, 'partiesAt' | 'plan'>;
  readonly #kept: Pick<KeptTrust, 'wasHeard'>;
  readonly #keys = new Map<string, string>();
  readonly #seen = new Map<string, Observed[]>();
  readonly #open: Map<string, Check>;
  readonly #heard = new Set<string>();
  #lookedAt = -1;
  /** When a day was begun last, ms. */
  #begunAt = 0;

  constructor(registry: Pick<Registry, 'partiesAt' | 'plan'>, kept: KeptTrust) {
    this.#registry = registry;
    this.#kept = kept;
    for (const { day, key, committedAt } of kept.days(daysKept)) {
      this.#keys.set(day, key);
      this.#begunAt = Math.max(this.#begunAt, committedAt);
    }
    for (const { party, ...seen } of kept.results()) this.#learn(party, seen);
    this.#open = new Map(kept.openChecks().map((check) => [check.id, check]));
  }

  /** Days that must have been committed to by `at` and were not: today, and tomorrow before it begins. */
  lacks(at: number): string[] {
    const minute = Math.floor(at / minuteMs);
    const today = minute === this.#lookedAt ? undefined : this.#dayAt(at);
    if (today === undefined) return [];
    this.#lookedAt = minute;
    return [today, dayAfter(today)].filter((day) => !this.#keys.has(day));
  }

  /** A check has been open for longer than it may. */
  isDue(at: number): boolean {
    for (const check of this.#open.values()) if (isOver(check, at)) return true;
    return false;
  }

  /** What an arrival means for checks and the lottery. Never for an arrival that is heard again. */
  hear(arrival: Arrival, keyed: readonly Keyed[]): TrustNews {
    const at = arrival.receivedAt;
    if (arrival.kind === 'plan') this.#lookedAt = -1;
    const over = this.#expire(at);
    const days = arrival.kind === 'lottery-day' ? this.#begin(arrival.payload, at) : [];
    const answered = arrival.kind === 'check' ? this.#answer(arrival.payload, at) : [];
    const { draws, checks } = this.#draw(keyed, at);
    return { days, draws, checks: [...over, ...answered, ...checks] };
  }

  /** As of a moment, by what was known by then. */
  standing(party: PartyEntry, asOf: number): Standing {
    const timeZone = this.#registry.partiesAt(asOf)?.timeZone ?? 'UTC';
    return standingOf(party, this.#seen.get(party.id) ?? [], asOf, timeZone);
  }

  /** The first key of a day is its only one. */
  #begin(payload: Buffer, committedAt: number): KeptDay[] {
    const { day, key } = JSON.parse(payload.toString('utf8')) as { day: string; key: string };
    if (this.#keys.has(day)) return [];
    this.#keys.set(day, key);
    this.#begunAt = Math.max(this.#begunAt, committedAt);
    const [eldest] = [...this.#keys.keys()].sort();
    if (this.#keys.size > daysKept && eldest !== undefined) this.#keys.delete(eldest);
    return [{ day, key, commitment: commitmentOf(key), committedAt }];
  }

  /**
   * The day that is drawn by. It never goes back behind the one that was begun last, whose predecessor's key may be public
   * by now: neither a clock set back nor a plan of another time zone brings that one again. Undefined without a plan.
   */
  #dayAt(at: number): string | undefined {
    const days = [at, this.#begunAt].flatMap((moment) => {
      const parties = this.#registry.partiesAt(moment);
      return parties === undefined ? [] : [dayOf(moment, parties.timeZone)];
    });
    return days.sort().at(-1);
  }

  #answer(payload: Buffer, at: number): Check[] {
    const { check: id, ...said } = JSON.parse(payload.toString('utf8')) as Said & { check: string };
    const check = this.#open.get(id);
    if (check === undefined) return [];
    this.#open.delete(id);
    if (check.party !== undefined && said.result !== 'unseen')
      this.#learn(check.party, { at, clean: said.result === 'clean' });
    return [done(check, said, at)];
  }

  #expire(at: number): Check[] {
    const over = [...this.#open.values()].filter((check) => isOver(check, at));
    for (const { id } of over) this.#open.delete(id);
    return over.map((check) => expired(check, at));
  }

  /** By the day it is heard on: the key of a day that is over is known, and who sent it late could choose its name by it. */
  #draw(keyed: readonly Keyed[], at: number): Pick<TrustNews, 'draws' | 'checks'> {
    const draws: (Draw & { day: string })[] = [];
    const checks: Check[] = [];
    for (const movement of movementsOf(keyed, this.#registry.plan)) {
      const parties = this.#registry.partiesAt(at);
      const day = this.#dayAt(at) ?? '';
      const key = this.#keys.get(day);
      if (parties === undefined || key === undefined || this.#knows(movement.id)) continue;
      const { party, tier } = this.#leastTrusted(movement, parties, at);
      const rate = rateOf(tier, parties.checkRate);
      const drawn = isDrawn(key, movement.id, rate);
      const { site } = movement;
      draws.push({ day, movement: movement.id, site, ...(tier && { tier }), rate, drawn, at });
      if (drawn) checks.push(...this.#check(movement, { party, tier, rate, at }));
    }
    return { draws, checks };
  }

  /** Of all whose plates were read: who is trusted less must not hide behind a plate of one who is trusted more. */
  #leastTrusted({ plates }: Movement, parties: Parties, at: number): { party?: PartyEntry; tier?: Tier } {
    const some = plates.flatMap((plate) => parties.ofVehicle(plate) ?? []);
    const all = some.map((party) => ({ party, tier: this.standing(party, at).tier }));
    const worst = least(all.map(({ tier }) => tier));
    return all.find(({ tier }) => tier === worst) ?? {};
  }

  #check(movement: Movement, drawn: { party?: PartyEntry | undefined; tier: Check['tier']; rate: number; at: number }) {
    const { id, site, lane, cameras, plates, movedAt } = movement;
    const { party, tier, rate, at } = drawn;
    const check = opened({
      ...{ movement: id, site, lane, cameras: [...cameras], rate, movedAt, drawnAt: at },
      ...(plates[0] !== undefined && { vehicle: `vehicle:${plates[0]}` }),
      ...(party && { party: party.id, name: party.name }),
      ...(tier && { tier }),
    });
    this.#open.set(check.id, check);
    const here = [...this.#open.values()].filter((one) => one.site === site);
    const [eldest] = here;
    if (here.length <= openMost || eldest === undefined) return [check];
    this.#open.delete(eldest.id);
    return [check, expired(eldest, at)];
  }

  #knows(movement: string): boolean {
    if (this.#heard.has(movement) || this.#kept.wasHeard(movement)) return true;
    this.#heard.add(movement);
    const [eldest] = this.#heard;
    if (this.#heard.size > heardMost && eldest !== undefined) this.#heard.delete(eldest);
    return false;
  }

  #learn(party: string, seen: Observed): void {
    const all = this.#seen.get(party) ?? [];
    all.push(seen);
    if (all.length > seenMost) all.shift();
    this.#seen.set(party, all);
  }
}
