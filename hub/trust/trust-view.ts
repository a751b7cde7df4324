// What is told of trust, from what is on disk: parties with their tiers, checks, the lottery's days, and keys of days that are over.
import type { Check, KeptDay, LotteryDay, LotteryPage, PartyEntry, PartyRow } from '../contracts/trust.ts';
import type { Sees } from '../identity/wall.ts';
import type { CheckPlace, TrustStore } from '../journal/trust-store.ts';
import type { Registry } from '../registry/registry.ts';
import { seenMost } from './behaviour.ts';
import { dayOf } from './day.ts';
import { rateOf } from './lottery.ts';
import { nearestChanges, standingOf } from './tier.ts';

export interface TrustSources {
  readonly store: TrustStore;
  readonly registry: Pick<Registry, 'partiesAt'>;
  readonly now: () => number;
}

/** Of a first picture: open ones, and the newest ended ones. */
const shownChecks = 100;

export class TrustView {
  readonly #of: TrustSources;

  constructor(sources: TrustSources) {
    this.#of = sources;
  }

  parties(): PartyRow[] {
    return (this.#parties()?.all ?? []).map((party) => this.#row(party));
  }

  party(id: string): PartyRow | undefined {
    const party = this.#parties()?.get(id);
    return party && this.#row(party);
  }

  checks(sees: Sees, limit = shownChecks): Check[] {
    return this.#of.store.checks(limit, sees);
  }

  check(id: string): Check | undefined {
    return this.#of.store.check(id);
  }

  checksAfter(after: CheckPlace | undefined, most: number): Check[] {
    return this.#of.store.checksAfter(after, most);
  }

  days(most: number, before?: string): LotteryDay[] {
    return this.#of.store.days(most, before).map((day) => this.#shown(day));
  }

  day(day: string): LotteryPage | undefined {
    const kept = this.#of.store.day(day);
    return kept && { ...this.#shown(kept), movements: this.#of.store.draws(day) };
  }

  #parties() {
    return this.#of.registry.partiesAt(this.#of.now());
  }

  #row({ id, name, kind, sites, vehicles = [], classes }: PartyEntry): PartyRow {
    const { registry, store, now } = this.#of;
    const at = now();
    const { timeZone = 'UTC', checkRate = 0 } = registry.partiesAt(at) ?? {};
    const seen = store.results(id).slice(-seenMost);
    const { tier, factors, behaviour } = standingOf({ classes }, seen, at, timeZone);
    const nearest = nearestChanges({ classes }, seen, at, timeZone);
    return {
      ...{ id, name, kind, ...(sites && { sites }), vehicles, at, tier, factors: [...factors], behaviour, nearest },
      rate: rateOf(tier, checkRate),
    };
  }

  /**
   * The key of a day that may still draw must never leave. Each day begins by committing to the next one: once that is on
   * disk no clock that is set back can bring the day before again.
   */
  #shown({ key, ...day }: KeptDay): LotteryDay {
    const { registry, store } = this.#of;
    const turned = store.begunAt();
    const parties = registry.partiesAt(turned);
    const isOver = parties !== undefined && day.day < dayOf(turned, parties.timeZone);
    return isOver ? { ...day, key } : day;
  }
}
