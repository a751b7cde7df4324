// The fold engine: every key's timeline, folded stratum by stratum, one rewind per key and group; and who wishes to be woken.
import { type KeyKind, kindOf } from '../contracts/key-kind.ts';
import type { Heard, KeyEvent, Look, Standing } from '../flow.ts';
import type { Chain, StoredKey } from '../journal/chain.ts';
import type { Worlds } from '../world.ts';
import { type Change, inOrder, type Retold } from './block.ts';
import { type EngineCounts, nothingCounted } from './engine-counts.ts';
import { Horizon } from './horizon.ts';
import { Keeping } from './keeping.ts';
import type { KeyState } from './key-state.ts';
import { type Telling, tellingsOf } from './retelling.ts';
import type { Rule } from './rule.ts';
import { planEvent } from './said-event.ts';
import { type Asleep, Sleepers } from './sleepers.ts';
import { standingsOf, type Touched } from './standings.ts';
import { stratumCount, stratumOf } from './strata.ts';
import { Timeline } from './timeline.ts';
import { type Due, Wishes, type Witnessed } from './wishes.ts';

/** Ticks one arrival may set off, and besides for each key: a rule that never has enough must not stop the hub; a fence may open over all. */
const [ticksMost, ticksMostOfKey] = [100_000, 100];

export interface Arriving {
  readonly number: number;
  readonly at: number;
}

export class FoldEngine {
  readonly counts: EngineCounts = nothingCounted();
  #timelines = new Map<string, Timeline>();
  #sleepers = new Sleepers();
  readonly #keeping: Keeping;
  #wishes = new Wishes();
  readonly #rules: readonly Rule[];
  readonly #worlds: Worlds;
  readonly #chain: Chain<KeyState>;
  #arriving: Arriving = { number: 0, at: 0 };
  #pending: Map<string, Change[]>[] = Array.from({ length: stratumCount }, () => new Map());
  #touched = new Map<string, Touched>();
  #replaying = true;
  #refolded = new Set<string>();
  readonly #horizon = new Horizon();
  /** Keys whose tick came in a replay at an arrival that they have folded already. */
  readonly #early = new Set<string>();

  constructor(rules: readonly Rule[], worlds: Worlds, chain: Chain<KeyState>, held?: number) {
    this.#rules = rules;
    this.#worlds = worlds;
    this.#chain = chain;
    const edgeOf = (timeline: Timeline) => this.#edgeOf(timeline);
    this.#keeping = new Keeping(held, (key) => this.#timelineOf(key), edgeOf);
  }

  get keys(): number {
    return this.#timelines.size + this.#sleepers.size;
  }

  /** Keys of an earlier run that are not in memory yet. */
  get asleep(): number {
    return this.#sleepers.size;
  }

  /** Events in memory, of all keys. */
  get held(): number {
    return this.#keeping.held;
  }

  /** How far each witness has told; with the kept keys, all that a restart needs. */
  get witnessed(): Witnessed {
    return this.#wishes.known;
  }

