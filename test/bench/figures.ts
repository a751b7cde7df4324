// What every bench prints beside its figures, and how it sums them up.
import { cpus } from 'node:os';

export const machineLine = (): string =>
  `machine: ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}; WAL, synchronous=FULL`;

/** @param part 0.99 for p99 */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
