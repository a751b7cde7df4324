// What the field holds each figure to (ISA-18.2, IEC 62682, EEMUA 191), and the port's own where the field leaves it open.
import type { Severity } from '../contracts/alert.ts';
import type { Figure } from '../contracts/measures.ts';

/** An hour, for each officer; 12 are the most that can be managed, 30 more than anybody can (ISA-18.2). */
export const ratePerHour = 6;
/** EEMUA 191: a flood is more than so many in ten minutes for each officer, and it ends with fewer than so many. */
export const floodFrom = 10;
export const floodUntil = 5;
export const floodSpanMs = 600_000;
export const floodShare = 0.01;
/** So many changes between active and clear within a minute. */
export const chatteringFrom = 3;
export const chatteringSpanMs = 60_000;
/** Fewer than five that are stale at any time. */
export const staleMost = 4;
/** Sources that are looked at, and the share of the load that is theirs at most. */
export const topMost = 10;
export const topShare = 0.05;
/** Fewer annunciations say nothing of their shares. */
export const sharesFrom = 200;
/** About 80 % low, 15 % medium, 5 % high, of which a fifth is critical. */
export const mix: Readonly<Record<Severity, number>> = { S1: 0.01, S2: 0.04, S3: 0.15, S4: 0.8 };
/** Ours: so many are acknowledged, and disposed, within the minutes that the rule gives. */
export const inTimeShare = 0.9;
/** Ours: alerts of a rule that were something. Fewer judged ones than that say nothing. */
export const precision = 0.9;
export const judgedFrom = 5;

/** Minutes to look and to handle where a rule gives none; what is to be done in 0 has no hurry. */
export const usualMinutes: Readonly<Record<Severity, { readonly look: number; readonly handle: number }>> = {
  S1: { look: 5, handle: 60 },
  S2: { look: 15, handle: 240 },
  S3: { look: 60, handle: 480 },
  S4: { look: 240, handle: 1440 },
};

export const atMost = (value: number, target: number, isKnown = true): Figure =>
  isKnown ? { value, target, ok: value <= target } : { value, target };

export const atLeast = (value: number, target: number, isKnown = true): Figure =>
  isKnown ? { value, target, ok: value >= target } : { value, target };