  /** Keys, or those of one kind, sorted, so that whoever iterates does so alike on every run. */
  keysOf(kind?: KeyKind): string[] {
    const all = [...this.#timelines.keys(), ...this.#sleepers.names()];
    return all.filter((key) => kind === undefined || kindOf(key) === kind).sort();
  }

  /**
   * Begins where an earlier run stood. Keys may stand at different arrivals: each passes over what it has folded already.
   * Those asleep are read when they are told of, or asked for.
   */
  restore(keys: Iterable<StoredKey<KeyState>>, witnessed: Witnessed, asleep?: Asleep): void {
    this.#wishes = new Wishes(witnessed);
    for (const stored of keys) {
      this.#timelines.set(stored.key, this.#make(stored.key, stored));
      this.#wishes.note(stored.key, stored.state.wishes);
      this.#wishes.owes(stored.key, stored.given ?? []);
    }
    this.#sleepers = new Sleepers(asleep);
  }

  /** Reads some of those asleep. @returns how they look */
  wake(most: number): ReadonlyMap<string, Look> {
    const names = this.#sleepers.some(most);
    for (const key of names) this.#known(key);
    return this.#looksOf(names);
  }

  /**
   * After a restart's replay: whoever stood still in it may be woken again, and what stands of all that was folded in it
   * can be held against what the journal told.
   */
  resume(arriving: Arriving): Standing[] {
    this.#arriving = arriving;
    for (const [key, { state }] of this.#timelines) this.#wishes.note(key, state.wishes);
    this.#settle();
    const refolded = [...this.#refolded].sort();
    this.#refolded.clear();
    this.#replaying = false;
    return refolded.flatMap((key) => {
      const timeline = this.#timelineOf(key);
      return standingsOf({ timeline, was: [], first: undefined }, this.#edgeOf(timeline));
    });
  }

  /** Folds what one arrival says; answers the standings of each key and rule whose findings changed. */
  fold({ keyed, passed, world }: Heard, arriving: Arriving): Standing[] {
    this.#arriving = arriving;
    if (passed !== undefined) for (const due of this.#wishes.passed(passed.witness, passed.upTo)) this.#tick(due);
    // Every key is looked at once with a new plan, for what is parked sends no fix when a fence is drawn.
    if (world !== undefined) for (const key of this.keysOf()) this.#hear(key, planEvent(world));
    for (const { key, event, gone = false } of keyed) this.#hear(key, event, gone);
    return this.#settle();
  }

  /** Would the hub's clock, now at `now`, wake anyone? Only then is it worth a line in the journal. */
  isDue(now: number): boolean {
    return this.#wishes.isDue(now, this.#worlds.worldAt(now).graceMs);
  }

  /** How things look that this arrival touched, or all that are awake; pointers into immutable states. */
  looks(all = false): ReadonlyMap<string, Look> {
    return this.#looksOf(all ? this.#timelines.keys() : this.#touched.keys());
  }

  #looksOf(keys: Iterable<string>): ReadonlyMap<string, Look> {
    const looks = new Map<string, Look>();
    for (const key of keys) {
      const state = this.#timelines.get(key)?.state;
      if (state !== undefined) looks.set(key, state);
    }
    return looks;
  }

  /** A key's newest events, oldest first, and its state. */
  story(key: string, most: number, isShown: (event: KeyEvent) => boolean = () => true) {
    const timeline = this.#known(key);
    return timeline === undefined ? undefined : { events: timeline.story(most, isShown), state: timeline.state };
  }

  /** Keeps some keys of a round, about so many events and no fewer keys than asked: those folded since they were kept. @returns how many are left */
  keepSome(most: number, keysLeast = 0): number {
    return this.#keeping.some(most, keysLeast);
  }

  #hear(key: string, event: KeyEvent, gone = false): void {
    if (event.kind === 'beat' && event.online) this.#wishes.heard(key, event.time);
    if (event.kind === 'listening') this.#wishes.listening(key, event.time);
    this.counts.folded += 1;
    this.#change(key, { event, gone });
  }

  /** As a restart finds it. */
  #hasFolded(key: string): boolean {
    const { number } = this.#arriving;
    return this.#sleepers.hasFolded(key, number) || this.#timelineOf(key).restoredAt >= number;
  }

  /** What a key has folded already is passed over. */
  #change(key: string, change: Change): void {
    if (this.#hasFolded(key)) return;
    const pending = this.#pending[stratumOf(key)] as Map<string, Change[]>;
    const changes = pending.get(key);
    if (changes === undefined) pending.set(key, [change]);
    else changes.push(change);
  }

  #settle(): Standing[] {
    this.#touched = new Map();
    const most = ticksMost + ticksMostOfKey * this.keys;
    let ticks = 0;
    for (;;) {
      this.#foldStrata();
      for (const { key, event } of this.#horizon.take(this.#arriving)) this.#change(key, { event, gone: false });
      const due = this.#wishes.due(this.#worlds.worldAt(this.#arriving.at).graceMs);
      ticks += due.length;
      if (due.length === 0 && this.#pending.every(({ size }) => size === 0)) break;
      if (ticks > most) this.counts.thrown += 1;
      else for (const one of due) this.#tick(one);
    }
    for (const key of this.#early) this.#wishes.again(key, this.#timelineOf(key).state.wishes);
    this.#early.clear();
    this.#keeping.after(this.#touched.values());
    const standings: Standing[] = [];
    for (const touched of this.#touched.values()) {
      const { timeline, was } = touched;
      if (timeline.state.findings !== was) standings.push(...standingsOf(touched, this.#edgeOf(timeline)));
    }
    return standings;
  }

  /** Keys of one stratum sorted, so that every run folds alike; what they say falls to later strata only. */
  #foldStrata(): void {
    for (let stratum = 0; stratum < stratumCount; stratum += 1) {
      const pending = this.#pending[stratum] as Map<string, Change[]>;
      if (pending.size === 0) continue;
      this.#pending[stratum] = new Map();
      for (const [key, changes] of pending.size === 1 ? pending : [...pending].sort(([a], [b]) => (a < b ? -1 : 1)))
        this.#foldKey(key, changes);
    }
  }

  #foldKey(key: string, heard: Change[]): void {
    const timeline = this.#timelineOf(key);
    const within = this.#horizon.within(heard, this.#edgeOf(timeline));
    const changes = within.length > 1 ? within.toSorted(inOrder) : within;
    this.counts.unjudged += heard.length - changes.length;
    const [first] = changes;
    if (first === undefined) return;
    if (!this.#touched.has(key)) this.#touched.set(key, { timeline, was: timeline.state.findings, first: first.event });
    const before = timeline.held;
    const retold: Retold[] = [];
    try {
      this.counts.refolded += timeline.fold(changes, retold);
    } catch {
      // A fault of our own costs these events their judgement, and no other key.
      this.counts.thrown += 1;
      this.counts.unjudged += changes.length;
    }
    timeline.position = this.#arriving.number;
    this.#keeping.folded(timeline, before);
    if (this.#replaying) this.#refolded.add(key);
    this.#wishes.note(key, timeline.state.wishes);
    for (const one of retold) for (const telling of tellingsOf(timeline, one)) this.#tell(timeline, telling);
  }

  /** A recording has a horizon of its own: the newest it has told, wherever in the past that is; plans of since then are none of it. */
  #edgeOf({ state }: Timeline): number {
    const { horizonMs } = this.#worlds.worldAt(this.#arriving.at);
    return (state.place?.feed === 'historical' ? state.place.time : this.#arriving.at) - horizonMs;
  }

  /** To later strata only. */
  #tell(timeline: Timeline, { to, change }: Telling): void {
    if (stratumOf(to) <= stratumOf(timeline.folding.key)) {
      this.counts.thrown += 1;
      return;
    }
    timeline.told.add(to);
    this.#change(to, change);
  }

  #tick(due: Due): void {
    const { key, rule, at, silent } = due;
    // A replay has not come to where it wished for that.
    if (this.#hasFolded(key)) {
      this.#early.add(key);
      return;
    }
    const timeline = this.#timelineOf(key);
    const { id = '' } = timeline.folding.rules[rule] ?? {};
    if (silent.length > 0) this.#wishes.gave(due);
    timeline.gave(due);
    this.#change(key, { event: { kind: 'tick', time: at, asOf: at, from: id, seq: 0, rule: id, silent }, gone: false });
  }

  /** One that is in memory, or that slept until now. */
  #known(key: string): Timeline | undefined {
    const stored = this.#sleepers.take(key);
    if (stored !== undefined) this.#timelines.set(key, this.#make(key, stored));
    return this.#timelines.get(key);
  }

  #timelineOf(key: string): Timeline {
    const known = this.#known(key);
    if (known !== undefined) return known;
    const timeline = this.#make(key);
    // A key first heard of today may yet tell of last week: its story has every change of plan in it from the start. The
    // first plan is no change: it judges what was before it, too.
    const plans = this.#worlds.worlds.slice(1).map((world) => ({ event: planEvent(world), gone: false }));
    if (plans.length > 0) timeline.fold(plans, []);
    this.#keeping.begun(timeline);
    this.#timelines.set(key, timeline);
    return timeline;
  }

  #make(key: string, stored?: StoredKey<KeyState>): Timeline {
    const kind = kindOf(key);
    const rules = this.#rules.filter((rule) => rule.keys.includes(kind));
    const onThrow = () => {
      this.counts.thrown += 1;
    };
    return new Timeline(
      { key, kind, rules, worldAt: (asOf) => this.#worlds.worldAt(asOf), onThrow },
      this.#chain,
      stored,
    );
  }
}
