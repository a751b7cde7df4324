// What must last before it is told: begun at one moment, told at another, unless it has ended in between.
import type { Finding } from '../flow.ts';
import type { Moment, Step, Wish } from './rule.ts';

/**
 * Begun at `since`, told when it has lasted until `due`, ms; at once where they are the same. The finding is made when it
 * begins, so that whatever tells it tells the same.
 */
export interface Lasting {
  readonly since: number;
  readonly due: number;
  readonly told: boolean;
  /** Its tick came in silence. */
  readonly asked?: boolean;
  readonly finding: Finding;
}

/** What is waited for, by what it is about. Who must have told is not remembered: it is whoever saw the thing last. */
export type Lastings = ReadonlyMap<string, Lasting>;

export const waitingForNothing: Lastings = new Map();

/**
 * Ends a step: what has lasted long enough is told, where the moment shows that it still lasts; for the rest, when to look
 * again. The witness is whoever saw the thing last, and would have seen it end: in its silence nothing is concluded, for
 * that is an alert of its own.
 */
export function waitOn(lastings: Lastings, moment: Moment): Step<Lastings> {
  const { event, place } = moment;
  // A plan is looked at once more in the same light: what is due by then waits for another sighting.
  const isAsked = event.kind === 'tick' || event.kind === 'plan';
  const { lastings: memory, findings } = ripen(lastings, event.time, shows(moment), isAsked);
  return { memory, findings, ...lookAgain(memory, event.time, place?.agent ?? '') };
}

/** Does it show that what lasted still does? A witness that has told everything so far does, or a fix; a new plan does not. */
function shows({ event }: Moment): boolean {
  if (event.kind === 'tick') return event.silent.length === 0;
  if (event.kind === 'position') return event.fix.guessed !== true;
  return event.kind === 'said' && event.say.what === 'carried';
}

function ripen(
  lastings: Lastings,
  time: number,
  shown: boolean,
  isAsked: boolean,
): { lastings: Lastings; findings: readonly Finding[] } {
  let next: Map<string, Lasting> | undefined;
  const findings: Finding[] = [];
  for (const [about, lasting] of lastings) {
    if (lasting.told || lasting.due > time) continue;
    const told = shown || lasting.due === lasting.since;
    if (!told && (!isAsked || lasting.asked === true)) continue;
    next ??= new Map(lastings);
    next.set(about, told ? { ...lasting, told } : { ...lasting, asked: true });
    if (told) findings.push(lasting.finding);
  }
  return { lastings: next ?? lastings, findings };
}

/**
 * The wish is always for the first that is due. One that is due by now is still waited for: what folds meanwhile must not
 * take its wish back. One whose tick came in silence waits for that witness, or for another sighting.
 */
function lookAgain(lastings: Lastings, time: number, agent: string): { wakeAt?: Wish | null } {
  let at = Infinity;
  for (const { told, asked, due } of lastings.values()) if (!told && asked !== true && due < at) at = due;
  if (at === Infinity) return { wakeAt: null };
  return at <= time ? {} : { wakeAt: { at, witnesses: [`agent:${agent}`] } };
}
