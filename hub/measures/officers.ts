// Officers on duty: whoever acknowledged, claimed or disposed within the last half hour.
import type { Mark } from './marks.ts';

/** Whoever has done nothing for longer may have gone, ms. */
export const onDutyMs = 1_800_000;

/** Names of who acted after `at` − 30 min, up to `at`. */
export function actedBy(marks: readonly Mark[], at: number): Set<string> {
  const names = new Set<string>();
  for (const mark of marks) if ('by' in mark && mark.at > at - onDutyMs && mark.at <= at) names.add(mark.by);
  return names;
}

/** How many had acted within the half hour before each of ever later moments; one at least. @param marks oldest first */
export function officersOver(marks: readonly Mark[]): (at: number) => number {
  const acts = new Map<string, number>();
  const doers = marks.filter((mark) => 'by' in mark);
  let [first, next] = [0, 0];
  const count = (by: string, step: 1 | -1): void => {
    const left = (acts.get(by) ?? 0) + step;
    if (left === 0) acts.delete(by);
    else acts.set(by, left);
  };
  return (at) => {
    for (; next < doers.length && (doers[next] as Doer).at <= at; next += 1) count((doers[next] as Doer).by, 1);
    for (; first < next && (doers[first] as Doer).at <= at - onDutyMs; first += 1) count((doers[first] as Doer).by, -1);
    return Math.max(1, acts.size);
  };
}

type Doer = Extract<Mark, { by: string }>;
