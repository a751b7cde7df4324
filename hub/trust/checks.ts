// A remote check from its draw to its end: open for two minutes, then done by a person, or expired.
import { createHash } from 'node:crypto';
import type { Check, NewCheckResult } from '../contracts/trust.ts';

/** Whoever looks at the screen has so long, ms. */
export const checkMs = 120_000;

/** 16 hex digits: the same movement is the same check. */
export const checkId = (movement: string): string => createHash('sha256').update(movement).digest('hex').slice(0, 16);

export function opened(drawn: Omit<Check, 'id' | 'dueAt' | 'state'>): Check {
  return { ...drawn, id: checkId(drawn.movement), dueAt: drawn.drawnAt + checkMs, state: 'open' };
}

/** Its last moment is still in time. */
export const isOver = ({ state, dueAt }: Check, at: number): boolean => state === 'open' && at > dueAt;

export const expired = (check: Check, at: number): Check => ({ ...check, state: 'expired', at });

/** What a person said they saw; `by` is known by then. */
export type Said = NewCheckResult & { readonly by: string };

export function done(check: Check, { result, by, text }: Said, at: number): Check {
  return { ...check, state: 'done', result, by, ...(text !== undefined && text !== '' && { text }), at };
}
