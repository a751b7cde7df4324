// THE LINE: every stage from arrival to alert book, in order, on one page. Synchronous, without I/O, without a clock.
import type { AlertBook } from './alerts/alert-book.ts';
import type { Refusal } from './errors.ts';
import type { Arrival, Heard, Settled } from './flow.ts';
import { beatOf } from './ingest/beat.ts';
import { decodeBatch, decodeNote, decodePlan, decodeState } from './ingest/decode.ts';
import { locateFresh } from './ingest/locate.ts';
import { Sieve } from './ingest/sieve.ts';
import type { Registry } from './registry/registry.ts';
import type { FoldEngine } from './rules/fold-engine.ts';

type Of<K extends Arrival['kind']> = Extract<Arrival, { kind: K }>;

export class Line {
  readonly #sieve: Sieve;
  /** Of this arrival among all: the order of what the hub itself says. The same on every replay. */
  #number: number;
  readonly registry: Registry;
  readonly engine: FoldEngine;
  readonly book: AlertBook;

  /** @param sieve as it stood after arrival `number` */
  constructor(registry: Registry, engine: FoldEngine, book: AlertBook, sieve = new Sieve(), number = 0) {
    this.registry = registry;
    this.engine = engine;
    this.book = book;
    this.#sieve = sieve;
    this.#number = number;
  }

  get number(): number {
    return this.#number;
  }

  get sieve(): Sieve {
    return this.#sieve;
  }

  /** Never throws: a fault of our own costs the arrival, which lies in quarantine, and not the line. */
  hear(arrival: Arrival, settling = true): Settled {
    this.#number += 1;
    const at = arrival.receivedAt;
    try {
      const heard = this.#heard(arrival);
      const standings = this.engine.fold(heard, { number: this.#number, at });
      const told = settling ? this.book.settle(standings, { at }) : [];
      const transitions = [...told, ...(heard.noted ?? [])];
      return { arrival, ...heard, transitions, looks: this.engine.looks(arrival.kind === 'plan') };
    } catch (error) {
      const refusal: Refusal = { code: 'hub-fault', detail: String(error) };
      return { arrival, ...refused(refusal), transitions: [], looks: new Map() };
    }
  }

  #heard(arrival: Arrival): Heard {
    if (arrival.kind === 'up') return this.#up(arrival);
    if (arrival.kind === 'state') return this.#state(arrival);
    if (arrival.kind === 'plan') return this.#plan(arrival);
    if (arrival.kind === 'note') return this.#note(arrival);
    const { receivedAt } = arrival;
    if (arrival.kind === 'clock') return { ...nothing, passed: { witness: 'hub', upTo: receivedAt } };
    const from = { time: receivedAt, asOf: receivedAt, from: 'hub', seq: this.#number };
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
    const mayIssue = (type: string) => this.registry.mayIssue(agent, type);
    const located = locateFresh(batch, this.#sieve.fresh(batch), { feed, receivedAt, worldAt, mayIssue });
    const durable = this.#sieve.watermark(agent, batch.class, batch.epoch);
    const beat = beatOf({ agent, site, feed, online: true }, receivedAt, this.#number);
    return { batch, ...located, keyed: [...located.keyed, beat], admitted: true, durable };
  }

  #state(arrival: Of<'state'>): Heard {
    const state = decodeState(arrival);
    const { site, agent, receivedAt } = arrival;
    if ('code' in state) return { ...refused(state), admitted: this.registry.belongs(site, agent) };
    if (!this.registry.admits(site, agent)) return refused(siteWrong(arrival));
    if (!this.registry.heard(state)) return { ...nothing, admitted: true };
    const keyed = [beatOf(state, receivedAt, this.#number)];
    const { upTo } = state;
    return {
      state,
      refusals: [],
      keyed,
      admitted: true,
      ...(upTo !== undefined && { passed: { witness: `agent:${agent}`, upTo } }),
    };
  }

  /** The past keeps the plan it had. */
  #plan(arrival: Of<'plan'>): Heard {
    return { ...nothing, world: this.registry.take(decodePlan(arrival), arrival.receivedAt) };
  }

  #note(arrival: Of<'note'>): Heard {
    const { alert, by, text } = decodeNote(arrival);
    const noted = this.book.note(alert, { at: arrival.receivedAt, by, text });
    return noted === undefined ? refused({ code: 'not-found', detail: alert }) : { ...nothing, noted: [noted] };
  }
}

const nothing: Heard = { keyed: [], refusals: [] };
const refused = (refusal: Refusal): Heard => ({ ...nothing, refusals: [refusal] });
const siteWrong = ({ site, agent }: Of<'up' | 'state'>): Refusal => {
  return { code: 'site-wrong', detail: `${agent} at ${site}` };
};
