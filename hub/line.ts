// THE LINE: every stage from arrival to alert book, in order, on one page. Synchronous, without I/O, without a clock.
import type { AlertBook } from './alerts/alert-book.ts';
import { doneBy } from './alerts/doing.ts';
import type { Refusal } from './errors.ts';
import type { Arrival, Heard, Settled } from './flow.ts';
import { type Captures, noCaptures } from './ingest/captured.ts';
import { hearBatch, hearCapture, hearListening, hearPlan, hearState, nothing, refused } from './ingest/hear.ts';
import { hearReplay } from './ingest/replay.ts';
import { Sieve } from './ingest/sieve.ts';
import type { Registry } from './registry/registry.ts';
import type { FoldEngine } from './rules/fold-engine.ts';
import type { TrustBook } from './trust/trust-book.ts';

interface Parts {
  readonly registry: Registry;
  readonly engine: FoldEngine;
  readonly book: AlertBook;
  readonly captures?: Captures;
  readonly trust?: TrustBook | undefined;
  /** Of the arrivals up to this one retention has let some go. */
  readonly sweptUpTo?: number;
}

export class Line {
  readonly #captures: Captures;
  readonly #trust: TrustBook | undefined;
  readonly #sweptUpTo: number;
  readonly sieve: Sieve;
  /** Of this arrival among all: the order of what the hub itself says. The same on every replay. */
  #number: number;
  readonly registry: Registry;
  readonly engine: FoldEngine;
  readonly book: AlertBook;

  /** @param sieve as it stood after arrival `number` */
  constructor(parts: Parts, sieve = new Sieve(), number = 0) {
    const { registry, engine, book, captures = noCaptures, trust, sweptUpTo = 0 } = parts;
    this.#sweptUpTo = sweptUpTo;
    this.#captures = captures;
    this.#trust = trust;
    this.registry = registry;
    this.engine = engine;
    this.book = book;
    this.sieve = sieve;
    this.#number = number;
  }

  get number(): number {
    return this.#number;
  }

  /** Never throws: a fault of our own costs the arrival, which lies in quarantine, and not the line. */
  hear(arrival: Arrival, telling = true, number = this.#number + 1): Settled {
    this.#number = number;
    const at = arrival.receivedAt;
    try {
      const heard = this.#heard(arrival);
      const standings = this.engine.fold(heard, { number: this.#number, at });
      // In a replay everything was told already, what people did included.
      const settled = telling ? this.book.settle(standings, { at, slept: this.registry.slept }) : [];
      // What a person did about an alert, a camera saw, or the clock makes of it concerns no fold.
      const done = telling ? doneBy(arrival, this.book) : { transitions: [] };
      const transitions = [...settled, ...done.transitions];
      const trust = telling ? this.#trust?.hear(arrival, heard.keyed) : undefined;
      return {
        arrival,
        ...heard,
        transitions,
        acted: done.acted,
        trust,
        looks: this.engine.looks(arrival.kind === 'plan'),
      };
    } catch (error) {
      const refusal: Refusal = { code: 'hub-fault', detail: String(error) };
      return { arrival, ...refused(refusal), transitions: [], looks: new Map() };
    }
  }

  /** decode → admit → sieve → locate, whatever kind it is of. */
  #heard(arrival: Arrival): Heard {
    const [captures, number, sweptUpTo] = [this.#captures, this.#number, this.#sweptUpTo];
    const hearing = { registry: this.registry, sieve: this.sieve, captures, number, sweptUpTo };
    if (arrival.kind === 'up') return hearBatch(arrival, hearing);
    if (arrival.kind === 'state') return hearState(arrival, hearing);
    if (arrival.kind === 'capture') return hearCapture(arrival, hearing);
    if (arrival.kind === 'replay') return hearReplay(arrival, this.registry);
    if (arrival.kind === 'plan') return hearPlan(arrival, hearing);
    if (arrival.kind === 'clock') return { ...nothing, passed: { witness: 'hub', upTo: arrival.receivedAt } };
    if (arrival.kind !== 'listening' && arrival.kind !== 'slept') return nothing;
    return hearListening(arrival, hearing, this.engine.keysOf('agent'));
  }
}
