// The MQTT link: spool up in batches, acks down, birth, beat and will. mqtt.js holds a small window only; the spool is ours.
import mqtt, { type MqttClient } from 'mqtt';
import { Compile } from 'typebox/compile';
import { Ack, ackWindow, noEpoch, type Reject } from '../hub/contracts/ack.ts';
import type { AgentState } from '../hub/contracts/agent-state.ts';
import type { EventClass, Feed } from '../hub/contracts/ids.ts';
import { ackTopic, stateTopic, upTopic } from '../hub/contracts/topics.ts';
import { frameOf } from './frame.ts';
import type { Spool } from './spool.ts';

export interface UplinkOptions {
  readonly brokerUrl: string;
  readonly site: string;
  readonly agent: string;
  readonly feed: Feed;
  readonly sw: string;
  readonly now: () => number;
  /** How much older than now an observation may still come, ms. */
  readonly lagMs: number;
  /** Told when the broker is there (true) or cannot be reached (false), at each change. */
  readonly onLink: (up: boolean, why: string) => void;
  /** Told of every refusal the hub names, once. */
  readonly onReject: (code: string, seq: number | undefined) => void;
}

/** Batches under way per class; what is beyond waits in the spool. */
export const inFlightMax = 8;
/** Events of a frame: late ones are long to hear in one piece, and an hour of spool must not make the others wait. */
export const frameMost = 32;
const beatMs = 5000;
const reconnectMs = 1000;
/** Sent and not acked for so long: sent again from the last ack. */
const resendMs = 10_000;

const ackCheck = Compile(Ack);
const classes = ['urgent', 'routine'] as const;

export class Uplink {
  readonly #spool: Spool;
  readonly #options: UplinkOptions;
  readonly #connection: number;
  readonly #client: MqttClient;
  readonly #sent: Record<EventClass, number>;
  readonly #inFlight: Record<EventClass, number> = { urgent: 0, routine: 0 };
  readonly #timers: NodeJS.Timeout[] = [];
  #progressAt: number;
  #window = ackWindow;
  #linked: boolean | undefined;
  #beforeState = (): void => {};
  #rejectedUpTo = 0;
  #finished = false;
  #closing = false;
  #waiting: (() => void)[] = [];

  constructor(spool: Spool, options: UplinkOptions) {
    this.#spool = spool;
    this.#options = options;
    this.#connection = spool.nextConnection();
    this.#sent = { urgent: spool.ackedUpTo('urgent'), routine: spool.ackedUpTo('routine') };
    this.#progressAt = options.now();
    const { site, agent, brokerUrl } = options;
    const will = {
      topic: stateTopic(site, agent),
      payload: Buffer.from(this.#state(false)),
      qos: 1 as const,
      retain: true,
    };
    const clientId = `${site}-${agent}-${spool.epoch.slice(0, 6)}`;
    this.#client = mqtt.connect(brokerUrl, {
      clean: true,
      clientId,
      reconnectPeriod: reconnectMs,
      will,
      keepalive: 10,
    });
    this.#client.on('connect', () => this.#born());
    this.#client.on('message', (_topic, payload) => this.#onAck(payload));
    this.#client.on('error', (error) => this.#link(false, error.message || String((error as { code?: string }).code)));
    this.#client.on('close', () => this.#link(false, 'closed'));
    this.#timers.push(
      setInterval(() => this.#beat(), beatMs),
      setInterval(() => this.#resend(), resendMs / 4),
    );
  }

  /**
   * `settle` is called before the agent says how far it has told: what it still holds must be in the spool by then. It
   * must not send: a birth comes before what is told under it.
   */
  beforeState(settle: () => void): void {
    this.#beforeState = settle;
  }

  /** There is something new in the spool. */
  wake(): void {
    for (const cls of classes) this.#send(cls);
  }

