// Acks after the commit: one cumulative message per agent, both classes in it, with what was refused.
import { type Ack, noEpoch, type Reject } from '../contracts/ack.ts';
import type { EventClass } from '../contracts/ids.ts';

const rejectsMax = 256;
/** Streams remembered; a forgotten one is acked anew with its next batch. */
const streamsMax = 20_000;

interface Standing {
  readonly site: string;
  readonly agent: string;
  readonly epoch: string;
  readonly durable: Record<EventClass, number>;
  readonly rejects: readonly Reject[];
}

export interface Committed {
  /** Absent where nothing of the kind could be read: the agent is answered as it stood. */
  readonly epoch?: string | undefined;
  readonly class?: EventClass | undefined;
  readonly durable: number;
  readonly rejects: readonly Reject[];
  /** How much more may come. */
  readonly window: number;
}

export class Acks {
  #standings = new Map<string, Standing>();

  /** What to tell an agent now that this much is on disk. A new epoch starts from nothing. */
  settle(site: string, agent: string, committed: Committed, now: number): Ack {
    const { class: cls, window } = committed;
    const stream = `${site}/${agent}`;
    const known = this.#standings.get(stream);
    const epoch = committed.epoch ?? known?.epoch ?? noEpoch;
    const { durable } = known?.epoch === epoch ? known : { durable: { urgent: 0, routine: 0 } };
    if (cls !== undefined) durable[cls] = Math.max(durable[cls], committed.durable);
    const standing = { site, agent, epoch, durable, rejects: committed.rejects.slice(0, rejectsMax) };
    this.#standings.delete(stream);
    this.#standings.set(stream, standing);
    const [eldest] = this.#standings.keys();
    if (this.#standings.size > streamsMax && eldest !== undefined) this.#standings.delete(eldest);
    return ackOf(standing, window, now);
  }

  /** What every agent was told last, to be told again. */
  standing({ window, now }: { window: number; now: number }): { site: string; agent: string; ack: Ack }[] {
    const all = [...this.#standings.values()];
    return all.map((one) => ({ site: one.site, agent: one.agent, ack: ackOf(one, window, now) }));
  }
}

const ackOf = ({ epoch, durable, rejects }: Standing, window: number, now: number): Ack => {
  return { epoch, durable: { ...durable }, rejects: [...rejects], window, hubTime: new Date(now).toISOString() };
};
