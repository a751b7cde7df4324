// An agent's spool, the real one; what is kept in it is written down besides, to be looked for on the hub's disk.
import type { Observed } from '../../edge-agents/adapter.ts';
import { Spool } from '../../edge-agents/spool.ts';
import type { SpoolLimits } from '../../edge-agents/spool-limits.ts';
import type { EventClass } from '../../hub/contracts/ids.ts';

/** What one class of one epoch was given, the first at 0. */
export type KeptOf = Map<string, string[]>;

export const streamOf = (agent: string, epoch: string, cls: EventClass): string => `${agent}/${epoch}/${cls}`;

/** What must come through unchanged, however often it is written anew. */
export const bodyOf = ({ type, subject, time, data }: Observed): string => JSON.stringify([type, subject, time, data]);

/** Of a body: says what was lost, and is no observation of anything else. */
export const isDeclaration = (body: string): boolean => body.startsWith('["agent.gap"');

/** One for each class. */
const declarationsMost = 2;

export class WatchedSpool extends Spool {
  readonly #agent: string;
  readonly #kept: KeptOf;

  constructor(
    path: string,
    agent: string,
    kept: KeptOf,
    { limits, now, newEpoch }: { limits: SpoolLimits; now: () => number; newEpoch: () => string },
  ) {
    super(path, limits, now, newEpoch);
    this.#agent = agent;
    this.#kept = kept;
  }

  override keep(...kept: Parameters<Spool['keep']>): void {
    super.keep(...kept);
    for (const observed of kept[0]) this.#given(observed);
  }

  /** Declarations are observations, too. */
  override declare(...declared: Parameters<Spool['declare']>): void {
    const before = this.lastOf('urgent');
    super.declare(...declared);
    if (this.lastOf('urgent') === before) return;
    for (const { observed } of this.after('urgent', before, declarationsMost)) this.#given(observed);
  }

  #given(observed: Observed): void {
    const stream = streamOf(this.#agent, this.epoch, observed.urgent === true ? 'urgent' : 'routine');
    const known = this.#kept.get(stream);
    if (known === undefined) this.#kept.set(stream, [bodyOf(observed)]);
    else known.push(bodyOf(observed));
  }
}
