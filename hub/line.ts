// THE LINE: every stage from arrival to alert book, in order, on one page. Synchronous, without I/O, without a clock.
import type { AlertBook } from './alerts/alert-book.ts';
import type { ErrorCode, Refusal } from './errors.ts';
import type { Arrival, Batch, DecodedState, Keyed, Transition } from './flow.ts';
import { decodeBatch, decodeState } from './ingest/decode.ts';
import { locate } from './ingest/locate.ts';
import { Sieve } from './ingest/sieve.ts';
import type { Registry } from './registry/registry.ts';
import type { FoldEngine } from './rules/fold-engine.ts';

/** What one arrival came to: all of it is committed together, and only then told. */
export interface Settled {
  readonly arrival: Arrival;
  readonly batch?: Batch;
  readonly state?: DecodedState;
  readonly keyed: readonly Keyed[];
  readonly refusals: readonly Refusal[];
  readonly transitions: readonly Transition[];
  /** The cumulative acknowledgement this commit allows. */
  readonly durable: number;
}

type Up = Extract<Arrival, { kind: 'up' }>;
type State = Extract<Arrival, { kind: 'state' }>;

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

  hear(arrival: Arrival): Settled {
    if (arrival.kind === 'up') return this.#up(arrival);
    if (arrival.kind === 'state') return this.#state(arrival);
    if (arrival.kind === 'clock')
      return this.#settle(arrival, { standings: this.engine.passed('hub', arrival.receivedAt) });
    return this.#settle(arrival, { keyed: this.#listening(arrival.receivedAt) });
  }

  #up(arrival: Up): Settled {
    const batch = decodeBatch(arrival);
    if ('code' in batch) return this.#settle(arrival, { refusals: [batch] });
    if (!this.registry.admits(batch.site, batch.agent)) return this.#turnAway(arrival, batch);
    const fresh = this.#sieve.fresh(batch);
    const refusals = batch.refusals.filter(({ seq = 0 }) => fresh.has(seq));
    const keyed: Keyed[] = [];
    const at = {
      plane: this.registry.plane,
      feed: this.registry.feedOf(batch.agent),
      receivedAt: arrival.receivedAt,
      spoolMaxAgeMs: this.registry.plan.rules.spoolMaxAgeHours * 3_600_000,
    };
    for (const event of batch.events) {
      if (!fresh.has(event.seq)) continue;
      const located = locate(event, batch, at);
      if ('code' in located) refusals.push(located);
      else keyed.push(located);
    }
    const durable = this.#sieve.watermark(batch.agent, batch.class, batch.epoch);
    return this.#settle(arrival, { batch, keyed, refusals, durable });
  }

  /** Refused whole, and acked, so that it is not sent again and again. */
  #turnAway(arrival: Up, batch: Batch): Settled {
    this.#sieve.fresh(batch);
    const durable = this.#sieve.watermark(batch.agent, batch.class, batch.epoch);
    return this.#settle(arrival, { batch, refusals: [siteWrong(batch)], durable });
  }

  #state(arrival: State): Settled {
    const state = decodeState(arrival);
    if ('code' in state) return this.#settle(arrival, { refusals: [state] });
    if (!this.registry.admits(state.site, state.agent)) return this.#settle(arrival, { refusals: [siteWrong(state)] });
    this.registry.heard(state);
    const { online, connection, epoch, feed, site, finished = false } = state;
    const beat = { kind: 'beat' as const, online, connection, epoch, finished, feed, site };
    const event = { ...beat, time: arrival.receivedAt, from: `${epoch}/${connection}`, seq: online ? 1 : 2 };
    const key = `agent:${state.agent}`;
    const woken = state.upTo === undefined ? [] : this.engine.passed(`agent:${state.agent}`, state.upTo);
    return this.#settle(arrival, { state, keyed: [{ key, event }], standings: woken });
  }

  #listening(time: number): Keyed[] {
    const event = { kind: 'listening' as const, time, from: 'hub', seq: time };
    return this.engine.keysOf('agent').map((key) => ({ key, event }));
  }

  #settle(arrival: Arrival, got: Partial<Settled> & { standings?: ReturnType<FoldEngine['fold']> }): Settled {
    const { standings = [], keyed = [], refusals = [], durable = 0, batch, state } = got;
    const changed = [...standings, ...this.engine.fold(keyed)];
    const transitions = this.book.settle(changed, arrival.receivedAt);
    return { arrival, keyed, refusals, transitions, durable, ...(batch && { batch }), ...(state && { state }) };
  }
}

const siteWrong = ({ site, agent }: { site: string; agent: string }): Refusal => {
  const code: ErrorCode = 'site-wrong';
  return { code, detail: `agent ${agent} has no place at site ${site}` };
};
