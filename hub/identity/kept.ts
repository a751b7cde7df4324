// What the journal's file keeps of who may come in: sessions, locks and tokens, put there in one transaction with their audit.
import type { LockOp, LockRow } from './locks.ts';
import type { SessionOp, SessionRow } from './sessions.ts';
import type { KeptToken, TokenOp } from './tokens.ts';
import type { Told } from './told.ts';

export interface KeptIdentity {
  /** Oldest first. */
  readonly sessions: readonly SessionRow[];
  readonly locks: readonly LockRow[];
  readonly tokens: readonly KeptToken[];
}

export type IdentityOp = SessionOp | LockOp | TokenOp;

/** Resolves once all of it is on disk. */
export type KeepIdentity = (ops: readonly IdentityOp[], audited?: readonly Told[]) => Promise<void>;

/** What it needs of the journal. */
export interface IdentityJournal {
  identity(): KeptIdentity;
  write(entry: IdentityEntry, durable: () => void): void;
}

interface IdentityEntry {
  readonly sessions: readonly IdentityOp[];
  readonly audited: readonly (Told & { readonly at: number })[];
}

export function keepingIn(journal: IdentityJournal, now: () => number): KeepIdentity {
  return (sessions, told = []) => {
    if (sessions.length === 0 && told.length === 0) return Promise.resolve();
    const audited = told.map((one) => ({ ...one, at: now() }));
    return new Promise((durable) => journal.write({ sessions, audited }, durable));
  };
}
