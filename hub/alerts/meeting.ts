// Which findings and alerts concern one another: of one scope, and their intervals meet.
import type { Alert } from '../contracts/alert.ts';
import type { Standing } from '../flow.ts';
import type { Occurrence } from './occurrence.ts';

interface Merging {
  readonly mergeGapMs: number;
}

interface Span {
  readonly scope: string;
  readonly from: number;
  readonly to?: number | undefined;
}

/** What a change may touch: a key may have hundreds of stays behind it, and one more concerns none of them. */
export function concerned(
  { was, findings }: Standing,
  all: readonly Occurrence[],
  told: readonly Alert[],
  { mergeGapMs }: Merging,
) {
  const [before, now] = [new Set(was), new Set(findings)];
  const changed: Span[] = [...findings.filter((one) => !before.has(one)), ...was.filter((one) => !now.has(one))];
  if (changed.length > was.length / 2) return { occurrences: all, alerts: told };
  const near = <T extends Span>(some: readonly T[], to: readonly Span[]): T[] =>
    some.filter((one) => to.some((other) => one.scope === other.scope && meets(one, other, mergeGapMs)));
  let [occurrences, alerts] = [near(all, changed), near(told, changed)];
  for (;;) {
    const more = near(all, [...changed, ...alerts]);
    const others = near(told, [...changed, ...occurrences]);
    if (more.length === occurrences.length && others.length === alerts.length) return { occurrences, alerts };
    [occurrences, alerts] = [more, others];
  }
}

/** They overlap, begin alike, or lie within the gap; touching counts. */
const meets = (a: Span, b: Span, gap: number): boolean =>
  a.from <= (b.to ?? Infinity) + gap && b.from <= (a.to ?? Infinity) + gap;

/** Same occurrence: of one scope, and the intervals overlap, begin alike, or lie within the merge gap. */
export function touches(alert: Alert, occurrence: Occurrence, { mergeGapMs: gap }: Merging): boolean {
  if (alert.scope !== occurrence.scope) return false;
  if (alert.from === occurrence.from) return true;
  const endA = alert.to ?? Infinity;
  const endB = occurrence.to ?? Infinity;
  return alert.from < endB + gap && occurrence.from < endA + gap;
}
