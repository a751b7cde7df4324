// What a spool knows of each of its classes without looking: its numbers, what it costs, and what it lost.
import type { EventClass } from '../hub/contracts/ids.ts';
import { bothLost, declaredBy, type Loss, lossOf } from './loss.ts';
import type { Stamped } from './stamped.ts';

/**
 * Of one class: the last sequence given out; up to which nothing is held any more, for it was acked or let go of; what
 * is held costs; what is lost and not declared; and the urgent sequence of what declares the rest, if it is not acked.
 */
export interface Account {
  last: number;
  gone: number;
  bytes: number;
  lost: Loss | undefined;
  declaredAt: number;
}
export type Accounts = Record<EventClass, Account>;

/** As the spool's file has them under their names. One of before the bounds has its numbers one by one. */
export function accountsOf(
  get: (name: string) => string | undefined,
  costUpTo: (cls: EventClass, seq: number) => number,
): Accounts {
  const kept = get('accounts');
  if (kept !== undefined) return JSON.parse(kept) as Accounts;
  const accountOf = (cls: EventClass): Account => {
    const [last, gone] = [Number(get(`last-${cls}`) ?? 0), Number(get(`acked-${cls}`) ?? 0)];
    return { last, gone, bytes: costUpTo(cls, last), lost: undefined, declaredAt: 0 };
  };
  return { urgent: accountOf('urgent'), routine: accountOf('routine') };
}

/** What goes with a declaration is to be declared anew; anything else is lost. */
export function forget(accounts: Accounts, observed: Stamped, seq: number): void {
  const loss = declaredBy(observed) ?? lossOf(observed, seq);
  accounts[loss.class].lost = bothLost(accounts[loss.class].lost, loss);
}
