// An asset's events as lines to read: newest first, fixes in a row folded into one, what came late kept apart. Pure.
import type { StoryEvent } from '../../hub/contracts/story.ts';

export interface Line {
  /** The first event of it: the line's own name, the same when more is folded into it. */
  readonly id: string;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly by: string;
  /** By how much the latest of it came after its own time; undefined when nothing of it was late. */
  readonly lateMs: number | undefined;
  /** The newest event of it. */
  readonly last: StoryEvent;
}

/** `events` are oldest first, as the hub tells them. */
export function linesOf(events: readonly StoryEvent[]): Line[] {
  const lines: Line[] = [];
  for (const event of events) {
    const line = lines.at(-1);
    if (line !== undefined && belongs(line, event)) lines[lines.length - 1] = folded(line, event);
    else lines.push(lineOf(event));
  }
  return lines.reverse();
}

const foldable: Readonly<Record<string, string>> = {
  position: 'fixes',
  'vessel.position': 'fixes',
  'asset.position': 'fixes',
  carried: 'carried',
};

export const isFix = (kind: string): boolean => foldable[kind] === 'fixes';

/** A fix folds into the ones before it unless it says something they do not: another teller, fence, carrier, or late. */
function belongs(line: Line, event: StoryEvent): boolean {
  const fold = foldable[event.kind];
  if (fold === undefined || fold !== foldable[line.kind]) return false;
  if (line.by !== event.by || (line.lateMs !== undefined) !== event.late) return false;
  return !crosses(event) && !crosses(line.last) && sameFacts(line.last, event, ['inside', 'by', 'fix']);
}

const crosses = ({ facts }: StoryEvent): boolean =>
  ['entered', 'left', 'crossings'].some((name) => (facts[name] ?? '') !== '');

const sameFacts = (a: StoryEvent, b: StoryEvent, names: readonly string[]): boolean =>
  names.every((name) => a.facts[name] === b.facts[name]);

const lineOf = (event: StoryEvent): Line => ({
  ...{ id: event.id, kind: event.kind, from: event.time, to: event.time, count: 1, by: event.by, last: event },
  lateMs: event.late ? event.heardAt - event.time : undefined,
});

function folded(line: Line, event: StoryEvent): Line {
  const lateMs = line.lateMs === undefined ? undefined : Math.max(line.lateMs, event.heardAt - event.time);
  return { ...line, to: event.time, count: line.count + 1, lateMs, last: event };
}
