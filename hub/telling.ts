// What is told once it is on disk, and to whom: the views, the dashboards, MQTT's retained alerts, the agent's ack.
import type { CommittedBook } from './alerts/committed-book.ts';
import type { Reject } from './contracts/ack.ts';
import type { Alert } from './contracts/alert.ts';
import { ackTopic, alertTopic } from './contracts/topics.ts';
import type { Refusal } from './errors.ts';
import type { Settled, Transition } from './flow.ts';
import type { Acks } from './ingest/ack.ts';
import type { Broker } from './ingest/intake.ts';
import type { LiveView } from './push/live-view.ts';
import type { SocketGate } from './push/socket-gate.ts';
import type { Registry } from './registry/registry.ts';

export type Quarantined = Refusal & { readonly id: number };

export interface Told {
  readonly book: CommittedBook;
  readonly view: LiveView;
  readonly registry: Registry;
  readonly acks: Acks;
  readonly now: () => number;
}

export class Telling {
  readonly counts = { arrivals: 0, events: 0, duplicates: 0, refused: 0, strangers: 0, transitions: 0 };
  readonly #told: Told;
  /** Open only while the hub is: before that there is nobody to tell. */
  gate: SocketGate | undefined;
  broker: Broker | undefined;

  constructor(told: Told) {
    this.#told = told;
  }

  /** A committed arrival, told to everyone it concerns. */
  tell(settled: Settled, quarantined: readonly Quarantined[]): void {
    this.show(settled);
    this.alerts(settled.transitions);
    this.#ack(settled, quarantined);
  }

  /** Brings the counters and the map up to what is committed; all that is left to do of an arrival replayed. */
  show(settled: Settled): void {
    const { arrival, batch, state, keyed, refusals, admitted = false } = settled;
    this.counts.arrivals += 1;
    this.counts.refused += refusals.length;
    for (const one of keyed) this.#told.view.saw(one);
    if (arrival.kind === 'plan') this.#told.view.fencesChanged();
    if (arrival.kind !== 'up' && arrival.kind !== 'state') return;
    const { site, agent, receivedAt } = arrival;
    const { view, registry } = this.#told;
    if (!admitted) {
      this.counts.strangers += 1;
      view.stranger(site, agent, receivedAt, refusals);
      return;
    }
    const feed = registry.feedOf(agent);
    const { online = true, finished } = state ?? {};
    const heard = { site, feed, ...(online && { heardAt: receivedAt }) };
    view.heard(agent, state === undefined ? heard : { ...heard, online, finished: finished ?? false });
    const events = arrival.kind === 'up' ? keyed.length : 0;
    this.counts.events += events;
    if (batch !== undefined) this.counts.duplicates += batch.last - batch.first + 1 - events - refusals.length;
    view.counted(agent, events, refusals);
  }

  alerts(transitions: readonly Transition[]): void {
    this.counts.transitions += transitions.length;
    this.#told.book.apply(transitions);
    this.gate?.tell(transitions);
    for (const { alert } of transitions) this.#retain(alert);
  }

  /** A broker that has just come up holds nothing retained, or what an earlier life left there. */
  retainOpen(): void {
    for (const alert of this.#told.book.openOnes()) this.#retain(alert);
  }

  #retain(alert: Alert): void {
    const payload = alert.condition === 'active' ? JSON.stringify(alert) : '';
    this.broker?.publish(alertTopic(alert.site, alert.id), payload);
  }

  #ack({ arrival, batch, durable = 0 }: Settled, quarantined: readonly Quarantined[]): void {
    if (arrival.kind !== 'up') return;
    const { site, agent, class: cls } = arrival;
    const { acks, now } = this.#told;
    const epoch = batch?.epoch ?? acks.epochOf(site, agent);
    if (epoch === undefined) return;
    const rejects: Reject[] = quarantined.map(({ id, code, seq }) => {
      return { code, class: cls, quarantine: id, ...(seq !== undefined && { seq }) };
    });
    const ack = acks.settle(site, agent, { epoch, class: cls, durable, rejects }, now());
    this.broker?.publish(ackTopic(site, agent), JSON.stringify(ack));
  }
}
