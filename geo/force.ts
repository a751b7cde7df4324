// When a fence is in force: instants at which it begins and ends to be, expanded beforehand, so that folds need no calendar.

/** Sorted instants, ms: it is in force from the first up to the second, from the third up to the fourth, and so on. */
export type Turns = Float64Array;

/** In force at that moment? Of the two instants of a window the first belongs to it. */
export const isInForce = (turns: Turns | undefined, time: number): boolean =>
  turns === undefined || passedBy(turns, time) % 2 === 1;

/** The last turn at or before that moment, ms; -Infinity where there is none. */
export const turnBefore = (turns: Turns, time: number): number => turns[passedBy(turns, time) - 1] ?? -Infinity;

/** The first turn after that moment, ms; Infinity where there is none. */
export const turnAfter = (turns: Turns, time: number): number => turns[passedBy(turns, time)] ?? Infinity;

/** So many windows are told ahead at most: of daily ones two months. */
export const windowsMost = 64;

/** The windows that are not over at that moment, ms, the first of them; an end that never comes is left out. */
export function windowsAfter(turns: Turns, time: number): { from?: number; to?: number }[] {
  const passed = passedBy(turns, time);
  const first = passed - (passed % 2);
  const ends = [...turns.subarray(first, first + 2 * windowsMost)];
  return ends.flatMap((from, i) => {
    const to = ends[i + 1] as number;
    return i % 2 === 1 ? [] : [{ ...(from > -Infinity && { from }), ...(to < Infinity && { to }) }];
  });
}

/** How many turns are at or before that moment. */
function passedBy(turns: Turns, time: number): number {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
