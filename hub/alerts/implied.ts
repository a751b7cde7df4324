// Suppressed by design: an alert that another one of the same key says already, while that one stands.
import type { Alert } from '../contracts/alert.ts';
import type { Suppression } from '../contracts/case.ts';
import { returned } from './lifecycle.ts';

export const byDesign = ({ id }: Alert, at: number): Suppression => ({ kind: 'by-design', at, because: id });

/** It stands, and says of this scope all that there is to be said. A recording says nothing of what is live. */
export const saysAll = (one: Alert, scope: string, how: 'same-scope' | 'any-scope'): boolean =>
  one.condition === 'active' && one.feed !== 'historical' && (how === 'any-scope' || one.scope === scope);

/** As it is to be, now that others stand that say it all; undefined where it is so already. */
export function implied(
  one: Alert,
  by: readonly Alert[],
  at: number,
): { readonly change: 'suppressed' | 'returned'; readonly alert: Alert } | undefined {
  const { suppressed, condition, feed } = one;
  const isKept = suppressed?.kind === 'by-design';
  if (isKept && by.some(({ id }) => id === suppressed.because)) return undefined;
  if (!isKept && (suppressed !== undefined || condition !== 'active' || feed === 'historical')) return undefined;
  const [parent] = by;
  if (parent !== undefined) return { change: 'suppressed', alert: { ...one, suppressed: byDesign(parent, at) } };
  return isKept ? { change: 'returned', alert: returned(one, at) } : undefined;
}
