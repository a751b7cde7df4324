// A broker between agents and hub as networks have them: delays, lost connections, partitions, wills, what is retained, words twice.
import type { Dial, Will } from '../../edge-agents/link.ts';
import { hubTopic } from '../../hub/contracts/topics.ts';
import type { Agenda, Life } from './agenda.ts';
import type { Chance } from './chance.ts';
import { Client, type Line } from './client.ts';

/** One and a half times what a client promises. */
const keepaliveMs = 15_000;

export interface BrokerWays {
  /** Inside the hub: it goes down with it, retains nothing beyond, and PUBACK is the hub's word. Else it stays, and PUBACK promises nothing. */
  readonly embedded: boolean;
  /** Usual delay of a packet, ms. */
  readonly delayMs: number;
  /** How often a message comes twice. */
  readonly twice: number;
  /** How often a new connection does not end the old one of the same client at once. */
  readonly overlaps: number;
  /** A client sends again on the next connection what was under way on the last one; else it gives it up. */
  readonly resends: boolean;
}

/** The hub as the broker reaches it. */
export interface Listener {
  hear(topic: string, payload: string, retained: boolean, durable: () => void): void;
}

export class Broker {
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly ways: BrokerWays;
  readonly lines = new Map<string, Line>();
  readonly #retained = new Map<string, string>();
  #listener: { hear: Listener['hear']; life: Life; will: Will } | undefined;
  /** What an external broker says for a hub whose connection broke, once it has found out. */
  #hubWill: Will | undefined;
  /** When the last packet to the hub arrives: none overtakes it. */
  #toHubAt = 0;
  #partitioned = new Set<string>();
  /** Told of what the hub says, as it says it. */
  onPublished: (topic: string, payload: string) => void = () => {};

  constructor(agenda: Agenda, chance: Chance, ways: BrokerWays) {
    this.agenda = agenda;
    this.chance = chance;
    this.ways = ways;
  }

  get isUp(): boolean {
    return !this.ways.embedded || this.#listener?.life.isAsleep === false;
  }

  delay(): number {
    return this.chance.around(this.ways.delayMs) + (this.chance.odds(0.01) ? this.chance.int(0, 5000) : 0);
  }

  dial(client: string, life: Life): Dial {
    return (will, events) => new Client(this, client, life, will, events);
  }

  /** The hub listens. An external broker first takes leave of its last connection, then tells it what is retained. */
  attach(life: Life, hear: Listener['hear'], will: Will): void {
    this.#speakHubWill();
    this.#listener = { hear, life, will };
    if (this.ways.embedded) return;
    for (const [topic, payload] of this.#retained) if (!topic.endsWith('/ack')) this.#toHub(topic, payload, true);
  }

  /** The hub is gone; with an embedded broker everybody's connection and all that was retained is, too, and no will is told. */
  detach(): void {
    const was = this.#listener;
    this.#listener = undefined;
    if (!this.ways.embedded) {
      if (was !== undefined) this.#foundOutLater(was.will);
      return;
    }
    this.#retained.clear();
    for (const line of [...this.lines.values()]) line.cut(this.chance.int(0, 50), undefined);
    this.lines.clear();
  }

  partition(client: string, isCut: boolean): void {
    if (isCut) this.#partitioned.add(client);
    else this.#partitioned.delete(client);
    if (!isCut) return;
    const line = this.lines.get(client);
    // Nobody is told: each end finds out by its own keepalive.
    line?.cut(this.chance.int(1000, 15_000), this.chance.int(1000, 15_000));
  }

  isPartitioned(client: string): boolean {
    return this.#partitioned.has(client);
  }

  /** Its process stands still for so long: beyond its keepalive the broker takes it for lost. */
  unheard(client: string, ms: number): void {
    if (ms > keepaliveMs) this.lines.get(client)?.cut(ms, keepaliveMs);
  }

  /** Its connection is reset, for no reason of its own. */
  reset(client: string): void {
    this.lines.get(client)?.cut(this.chance.int(0, 500), this.chance.int(0, 15_000));
  }

  connected(line: Line): void {
    const old = this.lines.get(line.client);
    this.lines.set(line.client, line);
    if (old !== undefined && !this.chance.odds(this.ways.overlaps)) old.takenOver();
  }

  gone(line: Line): void {
    if (this.lines.get(line.client) === line) this.lines.delete(line.client);
  }

  /** An agent's word, or its will. `acked` is PUBACK. */
  take(topic: string, payload: string, retain: boolean, acked: () => void): void {
    if (retain) this.#retain(topic, payload);
    const to = this.#listener;
    // A process that stands still reads its sockets when it goes on.
    if (this.ways.embedded) return void to?.life.after(0, () => to.hear(topic, payload, false, acked));
    acked();
    this.#toHub(topic, payload, false);
    if (this.chance.odds(this.ways.twice)) this.#toHub(topic, payload, false);
  }

  /** The hub's word. */
  publish(topic: string, payload: string, retain = true): void {
    if (this.#listener === undefined) return;
    this.onPublished(topic, payload);
    if (retain) this.#retain(topic, payload);
    for (const line of this.lines.values()) line.told(topic, payload);
    // Of its own topics it subscribes to this one.
    if (topic === hubTopic && !this.ways.embedded) this.#toHub(topic, payload, false);
  }

  /** An external broker whose connection to the hub broke, and whether the hub knows: what agents say meanwhile is nobody's. */
  get isLinked(): boolean {
    return this.#listener !== undefined;
  }

  retained(topic: string): string | undefined {
    return this.#retained.get(topic);
  }

  /** Alerts that are retained, by topic. */
  retainedAlerts(): string[] {
    return [...this.#retained.keys()].filter((topic) => topic.includes('/alerts/'));
  }

  /** By the reset, or by its keepalive. */
  #foundOutLater(will: Will): void {
    this.#hubWill = will;
    const finds = this.chance.odds(0.7) ? this.chance.int(0, 200) : this.chance.int(5000, 15_000);
    this.agenda.at(this.agenda.now + finds, () => {
      if (this.#hubWill === will) this.#speakHubWill();
    });
  }

  #speakHubWill(): void {
    const will = this.#hubWill;
    this.#hubWill = undefined;
    if (will === undefined) return;
    this.#retain(will.topic, will.payload);
    for (const line of this.lines.values()) line.told(will.topic, will.payload);
  }

  #retain(topic: string, payload: string): void {
    if (payload === '') this.#retained.delete(topic);
    else this.#retained.set(topic, payload);
  }

  /** A clean session: what is on its way to a hub that dies, or loses its connection, is lost, and nobody sends it again. */
  #toHub(topic: string, payload: string, retained: boolean): void {
    const to = this.#listener;
    if (to === undefined) return;
    this.#toHubAt = Math.max(this.#toHubAt, this.agenda.now + this.chance.around(2));
    to.life.after(this.#toHubAt - this.agenda.now, () => {
      if (this.#listener === to) to.hear(topic, payload, retained, () => {});
    });
  }
}
