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
    try {
      const heard = this.#heard(arrival);
      const standings = [...(heard.woken ?? []), ...this.engine.fold(heard.keyed)];
      return { arrival, ...heard, transitions: this.book.settle(standings, arrival.receivedAt) };
    } catch (error) {
      return { arrival, ...refused({ code: 'hub-fault', detail: String(error) }), transitions: [] };
    }
  }

  #heard(arrival: Arrival): Heard {
    if (arrival.kind === 'up') return this.#up(arrival);
    if (arrival.kind === 'state') return this.#state(arrival);
    if (arrival.kind === 'plan') return this.#plan(arrival);
    const { receivedAt } = arrival;
    if (arrival.kind === 'clock') return { ...nothing, woken: this.engine.passed('hub', receivedAt) };
    const listening = { kind: 'listening' as const, time: receivedAt, asOf: receivedAt, from: 'hub', seq: receivedAt };
    return { ...nothing, keyed: this.engine.keysOf('agent').map((key) => ({ key, event: listening })) };
  }

  /** admit → decode → sieve → locate. Refused events are acked too, so that they are not sent again and again. */
  #up(arrival: Of<'up'>): Heard {
    const admitted = this.registry.admits(arrival.site, arrival.agent);
    const batch = decodeBatch(arrival);
    if ('code' in batch) return { ...refused(batch), admitted };
    if (!admitted) return { ...refused(siteWrong(arrival)), batch, durable: batch.last };
    const { agent, epoch, class: cls } = batch;
    const fresh = this.#sieve.fresh(batch);
    const worldAt = (asOf: number) => this.registry.worldAt(asOf);
    const at = { feed: this.registry.feedOf(agent), receivedAt: arrival.receivedAt, worldAt };
    const durable = this.#sieve.watermark(agent, cls, epoch);
    return { batch, ...locateFresh(batch, fresh, at), admitted, durable };
  }

  #state(arrival: Of<'state'>): Heard {
    const admitted = this.registry.admits(arrival.site, arrival.agent);
    const state = decodeState(arrival);
    if ('code' in state) return { ...refused(state), admitted };
    if (!admitted) return refused(siteWrong(arrival));
    this.registry.heard(state);
    const woken = state.upTo === undefined ? [] : this.engine.passed(`agent:${state.agent}`, state.upTo);
    return { state, refusals: [], keyed: [beatOf(state, arrival.receivedAt)], admitted, woken };
  }

  /** The past keeps the plan it had. */
  #plan(arrival: Of<'plan'>): Heard {
    const world = this.registry.take(decodePlan(arrival), arrival.receivedAt);
    return { ...nothing, woken: this.engine.planned(world) };
  }
}

const nothing: Heard = { keyed: [], refusals: [] };
const refused = (refusal: Refusal): Heard => ({ ...nothing, refusals: [refusal] });
const siteWrong = ({ site, agent }: Of<'up' | 'state'>): Refusal => ({
  code: 'site-wrong',
  detail: `${agent} at ${site}`,
});
