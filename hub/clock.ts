// The only door to time: now, how long something took, and what is done later, or again and again. Tests hand in a clock they turn by hand.
import { performance } from 'node:perf_hooks';

export interface Clock {
  /** Milliseconds since 1970 UTC; never less than it was. */
  now(): number;
  /** What was journalled already bears this time: now is not before it. */
  notBefore(ms: number): void;
  /** How far now is ahead of the machine's wall clock, ms: a wall clock that was set back is waited for. */
  aheadMs(): number;
  /** Milliseconds of no particular beginning, in fractions: for how long something takes. */
  steady(): number;
  /** Runs `act` every `ms`, or once in `ms`; the answer stops it. Never keeps the process alive by itself. */
  every(ms: number, act: () => void): () => void;
  after(ms: number, act: () => void): () => void;
}

/**
 * Follows the wall clock forwards. When that is set back, now goes on at half speed until it is met again: it neither
 * goes back, which would leave what is heard unjudged, nor stands still, which would leave a silent agent unnoticed.
 */
export function clockOver(wall: () => number, steady: () => number): Omit<Clock, 'every' | 'after'> {
  let [told, at] = [wall(), steady()];
  const now = (): number => {
    const elapsed = Math.max(0, steady() - at);
    at += elapsed;
    told = Math.max(wall(), told + elapsed / 2);
    return Math.floor(told);
  };
  return {
    now,
    steady,
    notBefore(ms) {
      told = Math.max(told, ms);
    },
    aheadMs: () => Math.max(0, now() - wall()),
  };
}

export const systemClock: Clock = {
  ...clockOver(
    () => Date.now(),
    () => performance.now(),
  ),
  every(ms, act) {
    const timer = setInterval(act, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
  after(ms, act) {
    const timer = setTimeout(act, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
