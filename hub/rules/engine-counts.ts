// What the fold engine counts of itself.

export interface EngineCounts {
  folded: number;
  refolded: number;
  unjudged: number;
  thrown: number;
}

export const nothingCounted = (): EngineCounts => ({ folded: 0, refolded: 0, unjudged: 0, thrown: 0 });
