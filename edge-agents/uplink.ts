// What goes over the link: the spool up in batches, acks down, birth, beat and will. The link holds a small window only; the spool is ours.
import { Compile } from 'typebox/compile';
import { Ack, noEpoch, openingWindow, type Reject } from '../hub/contracts/ack.ts';
import type { AgentState } from '../hub/contracts/agent-state.ts';
import { type ClockEstimate, correctionOf } from '../hub/contracts/clock.ts';
import { HubState } from '../hub/contracts/hub-state.ts';
import type { EventClass, Feed } from '../hub/contracts/ids.ts';
import { ackTopic, hubTopic, stateTopic, upTopic } from '../hub/contracts/topics.ts';
import type { Observed } from './adapter.ts';
import type { Clock } from './clock.ts';
import { frameOf } from './frame.ts';
import { type ClockStamp, HubClock } from './hub-clock.ts';
import type { Dial, Link } from './link.ts';
import type { Spool, Stamped } from './spool.ts';

export interface UplinkOptions {
  readonly dial: Dial;
  readonly site: string;
  readonly agent: string;
  readonly feed: Feed;
  readonly sw: string;
  readonly clock: Clock;
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
/** Sent and not acked for so long: sent again from the last ack. */
const resendMs = 10_000;
/** A batch asks for the time when nothing has for so long. */
const askMs = 1000;
/** So long the spool waits for the hub's time where nothing is known of the clock: usually it is there at once. */
const holdMs = 1000;
/** So long after its clock was set an agent claims nothing while the hub tells no time; who waits for its word must not wait for ever. */
const unsureMs = 60_000;

const ackCheck = Compile(Ack);
const hubCheck = Compile(HubState);
const classes = ['urgent', 'routine'] as const;

export class Uplink {
  readonly #spool: Spool;
  readonly #options: UplinkOptions;
  readonly #connection: number;
  readonly #link: Link;
  readonly #sent: Record<EventClass, number>;
  readonly #inFlight: Record<EventClass, number> = { urgent: 0, routine: 0 };
  readonly #stops: readonly (() => void)[];
  readonly #hubClock: HubClock;
  /** By the steady clock, and so is the next one. */
  #progressAt: number;
  #holdUntil = -Infinity;
  /** Since its clock was set nothing is claimed until then, or until the hub has told the time. */
  #unsureUntil = -Infinity;
  /** Up to here the spool was filled while nothing was known of the clock. */
  #unsure: Record<EventClass, number> = { urgent: 0, routine: 0 };
  #window = openingWindow;
  #linked: boolean | undefined;
  /** The life and link of the hub that was heard of last. */
  #hub = '';
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
    const { dial, clock } = options;
    this.#progressAt = clock.steady();
    this.#hubClock = new HubClock(clock, () => this.#clockJumped());
    const will = { topic: this.#stateTopic, payload: this.#state(false) };
    this.#link = dial(will, {
      onUp: () => this.#born(),
      onDown: (why) => this.#tellLink(false, why),
      onMessage: (payload, retained = false) => this.#hear(read(payload), retained),
    });
    this.#stops = [
      clock.every(beatMs, () => this.#beat()),
      clock.every(resendMs / 4, () => this.#resend()),
      clock.every(holdMs / 4, () => this.#letGo()),
    ];
  }

  /**
   * `settle` is called before the agent says how far it has told: what it still holds must be in the spool by then. It
   * must not send: a birth comes before what is told under it.
   */
  beforeState(settle: () => void): void {
    this.#beforeState = settle;
  }

  /** The observation of this moment, with what is known of the clock it was made by. A recording has a clock of its own. */
  stamped(observed: Observed): Stamped {
    return this.#options.feed === 'historical' ? observed : { ...observed, clock: this.#hubClock.stamp() };
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
    if (!this.#link.isUp) return;
    await new Promise<void>((done) => this.#link.publish(this.#stateTopic, this.#state(true), true, done));
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const stop of this.#stops) stop();
    await this.#link.close(this.#stateTopic, this.#state(false));
  }

  get #stateTopic(): string {
    return stateTopic(this.#options.site, this.#options.agent);
  }

  #state(online: boolean): string {
    const { feed, sw } = this.#options;
    this.#beforeState();
    const clock = this.#hubClock.known();
    const upTo = feed === 'historical' ? undefined : this.#upTo(clock);
    const who = { online, epoch: this.#spool.epoch, connection: this.#connection };
    const state: AgentState = { ...who, feed, sw, upTo, clock, sent: online ? this.#hubClock.ask() : undefined };
    return JSON.stringify(this.#finished ? { ...state, finished: true } : state);
  }

  /**
   * Reckoned as the hub will, and told by our clock: what was kept before the clock was set stands in the spool by the
   * hub's time. What was kept while nothing was known yet stands there as it was, and until it is acked nothing is claimed;
   * nor by a clock that was set just now.
   */
  #upTo(known: ClockEstimate | undefined): number | undefined {
    if (known === undefined && this.#options.clock.steady() < this.#unsureUntil) return undefined;
    if (known !== undefined && classes.some((cls) => this.#spool.ackedUpTo(cls) < this.#unsure[cls])) return undefined;
    const { clock, lagMs } = this.#options;
    const ahead = known === undefined ? 0 : correctionOf(known);
    return Math.max(0, Math.min(clock.now() + ahead - lagMs, this.#spool.oldest() ?? Infinity) - ahead);
  }

  /**
   * Birth first, then the spool from the last ack: the hub knows what we are before it hears what we say. Told of the hub
   * before we send anything: who is there by then has heard all of it, and who comes later says so.
   */
  #born(): void {
    this.#tellLink(true, '');
    this.#hubClock.connected();
    if (this.#hubClock.known() === undefined) this.#hold();
    this.#link.publish(this.#stateTopic, this.#state(true), true);
    this.#link.subscribe(ackTopic(this.#options.site, this.#options.agent));
    this.#link.subscribe(hubTopic);
    this.#rewind();
  }

  #tellLink(up: boolean, why: string): void {
    if (this.#linked === up || this.#closing) return;
    this.#linked = up;
    this.#options.onLink(up, why);
  }

  #beat(): void {
    if (this.#link.isUp) this.#link.publish(this.#stateTopic, this.#state(true), true);
    this.wake();
  }

  #resend(): void {
    if (this.#spool.pending === 0 || this.#options.clock.steady() - this.#progressAt < resendMs) return;
    this.#rewind();
  }

  #hold(): void {
    this.#holdUntil = this.#options.clock.steady() + holdMs;
  }

  #letGo(): void {
    if (this.#holdUntil === -Infinity || this.#options.clock.steady() < this.#holdUntil) return;
    this.#holdUntil = -Infinity;
    this.wake();
  }

  /** The clock was set: what is observed from now on must not be told by what was known before. */
  #clockJumped(): void {
    this.#unsureUntil = this.#options.clock.steady() + unsureMs;
    this.#hold();
    queueMicrotask(() => this.#beat());
  }

  /** What is known for the first time, or again, can be said of what waits, too. */
  #learn({ echo, hubTime }: Ack): void {
    const known = this.#hubClock.known();
    if (echo === undefined || !this.#hubClock.answered(echo, Date.parse(hubTime)) || known !== undefined) return;
    this.#beforeState();
    this.#unsure = { urgent: this.#spool.lastOf('urgent'), routine: this.#spool.lastOf('routine') };
    this.#holdUntil = -Infinity;
    this.wake();
  }

  #rewind(): void {
    this.#progressAt = this.#options.clock.steady();
    this.#window = Math.min(this.#window, openingWindow);
    for (const cls of classes) this.#sent[cls] = this.#spool.ackedUpTo(cls);
    this.wake();
  }

  #send(cls: EventClass): void {
    if (this.#holdUntil > this.#options.clock.steady()) return;
    while (this.#link.isUp && this.#inFlight[cls] < inFlightMax) {
      const acked = this.#spool.ackedUpTo(cls);
      const window = cls === 'urgent' ? Math.max(this.#window, openingWindow) : this.#window;
      const room = window - (this.#sent[cls] - acked);
      if (room <= 0) return;
      const kept = this.#spool.after(cls, this.#sent[cls], Math.min(room, frameMost));
      const [first] = kept;
      if (first === undefined) return;
      const clock = {
        sent: this.#hubClock.askAgain(askMs),
        clockOf: (stamp: ClockStamp) => this.#hubClock.resolve(stamp),
      };
      const { text, count } = frameOf({ ...this.#options, ...clock, epoch: this.#spool.epoch, gone: acked }, cls, kept);
      this.#sent[cls] = first.seq + count - 1;
      this.#inFlight[cls] += 1;
      this.#link.publish(upTopic(this.#options.site, this.#options.agent, cls), text, false, () => {
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

  #hear(said: unknown, retained: boolean): void {
    if (ackCheck.Check(said)) this.#onAck(said);
    else if (hubCheck.Check(said)) this.#onHub(said, retained);
  }

  /** A hub that began to listen after we had sent something may have heard none of it: it is sent again at once. */
  #onHub({ online, life, link = 0 }: HubState, retained: boolean): void {
    if (!online || this.#hub === `${life}/${link}`) return;
    this.#hub = `${life}/${link}`;
    if (!retained) this.#rewind();
  }

  #onAck(ack: Ack): void {
    this.#learn(ack);
    if (ack.epoch !== this.#spool.epoch && ack.epoch !== noEpoch) return;
    for (const reject of ack.rejects) this.#rejected(reject);
    if (ack.epoch === noEpoch) return;
    const held = this.#spool.pending;
    for (const cls of classes) this.#spool.acked(cls, ack.durable[cls]);
    // An ack that only tells the time is no progress: what was lost on the way must be sent again in the end.
    if (this.#spool.pending < held) this.#progressAt = this.#options.clock.steady();
    // Narrower at once, and wider by what was acked: a retained ack that is told again tells how the hub was doing once,
    // and all who hear at the same time that it keeps up must not send all they have at the same time.
    this.#window = Math.min(ack.window, this.#window + held - this.#spool.pending);
    if (this.#spool.pending > 0) this.wake();
    else for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function read(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
