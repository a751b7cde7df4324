// An agent that only talks, in bursts, through all the lives of a hub, and remembers exactly what it was promised.
import mqtt, { type MqttClient } from 'mqtt';
import type { Ack } from '../../hub/contracts/ack.ts';
import { ackTopic, upTopic } from '../../hub/contracts/topics.ts';
import { epochOne, inside, outside, positionEvent } from '../a-port.ts';

const site = 'shatian-wharf';
const perBatch = 4;
const underWayMost = 16;
/** Between two bursts, ms, and batches of a burst: a hub at about 1,000 events/s, with something under way at most moments. */
const burstMs = 16;
const perBurst = 4;
/** Sequences told beyond the last ack, and how long nothing new may be acked before they are told again, ms. */
const window = 400;
const againMs = 100;
/** Event time between two sequences, ms. */
const stepMs = 20;

export interface Talk {
  readonly broker: string;
  readonly agent: string;
  /** Which ships are its own. */
  readonly number: number;
  readonly began: number;
}

/** Ships that go in and out, each its own way; a tenth of the fixes are told a second late. */
export function told({ agent, number, began }: Talk, seq: number) {
  const ship = number * 10 + (seq % 5);
  const time = began + seq * stepMs - (seq % 10 === 0 ? 1000 : 0);
  const place = Math.floor(seq / (150 + ship)) % 2 === 0 ? outside : inside;
  return positionEvent({ seq, ...place, time, mmsi: 413_000_000 + ship, agent });
}

export class Talker {
  readonly agent: string;
  /** Every sequence whose PUBACK came, and how far the hub's own ack said that all is on disk. */
  readonly received = new Set<number>();
  durable = 0;
  readonly #talk: Talk;
  readonly #client: MqttClient;
  readonly #bursts: NodeJS.Timeout;
  #next = 1;
  /** The last sequence ever told, and the last that is to be. */
  #most = 0;
  #last = Infinity;
  #underWay = 0;
  #progressAt = performance.now();

  constructor(talk: Talk) {
    this.agent = talk.agent;
    this.#talk = talk;
    this.#client = mqtt.connect(talk.broker, { clientId: `talker-${talk.agent}`, reconnectPeriod: 25, clean: true });
    this.#client.on('error', () => {});
    this.#client.on('connect', () => this.#again());
    this.#client.on('message', (_topic, payload) => this.#acked(payload));
    this.#bursts = setInterval(() => this.#burst(), burstMs);
  }

  /** Tells no more than it has begun; resolves once the hub has it all on disk by its own word. */
  async finish(): Promise<void> {
    this.#last = this.#most;
    const end = performance.now() + 60_000;
    while (this.durable < this.#last) {
      if (performance.now() > end) throw new Error(`${this.agent}: acked up to ${this.durable} of ${this.#last}`);
      await new Promise((done) => setTimeout(done, 20));
      if (this.#underWay === 0 && this.#next > this.#last) this.#again();
    }
  }

  async end(): Promise<void> {
    clearInterval(this.#bursts);
    await this.#client.endAsync(true);
  }

  /** From the last ack on, as an agent does: what was under way goes once more. */
  #again(): void {
    this.#client.subscribe(ackTopic(site, this.agent), { qos: 1 });
    this.#rewind();
    this.#burst();
  }

  #rewind(): void {
    this.#next = this.durable + 1;
    this.#progressAt = performance.now();
  }

  #burst(): void {
    const stuck = this.#next > this.durable + window && performance.now() - this.#progressAt > againMs;
    if (stuck) this.#rewind();
    for (let i = 0; i < perBurst && this.#client.connected && this.#underWay < underWayMost; i += 1) this.#tell();
  }

  #tell(): void {
    const first = this.#next;
    const count = Math.min(perBatch, this.#last - first + 1, this.durable + window - first + 1);
    if (count <= 0) return;
    const seqs = Array.from({ length: count }, (_, i) => first + i);
    this.#next += count;
    this.#most = Math.max(this.#most, this.#next - 1);
    this.#underWay += 1;
    const payload = JSON.stringify({ v: 1, epoch: epochOne, first, events: seqs.map((seq) => told(this.#talk, seq)) });
    this.#client.publish(upTopic(site, this.agent, 'routine'), payload, { qos: 1 }, (error) => {
      this.#underWay -= 1;
      if (error == null) for (const seq of seqs) this.received.add(seq);
    });
  }

  #acked(payload: Buffer): void {
    const { epoch, durable } = JSON.parse(payload.toString()) as Ack;
    if (epoch !== epochOne || durable.routine <= this.durable) return;
    this.durable = durable.routine;
    this.#progressAt = performance.now();
  }
}
