// A process of its own: a hundred agents that offer so many events a second, hold to what they may have under way, as real
// ones do, and keep the rest; now and then one cuts a seal.
import type { Socket } from 'node:net';
import { connectAsync, type MqttClient } from 'mqtt';
import { frameMost, inFlightMax } from '../../edge-agents/uplink.ts';
import { ackTopic, stateTopic, upTopic } from '../../hub/contracts/topics.ts';
import { birth, cutFrame, frame, site } from './fleet.ts';

export interface Offer {
  readonly broker: string;
  readonly agents: number;
  readonly perSecond: number;
  readonly urgentPerSecond: number;
  /** What is told in the first seconds is not measured. */
  readonly warmSeconds: number;
  readonly seconds: number;
}

export interface Offered {
  /** Milliseconds from publishing to PUBACK. */
  readonly routine: readonly number[];
  readonly urgent: readonly number[];
  /** Seals cut, and when, of the machine's steady clock, ms. */
  readonly cut: readonly (readonly [seal: string, at: number])[];
  readonly events: number;
  /** Most events that waited in all spools together; and how long after the last offer the last was acked, s. */
  readonly spooledMost: number;
  readonly recoveredSeconds: number;
}

/** Of one machine and all its processes, ms. */
export const steadyMs = (): number => Number(process.hrtime.bigint()) / 1e6;

const tickMs = 5;
const lingerMs = 200;
const shipsEach = 20;
const urgentMost = 8;

class LoadAgent {
  readonly #client: MqttClient;
  readonly #name: string;
  readonly #number: number;
  readonly #perMs: number;
  readonly #beganAt: number;
  #offered = 0;
  #sent = 0;
  #acked = 0;
  #inFlight = 0;
  #urgent = 0;
  #urgentInFlight = 0;

  constructor(client: MqttClient, number: number, perMs: number, beganAt: number) {
    this.#client = client;
    this.#number = number;
    this.#name = `load${number}`;
    this.#perMs = perMs;
    this.#beganAt = beganAt;
  }

  get spooled(): number {
    return this.#offered - this.#acked;
  }

  get events(): number {
    return this.#acked;
  }

  offerUpTo(now: number): void {
    this.#offered = Math.max(this.#offered, Math.floor((now - this.#beganAt) * this.#perMs));
  }

  /** A full frame, or what has waited for as long as it may. */
  send(now: number, took: (ms: number) => void): void {
    while (this.#inFlight < inFlightMax) {
      const count = Math.min(frameMost, this.#offered - this.#sent);
      if (count <= 0) return;
      if (count < frameMost && now - this.#beganAt - (this.#sent + 1) / this.#perMs < lingerMs) return;
      const first = this.#sent + 1;
      // The wall's time of when it was offered: what waited in the spool is told as late as it is.
      const offset = Date.now() - now + this.#beganAt;
      const ships = { first: this.#number * shipsEach, count: shipsEach };
      const text = frame(this.#name, first, count, ships, (seq) => Math.floor(offset + seq / this.#perMs));
      this.#sent += count;
      this.#inFlight += 1;
      const at = steadyMs();
      this.#client.publish(upTopic(site, this.#name, 'routine'), text, { qos: 1 }, () => {
        took(steadyMs() - at);
        this.#inFlight -= 1;
        this.#acked += count;
        this.send(steadyMs(), took);
      });
    }
  }

  /** @returns the seal, unless as many as may be are under way */
  cut(took: (ms: number) => void): readonly [string, number] | undefined {
    if (this.#urgentInFlight >= urgentMost) return undefined;
    this.#urgent += 1;
    this.#urgentInFlight += 1;
    const seal = `seal:CUT${String(this.#number).padStart(3, '0')}N${this.#urgent}`;
    const at = steadyMs();
    const text = cutFrame(this.#name, this.#urgent, seal, Date.now());
    this.#client.publish(upTopic(site, this.#name, 'urgent'), text, { qos: 1 }, () => {
      this.#urgentInFlight -= 1;
      took(steadyMs() - at);
    });
    return [seal, at];
  }
}

async function connected(broker: string, number: number): Promise<MqttClient> {
  const client = await connectAsync(broker, { clientId: `load-${number}`, keepalive: 60 });
  // As the agents' own link: else a word waits 40 ms behind the PUBACK of the last ack (Nagle's algorithm, delayed acknowledgement).
  (client.stream as Socket).setNoDelay(true);
  await client.publishAsync(stateTopic(site, `load${number}`), birth(), { qos: 1, retain: true });
  await client.subscribeAsync(ackTopic(site, `load${number}`), { qos: 1 });
  return client;
}

async function run(offer: Offer): Promise<Offered> {
  const { broker, agents: count, perSecond, urgentPerSecond, warmSeconds, seconds } = offer;
  const clients = await Promise.all(Array.from({ length: count }, (_, i) => connected(broker, i)));
  const [routine, urgent, cut] = [[] as number[], [] as number[], [] as (readonly [string, number])[]];
  const beganAt = steadyMs();
  const [measuredAt, until] = [beganAt + warmSeconds * 1000, beganAt + (warmSeconds + seconds) * 1000];
  const perMs = perSecond / count / 1000;
  // Not all at the same moment, or every agent's frame would stand behind all the others'.
  const agents = clients.map(
    (client, i) => new LoadAgent(client, i, perMs, beganAt - ((i / count) * frameMost) / perMs),
  );
  const into = (all: number[]) => (ms: number) => {
    if (steadyMs() >= measuredAt) all.push(ms);
  };
  let [cuts, spooledMost] = [0, 0];
  await new Promise<void>((over) => {
    const timer = setInterval(() => {
      const now = steadyMs();
      for (const agent of agents) {
        agent.offerUpTo(Math.min(now, until));
        agent.send(now, into(routine));
      }
      for (; now < until && cuts < ((now - beganAt) / 1000) * urgentPerSecond; cuts += 1) {
        const done = agents[(cuts * 37) % count]?.cut(into(urgent));
        if (done !== undefined && now >= measuredAt) cut.push(done);
      }
      const spooled = agents.reduce((sum, agent) => sum + agent.spooled, 0);
      spooledMost = Math.max(spooledMost, spooled);
      if (now < until || spooled > 0) return;
      clearInterval(timer);
      over();
    }, tickMs);
  });
  const recoveredSeconds = (steadyMs() - until) / 1000;
  await Promise.all(clients.map((client) => client.endAsync(true)));
  const events = agents.reduce((sum, agent) => sum + agent.events, 0);
  return { routine, urgent, cut, events, spooledMost, recoveredSeconds };
}

if (process.send !== undefined) {
  const done = await run(JSON.parse(process.argv[2] ?? '{}') as Offer);
  process.send(done, () => process.exit(0));
}
