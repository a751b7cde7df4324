// What is told once it is on disk, and to whom: the views, the dashboards, MQTT's retained alerts, the agent's ack.
import type { CommittedBook } from './alerts/committed-book.ts';
import type { Cctv } from './cctv/cctv.ts';
import type { Clock } from './clock.ts';
import type { Reject } from './contracts/ack.ts';
import type { Alert } from './contracts/alert.ts';
import type { Echo, Sent } from './contracts/clock.ts';
import { ackTopic, alertTopic } from './contracts/topics.ts';
import type { Refusal } from './errors.ts';
import type { Arrival, Settled, ToTell, Transition } from './flow.ts';
import { withoutHandling, withoutTrust } from './identity/wall.ts';
import type { Acks } from './ingest/ack.ts';
import type { Broker } from './ingest/intake.ts';
import { windowAt } from './ingest/window.ts';
import { HeardCounts } from './measures/heard-counts.ts';
import type { Measures } from './measures/measures.ts';
import type { LiveView } from './push/live-view.ts';
import type { SocketGate } from './push/socket-gate.ts';
import type { Registry } from './registry/registry.ts';

export type Quarantined = Refusal & { readonly id: number };

/** Without what was only to be folded. */
export function toTell({ keyed: _, batch, ...settled }: Settled): ToTell {
  return batch === undefined
    ? settled
    : { ...settled, batch: { epoch: batch.epoch, first: batch.first, last: batch.last, sent: batch.sent } };
}

export interface Told {
  readonly book: CommittedBook;
  readonly view: LiveView;
  readonly registry: Registry;
  readonly acks: Acks;
  readonly clock: Pick<Clock, 'now' | 'aheadMs'>;
  /** How much was said and is not on disk yet. */
  readonly behind: () => number;
}

export class Telling {
  readonly counts = { arrivals: 0, events: 0, duplicates: 0, refused: 0, strangers: 0, transitions: 0 };
  /** Since the start. */
  readonly heard = new HeardCounts();
  readonly #told: Told;
  measures: Measures | undefined;
  /** Open only while the hub is: before that there is nobody to tell. */
  gate: Pick<SocketGate, 'tell' | 'tellChecks'> | undefined;
  broker: Broker | undefined;
  cctv: Cctv | undefined;

  constructor(told: Told) {
    this.#told = told;
  }

  /** A committed arrival, told to everyone it concerns. */
  tell(settled: ToTell, quarantined: readonly Quarantined[]): void {
    this.show(settled);
    this.alerts(settled.transitions);
    this.gate?.tellChecks(settled.trust?.checks ?? []);
    this.#ack(settled, quarantined);
    this.heard.tell(settled);
    this.measures?.tell(settled.transitions);
  }

  /** Brings the counters and the map up to what is committed; all that is left to do of an arrival replayed. */
  show(settled: ToTell): void {
    const { arrival, batch, located = 0, looks, refusals, transitions } = settled;
    this.counts.arrivals += 1;
    this.counts.transitions += transitions.length;
    this.counts.refused += refusals.length;
    this.#told.view.saw(looks, arrival.receivedAt);
    if (arrival.kind !== 'up' && arrival.kind !== 'state') return;
    this.counts.events += located;
    if (batch !== undefined && settled.admitted)
      this.counts.duplicates += batch.last - batch.first + 1 - located - refusals.length;
    this.#row(arrival, settled, located);
  }

  /** What the page says of the one who sent it. A word that was refused, or stale, is no sign of life. */
  #row(
    arrival: Extract<Arrival, { agent: string }>,
    { batch, state, refusals, admitted }: ToTell,
    events: number,
  ): void {
    const { site, agent, receivedAt } = arrival;
    const { view, registry } = this.#told;
    if (!admitted) {
      this.counts.strangers += 1;
      view.stranger(site, agent, receivedAt, refusals);
      return;
    }
    const row = { site, feed: registry.feedOf(agent) };
    if (batch !== undefined) view.heard(agent, { ...row, online: true, heardAt: receivedAt });
    else if (state === undefined) view.heard(agent, row);
    else {
      const { online, finished = false } = state;
      view.heard(agent, { ...row, online, finished, ...(online && { heardAt: receivedAt }) });
    }
    view.counted(agent, events, refusals);
  }

  alerts(transitions: readonly Transition[]): void {
    this.#told.book.apply(transitions);
    this.gate?.tell(transitions);
    for (const { alert } of transitions) this.#retain(alert);
    this.cctv?.tell(transitions);
  }

  /** A broker that has just come up holds nothing retained, or what an earlier life left there. */
  tellAnew(): void {
    const { acks, book, registry } = this.#told;
    for (const { site, agent, ack } of acks.standing(this.#answering()))
      if (registry.belongs(site, agent)) this.broker?.publish(ackTopic(site, agent), JSON.stringify(ack));
    for (const alert of book.openOnes()) this.#retain(alert);
  }

  #retain(alert: Alert): void {
    // Whoever reads the broker may be a terminal's: what customs think of a party, and do about it, is not for them.
    const payload = alert.condition === 'active' ? JSON.stringify(withoutHandling(withoutTrust(alert))) : '';
    this.broker?.publish(alertTopic(alert.site, alert.id), payload);
  }

  /** Every batch is answered; a state when it asks, or when something of it was refused. No answer to a stranger is kept. */
  #ack({ arrival, batch, state, durable = 0, admitted = false }: ToTell, quarantined: readonly Quarantined[]): void {
    if (arrival.kind !== 'up' && arrival.kind !== 'state') return;
    const { site, agent, receivedAt } = arrival;
    const echo = admitted ? this.#echo((batch ?? state)?.sent, receivedAt) : undefined;
    if (arrival.kind === 'state' && quarantined.length === 0) {
      this.#answer(site, agent, echo);
      return;
    }
    const cls = arrival.kind === 'up' ? { class: arrival.class } : {};
    const rejects: Reject[] = quarantined.map(({ id, code, seq }) => {
      return { code, ...cls, quarantine: id, ...(seq !== undefined && { seq }) };
    });
    const answering = { ...this.#answering(), echo };
    const ack = this.#told.acks.settle(site, agent, { epoch: batch?.epoch, ...cls, durable, rejects }, answering);
    this.broker?.publish(ackTopic(site, agent), JSON.stringify(ack), admitted);
  }

  /** Not retained: what is, says what is on disk, and this must not take its place. */
  #answer(site: string, agent: string, echo: Echo | undefined): void {
    if (echo === undefined) return;
    const ack = this.#told.acks.again(site, agent, { ...this.#answering(), echo });
    this.broker?.publish(ackTopic(site, agent), JSON.stringify(ack), false);
  }

  #answering(): { window: number; now: number } {
    const { clock, behind } = this.#told;
    return { window: windowAt(behind()), now: clock.now() };
  }

  /** While our own clock waits for the wall clock that was set back, nobody should set theirs by it. */
  #echo(sent: Sent | undefined, heard: number): Echo | undefined {
    return sent === undefined || this.#told.clock.aheadMs() > 0 ? undefined : { sent, heard };
  }
}
