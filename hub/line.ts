// THE LINE: every stage from arrival to alert book, in order, on one page. Synchronous, without I/O, without a clock.
import type { AlertBook } from './alerts/alert-book.ts';
import type { Refusal } from './errors.ts';
import type { Arrival, Heard, Settled } from './flow.ts';
import { beatOf } from './ingest/beat.ts';
import { decodeBatch, decodePlan, decodeState } from './ingest/decode.ts';
import { locateFresh } from './ingest/locate.ts';
import { Sieve } from './ingest/sieve.ts';
import type { Registry } from './registry/registry.ts';
import type { FoldEngine } from './rules/fold-engine.ts';

type Of<K extends Arrival['kind']> = Extract<Arrival, { kind: K }>;

export class Line {
  readonly #sieve = new Sieve();
  /** Of this arrival among all: the order of what the hub itself says. The same on every replay. */
  #arrival = 0;
  readonly registry: Registry;
  readonly engine: FoldEngine;
  readonly book: AlertBook;

  constructor(registry: Registry, engine: FoldEngine, book: AlertBook) {
    this.registry = registry;
    this.engine = engine;
    this.book = book;
  }

  /** Never throws: a fault of our own costs the arrival, which lies in quarantine, and not the line. */
  hear(arrival: Arrival): Settled {
    this.#arrival += 1;
    try {
      const heard = this.#heard(arrival);
      const standings = [...(heard.woken ?? []), ...this.engine.fold(heard.keyed)];
      const transitions = this.book.settle(standings, arrival.receivedAt);
      return { arrival, ...heard, transitions, looks: this.engine.looks(heard.keyed, arrival.kind === 'plan') };
    } catch (error) {
      const refusal: Refusal = { code: 'hub-fault', detail: String(error) };
      return { arrival, ...refused(refusal), transitions: [], looks: new Map() };
    }
  }

  #heard(arrival: Arrival): Heard {
    if (arrival.kind === 'up') return this.#up(arrival);
    if (arrival.kind === 'state') return this.#state(arrival);
    if (arrival.kind === 'plan') return this.#plan(arrival);
    const { receivedAt } = arrival;
    if (arrival.kind === 'clock') return { ...nothing, woken: this.engine.passed('hub', receivedAt) };
    const from = { time: receivedAt, asOf: receivedAt, from: 'hub', seq: this.#arrival };
    const agents = new Set([...this.engine.keysOf('agent'), ...this.registry.worldAt(receivedAt).expected.keys()]);
    return { ...nothing, keyed: [...agents].sort().map((key) => ({ key, event: { kind: 'listening', ...from } })) };
  }

  /** decode → admit → sieve → locate. Refused events are acked too, so that they are not sent again and again. */
  #up(arrival: Of<'up'>): Heard {
    const batch = decodeBatch(arrival);
    const { site, agent, receivedAt } = arrival;
    if ('code' in batch) return { ...refused(batch), admitted: this.registry.belongs(site, agent) };
    if (!this.registry.admits(site, agent)) return { ...refused(siteWrong(arrival)), batch, durable: batch.last };
    const feed = this.registry.feedOf(agent);
    const worldAt = (asOf: number) => this.registry.worldAt(asOf);
    const { keyed, refusals } = locateFresh(batch, this.#sieve.fresh(batch), { feed, receivedAt, worldAt });
    const durable = this.#sieve.watermark(agent, batch.class, batch.epoch);
    const beat = beatOf({ agent, site, feed, online: true }, receivedAt, this.#arrival);
    return { batch, keyed: [...keyed, beat], refusals, admitted: true, durable };
  }

  #state(arrival: Of<'state'>): Heard {
    const state = decodeState(arrival);
    const { site, agent, receivedAt } = arrival;
    if ('code' in state) return { ...refused(state), admitted: this.registry.belongs(site, agent) };
    if (!this.registry.admits(site, agent)) return refused(siteWrong(arrival));
    if (!this.registry.heard(state)) return { ...nothing, admitted: true };
    const woken = state.upTo === undefined ? [] : this.engine.passed(`agent:${agent}`, state.upTo);
    return { state, refusals: [], keyed: [beatOf(state, receivedAt, this.#arrival)], admitted: true, woken };
  }

  /** The past keeps the plan it had. */
  #plan(arrival: Of<'plan'>): Heard {
    const world = this.registry.take(decodePlan(arrival), arrival.receivedAt);
    return { ...nothing, woken: this.engine.planned(world) };
  }
}

const nothing: Heard = { keyed: [], refusals: [] };
const refused = (refusal: Refusal): Heard => ({ ...nothing, refusals: [refusal] });
const siteWrong = ({ site, agent }: Of<'up' | 'state'>): Refusal => {
  return { code: 'site-wrong', detail: `${agent} at ${site}` };
};
