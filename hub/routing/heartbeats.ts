// The hub's heart: says on every way again and again whether the hub is ready, so that its silence is noticed outside.
import type { Heartbeat } from '../contracts/heartbeat.ts';
import type { Pulse } from './heartbeat-file.ts';
import type { Outcome } from './retry.ts';

/** One way as it is beaten on; never throws for what the other side does. */
export interface Beating {
  /** @param withinMs given up after it */
  beat(heartbeat: Heartbeat, withinMs: number): Promise<Outcome>;
  /** After the last beat. */
  close(): Promise<void>;
}

export interface HeartParts {
  readonly pulses: readonly Pulse[];
  /**
   * @param will what the other side says for a hub that no longer can, where it is able to
   * @param onUp told when it can be reached anew
   */
  readonly open: (pulse: Pulse, will: Heartbeat, onUp: () => void) => Beating;
  readonly about: { readonly hub: string; readonly port: string };
  /** Why the hub is not ready, if it is not. */
  readonly trouble: () => string | undefined;
  readonly alertSeq: () => number;
  readonly now: () => number;
  /** Milliseconds of no particular beginning, which no clock set back disturbs. */
  readonly steady: () => number;
}

interface Way extends Pulse {
  readonly beating: Beating;
  nextAt: number;
  underWay: boolean;
  /** What was said last, and how that failed, if it did. */
  said: string | undefined;
  failed: string | undefined;
}

/** Longer than this nobody waits for an answer, nor for the last beat of a hub that is stopped. */
const [withinMs, lastMs] = [10_000, 1000];

export class Heartbeats {
  readonly #parts: HeartParts;
  readonly #ways: readonly Way[];
  readonly counts = { heartbeats: 0, heartbeatsFailed: 0 };

  constructor(parts: HeartParts) {
    this.#parts = parts;
    this.#ways = parts.pulses.map((pulse) => {
      const will: Heartbeat = { ...this.#beat(pulse), ready: false, reason: 'the hub is not heard', will: true };
      const state = { nextAt: 0, underWay: false, said: undefined, failed: undefined };
      const atOnce = (): void => {
        way.nextAt = 0;
      };
      const way: Way = { ...pulse, beating: parts.open(pulse, will, atOnce), ...state };
      return way;
    });
  }

  /** On which ways nobody heard the last beat. */
  get lacks(): string[] {
    return this.#ways
      .filter(({ failed }) => failed !== undefined)
      .map(
        ({ name, failed }) =>
          `no heartbeat came to ${name} (${failed}): whoever waits for it there takes the hub for dead`,
      );
  }

  /** Beats where it is time, or where something else is to be said than last. Called often. */
  step(): void {
    const [now, word] = [this.#parts.steady(), this.#word()];
    for (const way of this.#ways)
      if (!way.underWay && (way.nextAt <= now || way.said !== word)) void this.#try(way, way.intervalMs);
  }

  /** The last beat, which says why: nobody waits for it longer than a second. */
  async stop(): Promise<void> {
    await Promise.all(this.#ways.map((way) => this.#try(way, lastMs).then(() => way.beating.close())));
  }

  /** What fails is not tried again before the next beat: that one says it better. */
  async #try(way: Way, within: number): Promise<void> {
    way.said = this.#word();
    way.nextAt = this.#parts.steady() + way.intervalMs;
    way.underWay = true;
    const outcome = await way.beating.beat(this.#beat(way), Math.min(within, withinMs));
    way.underWay = false;
    way.failed = outcome.went === 'delivered' ? undefined : outcome.says;
    this.counts.heartbeats += 1;
    if (way.failed !== undefined) this.counts.heartbeatsFailed += 1;
  }

  #word = (): string => this.#parts.trouble() ?? '';

  #beat({ intervalMs }: Pick<Pulse, 'intervalMs'>): Heartbeat {
    const { about, trouble, alertSeq, now } = this.#parts;
    const reason = trouble();
    const said = { ...about, time: new Date(now()).toISOString(), ready: reason === undefined };
    return { ...said, ...(reason !== undefined && { reason }), intervalS: intervalMs / 1000, alertSeq: alertSeq() };
  }
}
