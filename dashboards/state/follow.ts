// The follow machine: a sync, then frames by epoch and sequence; it says what to apply and when to ask again. Pure.
import type { AlertFrame, LiveFrame, Position, SyncAnswer, SyncRequest } from '../../hub/contracts/socket.ts';
import { type AlertRows, mergeAlerts, noAlerts, wholeAlerts } from './alerts.ts';
import { type LiveRows, mergeLive, noLive, wholeLive } from './live.ts';

interface Frame {
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
}

export type Taken = 'applied' | 'ignored' | 'queued' | 'gap';

/** Frames kept while a sync is in flight. Beyond it the oldest goes, which shows as a gap and asks for another sync. */
export const queueBound = 256;

/** One stream: its rows and where it stands in them. */
export class Track<F extends Frame, R> {
  rows: R;
  position: Position | undefined;
  #queue: F[] = [];
  #whole: (frame: F) => R;
  #merge: (rows: R, frame: F) => R;

  constructor(start: R, whole: (frame: F) => R, merge: (rows: R, frame: F) => R) {
    this.rows = start;
    this.#whole = whole;
    this.#merge = merge;
  }

  take(frame: F): Taken {
    const at = this.position;
    if (at === undefined || frame.epoch !== at.epoch) return 'gap';
    if (frame.to <= at.seq) return 'ignored';
    if (frame.from > at.seq + 1) return 'gap';
    this.rows = this.#merge(this.rows, frame);
    this.position = { epoch: frame.epoch, seq: frame.to };
    return 'applied';
  }

  keep(frame: F): Taken {
    this.#queue.push(frame);
    if (this.#queue.length > queueBound) this.#queue.shift();
    return 'queued';
  }

  /** A replay that does not join on is a broken promise: forget the place, so that the next sync is whole. */
  answer(whole: boolean, frame: F): Taken {
    if (whole || (this.position !== undefined && frame.epoch !== this.position.epoch)) {
      this.rows = this.#whole(frame);
      this.position = { epoch: frame.epoch, seq: frame.to };
      return 'applied';
    }
    const taken = this.take(frame);
    if (taken === 'gap') this.position = undefined;
    return taken;
  }

  /** The queued frames in their order; at the first gap the rest is let go, for the next sync covers it. */
  drain(): Taken {
    const queue = this.#queue;
    this.#queue = [];
    for (const frame of queue) if (this.take(frame) === 'gap') return 'gap';
    return 'applied';
  }

  forgetQueue(): void {
    this.#queue = [];
  }
}

/** Both streams under one sync. `begin` numbers the request, so that an answer to an older one is ignored. */
export class Follow {
  readonly live = new Track<LiveFrame, LiveRows>(noLive(), wholeLive, mergeLive);
  readonly alerts = new Track<AlertFrame, AlertRows>(noAlerts, wholeAlerts, mergeAlerts);
  #asked = 0;
  #inFlight = false;

  begin(): { readonly asked: number; readonly request: SyncRequest } {
    this.#asked += 1;
    this.#inFlight = true;
    const { position: live } = this.live;
    const { position: alerts } = this.alerts;
    return { asked: this.#asked, request: { ...(live && { live }), ...(alerts && { alerts }) } };
  }

  answered(asked: number, answer: SyncAnswer): Taken {
    if (asked !== this.#asked || !this.#inFlight) return 'ignored';
    this.#inFlight = false;
    const taken = [
      this.live.answer(answer.live.whole, answer.live.frame),
      this.alerts.answer(answer.alerts.whole, answer.alerts.frame),
      this.live.drain(),
      this.alerts.drain(),
    ];
    return taken.includes('gap') ? 'gap' : 'applied';
  }

  tookLive(frame: LiveFrame): Taken {
    return this.#inFlight ? this.live.keep(frame) : this.live.take(frame);
  }

  tookAlerts(frame: AlertFrame): Taken {
    return this.#inFlight ? this.alerts.keep(frame) : this.alerts.take(frame);
  }

  /** The connection is gone: whatever was asked will not be answered; what is on the page stays until the next sync. */
  lost(): void {
    this.#asked += 1;
    this.#inFlight = false;
    this.live.forgetQueue();
    this.alerts.forgetQueue();
  }
}
