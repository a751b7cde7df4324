// The agent's only door to time.

export interface Clock {
  /** Milliseconds since 1970 UTC, as this machine's clock has it. */
  now(): number;
  /** Runs `act` every `ms`; the answer stops it. */
  every(ms: number, act: () => void): () => void;
}

export const now = (): number => Date.now();

export const systemClock: Clock = {
  now,
  every(ms, act) {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
};
