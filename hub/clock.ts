// The only door to time: now, and something done again and again. Tests hand in a clock they turn by hand.

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Runs `act` every `ms`; the answer stops it. Never keeps the process alive by itself. */
  every(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every(ms, act) {
    const timer = setInterval(act, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
