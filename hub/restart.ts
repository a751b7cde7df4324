// A restart: memory as it was kept last, what was heard since, and the differences with what was told, which are none.
import { deserialize } from 'node:v8';
import type { AlertBook } from './alerts/alert-book.ts';
import { type CommittedBook, endedKept } from './alerts/committed-book.ts';
import type { Clock } from './clock.ts';
import type { Transition } from './flow.ts';
import { Sieve } from './ingest/sieve.ts';
import type { Journal } from './journal/journal.ts';
import type { OutboxOp } from './journal/outbox-store.ts';
import { Line } from './line.ts';
import type { LiveView } from './push/live-view.ts';
import type { Registry } from './registry/registry.ts';
import type { FoldEngine } from './rules/fold-engine.ts';
import type { KeyState } from './rules/key-state.ts';
import { folds } from './rules/rulebook.ts';
import { type Besides, type Heard, memoryVersion, weightOf } from './snapshots.ts';
import type { Telling } from './telling.ts';
import type { TrustBook } from './trust/trust-book.ts';

export interface RestartParts {
  readonly journal: Journal<KeyState>;
  readonly registry: Registry;
  readonly engine: FoldEngine;
  readonly book: AlertBook;
  /** Like the book it is not rebuilt: it begins with what was told. */
  readonly trust?: TrustBook;
  readonly telling: Telling;
  readonly view: LiveView;
  readonly committed: CommittedBook;
  readonly clock: Clock;
  /** Runs it when all else had its chance. */
  readonly later: (run: () => void) => void;
  /** What news means for receivers. */
  readonly place: (transitions: readonly Transition[], at: number) => readonly OutboxOp[];
}

/** `events` were heard again after a snapshot of `kept` earlier ones; `new` are differences with what was told. */
export interface Replayed {
  readonly kept: number;
  readonly events: number;
  readonly open: number;
  readonly new: number;
  readonly ms: number;
}

/** Inputs heard again between two looks at what the writer has to say. */
const atATime = 500;

/** `heardUpTo` is the receipt of the last arrival on disk, `weight` what it was to hear them again, in events. */
interface Restarted {
  readonly line: Line;
  readonly replayed: Replayed;
  readonly heardUpTo: number;
  readonly weight: number;
}

export async function restart(parts: RestartParts): Promise<Restarted> {
  const { journal, engine, book, telling, view, committed, clock } = parts;
  const { alerts } = journal;
  const began = clock.now();
  // A wall clock that was set back meanwhile is waited for, though a snapshot leaves nothing to be heard again.
  clock.notBefore(journal.lastReceived());
  const { line, kept } = lineAsKept(parts);
  const standing = alerts.standing();
  book.begin(standing.map(({ alert }) => alert));
  let [heard, heardUpTo, weight] = [0, 0, 0];
  for (const [number, arrival] of journal.inputs(line.number)) {
    const settled = line.hear(arrival, false, number);
    telling.show(settled);
    weight += weightOf(settled);
    heardUpTo = arrival.receivedAt;
    heard += 1;
    if (heard % atATime === 0) await breathe(parts);
  }
  const { number } = line;
  const at = clock.now();
  const news = number === 0 ? [] : book.settle(engine.resume({ number, at }), { at, openOnly: true });
  view.saw(engine.looks(true), at);
  committed.begin([...alerts.ended(endedKept).reverse(), ...standing], journal.seq);
  journal.write({ transitions: news, outbox: parts.place(news, at) });
  committed.apply(news);
  const events = telling.counts.events - kept;
  const replayed = { kept, events, open: committed.open, new: news.length, ms: clock.now() - began };
  return { line, replayed, heardUpTo: Math.max(heardUpTo, number > 0 ? at : 0), weight };
}

/** Where the last snapshot stood, and how many events it held; else at the very beginning. */
function lineAsKept({ journal, registry, engine, book, trust, telling, view }: RestartParts): {
  line: Line;
  kept: number;
} {
  const sweptUpTo = journal.retained().swept.input;
  const parts = { registry, engine, book, trust, captures: journal.epcis, sweptUpTo };
  const snapshot = journal.snapshot(memoryVersion(folds));
  if (snapshot === undefined) return { line: new Line(parts), kept: 0 };
  const { counts, agents, heard } = snapshot.body as Besides;
  const { registry: known, witnessed, passed } = deserialize(heard) as Heard;
  registry.restore(known);
  Object.assign(telling.counts, counts);
  view.begin(agents);
  const { waiting, asleep } = journal.kept.positions();
  const read = (key: string) => journal.kept.read(key);
  engine.restore(
    [...waiting.keys()].flatMap((key) => read(key) ?? []),
    witnessed,
    { positions: asleep, read },
  );
  return { line: new Line(parts, new Sieve(passed), snapshot.position), kept: counts.events };
}

/** What the folds give up on the way goes to disk, and no faster than the disk takes it. */
async function breathe({ journal, later }: RestartParts): Promise<void> {
  journal.write({});
  await journal.room();
  await new Promise<void>((turn) => later(turn));
}
