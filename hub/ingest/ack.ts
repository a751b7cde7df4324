// Acks after the commit: one cumulative message per agent, both classes in it, with what was refused.
import { type Ack, noEpoch, type Reject } from '../contracts/ack.ts';
import type { Echo } from '../contracts/clock.ts';
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

/** How things are at the moment of answering. */
export interface Answering {
  /** How much more may come. */
  readonly window: number;
  readonly now: number;
  /** What of the time is answered with it. */
  readonly echo?: Echo | undefined;
}

export interface Committed {
  /** Absent where nothing of the kind could be read: the agent is answered as it stood. */
  readonly epoch?: string | undefined;
  readonly class?: EventClass | undefined;
  readonly durable: number;
  readonly rejects: readonly Reject[];
}

export class Acks {
  #standings = new Map<string, Standing>();

  /** What to tell an agent now that this much is on disk. A new epoch starts from nothing. */
  settle(site: string, agent: string, committed: Committed, answering: Answering): Ack {
    const { class: cls } = committed;
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
    return ackOf(standing, answering);
  }

  /** How an agent stands, told again: nothing of it is news but the time. */
  again(site: string, agent: string, answering: Answering): Ack {
    const { epoch, durable } = this.#standings.get(`${site}/${agent}`) ?? nobody;
    return ackOf({ epoch, durable, rejects: [] }, answering);
  }

  /** What every agent was told last, to be told again. */
  standing(answering: Answering): { site: string; agent: string; ack: Ack }[] {
    const all = [...this.#standings.values()];
    return all.map((one) => ({ site: one.site, agent: one.agent, ack: ackOf(one, answering) }));
  }
}

const nobody = { epoch: noEpoch, durable: { urgent: 0, routine: 0 } };

function ackOf(standing: Omit<Standing, 'site' | 'agent'>, { window, now, echo }: Answering): Ack {
  const { epoch, durable, rejects } = standing;
  const told = { epoch, durable: { ...durable }, rejects: [...rejects], window, hubTime: new Date(now).toISOString() };
  return echo === undefined ? told : { ...told, echo };
}
