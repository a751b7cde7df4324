// How long until the next try, and when it is given up: exponential with full jitter, never sooner than the other side asks for.

/** How one try went. `again`: it may help to try once more. Words without a secret. */
export type Outcome =
  | { readonly went: 'delivered'; readonly says: string }
  | { readonly went: 'again'; readonly says: string; readonly afterMs?: number | undefined }
  | { readonly went: 'refused'; readonly says: string };

/** What is not delivered by then is dead, and is said to be. */
export const givenUpAfterMs = 86_400_000;
const [firstMs, mostMs, leastMs] = [1000, 300_000, 250];
const askedMost = 3_600_000;

/**
 * @param tries made so far, from 1
 * @param chance from 0 to 1
 * @param afterMs what the other side asked for (`Retry-After`)
 * @returns milliseconds until the next try
 */
export function pauseAfter(tries: number, chance: number, afterMs = 0): number {
  const most = Math.min(mostMs, firstMs * 2 ** Math.min(tries - 1, 20));
  return Math.round(Math.max(leastMs, chance * most, Math.min(afterMs, askedMost)));
}

/** HTTP statuses that may be others the next time (RFC 9110; 425, 429). */
const passing = new Set([408, 425, 429]);

/** What an answer of HTTP means for what was sent. `retryAfter` in seconds or as a date, as it came. */
export function outcomeOf(status: number, retryAfter: string | null, now: number): Outcome {
  const says = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { went: 'delivered', says };
  if (status < 500 && !passing.has(status)) return { went: 'refused', says };
  const at = Number(retryAfter) * 1000;
  const asked = retryAfter === null ? undefined : Number.isFinite(at) ? at : Date.parse(retryAfter) - now;
  return { went: 'again', says, afterMs: Number.isFinite(asked) ? asked : undefined };
}
