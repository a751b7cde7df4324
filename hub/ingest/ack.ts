// Acks after the commit: one cumulative message per agent, both classes in it, with what was refused.
import type { Ack, Reject } from '../contracts/ack.ts';
import type { EventClass } from '../contracts/ids.ts';

/** Events an agent may have unacked. */
const window = 4096;
const rejectsMax = 256;

interface Standing {
  epoch: string;
  readonly durable: Record<EventClass, number>;
}

export class Acks {
  #standings = new Map<string, Standing>();

  /** What to tell an agent now that `durable` of `cls` is on disk. A new epoch starts from nothing. */
  settle(agent: string, epoch: string, cls: EventClass, durable: number, rejects: readonly Reject[], now: number): Ack {
    const known = this.#standings.get(agent);
    const standing = known?.epoch === epoch ? known : { epoch, durable: { urgent: 0, routine: 0 } };
    standing.durable[cls] = Math.max(standing.durable[cls], durable);
    this.#standings.set(agent, standing);
    const { urgent, routine } = standing.durable;
    const hubTime = new Date(now).toISOString();
    return { epoch, durable: { urgent, routine }, rejects: rejects.slice(0, rejectsMax), window, hubTime };
  }

  epochOf(agent: string): string | undefined {
    return this.#standings.get(agent)?.epoch;
  }
}
