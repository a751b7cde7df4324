// What a silence of the hub means: the beat comes every two seconds, so five without one is stale and fifteen is dead.

export const staleAfterMs = 5_000;
export const deadAfterMs = 15_000;

export type Silence = 'fresh' | 'stale' | 'dead';

export function silence(sinceBeatMs: number): Silence {
  if (sinceBeatMs >= deadAfterMs) return 'dead';
  return sinceBeatMs >= staleAfterMs ? 'stale' : 'fresh';
}
