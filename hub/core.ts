// The hub without its doors: it hears, decides in memory, commits, then tells. By a clock and over a journal that are handed in.
import { randomBytes } from 'node:crypto';
import { AlertBook } from './alerts/alert-book.ts';
import { CommittedBook } from './alerts/committed-book.ts';
import { auditOf } from './audit.ts';
import type { Clock } from './clock.ts';
import { Deeds } from './deeds.ts';
import { Desk } from './desk.ts';
import type { Arrival, Settled, Transition } from './flow.ts';
import { historyOver, measuresOver, outboxOver } from './followers.ts';
import type { History } from './history/history.ts';
import { Acks } from './ingest/ack.ts';
import { hearReplay } from './ingest/replay.ts';
import { Turns } from './ingest/turns.ts';
import type { Journal } from './journal/journal.ts';
import { kindOf } from './kinds.ts';
import type { Line } from './line.ts';
import type { Measures } from './measures/measures.ts';
import { LiveView } from './push/live-view.ts';
import { Quarantine } from './quarantine.ts';
import type { PortPlan } from './registry/port-plan.ts';
import { Registry } from './registry/registry.ts';
import { type Replayed, restart } from './restart.ts';
import { type Keep, keepUsual, Retention } from './retention.ts';
import type { Outbox } from './routing/outbox.ts';
import type { Routing } from './routing/route-file.ts';
import { FoldEngine } from './rules/fold-engine.ts';
import type { KeyState } from './rules/key-state.ts';
import { folds } from './rules/rulebook.ts';
import { Snapshots, weightOf } from './snapshots.ts';
import { type Quarantined, Telling, toTell } from './telling.ts';
import { TrustBook } from './trust/trust-book.ts';
import { weigherOver } from './trust/weigh.ts';
import { Wakefulness } from './wakefulness.ts';

export interface CoreOptions {
  readonly plan: PortPlan;
  /** Who is told of which alerts; without it nobody is. */
  readonly routing?: Routing | undefined;
  /** An InfluxDB and its database. */
  readonly influxUrl?: string | undefined;
  /** How long it remembers, and where that lies. */
  readonly keep?: Keep | undefined;
  readonly dataFolder?: string | undefined;
  readonly clock: Clock;
  /** Whether memory is nearly used up: then whoever tells is asked to hold back. */
  readonly isCramped?: (() => boolean) | undefined;
  /** Runs it when all else had its chance. */
  readonly later: (run: () => void) => void;
  /** A new key of the lottery, 64 hex digits. */
  readonly newKey: () => string;
  /** The address of the hub, for people, once it is known. */
  readonly page: () => string;
}

/** What an agent said; when it was heard is for the core to say. */
type Said =
  | Omit<Extract<Arrival, { kind: 'up' }>, 'receivedAt'>
  | Omit<Extract<Arrival, { kind: 'state' }>, 'receivedAt'>;

const tickMs = 250;
/** Keys that an earlier run kept are read so many at a time, some milliseconds, and so often, until all are in memory. */
const wokenAtATime = 250;
const wakingMs = 10;
/** How often the outbox looks what is due. */
const outboxMs = 100;
/** How often a stop looks whether those who wait for their turn had it. */
const drainLookMs = 20;
/** How often history is fed. */
const historyMs = 500;
/** How often a slice of what is not measured yet is read. */
const measuresMs = 50;

export class Core {
  readonly registry = new Registry();
  readonly engine: FoldEngine;
  readonly trust: TrustBook;
  readonly book = new CommittedBook();
  readonly view: LiveView;
  readonly telling: Telling;
  readonly desk: Desk;
  readonly deeds: Deeds;
  readonly quarantine: Quarantine;
  readonly outbox: Outbox | undefined;
  readonly history: History;
  readonly measures: Measures;
  readonly turns: Turns;
  readonly retention: Retention;
  readonly journal: Journal<KeyState>;
  /** Of this run, and of no other. */
  readonly life = randomBytes(8).toString('hex');
  readonly #options: CoreOptions;
  readonly #alerts: AlertBook;
  #line: Line | undefined;
  #snapshots: Snapshots | undefined;
  #wakefulness: Wakefulness | undefined;
  #stopTicking: (() => void)[] = [];
  #quarantined: number;
  #heardAgain = 0;
  /** Receipt of the last arrival on disk: nothing newer is shown. */
  #durableAt = 0;

