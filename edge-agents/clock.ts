// The agent's only door to time.
import { performance } from 'node:perf_hooks';

export interface Clock {
  /** Milliseconds since 1970 UTC, as this machine's clock has it: it may be wrong, and may be set. */
  now(): number;
  /** Milliseconds of no particular beginning, in fractions; nobody sets it. */
  steady(): number;
  /** Runs `act` every `ms`; the answer stops it. */
  every(ms: number, act: () => void): () => void;
  /** Runs `act` once in `ms`; the answer calls it off. */
  after(ms: number, act: () => void): () => void;
}

export const now = (): number => Date.now();

export const systemClock: Clock = {
  now,
  steady: () => performance.now(),
  every(ms, act) {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
