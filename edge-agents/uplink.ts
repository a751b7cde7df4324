// What goes over the link: the spool up in batches, acks down, birth, beat and will. The link holds a small window only; the spool is ours.
import { Compile } from 'typebox/compile';
import { Ack, noEpoch, openingWindow, type Reject } from '../hub/contracts/ack.ts';
import type { AgentState } from '../hub/contracts/agent-state.ts';
import { HubState } from '../hub/contracts/hub-state.ts';
import { type EventClass, eventClasses, type Feed } from '../hub/contracts/ids.ts';
import { ackTopic, hubTopic, stateTopic, upTopic } from '../hub/contracts/topics.ts';
import type { Observed } from './adapter.ts';
import { Claim } from './claim.ts';
import type { Clock } from './clock.ts';
import { frameOf } from './frame.ts';
import { type ClockStamp, HubClock } from './hub-clock.ts';
import { type Dial, type Link, readSaid } from './link.ts';
import type { Spool } from './spool.ts';
import type { Stamped } from './stamped.ts';

export interface UplinkOptions {
  readonly dial: Dial;
  readonly site: string;
  readonly agent: string;
  readonly feed: Feed;
  readonly sw: string;
  readonly clock: Clock;
  /** How much older than now an observation may still come, ms. */
  readonly lagMs: number;
  /** Told when the broker is there (true), cannot be reached (false) or lets nobody of this name in (`refused`), at each change. */
  readonly onLink: (up: boolean, why: string, refused?: boolean) => void;
  /** Told of every refusal the hub names, once. */
  readonly onReject: (code: string, seq?: number, cls?: EventClass) => void;
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

const ackCheck = Compile(Ack);
const hubCheck = Compile(HubState);

export class Uplink {
  readonly #spool: Spool;
  readonly #options: UplinkOptions;
  readonly #connection: number;
  readonly #link: Link;
  readonly #sent: Record<EventClass, number>;
  readonly #inFlight: Record<EventClass, number> = { urgent: 0, routine: 0 };
  readonly #stops: readonly (() => void)[];
  readonly #hubClock: HubClock;
  readonly #claim: Claim;
  /** When one was acked, or the first of them sent, by the steady clock; and so is the next one. */
  readonly #progressAt: Record<EventClass, number>;
  #holdUntil = -Infinity;
  #window = openingWindow;
  #linked: boolean | 'refused' | undefined;
  /** The life and link of the hub that was heard of last. */
  #hub = '';
  #journal: string | undefined;
  #rejectedUpTo = 0;
  #finished = false;
  #closing = false;
  #waiting: (() => void)[] = [];

