// A key's story as a reader gets it: its events in event time, late ones marked, each with the words and numbers it came with.
import { lateAfterMs } from '../contracts/alert.ts';
import type { Story, StoryEvent } from '../contracts/story.ts';
import type { TrackPoint } from '../contracts/track.ts';
import type { KeyEvent } from '../flow.ts';
import type { KeyState } from './key-state.ts';

export interface Shown {
  /** Receipt of the last arrival on disk: what is not there yet is not shown. */
  readonly until: number;
  /** Of which sites something may be shown. */
  readonly sees: (site: string) => boolean;
}

/** Undefined where nothing of it was told by a site that is seen. */
export function storyOf(
  key: string,
  { events, state }: { events: readonly KeyEvent[]; state: KeyState },
  { until, sees }: Shown,
): Story | undefined {
  const { name, inside, ties } = state;
  const onDisk = events.filter((event) => !('heardAt' in event) || event.heardAt <= until);
  const told = onDisk.filter((event) => !('site' in event) || sees(event.site));
  if (onDisk.length > told.length && !told.some((event) => 'site' in event)) return undefined;
  const shown = told.map(storyEvent);
  // Ties may be another site's word: where something was left out, only those that what is shown speaks of.
  const words = new Set(shown.flatMap(({ facts }) => Object.values(facts).flatMap((fact) => fact.split(' '))));
  const isTold = (thing: string): boolean => onDisk.length === told.length || words.has(thing);
  return {
    ...{ key, inside: [...inside], carries: ties.carries.filter(isTold), events: shown },
    ...(name !== undefined && { name }),
    ...(ties.carrier !== undefined && isTold(ties.carrier) && { on: ties.carrier }),
  };
}

/** Where it was, by what was told of it itself: the newest so many between two moments, oldest first. */
export function trackOf(
  events: readonly KeyEvent[],
  { from, to, most }: { from: number; to: number; most: number },
  until: number,
): TrackPoint[] {
  const points = events.flatMap((event): TrackPoint[] => {
    if (event.kind !== 'position' || event.heardAt > until || event.time < from || event.time > to) return [];
    const { time, agent, fix } = event;
    return [{ time, lon: fix.lon, lat: fix.lat, by: agent }];
  });
  return points.slice(-most);
}

function storyEvent(event: KeyEvent): StoryEvent {
  const { time } = event;
  const heardAt = 'heardAt' in event ? event.heardAt : Math.max(0, time);
  const late = heardAt - time > lateAfterMs;
  const id = 'id' in event ? event.id : `${event.kind}@${time}`;
  const by = event.kind === 'said' ? event.by : 'agent' in event ? event.agent : 'hub';
  const kind = event.kind === 'said' ? event.say.what : event.kind;
  const { lon, lat } = placeOf(event);
  return {
    id,
    kind,
    time: Math.max(0, time),
    heardAt,
    late,
    by,
    ...(lon !== undefined && { lon, lat }),
    facts: factsOf(event),
  };
}

function placeOf(event: KeyEvent): { lon?: number; lat?: number } {
  if (event.kind === 'said') return event.say.what === 'carried' ? event.say.fix : {};
  return 'fix' in event && event.fix !== undefined ? event.fix : {};
}

/** What the event says, in short words; places are told apart. */
function factsOf(event: KeyEvent): Record<string, string> {
  if (event.kind === 'tick') return { rule: event.rule, silent: event.silent.join(' ') };
  if (event.kind === 'plan') return { plan: event.plan };
  if (event.kind === 'beat') return { online: String(event.online) };
  if (event.kind === 'unjudged') return { count: String(event.count) };
  if (event.kind === 'listening' || event.kind === 'position') return {};
  const subject =
    event.kind === 'said'
      ? {}
      : { subject: event.subject, ...(event.kind === 'association' && { parent: event.subject }) };
  return { ...subject, ...inWords(event.kind === 'said' ? event.say : event.data) };
}

const places = new Set(['lon', 'lat', 'fix', 'spot', 'what', 'datum', 'accuracyM']);

function inWords(said: object): Record<string, string> {
  const words = Object.entries(said).filter(([name, value]) => !places.has(name) && value !== undefined);
  return Object.fromEntries(words.map(([name, value]) => [name, wordOf(value)]));
}

const wordOf = (value: unknown): string => {
  if (!Array.isArray(value)) return String(value);
  return value.map((one) => (typeof one === 'object' ? `${one.kind} ${one.fence}` : String(one))).join(' ');
};