  constructor(journal: Journal<KeyState>, options: CoreOptions) {
    this.#options = options;
    this.journal = journal;
    this.#quarantined = journal.quarantine.lastId();
    const { clock, routing, influxUrl, later, page } = options;
    const { registry, book } = this;
    const now = () => clock.now();
    this.trust = new TrustBook(registry, journal.trust);
    this.#alerts = new AlertBook(kindOf, journal, journal.seq, weigherOver(registry, this.trust));
    this.engine = new FoldEngine(folds, registry, journal.chain);
    const world = () => registry.worldAt(now());
    this.view = new LiveView(this.life, {
      segmentOf: (id: string) => world().segmentOf(id),
      siteOf: (fence: string) => world().factsOf(fence)?.site,
    });
    this.turns = new Turns({ ...clock, later, handOver: () => journal.send() });
    const commit = (input: Arrival, durable: () => void) => this.commit(input, durable);
    this.desk = new Desk({ commit, now, journal });
    this.deeds = new Deeds({ commit, now, journal, book });
    this.quarantine = new Quarantine({ journal, commit, now, judge: (replay) => hearReplay(replay, registry) });
    const behind = () => (options.isCramped?.() ? Infinity : journal.pending + this.turns.waiting);
    this.telling = new Telling({ book, view: this.view, registry, acks: new Acks(), clock, behind });
    const following = { journal, engine: this.engine, registry, now };
    this.outbox = outboxOver(following, routing, page);
    this.history = historyOver(following, influxUrl, () => this.#durableAt);
    this.measures = measuresOver(following, book, options.keep ?? keepUsual);
    this.telling.measures = this.measures;
    this.#alerts.goneUpTo = journal.retained().swept.goneUpTo;
    this.retention = new Retention({
      ...{ journal, clock, keep: options.keep ?? keepUsual, dataFolder: options.dataFolder ?? '.' },
      horizonMs: () => Math.max(...registry.worlds.map(({ horizonMs }) => horizonMs)),
      followed: () => this.history.fedUpTo,
      gone: (upTo) => {
        this.#alerts.goneUpTo = upTo;
      },
    });
  }

  get durableAt(): number {
    return this.#durableAt;
  }

  /** Replays the journal; nothing can be heard before. */
  async resume(): Promise<Replayed> {
    const { line, replayed, heardUpTo, weight } = await restart(this.#parts());
    this.#line = line;
    this.#heardAgain = weight;
    this.#durableAt = heardUpTo;
    return replayed;
  }

  /** From now on its silence means something: the plan is in force, and every agent is given its time anew. */
  async listen(): Promise<void> {
    const { clock, plan } = this.#options;
    if (this.registry.plan?.hash !== plan.hash)
      this.commit({ kind: 'plan', payload: Buffer.from(JSON.stringify(plan)), receivedAt: clock.now() });
    await new Promise<void>((durable) => this.commit({ kind: 'listening', receivedAt: clock.now() }, durable));
    const reads = () => this.room() === undefined;
    const onSlept = (slept: Arrival): void => void this.commit(slept);
    this.#wakefulness = new Wakefulness({ clock, reads, onSlept }, clock.now());
  }

  /** Does again and again what nobody asks for. */
  run(): void {
    const { clock } = this.#options;
    this.#snapshots = new Snapshots({ ...this.#parts(), line: this.#heard() }, this.#heardAgain);
    this.#stopTicking = [
      clock.every(tickMs, () => this.#tick()),
      clock.every(outboxMs, () => this.outbox?.step()),
      clock.every(historyMs, () => this.history.step()),
      clock.every(measuresMs, () => this.measures.step()),
      this.#snapshots.run(),
      this.#waken(),
      this.retention.run(),
    ];
  }

  /** Ready before all keys are in memory: whoever is told of, or asked for, is read at once, the others are drawn as they come. */
  #waken(): () => void {
    const { clock } = this.#options;
    const stop = clock.every(wakingMs, () => {
      const looks = this.engine.wake(wokenAtATime);
      this.view.saw(looks, clock.now());
      if (looks.size === 0) stop();
    });
    return stop;
  }

  /** Undefined while more may be heard; else a promise of it, for a broker that can let its agents wait. */
  room(): Promise<void> | undefined {
    return this.turns.room() ?? this.journal.room() ?? this.#snapshots?.room();
  }

  rest(): void {
    for (const stop of this.#stopTicking) stop();
    this.outbox?.stop();
  }

  /** Resolves when all that was said to it is heard and on disk. */
  async drained(): Promise<void> {
    while (this.turns.waiting > 0) await new Promise<void>((turn) => this.#options.clock.after(drainLookMs, turn));
    await this.journal.drained();
  }

  /** Keeps memory for the next start, and waits until everything is on disk. */
  async close(): Promise<void> {
    this.#snapshots?.finish();
    await this.journal.close();
  }

  /** Of one who takes its turn with others. `durable` is called once it is on disk. */
  hear(heard: Said, durable: () => void): void {
    const { clock } = this.#options;
    const hear = (): void => void this.commit({ ...heard, receivedAt: clock.now() }, durable, true);
    this.turns.take(`${heard.site}/${heard.agent}`, heard.kind === 'up' ? heard.class : 'state', hear);
  }

  /** @param waits others may be heard right after, and go to the disk with it: whoever takes turns says when */
  commit(input: Arrival, durable: () => void = () => {}, waits = false): Settled {
    const line = this.#heard();
    if (input.kind === 'up' || input.kind === 'state' || input.kind === 'capture')
      this.#wakefulness?.heed(input.receivedAt);
    this.#commitDays(input.receivedAt);
    const settled = line.hear(input);
    const quarantined: Quarantined[] = settled.refusals.map((refusal) => {
      this.#quarantined += 1;
      return { ...refusal, id: this.#quarantined };
    });
    const { transitions, captured, acted, trust, replayed } = settled;
    const followed = {
      transitions,
      trust,
      quarantined,
      audited: auditOf(settled),
      outbox: this.outbox?.place(transitions, input.receivedAt) ?? [],
      ...(captured !== undefined && { captured }),
      acted,
      ...(replayed !== undefined && { replayed: { ...replayed, at: input.receivedAt } }),
    };
    const told = toTell(settled);
    const then = (): void => {
      this.#durableAt = input.receivedAt;
      this.telling.tell(told, quarantined);
      durable();
    };
    this.journal.write({ input, ...followed }, then, waits);
    this.#snapshots?.heard(weightOf(settled), waits);
    return settled;
  }

  #heard(): Line {
    if (this.#line === undefined) throw new Error('nothing is heard before the past is');
    return this.#line;
  }

  /** Every part that a restart brings back to where it stood. */
  #parts() {
    const { journal, registry, engine, trust, telling, view, book: committed } = this;
    const place = (transitions: readonly Transition[], at: number) => this.outbox?.place(transitions, at) ?? [];
    const { clock, later } = this.#options;
    return { journal, registry, engine, book: this.#alerts, trust, clock, later, place, telling, view, committed };
  }

  #tick(): void {
    const receivedAt = this.#options.clock.now();
    const mayConclude = this.#wakefulness?.turn(receivedAt) ?? true;
    this.#commitDays(receivedAt);
    if (!mayConclude) return;
    const isDue = this.engine.isDue(receivedAt) || this.trust.isDue(receivedAt) || this.#alerts.isDue(receivedAt);
    if (isDue) this.commit({ kind: 'clock', receivedAt });
  }

  /** The lottery's key is there before anything of its day is heard. */
  #commitDays(receivedAt: number): void {
    for (const day of this.trust.lacks(receivedAt)) {
      const payload = Buffer.from(JSON.stringify({ day, key: this.#options.newKey() }));
      this.commit({ kind: 'lottery-day', payload, receivedAt });
    }
  }
}
