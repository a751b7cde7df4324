// A key's story as a reader gets it: its events in event time, late ones marked, each with the words and numbers it came with.
import { lateAfterMs } from '../contracts/alert.ts';
import type { Story, StoryEvent } from '../contracts/story.ts';
import type { TrackPoint } from '../contracts/track.ts';
import type { KeyEvent } from '../flow.ts';
import type { World } from '../world.ts';
import type { KeyState } from './key-state.ts';
import { unbelievedOf } from './unbelieved.ts';

export interface Shown {
  /** Receipt of the last arrival on disk: what is not there yet is not shown. */
  readonly until: number;
  /** Of which sites something may be shown. */
  readonly sees: (site: string) => boolean;
  readonly most: number;
  readonly worldAt: (asOf: number) => World;
}

/** What is read of a key: the newest of its events that are shown, and its state. */
export interface StoryOf {
  story(
    key: string,
    most: number,
    isShown: (event: KeyEvent) => boolean,
  ): { readonly events: readonly KeyEvent[]; readonly state: KeyState } | undefined;
}

/**
 * Undefined where nothing of it was told by a site that is seen. Where others told of it, too, what came of all they told
 * is not shown: its name, its length, its ties, what was believed of it, and when a rule looked at it.
 */
export function storyOf(key: string, engine: StoryOf, { until, sees, most, worldAt }: Shown): Story | undefined {
  let isMixed = false;
  const isShown = (event: KeyEvent): boolean => {
    if (!('site' in event)) return !isMixed;
    return sees(event.site) && (!('heardAt' in event) || event.heardAt <= until);
  };
  const { state } = engine.story(key, 0, isShown) ?? {};
  if (state === undefined) return undefined;
  isMixed = state.toldAt.some((site) => !sees(site));
  if (isMixed && !state.toldAt.some(sees)) return undefined;
  const events = engine.story(key, most, isShown)?.events ?? [];
  const { name, dimensions, ties, place } = state;
  const isSeen = place === undefined || sees(place.site);
  const inside = isSeen ? [...state.inside] : [];
  const where = { inside, ...(isSeen && state.uncertain.length > 0 && { uncertain: [...state.uncertain] }) };
  if (isMixed) return { key, ...where, events: events.map((event) => storyEvent(event)), carries: [] };
  const unbelieved = unbelievedOf(key, events, worldAt, events.length >= most);
  return {
    ...{ key, ...where, events: events.map((event) => storyEvent(event, unbelieved)), carries: [...ties.carries] },
    ...(name !== undefined && { name }),
    ...(dimensions !== undefined && { lengthM: dimensions.toBow + dimensions.toStern }),
    ...(ties.carrier !== undefined && { on: ties.carrier }),
  };
}

/** Where it was, by what was told of it itself: the newest so many between two moments, oldest first. */
export function trackOf(
  events: readonly KeyEvent[],
  { from, to, most, sees }: { from: number; to: number; most: number; sees: (site: string) => boolean },
  until: number,
): TrackPoint[] {
  const points = events.flatMap((event): TrackPoint[] => {
    if (event.kind !== 'position' || event.heardAt > until || event.time < from || event.time > to || !sees(event.site))
      return [];
    const { time, agent, fix } = event;
    return [{ time, lon: fix.lon, lat: fix.lat, by: agent }];
  });
  return points.slice(-most);
}

function storyEvent(event: KeyEvent, unbelieved?: ReadonlySet<KeyEvent>): StoryEvent {
  const { time } = event;
  const heardAt = 'heardAt' in event ? event.heardAt : Math.max(0, time);
  const late = heardAt - time > lateAfterMs || ('late' in event && event.late === true);
  const id = 'id' in event ? event.id : `${event.kind}@${time}`;
  const by = event.kind === 'said' ? event.by : 'agent' in event ? event.agent : 'hub';
  const told = event.kind === 'said' ? event.say.what : event.kind;
  const kind = unbelieved?.has(event) === true ? 'unbelieved' : told;
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
  if (event.kind === 'sequence')
    return { class: event.class, ...(event.missing && { missing: `${event.missing.from}–${event.missing.to}` }) };
  if (event.kind === 'unjudged') return { count: String(event.count) };
  if (event.kind === 'listening' || event.kind === 'position' || event.kind === 'turn') return {};
  const subject =
    event.kind === 'said'
      ? {}
      : { subject: event.subject, ...(event.kind === 'association' && { parent: event.subject }) };
  return { ...subject, ...inWords(event.kind === 'said' ? event.say : event.data) };
}

const places = new Set(['lon', 'lat', 'fix', 'spot', 'what', 'datum', 'accuracyM', 'since', 'seen', 'feed']);

function inWords(said: object): Record<string, string> {
  const words = Object.entries(said).filter(([name, value]) => !places.has(name) && value !== undefined);
  return Object.fromEntries(words.map(([name, value]) => [name, wordOf(value)]));
}

const wordOf = (value: unknown): string => {
  if (!Array.isArray(value)) return String(value);
  return value.map((one) => (typeof one === 'object' ? `${one.kind} ${one.fence}` : String(one))).join(' ');
};
