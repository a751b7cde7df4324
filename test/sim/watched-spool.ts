// An agent's spool, the real one; what is kept in it is written down besides, to be looked for on the hub's disk.
import type { Observed } from '../../edge-agents/adapter.ts';
import { Spool } from '../../edge-agents/spool.ts';
import type { EventClass } from '../../hub/contracts/ids.ts';

/** What one class of one epoch was given, the first at 0. */
export type KeptOf = Map<string, string[]>;

export const streamOf = (agent: string, epoch: string, cls: EventClass): string => `${agent}/${epoch}/${cls}`;

/** What must come through unchanged, however often it is written anew. */
export const bodyOf = ({ type, subject, time, data }: Observed): string => JSON.stringify([type, subject, time, data]);

export class WatchedSpool extends Spool {
  readonly #agent: string;
  readonly #kept: KeptOf;

  constructor(path: string, agent: string, kept: KeptOf, newEpoch: () => string) {
    super(path, newEpoch);
    this.#agent = agent;
    this.#kept = kept;
  }

  override keep(group: readonly Observed[]): void {
    super.keep(group);
    for (const observed of group) {
      const stream = streamOf(this.#agent, this.epoch, observed.urgent === true ? 'urgent' : 'routine');
      const known = this.#kept.get(stream);
      if (known === undefined) this.#kept.set(stream, [bodyOf(observed)]);
      else known.push(bodyOf(observed));
    }
  }
}
