// Suppressed by design: an alert that another one of the same key says already, while that one stands.
import type { Alert } from '../contracts/alert.ts';
import type { Suppression } from '../contracts/case.ts';

export const byDesign = ({ id }: Alert, at: number): Suppression => ({ kind: 'by-design', at, because: id });

/** Does `by`, as it is now, change whether this one is on the list? */
export function isImplied(one: Alert, by: Alert): boolean {
  const { suppressed, condition } = one;
  if (by.condition !== 'active') return suppressed?.kind === 'by-design' && suppressed.because === by.id;
  return suppressed === undefined && condition === 'active' && (by.scope === '' || by.scope === one.scope);
}
