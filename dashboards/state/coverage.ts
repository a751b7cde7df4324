// What is known of a perimeter segment: seen by several sensors, by one alone, by none, or not known. Pure.
import type { SegmentFeature, SiteEntry } from '../../hub/contracts/port.ts';
import type { SegmentRow } from '../../hub/contracts/socket.ts';

/** `unexpected`: its site is not active, and nobody is expected to see there. Unknown is never taken for seen. */
export type Coverage = 'blind' | 'sole' | 'unknown' | 'seen' | 'unexpected';

/** The loudest first: how the panel lists them. */
export const coverages = ['blind', 'sole', 'unknown', 'seen', 'unexpected'] as const satisfies readonly Coverage[];

export interface Circumstances {
  readonly lifecycle: SiteEntry['lifecycle'] | undefined;
  /** The hub is not heard: what was seen may be blind by now; what was blind is not taken back. */
  readonly stale: boolean;
}

export function coverageOf(row: SegmentRow | undefined, { lifecycle, stale }: Circumstances): Coverage {
  if (lifecycle !== undefined && lifecycle !== 'active') return 'unexpected';
  if (row === undefined) return 'unknown';
  if (row.blind) return 'blind';
  const seeing = row.sensors.filter((sensor) => sensor.sees).length;
  if (stale || seeing === 0) return 'unknown';
  return seeing === 1 ? 'sole' : 'seen';
}

export interface Covered {
  readonly segment: SegmentFeature;
  readonly row: SegmentRow | undefined;
  readonly coverage: Coverage;
}

export type CoverageCount = Readonly<Record<Coverage, number>>;

export function countCoverage(covered: readonly Covered[]): CoverageCount {
  const count = { blind: 0, sole: 0, unknown: 0, seen: 0, unexpected: 0 };
  for (const { coverage } of covered) count[coverage] += 1;
  return count;
}

/** A device's id in the plan, of its id or its key such as `device:antenna-3`. */
export const deviceIdOf = (told: string): string => told.replace(/^(device|camera):/, '');

/** What a segment's row says of one of its sensors; undefined when it says nothing. */
export const seesIn = (row: SegmentRow | undefined, device: string): boolean | undefined =>
  row?.sensors.find(({ id }) => deviceIdOf(id) === device)?.sees;

/** Whether a device sees, as far as any segment tells; undefined when none does. */
export function seesOf(device: string, rows: Iterable<SegmentRow>): boolean | undefined {
  for (const row of rows) {
    const sees = seesIn(row, device);
    if (sees !== undefined) return sees;
  }
  return undefined;
}
