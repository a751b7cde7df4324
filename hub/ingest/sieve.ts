// The sieve stops what was heard before, by (agent, epoch, class, seq), and knows up to where everything has come.
import type { EventClass } from '../contracts/ids.ts';
import type { Batch } from '../flow.ts';

/** What came beyond a gap is remembered up to this many; past it the batch is left unacked and comes again. */
const aheadMax = 65_536;
/** Epochs remembered per agent and class; an older spool's repeats beyond them would pass as new. */
const epochsMax = 8;

export interface Passed {
  watermark: number;
  readonly ahead: Set<number>;
}

export interface Hole {
  readonly from: number;
  readonly to: number;
}

export class Sieve {
  /** By stream and epoch; plain, for snapshots. */
  readonly passed: Map<string, Map<string, Passed>>;

  constructor(passed: Map<string, Map<string, Passed>> = new Map()) {
    this.passed = passed;
  }

  /** The sequences of this batch never heard before; they are remembered from now on. */
  fresh(batch: Batch): Set<number> {
    const passed = this.#of(batch.agent, batch.class, batch.epoch);
    skip(passed, Math.min(batch.gone, batch.first - 1));
    const fresh = new Set<number>();
    for (let seq = batch.first; seq <= batch.last; seq += 1) {
      if (seq <= passed.watermark || passed.ahead.has(seq)) continue;
      if (seq > passed.watermark + 1 && passed.ahead.size >= aheadMax) break;
      fresh.add(seq);
      passed.ahead.add(seq);
      while (passed.ahead.delete(passed.watermark + 1)) passed.watermark += 1;
    }
    return fresh;
  }

  /** Everything up to here has come: the cumulative acknowledgement once it is on disk. */
  watermark(agent: string, cls: EventClass, epoch: string): number {
    return this.passed.get(`${agent}/${cls}`)?.get(epoch)?.watermark ?? 0;
  }

  /** The first that is missing while later ones have come; undefined where none is. */
  missing(agent: string, cls: EventClass, epoch: string): number | undefined {
    const passed = this.passed.get(`${agent}/${cls}`)?.get(epoch);
    return passed === undefined || passed.ahead.size === 0 ? undefined : passed.watermark + 1;
  }

  /** The whole run that is missing there. It looks at all that came beyond it. */
  hole(agent: string, cls: EventClass, epoch: string): Hole | undefined {
    const passed = this.passed.get(`${agent}/${cls}`)?.get(epoch);
    if (passed === undefined || passed.ahead.size === 0) return undefined;
    let to = Infinity;
    for (const seq of passed.ahead) to = Math.min(to, seq - 1);
    return { from: passed.watermark + 1, to };
  }

  /** What the agent declares lost is not waited for; but never past what has come: an agent must not talk itself deaf. */
  declared(agent: string, cls: EventClass, epoch: string, to: number): void {
    const passed = this.passed.get(`${agent}/${cls}`)?.get(epoch);
    const hole = this.hole(agent, cls, epoch);
    if (passed !== undefined && hole !== undefined) skip(passed, Math.min(to, hole.to));
  }

  #of(agent: string, cls: EventClass, epoch: string): Passed {
    const stream = `${agent}/${cls}`;
    const epochs = this.passed.get(stream) ?? new Map<string, Passed>();
    this.passed.set(stream, epochs);
    const known = epochs.get(epoch) ?? { watermark: 0, ahead: new Set<number>() };
    epochs.delete(epoch);
    epochs.set(epoch, known);
    const [eldest] = epochs.keys();
    if (epochs.size > epochsMax && eldest !== undefined) epochs.delete(eldest);
    return known;
  }
}

/** What the agent no longer holds cannot come any more: it is passed, heard or not. */
function skip(passed: Passed, gone: number): void {
  if (gone <= passed.watermark) return;
  passed.watermark = gone;
  for (const seq of passed.ahead) if (seq <= gone) passed.ahead.delete(seq);
  while (passed.ahead.delete(passed.watermark + 1)) passed.watermark += 1;
}
