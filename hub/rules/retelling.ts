// What a fold says to other keys, against what it said before: said no more is taken back, said otherwise is said anew.
import type { Change, Retold } from './block.ts';
import type { Said } from './rule.ts';
import { saidEvent } from './said-event.ts';
import type { Timeline } from './timeline.ts';

export interface Telling {
  readonly to: string;
  readonly change: Change;
}

/** What is taken back comes first. */
export function tellingsOf({ folding }: Timeline, { event, was, says }: Retold): Telling[] {
  const { key } = folding;
  const told = (all: readonly Said[], gone: boolean): Telling[] =>
    all.map(({ to, say, origin }, part) => ({ to, change: { event: saidEvent(key, event, say, part, origin), gone } }));
  return [...told(was, true), ...told(says, false)];
}
