// What every bench prints beside its figures, and how it sums them up.
import { cpus, loadavg } from 'node:os';

export const machineLine = (): string =>
  `machine: ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}; WAL, synchronous=FULL`;

/** @param part 0.99 for p99 */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds at p50, p99 and p99.9. */
export type Spread = readonly [p50: number, p99: number, p999: number];

export const spreadOf = (values: readonly number[]): Spread => [
  percentile(values, 0.5),
  percentile(values, 0.99),
  percentile(values, 0.999),
];

/** Each percentile's median over the rounds. */
export const medians = (rounds: readonly Spread[]): Spread => [
  median(rounds.map(([p50]) => p50)),
  median(rounds.map(([, p99]) => p99)),
  median(rounds.map(([, , p999]) => p999)),
];

export const spreadText = ([p50, p99, p999]: Spread): string =>
  `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, p99.9 ${p999.toFixed(1)} ms`;