  constructor(spool: Spool, options: UplinkOptions) {
    this.#spool = spool;
    this.#options = options;
    this.#connection = spool.nextConnection();
    this.#sent = { urgent: spool.goneUpTo('urgent'), routine: spool.goneUpTo('routine') };
    const { dial, clock } = options;
    this.#progressAt = { urgent: clock.steady(), routine: clock.steady() };
    this.#hubClock = new HubClock(clock, () => this.#clockJumped());
    this.#claim = new Claim(spool, options);
    const will = { topic: this.#stateTopic, payload: this.#state(false) };
    this.#link = dial(will, {
      onUp: () => this.#born(),
      onDown: (why, refused) => this.#tellLink(false, why, refused),
      onMessage: (payload, retained = false) => this.#hear(readSaid(payload), retained),
    });
    this.#stops = [
      clock.every(beatMs, () => this.#beat()),
      clock.every(resendMs / 4, () => this.#resend()),
      clock.every(holdMs / 4, () => this.#letGo()),
    ];
  }

  /**
   * `settle` is called before the agent says how far it has told: what it still holds must be in the spool by then, and
   * what a disk in trouble does not take holds `upTo` back by the event time it answers. It must not send: a birth comes
   * before what is told under it.
   */
  beforeState(settle: () => number | undefined): void {
    this.#claim.beforeState = settle;
  }

  /** The observation of this moment, with what is known of the clock it was made by. A recording has a clock of its own. */
  stamped(observed: Observed): Stamped {
    return this.#options.feed === 'historical' ? observed : { ...observed, clock: this.#hubClock.stamp() };
  }

  /** There is something new in the spool. Urgent first, and among it what it had to let go of. */
  wake(): void {
    if (this.#link.isUp) this.#spool.declare(this.#options.agent, (gap) => this.stamped(gap));
    for (const cls of eventClasses) this.#send(cls);
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
    this.#claim.settle();
    const clock = this.#hubClock.known();
    const upTo = feed === 'historical' ? undefined : this.#claim.upTo(clock);
    const who = { online, epoch: this.#spool.epoch, connection: this.#connection };
    const state: AgentState = { ...who, feed, sw, upTo, clock, sent: online ? this.#hubClock.ask() : undefined };
    return JSON.stringify(this.#finished ? { ...state, finished: true } : state);
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

  #tellLink(up: boolean, why: string, refused = false): void {
    const link = refused ? 'refused' : up;
    if (this.#linked === link || this.#closing) return;
    this.#linked = link;
    this.#options.onLink(up, why, refused);
  }

  #beat(): void {
    this.#spool.expire();
    if (this.#link.isUp) this.#link.publish(this.#stateTopic, this.#state(true), true);
    this.wake();
  }

  /** Each class for itself: that the one goes well does not bring back what was lost of the other. */
  #resend(): void {
    const since = this.#options.clock.steady() - resendMs;
    const isDue = (cls: EventClass) => this.#sent[cls] > this.#spool.goneUpTo(cls) && this.#progressAt[cls] <= since;
    const due = eventClasses.filter(isDue);
    if (due.length > 0) this.#rewind(due);
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
    this.#claim.jumped();
    this.#hold();
    queueMicrotask(() => this.#beat());
  }

  /** What is known for the first time, or again, can be said of what waits, too. */
  #learn({ echo, hubTime }: Ack): void {
    const known = this.#hubClock.known();
    if (echo === undefined || !this.#hubClock.answered(echo, Date.parse(hubTime)) || known !== undefined) return;
    this.#claim.learnt();
    this.#holdUntil = -Infinity;
    this.wake();
  }

  #rewind(classes: readonly EventClass[] = eventClasses): void {
    this.#window = Math.min(this.#window, openingWindow);
    for (const cls of classes) this.#sent[cls] = this.#spool.goneUpTo(cls);
    this.wake();
  }

  #send(cls: EventClass): void {
    if (this.#holdUntil > this.#options.clock.steady()) return;
    while (this.#link.isUp && this.#inFlight[cls] < inFlightMax) {
      if (cls === 'routine' && this.#isUrgentWaiting()) return;
      const gone = this.#spool.goneUpTo(cls);
      this.#sent[cls] = Math.max(this.#sent[cls], gone);
      const window = cls === 'urgent' ? Math.max(this.#window, openingWindow) : this.#window;
      const room = window - (this.#sent[cls] - gone);
      if (room <= 0) return;
      const kept = this.#spool.after(cls, this.#sent[cls], Math.min(room, frameMost));
      const [first] = kept;
      if (first === undefined) return;
      if (this.#sent[cls] === gone) this.#progressAt[cls] = this.#options.clock.steady();
      const clock = {
        sent: this.#hubClock.askAgain(askMs),
        clockOf: (stamp: ClockStamp) => this.#hubClock.resolve(stamp),
      };
      const { text, count } = frameOf({ ...this.#options, ...clock, epoch: this.#spool.epoch, gone }, cls, kept);
      this.#sent[cls] = first.seq + count - 1;
      this.#inFlight[cls] += 1;
      this.#link.publish(upTopic(this.#options.site, this.#options.agent, cls), text, false, () => {
        this.#inFlight[cls] -= 1;
        for (const one of eventClasses) this.#send(one);
      });
    }
  }

  /** It would go if fewer batches were under way; beyond the hub's window routine need not wait for it. */
  #isUrgentWaiting(): boolean {
    return this.#inFlight.urgent >= inFlightMax && this.#sent.urgent < this.#spool.lastOf('urgent');
  }

  /** Acks are retained, and come again with every connection: each refusal is told once, by its place in quarantine. */
  #rejected({ code, seq, class: cls, quarantine }: Reject): void {
    if (quarantine <= this.#rejectedUpTo) return;
    this.#rejectedUpTo = quarantine;
    this.#options.onReject(code, seq, cls);
  }

  #hear(said: unknown, retained: boolean): void {
    if (ackCheck.Check(said)) this.#onAck(said);
    else if (hubCheck.Check(said)) this.#onHub(said, retained);
  }

  /** A hub that began to listen after we had sent something may have heard none of it: it is sent again at once. */
  #onHub({ online, hub, life, link = 0 }: HubState, retained: boolean): void {
    // Another journal counts its refusals from 1.
    if (this.#journal !== undefined && this.#journal !== hub) this.#rejectedUpTo = 0;
    this.#journal = hub;
    if (!online || this.#hub === `${life}/${link}`) return;
    this.#hub = `${life}/${link}`;
    if (!retained) this.#rewind();
  }

  #onAck(ack: Ack): void {
    this.#learn(ack);
    if (ack.epoch !== this.#spool.epoch && ack.epoch !== noEpoch) return;
    const wasSetBack = eventClasses.some((cls) => ack.durable[cls] > this.#spool.lastOf(cls));
    if (!wasSetBack) for (const reject of ack.rejects) this.#rejected(reject);
    if (ack.epoch === noEpoch) return;
    if (wasSetBack) this.#renew();
    else this.#settle(ack);
  }

  #settle(ack: Ack): void {
    const held = this.#spool.pending;
    for (const cls of eventClasses) this.#acked(cls, ack.durable[cls]);
    // Narrower at once, and wider by what was acked: a retained ack that is told again tells how the hub was doing once,
    // and all who hear at the same time that it keeps up must not send all they have at the same time.
    this.#window = Math.min(ack.window, this.#window + held - this.#spool.pending);
    if (this.#spool.pending > 0) this.wake();
    else for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** The hub has more of this epoch than was ever numbered here: what is numbered next it would take for repeats. */
  #renew(): void {
    if (!this.#spool.renew()) return;
    if (this.#link.isUp) this.#link.publish(this.#stateTopic, this.#state(true), true);
    this.#rewind();
  }

  /** An ack that only tells the time is no progress: what was lost on the way must be sent again in the end. */
  #acked(cls: EventClass, seq: number): void {
    const gone = this.#spool.goneUpTo(cls);
    this.#spool.acked(cls, seq);
    if (this.#spool.goneUpTo(cls) > gone) this.#progressAt[cls] = this.#options.clock.steady();
  }
}
