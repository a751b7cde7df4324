// Suppressed by design: an alert that another one of the same key says already, while that one stands.
import type { Alert } from '../contracts/alert.ts';
import type { Suppression } from '../contracts/case.ts';

export const byDesign = ({ id }: Alert, at: number): Suppression => ({ kind: 'by-design', at, because: id });

type How = 'same-scope' | 'any-scope' | undefined;

export const isAbout = ({ scope }: Alert, of: string, how: How): boolean => how === 'any-scope' || scope === of;

/** Does `by`, as it is now, change whether this one is on the list? */
export function isImplied(one: Alert, by: Alert, how: How): boolean {
  const { suppressed, condition } = one;
  if (by.condition !== 'active') return suppressed?.kind === 'by-design' && suppressed.because === by.id;
  return suppressed === undefined && condition === 'active' && isAbout(by, one.scope, how);
}
