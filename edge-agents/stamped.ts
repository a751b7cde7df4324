// An observation with what was known of the clock it was made by, and which time of the hub's that comes to.
import { correctionOf } from '../hub/contracts/clock.ts';
import type { Observed } from './adapter.ts';
import type { ClockStamp } from './hub-clock.ts';

/** An observation with what was known of the clock it was made by. */
export type Stamped = Observed & { readonly clock?: ClockStamp };

/** When it was, as the hub will take it, ms. A clock that was set between two records must not put them in the wrong order. */
export const hubTimeOf = ({ time, clock }: Stamped): number =>
  clock === undefined || !('off' in clock) ? time : time + correctionOf({ offsetMs: clock.off, errorMs: clock.err });

/** One that has its number in a spool. */
export interface Kept {
  readonly seq: number;
  readonly observed: Stamped;
}