  /** Resolves when the hub has everything on disk. */
  drained(): Promise<void> {
    if (this.#spool.pending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A finite source ended: say so, so that nobody takes the silence that follows for blindness. */
  async finish(): Promise<void> {
    this.#finished = true;
    if (this.#client.connected) await this.#client.publishAsync(this.#stateTopic, this.#state(true), retained);
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    const { connected } = this.#client;
    if (connected) await this.#client.publishAsync(this.#stateTopic, this.#state(false), retained);
    // With a DISCONNECT where there is someone to say it to: else the will would speak after us.
    await this.#client.endAsync(!connected);
  }

  get #stateTopic(): string {
    return stateTopic(this.#options.site, this.#options.agent);
  }

  #state(online: boolean): string {
    const { feed, sw, now, lagMs } = this.#options;
    this.#beforeState();
    const told = Math.min(now() - lagMs, this.#spool.oldest() ?? Infinity);
    const upTo = feed === 'historical' ? undefined : Math.max(0, told);
    const state: AgentState = { online, epoch: this.#spool.epoch, connection: this.#connection, feed, sw, upTo };
    return JSON.stringify(this.#finished ? { ...state, finished: true } : state);
  }

  /** Birth first, then the spool from the last ack: the hub knows what we are before it hears what we say. */
  #born(): void {
    this.#link(true, '');
    this.#client.publish(this.#stateTopic, this.#state(true), retained);
    this.#client.subscribe(ackTopic(this.#options.site, this.#options.agent), { qos: 1 });
    this.#rewind();
  }

  #link(up: boolean, why: string): void {
    if (this.#linked === up || this.#closing) return;
    this.#linked = up;
    this.#options.onLink(up, why);
  }

  #beat(): void {
    if (this.#client.connected) this.#client.publish(this.#stateTopic, this.#state(true), retained);
    this.wake();
  }

  #resend(): void {
    if (this.#spool.pending === 0 || this.#options.now() - this.#progressAt < resendMs) return;
    this.#rewind();
  }

  #rewind(): void {
    this.#progressAt = this.#options.now();
    for (const cls of classes) this.#sent[cls] = this.#spool.ackedUpTo(cls);
    this.wake();
  }

  #send(cls: EventClass): void {
    while (this.#client.connected && this.#inFlight[cls] < inFlightMax) {
      const acked = this.#spool.ackedUpTo(cls);
      const room = this.#window - (this.#sent[cls] - acked);
      if (room <= 0) return;
      const kept = this.#spool.after(cls, this.#sent[cls], Math.min(room, frameMost));
      const [first] = kept;
      if (first === undefined) return;
      const { text, count } = frameOf({ ...this.#options, epoch: this.#spool.epoch, gone: acked }, cls, kept);
      this.#sent[cls] = first.seq + count - 1;
      this.#inFlight[cls] += 1;
      this.#client.publish(upTopic(this.#options.site, this.#options.agent, cls), text, { qos: 1 }, () => {
        this.#inFlight[cls] -= 1;
        this.#send(cls);
      });
    }
  }

  /** Acks are retained, and come again with every connection: each refusal is told once, by its place in quarantine. */
  #rejected({ code, seq, quarantine }: Reject): void {
    if (quarantine <= this.#rejectedUpTo) return;
    this.#rejectedUpTo = quarantine;
    this.#options.onReject(code, seq);
  }

  #onAck(payload: Buffer): void {
    const ack = readAck(payload);
    if (ack === undefined) return;
    if (ack.epoch !== this.#spool.epoch && ack.epoch !== noEpoch) return;
    for (const reject of ack.rejects) this.#rejected(reject);
    if (ack.epoch === noEpoch) return;
    this.#progressAt = this.#options.now();
    this.#window = ack.window;
    for (const cls of classes) this.#spool.acked(cls, ack.durable[cls]);
    if (this.#spool.pending > 0) this.wake();
    else for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

const retained = { qos: 1, retain: true } as const;

function readAck(payload: Buffer): Ack | undefined {
  try {
    const ack: unknown = JSON.parse(payload.toString('utf8'));
    return ackCheck.Check(ack) ? ack : undefined;
  } catch {
    return undefined;
  }
}
