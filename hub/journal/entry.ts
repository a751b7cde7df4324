// What goes to the journal's writer and back: one atomic whole per entry.
import type { TrustNews } from '../contracts/trust.ts';
import type { Refusal } from '../errors.ts';
import type { Acted, Arrival, Audited, Captured, Transition } from '../flow.ts';
import type { IdentityOp } from '../identity/kept.ts';
import type { ChainOp } from './chain.ts';
import type { OutboxOp } from './outbox-store.ts';
import type { Sweep } from './retention.ts';

/** What a restart begins with besides the kept keys: everything that was heard up to `position` is in them or in `body`. */
export interface Snapshot {
  /** Of the rules and shapes it was made by; with any other it is worth nothing. */
  readonly version: string;
  readonly position: number;
  readonly body: unknown;
}

/** One atomic whole: an input and everything that followed from it. Each part may be absent. */
export interface Entry {
  readonly input?: Arrival;
  readonly transitions?: readonly Transition[];
  readonly quarantined?: readonly (Refusal & { readonly id: number })[];
  readonly audited?: readonly Audited[];
  readonly captured?: Captured;
  readonly acted?: Acted | undefined;
  /** On whose word what was refused under this number was heard again. */
  readonly replayed?: { readonly quarantine: number; readonly by: string; readonly at: number };
  readonly outbox?: readonly OutboxOp[];
  readonly sessions?: readonly IdentityOp[];
  readonly trust?: TrustNews | undefined;
  /** How far whoever follows the journal has come. */
  readonly cursor?: { readonly name: string; readonly at: object };
  readonly chain?: readonly ChainOp[];
  /** What may go by now; a slice of it does. */
  readonly sweep?: Sweep;
  readonly snapshot?: Omit<Snapshot, 'body'> & { readonly body: Uint8Array };
}

/** To the writer and back. `fault` is final: after a failed fsync nothing may be promised again. */
export type ToWriter = { readonly group: number; readonly entries: readonly Entry[] } | 'close';
export type FromWriter =
  | { readonly kind: 'durable'; readonly group: number }
  | { readonly kind: 'full'; readonly says: string }
  | { readonly kind: 'fault'; readonly says: string };
