// An agent's end of the network: a link that connects again by itself, over lines that break at each end at another time.
import { steadyMs, waitMs } from '../../edge-agents/backoff.ts';
import type { Link, LinkEvents, Will } from '../../edge-agents/link.ts';
import type { Life } from './agenda.ts';
import type { Broker } from './broker.ts';

interface Packet {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  readonly done: () => void;
}

/** One connection: in order while it lasts; what is under way when it breaks arrives in part, and perhaps late. */
export class Line {
  readonly client: string;
  readonly #broker: Broker;
  readonly #will: Will;
  readonly #topics = new Set<string>();
  readonly #onDown: () => void;
  #clientUp = true;
  #brokerUp = true;
  #isCut = false;
  /** Bytes that left before it broke still arrive, up to the first that does not. */
  #isLost = false;
  #upAt = 0;
  #downAt = 0;

  constructor(broker: Broker, client: string, will: Will, onDown: () => void) {
    this.#broker = broker;
    this.client = client;
    this.#will = will;
    this.#onDown = onDown;
  }

  get isUp(): boolean {
    return this.#clientUp;
  }

  send({ topic, payload, retain }: Packet, acked: () => void): void {
    const { agenda } = this.#broker;
    this.#upAt = Math.max(this.#upAt, agenda.now + this.#broker.delay());
    agenda.at(this.#upAt, () => {
      if (!this.#arrives() || !this.#brokerUp) return;
      this.#broker.take(topic, payload, retain, () => this.#toClient(acked));
    });
  }

  subscribe(topic: string, onMessage: () => void): void {
    const { agenda } = this.#broker;
    this.#upAt = Math.max(this.#upAt, agenda.now + this.#broker.delay());
    agenda.at(this.#upAt, () => {
      if (!this.#arrives() || !this.#brokerUp) return;
      this.#topics.add(topic);
      onMessage();
    });
  }

  /** Published by the hub. */
  onTold: (payload: string, retained: boolean) => void = () => {};
  told(topic: string, payload: string): void {
    if (this.#brokerUp && this.#topics.has(topic)) this.#toClient(() => this.onTold(payload, false));
  }
  /** What was retained when it subscribed. */
  tell(payload: string): void {
    this.#toClient(() => this.onTold(payload, true));
  }

  /** It breaks. Each end finds out in its own time, ms; without one for the broker it is the broker that is gone. */
  cut(clientMs: number, brokerMs: number | undefined): void {
    if (this.#isCut) return;
    this.#isCut = true;
    const { agenda } = this.#broker;
    agenda.at(agenda.now + clientMs, () => this.#clientGone());
    if (brokerMs === undefined) this.#brokerUp = false;
    else agenda.at(agenda.now + brokerMs, () => this.#brokerGone());
  }

  /** Another one of the same client took its place: the broker ends it, and speaks its will. */
  takenOver(): void {
    this.#isCut = true;
    this.#brokerGone();
    this.#clientGone();
  }

  /** With a DISCONNECT: no will. */
  leave(): void {
    this.#isCut = true;
    this.#clientUp = false;
    this.#brokerUp = false;
    this.#broker.gone(this);
  }

  #clientGone(): void {
    if (!this.#clientUp) return;
    this.#clientUp = false;
    this.#onDown();
  }

  #brokerGone(): void {
    if (!this.#brokerUp) return;
    this.#brokerUp = false;
    this.#broker.gone(this);
    this.#broker.take(this.#will.topic, this.#will.payload, true, () => {});
  }

  #arrives(): boolean {
    if (this.#isCut && !this.#isLost) this.#isLost = this.#broker.chance.odds(0.3);
    return !this.#isLost;
  }

  #toClient(act: () => void): void {
    const { agenda } = this.#broker;
    this.#downAt = Math.max(this.#downAt, agenda.now + this.#broker.delay());
    agenda.at(this.#downAt, () => {
      if (this.#clientUp && !this.#isCut) act();
    });
  }
}

export class Client implements Link {
  readonly #broker: Broker;
  readonly #name: string;
  readonly #life: Life;
  readonly #will: Will;
  readonly #events: LinkEvents;
  #line: Line | undefined;
  #outgoing: Packet[] = [];
  #closed = false;
  #failures = 0;
  #upSince = Infinity;

  constructor(broker: Broker, name: string, life: Life, will: Will, events: LinkEvents) {
    this.#broker = broker;
    this.#name = name;
    this.#life = life;
    this.#will = will;
    this.#events = events;
    life.after(broker.delay(), () => this.#connect());
  }

  get isUp(): boolean {
    return this.#line?.isUp === true;
  }

  publish(topic: string, payload: string, retain: boolean, done: () => void = () => {}): void {
    const packet = { topic, payload, retain, done };
    this.#outgoing.push(packet);
    if (this.isUp) this.#send(packet);
  }

  subscribe(topic: string): void {
    const line = this.#line;
    line?.subscribe(topic, () => {
      const kept = this.#broker.retained(topic);
      if (kept !== undefined) line.tell(kept);
    });
  }

  async close(topic: string, last: string): Promise<void> {
    this.#closed = true;
    if (!this.isUp) return;
    await new Promise<void>((done) => this.publish(topic, last, true, done));
    this.#line?.leave();
  }

  /** Its process was killed: the broker finds out by the reset, or by its keepalive. */
  killed(): void {
    this.#closed = true;
    const { chance } = this.#broker;
    this.#line?.cut(0, chance.odds(0.7) ? chance.int(0, 200) : chance.int(5000, 15_000));
  }

  #connect(): void {
    if (this.#closed) return;
    if (this.#broker.isUp && !this.#broker.isPartitioned(this.#name)) this.#up();
    else this.#again('cannot be reached');
  }

  #up(): void {
    const line = new Line(this.#broker, this.#name, this.#will, () => this.#down(line));
    line.onTold = (payload, retained) => {
      if (!this.#life.isOver) this.#life.after(0, () => this.#events.onMessage(Buffer.from(payload), retained));
    };
    this.#line = line;
    this.#upSince = this.#broker.agenda.now;
    this.#broker.connected(line);
    const under = this.#outgoing;
    if (this.#broker.ways.resends) for (const packet of under) this.#send(packet);
    else {
      this.#outgoing = [];
      for (const { done } of under) done();
    }
    this.#events.onUp();
  }

  #send(packet: Packet): void {
    const done = (): void => {
      const at = this.#outgoing.indexOf(packet);
      if (at < 0) return;
      this.#outgoing.splice(at, 1);
      packet.done();
    };
    this.#line?.send(packet, () => void this.#life.after(0, done));
  }

  #down(line: Line): void {
    this.#life.after(0, () => {
      if (this.#line !== line) return;
      this.#line = undefined;
      this.#again('closed');
    });
  }

  #again(why: string): void {
    this.#events.onDown(why);
    if (this.#closed) return;
    const { agenda, chance } = this.#broker;
    if (agenda.now - this.#upSince >= steadyMs) this.#failures = 0;
    this.#upSince = Infinity;
    this.#life.after(
      waitMs(this.#failures, () => chance.next()),
      () => this.#connect(),
    );
    this.#failures += 1;
  }
}
