// How long it took: a histogram of each severity, its median, and the share within the minutes that the rule gives.
import { type Severity, severities } from '../contracts/alert.ts';
import type { Waits } from '../contracts/measures.ts';
import { atLeast, inTimeShare } from './targets.ts';

/** Seconds: half a minute to a day. */
const bucketsS = [30, 60, 120, 300, 600, 1800, 3600, 14_400, 86_400] as const;

/** `minutes`: what the rule gives; 0 is no hurry. */
export interface Waited {
  readonly severity: Severity;
  readonly afterMs: number;
  readonly minutes: number;
}

export const waitsOf = (waited: readonly Waited[]): Waits[] =>
  severities.map((severity) =>
    ofOne(
      severity,
      waited.filter((one) => one.severity === severity),
    ),
  );

function ofOne(severity: Severity, waited: readonly Waited[]): Waits {
  const times = waited.map(({ afterMs }) => afterMs).sort((a, b) => a - b);
  const hurried = waited.filter(({ minutes }) => minutes > 0);
  const inTime = hurried.filter(({ afterMs, minutes }) => afterMs <= minutes * 60_000).length;
  const medianMs = times[Math.ceil(times.length / 2) - 1];
  return {
    severity,
    count: times.length,
    ...(medianMs !== undefined && { medianMs }),
    buckets: bucketed(times),
    inTime: atLeast(hurried.length === 0 ? 0 : inTime / hurried.length, inTimeShare, hurried.length > 0),
  };
}

function bucketed(times: readonly number[]): Waits['buckets'] {
  const upTo = (seconds: number): number => times.filter((ms) => ms <= seconds * 1000).length;
  const below = [0, ...bucketsS.map(upTo), times.length];
  const counts = below.slice(1).map((count, i) => count - (below[i] ?? 0));
  return counts.map((count, i) => {
    const upToS = bucketsS[i];
    return upToS === undefined ? { count } : { upToS, count };
  });
}
