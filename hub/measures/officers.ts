// Officers on duty: whoever acknowledged, claimed or disposed within the last half hour.
import type { MarksOf } from './ledger.ts';

/** Whoever has done nothing for longer may have gone, ms. */
export const onDutyMs = 1_800_000;

interface Act {
  readonly at: number;
  readonly by: string;
}

/** What was done after `from`, up to `to`, oldest first. */
function actsOf(marks: MarksOf, from: number, to: number): Act[] {
  const claims = marks('rest', from, to).filter((mark) => mark.what === 'claimed');
  const words = marks('words', from, to).filter((mark) => mark.what === 'disposed');
  return [...marks('acknowledged', from, to), ...claims, ...words].sort((a, b) => a.at - b.at);
}

/** Names of who acted after `at` − 30 min, up to `at`. */
export const actedBy = (marks: MarksOf, at: number): Set<string> =>
  new Set(actsOf(marks, at - onDutyMs, at).map(({ by }) => by));

/** How many had acted within the half hour before each of ever later moments from a time on; one at least. */
export function officersFrom(marks: MarksOf, from: number): (at: number) => number {
  const acts = actsOf(marks, from - onDutyMs, Infinity);
  const standing = new Map<string, number>();
  let [first, next] = [0, 0];
  const count = ({ by }: Act, step: 1 | -1): void => {
    const left = (standing.get(by) ?? 0) + step;
    if (left === 0) standing.delete(by);
    else standing.set(by, left);
  };
  return (at) => {
    for (; (acts[next]?.at ?? Infinity) <= at; next += 1) count(acts[next] as Act, 1);
    for (; first < next && (acts[first] as Act).at <= at - onDutyMs; first += 1) count(acts[first] as Act, -1);
    return Math.max(1, standing.size);
  };
}
