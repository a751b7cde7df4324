// A real hub process told rubbish on every door at once: raw MQTT, WebSocket frames, REST bodies. It stays up, ready and small.
import { readFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { WebSocket } from 'ws';
import { stateTopic, upTopic } from '../../hub/contracts/topics.ts';
import { errors } from '../../hub/errors.ts';
import { epochOne, HandAgent, type HubProcess, outside, positionEvent, until } from '../a-port.ts';
import { Chance } from '../sim/chance.ts';
import { batches, bodies, connect, frames, packets, publish, states } from './corpus.ts';
import { spoil } from './spoil.ts';

export interface HubFuzzed {
  readonly sent: Readonly<Record<'packets' | 'payloads' | 'frames' | 'bodies', number>>;
  readonly peakMb: number;
  /** Answers of REST by their status. */
  readonly answers: Readonly<Record<string, number>>;
  readonly codes: readonly string[];
  readonly broken: readonly string[];
}

/** Each door gets so many at a time; then the hub is asked how it is. */
const perRound = 12;

const rssMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

class Fuzzing {
  readonly sent = { packets: 0, payloads: 0, frames: 0, bodies: 0 };
  readonly answers: Record<string, number> = {};
  readonly #hub: HubProcess;
  readonly #chance: Chance;
  readonly #packets = packets(Date.now());
  readonly #told = batches(Date.now());

  constructor(hub: HubProcess, seed: number) {
    this.#hub = hub;
    this.#chance = new Chance(seed);
  }

  round(): Promise<unknown> {
    const each = (act: () => Promise<void>): Promise<void>[] => Array.from({ length: perRound }, act);
    return Promise.all([...each(() => this.#mqtt()), ...each(() => this.#rest()), ...each(() => this.#socket())]);
  }

  /** A client that connects soundly and then spoils its packets, or what they carry; or does not even connect. */
  #mqtt(): Promise<void> {
    const chance = this.#chance;
    const hello = connect(`fuzz-${chance.hex(8)}`);
    const said = Array.from({ length: 4 }, () => (chance.odds(0.5) ? this.#payload() : this.#packet()));
    return new Promise((done) => {
      const socket = dial(Number(new URL(this.#hub.broker).port), '127.0.0.1');
      socket.on('error', () => {}).on('close', () => done());
      socket.resume();
      socket.write(chance.odds(0.9) ? hello : spoil(hello, chance, this.#packets));
      for (const one of said) socket.write(one);
      socket.end();
      socket.setTimeout(1000, () => socket.destroy());
    });
  }

  #packet(): Buffer {
    this.sent.packets += 1;
    return spoil(this.#chance.pick(this.#packets), this.#chance, this.#packets);
  }

  #payload(): Buffer {
    this.sent.payloads += 1;
    const chance = this.#chance;
    const { who, payload } = chance.pick(this.#told);
    const others = this.#told.map((one) => one.payload);
    if (chance.odds(0.2)) return publish(stateTopic(who.site, who.agent), spoil(chance.pick(states), chance, others));
    return publish(upTopic(who.site, who.agent, 'routine'), spoil(payload, chance, others));
  }

  async #rest(): Promise<void> {
    this.sent.bodies += 1;
    const chance = this.#chance;
    const { path, payload } = chance.pick(bodies);
    const body = spoil(
      payload,
      chance,
      bodies.map((one) => one.payload),
    );
    const headers = { 'content-type': chance.odds(0.95) ? 'application/json' : 'text/plain' };
    const answer = await fetch(this.#hub.web + path, { method: 'POST', headers, body: new Uint8Array(body) });
    await answer.arrayBuffer();
    this.answers[answer.status] = (this.answers[answer.status] ?? 0) + 1;
  }

  #socket(): Promise<void> {
    const chance = this.#chance;
    const said = Array.from({ length: 4 }, () => spoil(chance.pick(frames), chance, frames));
    return new Promise((done) => {
      const socket = new WebSocket(`${this.#hub.web.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      socket.on('error', () => {}).on('close', () => done());
      socket.on('open', () => {
        socket.send('40');
        for (const one of said) socket.send(chance.odds(0.8) ? one.toString('latin1') : one);
        this.sent.frames += said.length;
        setTimeout(() => socket.terminate(), 20);
      });
    });
  }
}

/** @param mostMb what the hub may hold at any time */
export async function fuzzHub(hub: HubProcess, seed: number, seconds: number, mostMb: number): Promise<HubFuzzed> {
  const fuzzing = new Fuzzing(hub, seed);
  const broken: string[] = [];
  const end = performance.now() + seconds * 1000;
  let peakMb = 0;
  while (performance.now() < end && broken.length === 0) {
    await fuzzing.round();
    if (hub.child.exitCode !== null) broken.push(`the hub ended: ${hub.said().slice(-2000)}`);
    else if (!(await fetch(`${hub.web}/readyz`)).ok) broken.push('the hub is not ready');
    else peakMb = Math.max(peakMb, rssMb(hub.child.pid ?? 0));
    if (peakMb > mostMb) broken.push(`the hub holds ${peakMb.toFixed(0)} MB`);
  }
  if (broken.length === 0) broken.push(...(await stillHears(hub)));
  const { quarantine = [] } = broken.length === 0 ? await quarantined(hub) : {};
  const codes = [...new Set(quarantine.map(({ code }) => code))].sort();
  const { sent, answers } = fuzzing;
  for (const code of codes)
    if (!Object.hasOwn(errors, code) || code === 'hub-fault') broken.push(`quarantined as ${code}`);
  for (const status of Object.keys(answers))
    if (Number(status) >= 500 && status !== '503') broken.push(`answered ${status}`);
  return { sent, peakMb, answers, codes, broken };
}

const quarantined = (hub: HubProcess) => hub.get<{ quarantine: { code: string }[] }>('/api/v1/quarantine?limit=1000');

/** After all that, a sound word is heard and acked. */
async function stillHears(hub: HubProcess): Promise<string[]> {
  const hand = await HandAgent.connect(hub.broker, 'after-all');
  const event = positionEvent({ seq: 1, ...outside, time: Date.now(), agent: 'after-all' });
  await hand.send([event], 'routine', epochOne);
  const isAcked = () => (hand.acks.at(-1)?.durable.routine === 1 ? true : undefined);
  const heard = await until('a sound word is acked', isAcked).catch((error: Error) => error.message);
  await hand.end();
  return heard === true ? [] : [heard];
}
