// What may be read of the hub: its routes answer from the committed book, the views and the journal, never from a fold under way.
import { windowsAfter } from '../geo/force.ts';
import type { CommittedBook } from './alerts/committed-book.ts';
import type { AlertRecords } from './api/alert-list.ts';
import type { Reading } from './api/routes.ts';
import type { Clock } from './clock.ts';
import type { Port } from './contracts/port.ts';
import type { Status } from './contracts/status.ts';
import type { Story } from './contracts/story.ts';
import type { Deeds } from './deeds.ts';
import type { Desk } from './desk.ts';
import type { History } from './history/history.ts';
import type { Sees } from './identity/wall.ts';
import type { Journal } from './journal/journal.ts';
import type { Measures } from './measures/measures.ts';
import type { MemoryWatch } from './memory.ts';
import type { LiveView } from './push/live-view.ts';
import type { Quarantine } from './quarantine.ts';
import type { Draughtsman } from './registry/draughtsman.ts';
import type { PortPlan } from './registry/port-plan.ts';
import type { Registry } from './registry/registry.ts';
import type { Retention } from './retention.ts';
import type { Heartbeats } from './routing/heartbeats.ts';
import type { Outbox } from './routing/outbox.ts';
import type { FoldEngine } from './rules/fold-engine.ts';
import type { KeyState } from './rules/key-state.ts';
import { storyOf } from './rules/story.ts';
import type { Telling } from './telling.ts';
import type { TrustView } from './trust/trust-view.ts';

/** Events of a story shown. */
const storyMost = 500;

export interface Read {
  readonly plan: PortPlan;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly book: CommittedBook;
  readonly view: LiveView;
  readonly telling: Telling;
  readonly desk: Desk;
  readonly deeds: Deeds;
  readonly quarantine: Quarantine;
  readonly journal: Journal<KeyState>;
  readonly engine: FoldEngine;
  readonly history: History;
  readonly measures: Measures;
  readonly trust: TrustView;
  readonly retention: Retention;
  readonly draughtsman: Draughtsman;
  readonly outbox: Outbox | undefined;
  readonly heart: Heartbeats | undefined;
  readonly memory: MemoryWatch;
  readonly linkCounts: Readonly<Record<string, number>>;
  /** Receipt of the last arrival on disk: nothing newer is shown. */
  readonly durableAt: () => number;
  /** Why the hub is not ready, if it is not. */
  readonly trouble: () => string | undefined;
}

export function readingOver(read: Read): Reading {
  const { book, view, journal, engine, history } = read;
  const siteOf = new Map(read.plan.fences.map(({ id, properties }) => [id, properties.site]));
  const storyFor = (key: string, sees: Sees): Story | undefined => {
    const worldAt = (asOf: number) => read.registry.worldAt(asOf);
    const story = storyOf(key, engine, { until: read.durableAt(), sees, most: storyMost, worldAt });
    return story && { ...story, inside: story.inside.filter((fence) => sees(siteOf.get(fence) ?? '')) };
  };
  return {
    port: (sees) => portOf(read, sees),
    drawn: (text, sees) => {
      const seen = read.plan.sites.flatMap(({ id }) => (sees(id) ? [id] : []));
      return read.draughtsman.check(text, seen);
    },
    alert: (alert) => book.get(alert) ?? journal.alert(alert),
    assets: (sees) => view.assets(sees),
    agents: () => view.agents(),
    segments: () => view.segments(),
    story: storyFor,
    track: async (key, at, sees) => {
      // That there is such a thing at all is another site's word.
      return storyFor(key, sees) === undefined ? undefined : history.track(key, { ...at, sees });
    },
    deliveries: (most, before, alert) => journal.outbox.newest(most, { before, alert }),
    audit: (most, before, alert) => journal.audit(most, before, alert),
    status: () => statusOf(read),
  };
}

/** Alerts as lists look through them: in memory first, then on disk. */
export function recordsOver({ book, journal }: Pick<Read, 'book' | 'journal'>): AlertRecords {
  return {
    get seq() {
      return book.seq;
    },
    kept: () => book.kept(),
    get keptFrom() {
      return book.keptFrom;
    },
    ended: (most, before) => journal.alerts.ended(most, before),
    endedSince: (after, most, before) => journal.alerts.endedSince(after, most, before),
  };
}

/** What is drawn of the sites that are seen. */
function portOf({ plan: { id, name, timeZone, note, ...plan }, registry, clock }: Read, sees: Sees): Port {
  const drawn = <T extends { properties: { site: string } }>(features: readonly T[]): T[] =>
    features.filter(({ properties }) => sees(properties.site));
  const placed = <T extends { site: string }>(entries: readonly T[]): T[] => entries.filter(({ site }) => sees(site));
  const { lanes, devices, wharves } = plan;
  const fences = drawn(plan.fences);
  const { turnsOf } = registry.worldAt(clock.now());
  const windows = fences.flatMap((fence) => {
    const turns = turnsOf(fence.id);
    return turns === undefined ? [] : [[fence.id, windowsAfter(turns, clock.now())] as const];
  });
  return {
    ...{ id, name, timeZone, note, sites: plan.sites.filter((site) => sees(site.id)) },
    ...{ fences, windows: Object.fromEntries(windows), segments: drawn(plan.segments) },
    ...{ lanes: placed(lanes), devices: placed(devices), wharves: placed(wharves) },
  };
}

function statusOf(read: Read): Status {
  const { engine, outbox, heart, history, clock, telling, linkCounts, book, journal, trouble } = read;
  const now = {
    keys: engine.keys,
    undelivered: outbox?.waiting ?? 0,
    ...history.counts,
    ...heart?.counts,
    clockAheadMs: clock.aheadMs(),
  };
  const counts = { ...telling.counts, ...linkCounts, ...engine.counts, ...now };
  const asleep =
    engine.asleep > 0 ? [`${engine.asleep} things are still being read from the disk, and not drawn yet`] : [];
  const { retention, memory } = read;
  const at = {
    retained: retention.status(),
    lacks: [...history.lacks, ...(heart?.lacks ?? []), ...retention.lacks, ...memory.lacks, ...asleep],
    openAlerts: book.open,
    pending: journal.pending,
    counts,
  };
  const reason = trouble();
  return reason === undefined ? { ready: true, ...at } : { ready: false, reason, ...at };
}
