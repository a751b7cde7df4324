// How long to wait before a broker is tried again: longer with every failure, and each agent as long as chance has it.

const firstMs = 1000;
export const mostMs = 30_000;
/** A connection that lasted so long was one: the next failure is a first one again. */
export const steadyMs = 10_000;

/** Full jitter: agents that lost one broker at one moment must not all be back at another. @param failures before this wait, from 0. @param most the longest, ms */
export const waitMs = (failures: number, chance: () => number, most = mostMs): number =>
  chance() * Math.min(most, firstMs * 2 ** failures);
