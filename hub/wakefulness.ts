// Is the hub itself awake? Stopped, paused with its machine, stalled or with its clock put forward, it heard nobody: that is nobody's silence.
import type { Clock } from './clock.ts';
import type { Arrival } from './flow.ts';

export interface Waking {
  readonly clock: Pick<Clock, 'steady'>;
  /** Is what agents send read? While the disk takes nothing more it waits in their sockets. */
  readonly reads: () => boolean;
  /** Told before anything else is heard. */
  readonly onSlept: (slept: Extract<Arrival, { kind: 'slept' }>) => void;
}

/** Without a turn for so long we were deaf, ms; a hub that is merely busy takes its turns all the while. */
const deafMs = 2000;
/** After a sleep so much time goes by before our own clock settles anything, ms: what lay in the sockets is heard first, and who lost the line comes back. */
const settlingMs = 3000;

/**
 * Two clocks are compared with where they were at the last turn: SIGSTOP and a stall let the steady one go on; the pause of
 * a machine may hold it, and then the hub's clock jumps. Somebody who puts the clock forward looks the same, and is taken alike.
 */
export class Wakefulness {
  readonly #waking: Waking;
  #steady: number;
  #now: number;
  #wokeAt = -Infinity;

  /** @param now by the hub's clock, ms */
  constructor(waking: Waking, now: number) {
    this.#waking = waking;
    this.#steady = waking.clock.steady();
    this.#now = now;
  }

  /** Something of an agent is about to be heard. */
  heed(now: number): void {
    const from = this.#now;
    const steady = this.#waking.clock.steady();
    const elapsed = steady - this.#steady;
    const jumped = now - from - elapsed;
    this.#steady = steady;
    this.#now = now;
    if (elapsed <= deafMs && jumped <= deafMs) return;
    this.#wokeAt = steady;
    this.#waking.onSlept({ kind: 'slept', payload: Buffer.from(JSON.stringify({ from })), receivedAt: now });
  }

  /** A turn without anything heard. @returns whether our own clock may settle what waits for it */
  turn(now: number): boolean {
    const { clock, reads } = this.#waking;
    if (reads()) this.heed(now);
    const steady = clock.steady();
    return steady - this.#steady <= deafMs && steady - this.#wokeAt > settlingMs;
  }
}
