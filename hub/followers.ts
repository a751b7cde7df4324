// Who follows the journal after the commit, at a pace of their own: the outbox, history, the measures, and the heart.
import type { CommittedBook } from './alerts/committed-book.ts';
import type { Clock } from './clock.ts';
import type { Alert } from './contracts/alert.ts';
import type { Cursor } from './history/feeder.ts';
import { type Asking, History } from './history/history.ts';
import { rehear } from './ingest/rehear.ts';
import type { Journal } from './journal/journal.ts';
import { Measures } from './measures/measures.ts';
import type { Registry } from './registry/registry.ts';
import { Heartbeats } from './routing/heartbeats.ts';
import { Outbox } from './routing/outbox.ts';
import { openPulse } from './routing/pulse-sender.ts';
import type { Routing } from './routing/route-file.ts';
import { send } from './routing/sender.ts';
import type { FoldEngine } from './rules/fold-engine.ts';
import type { KeyState } from './rules/key-state.ts';
import { responseOf } from './rules/rulebook.ts';
import { trackOf } from './rules/story.ts';

export interface Followed {
  readonly journal: Journal<KeyState>;
  readonly engine: FoldEngine;
  readonly registry: Registry;
  readonly now: () => number;
}

/** Events of a key that are looked through for where it was. */
const trackMost = 5000;

/** @param page the address of the hub, for people, once it is known */
export function outboxOver({ journal, now }: Followed, routing: Routing | undefined, page: () => string) {
  if (routing === undefined) return undefined;
  const alert = (id: string): Alert | undefined => journal.alert(id);
  const write: Journal<KeyState>['write'] = (entry, durable) => journal.write(entry, durable);
  return new Outbox({ routing, store: journal.outbox, alert, write, send, now, page, responseOf });
}

/** Whether the hub is ready is the hub's to say. */
export function heartOver(
  { journal, clock }: { journal: Journal<KeyState>; clock: Clock },
  routing: Routing | undefined,
  { port, alertSeq, trouble }: { port: string; alertSeq: () => number; trouble: () => string | undefined },
): Heartbeats | undefined {
  if (routing === undefined || routing.heartbeats.length === 0) return undefined;
  const [now, steady] = [() => clock.now(), () => clock.steady()];
  const about = { hub: journal.id, port };
  return new Heartbeats({ pulses: routing.heartbeats, open: openPulse, about, trouble, alertSeq, now, steady });
}

/** @param durableAt receipt of the last arrival on disk: nothing newer is told */
export function historyOver(
  { journal, engine, registry, now }: Followed,
  address: string | undefined,
  durableAt: () => number,
): History {
  const remembered = (key: string, asking: Asking) => {
    const story = engine.story(key, trackMost);
    return story === undefined ? undefined : trackOf(story.events, asking, durableAt());
  };
  return new History(address, remembered, {
    cursor: (journal.cursor('history') as Cursor | undefined) ?? { input: 0, transition: 0 },
    inputs: (after, most) => journal.inputsPage(after, most),
    transitions: (after, most) => journal.transitionsAfter(after, most),
    rehear: (arrival) => rehear(arrival, registry),
    keep: (at) => journal.write({ cursor: { name: 'history', at } }),
    now,
  });
}

const dayMs = 86_400_000;

export function measuresOver(
  { journal, registry, now }: Pick<Followed, 'journal' | 'registry' | 'now'>,
  book: CommittedBook,
  { days }: { readonly days: number },
): Measures {
  return new Measures({
    transitions: (after, most) => journal.transitionsAfter(after, most),
    upTo: () => book.seq,
    standing: () => book.standing(),
    minutesOf: (rule) => {
      const response = responseOf(rule);
      return response && { look: response.lookWithinMinutes, handle: response.handleWithinMinutes };
    },
    sites: () => registry.plan?.sites.map(({ id }) => id) ?? [],
    now,
    keepMs: days * dayMs,
  });
}
