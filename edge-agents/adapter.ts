// What every device adapter is: it starts, it emits what it observes, it stops.

/** No date lies farther from 1970, ms (ECMA-262 §21.4.1.1). */
export const farthestMs = 8.64e15;

/** One observation before it has a place in the spool. */
export interface Observed {
  readonly type: string;
  readonly subject: string;
  /** Milliseconds since 1970 UTC, as the device tells it. */
  readonly time: number;
  readonly urgent?: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Adapter {
  /** Its times come from another clock than this machine's: what is known of ours says nothing of them. */
  readonly foreignTime?: boolean;
  /** How much older than now an observation may be when it is emitted, ms; what the agent says it has told holds to it. */
  readonly lagMs: number;
  /** Resolves when a file has been read to its end, or when a port is listening. */
  start(emit: (observed: Observed) => void | Promise<void>): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when a finite source is exhausted; absent where `start` already says so. */
  readonly ended?: Promise<void>;
  counts(): Readonly<Record<string, number>>;
}
