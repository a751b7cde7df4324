// The link to the hub: syncs on every connect, feeds the follow machine, and reconnects when the beat has died.
import { io, type Socket } from 'socket.io-client';
import type { Answer, ClientEvents, ServerEvents, SyncAnswer } from '../../hub/contracts/socket.ts';
import type { CheckFrame } from '../../hub/contracts/trust.ts';
import { steady } from '../clock.ts';
import type { Follow, Taken } from '../state/follow.ts';
import { silence } from './silence.ts';
import { unpacked } from './unpack.ts';

/** What the page hears of the link. */
export interface Hears {
  changed(told: { readonly t?: number }): void;
  beat(t: number): void;
  connected(is: boolean): void;
  /** Remote checks: all there are, or those that changed. */
  checks(frame: CheckFrame, whole: boolean): void;
  stale(is: boolean): void;
  /** Linked, maybe to another hub than before, or as somebody else. */
  begun(): void;
  /** The hub did not let it in, or was not there. */
  refused(): void;
}

/** Between a sync that failed or left a gap and the next one, so that a hub in trouble is not stormed. */
const resyncPauseMs = 1_000;
const ackWithinMs = 10_000;

export class Link {
  #socket: Socket<ServerEvents, ClientEvents>;
  #follow: Follow;
  #hears: Hears;
  #beatAt = steady();
  #syncedAt: number | undefined;
  #forcedAt = steady();
  #since = steady();
  #again: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #askedAt = -Infinity;

  constructor(follow: Follow, hears: Hears) {
    this.#follow = follow;
    this.#hears = hears;
    this.#socket = io({ transports: ['websocket'], reconnectionDelayMax: 3_000 });
    this.#socket.on('connect', () => {
      this.#sync();
      hears.begun();
    });
    this.#socket.on('disconnect', (reason) => this.#lost(reason));
    this.#socket.on('connect_error', () => hears.refused());
    this.#socket.on('live', (frame) => this.#took(follow.tookLive(frame), frame.t));
    this.#socket.on('alerts', (frame) => this.#took(follow.tookAlerts(frame), frame.t));
    this.#socket.on('checks', (frame) => hears.checks(frame, false));
    this.#socket.on('beat', (t) => this.#heard(t));
  }

  /** Called every second. A zombie engine says nothing and closes nothing: only the missing beat betrays it. */
  watch(): void {
    const quiet = steady() - this.#beatAt;
    const unsynced = this.#syncedAt === undefined ? steady() - this.#since : 0;
    this.#hears.stale(silence(quiet) !== 'fresh' || silence(unsynced) !== 'fresh');
    if (silence(quiet) !== 'dead' || silence(steady() - this.#forcedAt) !== 'dead') return;
    this.#forcedAt = steady();
    this.#socket.disconnect();
    this.#socket.connect();
  }

  #sync(): void {
    this.#noneLater();
    const { asked, request } = this.#follow.begin();
    this.#asked = asked;
    this.#askedAt = steady();
    const whole = { ...request, packed: true };
    this.#socket.timeout(ackWithinMs).emit('sync', whole, (error: Error | null, answer: Answer<SyncAnswer>) => {
      if (asked !== this.#asked) return;
      if (error !== null || !answer.ok) return this.#syncLater();
      unpacked(answer.value).then(
        (value) => this.#answered(asked, value),
        () => asked === this.#asked && this.#syncLater(),
      );
    });
  }

  #answered(asked: number, value: SyncAnswer): void {
    if (asked !== this.#asked) return;
    const taken = this.#follow.answered(asked, value);
    if (taken === 'ignored') return;
    this.#hears.checks(value.checks, true);
    this.#syncedAt = steady();
    this.#hears.connected(taken !== 'gap');
    this.#took(taken, value.live.frame.t);
  }

  #took(taken: Taken, t: number): void {
    if (taken === 'applied') this.#hears.changed({ t });
    if (taken !== 'gap') return;
    this.#hears.changed({});
    this.#syncLater();
  }

  /** At once when the last one is a pause ago; one waiting sync is enough, or fast frames would put it off for ever. */
  #syncLater(): void {
    this.#unsync();
    const pauseMs = Math.max(0, resyncPauseMs - (steady() - this.#askedAt));
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      if (this.#socket.connected) this.#sync();
    }, pauseMs);
  }

  #noneLater(): void {
    clearTimeout(this.#again);
    this.#again = undefined;
  }

  #unsync(): void {
    if (this.#syncedAt !== undefined) this.#since = steady();
    this.#syncedAt = undefined;
    this.#hears.connected(false);
  }

  #heard(t: number): void {
    this.#beatAt = steady();
    this.#hears.beat(t);
    this.watch();
  }

  #lost(reason: string): void {
    this.#noneLater();
    this.#follow.lost();
    this.#unsync();
    // A disconnect the server asked for is the one case in which socket.io does not come back by itself.
    if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), resyncPauseMs);
  }
}
