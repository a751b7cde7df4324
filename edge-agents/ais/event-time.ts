// When a position was true: the sentence's own clock, sharpened by the second the ship itself put into the message.

/** How far a ship's own second may run ahead of the receiver's clock, ms. */
const aheadMs = 2000;

/**
 * The latest instant, not more than 2 s after `base`, whose UTC second is `second`. A second of 60–63 says that the
 * ship had no time (ITU-R M.1371, time stamp); then the base itself stands.
 */
export function positionTime(base: number, second: number): number {
  if (second > 59) return base;
  const latest = base + aheadMs;
  const candidate = Math.floor(latest / 60_000) * 60_000 + second * 1000;
  return candidate <= latest ? candidate : candidate - 60_000;
}
