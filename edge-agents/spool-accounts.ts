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

/** What goes with a declaration is to be declared anew; anything else is lost. */
export function forget(accounts: Accounts, observed: Stamped, seq: number): void {
  const loss = declaredBy(observed) ?? lossOf(observed, seq);
  accounts[loss.class].lost = bothLost(accounts[loss.class].lost, loss);
}
