// What was heard since the start, counted by what a Prometheus may have as labels: classes, sites of the plan, codes. No ids.
import type { ToTell } from '../flow.ts';

/** By the values of its labels, which cannot be many. */
export type Counts = Map<string, { readonly labels: Readonly<Record<string, string>>; count: number }>;

export class HeardCounts {
  /** Observations judged; what was acked of batches, again and refused ones among it; what had come before; what was refused. */
  readonly events: Counts = new Map();
  readonly acked: Counts = new Map();
  readonly duplicates: Counts = new Map();
  readonly rejected: Counts = new Map();

  /** Committed. Whoever may not speak for the site they name is no site's. */
  tell({ arrival, batch, admitted = false, located = 0, refusals }: ToTell): void {
    for (const { code } of refusals) add(this.rejected, { code }, 1);
    if (arrival.kind !== 'up' || !admitted || batch === undefined) return;
    const labels = { class: arrival.class, site: arrival.site };
    const size = batch.last - batch.first + 1;
    add(this.events, labels, located);
    add(this.acked, labels, size);
    add(this.duplicates, labels, Math.max(0, size - located - refusals.length));
  }
}

export function add(counts: Counts, labels: Readonly<Record<string, string>>, count: number): void {
  const name = Object.values(labels).join('\n');
  const known = counts.get(name);
  if (known === undefined) counts.set(name, { labels, count });
  else known.count += count;
}
