// How long to wait before a broker is tried again: longer with every failure, and each agent as long as chance has it.

const firstMs = 1000;
const mostMs = 30_000;
/** A connection that lasted so long was one: the next failure is a first one again. */
export const steadyMs = 10_000;

/** Full jitter: agents that lost one broker at one moment must not all be back at another. @param failures before this wait, from 0 */
export const waitMs = (failures: number, chance: () => number): number =>
  chance() * Math.min(mostMs, firstMs * 2 ** failures);
