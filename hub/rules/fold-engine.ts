// The fold engine: every key's timeline, and the moments at which a fold asked to be woken.
import type { Found, KeyEvent, Keyed, Look, Standing, World } from '../flow.ts';
import { inSight } from './key-state.ts';
import type { KeyKind, Rule, Wish } from './rule.ts';
import { type Folded, Timeline } from './timeline.ts';

/** Events all keys together hold for rewinding, about 1 KB each; beyond it the keys longest idle give theirs up. */
const heldMost = 500_000;

export interface EngineCounts {
  folded: number;
  refolded: number;
  unjudged: number;
  thrown: number;
}

/** The port's plans, as of a time and all of them, oldest first. */
export interface Worlds {
  worldAt(asOf: number): World;
  readonly worlds: readonly World[];
}

export class FoldEngine {
  readonly counts: EngineCounts = { folded: 0, refolded: 0, unjudged: 0, thrown: 0 };
  #timelines = new Map<string, Timeline>();
  #wishes = new Map<string, Wish>();
  #upTo = new Map<string, number>();
  #rules: readonly Rule[];
  #worlds: Worlds;
  #held = 0;
  #touches = 0;
  #heldMost: number;

  constructor(rules: readonly Rule[], worlds: Worlds, held = heldMost) {
    this.#rules = rules;
    this.#worlds = worlds;
    this.#heldMost = held;
  }

  get keys(): number {
    return this.#timelines.size;
  }

  /** Events held for rewinding, of all keys. */
  get held(): number {
    return this.#held;
  }

  /** Keys, or those of one kind, sorted, so that whoever iterates does so alike on every run. */
  keysOf(kind?: KeyKind): string[] {
    return [...this.#timelines.keys()].filter((key) => kind === undefined || kindOf(key) === kind).sort();
  }

  /** Folds events in the order given; answers the standings of each key and rule whose findings changed. */
  fold(events: readonly Keyed[]): Standing[] {
    const before = new Map<string, readonly Found[]>();
    for (const { key, event } of events) {
      const timeline = this.#timelineOf(key);
      if (!before.has(key)) before.set(key, timeline.state.findings);
      this.counts.folded += 1;
      this.#held -= timeline.held;
      const folded = this.#foldOne(timeline, event);
      this.#held += timeline.held;
      if (folded.judged) this.counts.refolded += folded.refolds;
      else this.counts.unjudged += 1;
    }
    for (const key of before.keys()) this.#note(key);
    const changed = this.#changed(before);
    if (this.#held > this.#heldMost) this.#settleIdle();
    return changed;
  }

  /** A fault costs the event its judgement, and no other event: what the batch came to is compared all the same. */
  #foldOne(timeline: Timeline, event: KeyEvent): Folded {
    this.#touches += 1;
    timeline.touched = this.#touches;
    try {
      return timeline.fold(event);
    } catch {
      this.counts.thrown += 1;
      return { judged: false };
    }
  }

  /** A witness has told everything before `time`: whoever waited for it is woken. */
  passed(witness: Wish['witness'], time: number): Standing[] {
    this.#upTo.set(witness, Math.max(time, this.#upTo.get(witness) ?? -Infinity));
    const due = this.#due(witness);
    const ticks = due.map(([key, { at }]): Keyed => {
      return { key, event: { kind: 'tick', time: at, asOf: at, from: witness, seq: at } };
    });
    const standings = this.fold(ticks);
    // A wish that its own tick did not answer, because its rule threw, would wake us for ever.
    for (const [key, wish] of due) if (this.#wishes.get(key) === wish) this.#wishes.delete(key);
    return standings;
  }

  /** A plan came into force: every key is looked at once with it, for what is parked sends no fix when a fence is drawn. */
  planned(world: World): Standing[] {
    return this.fold(this.keysOf().map((key) => ({ key, event: planEvent(world) })));
  }

  /** Would the hub's clock, now at `now`, wake anyone? Only then is it worth a line in the journal. */
  isDue(now: number): boolean {
    for (const wish of this.#wishes.values()) if (wish.witness === 'hub' && wish.at <= now) return true;
    return false;
  }

  /** How the things spoken of look now, or all things when a plan changed; pointers into immutable states. */
  looks(keyed: readonly Keyed[], all: boolean): ReadonlyMap<string, Look> {
    const keys = all ? this.keysOf('vessel') : keyed.map(({ key }) => key);
    const looks = new Map<string, Look>();
    for (const key of keys) {
      const state = this.#timelines.get(key)?.state;
      if (state !== undefined && kindOf(key) === 'vessel') looks.set(key, state);
    }
    return looks;
  }

  /** A quarter at a time, so that the sorting is paid for by many events. The same on every replay: only inputs decide. */
  #settleIdle(): void {
    const idle = [...this.#timelines.values()].sort((a, b) => a.touched - b.touched);
    for (const timeline of idle) {
      if (this.#held <= this.#heldMost * 0.75) return;
      this.#held -= timeline.held;
      timeline.settle();
    }
  }

  #due(witness: Wish['witness']): [string, Wish][] {
    const upTo = this.#upTo.get(witness) ?? -Infinity;
    const due = [...this.#wishes].filter(([, wish]) => wish.witness === witness && wish.at <= upTo);
    return due.sort(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1));
  }

  #timelineOf(key: string): Timeline {
    const known = this.#timelines.get(key);
    if (known !== undefined) return known;
    const rules = this.#rules.filter((rule) => rule.keys === kindOf(key));
    const onThrow = () => {
      this.counts.thrown += 1;
    };
    const timeline = new Timeline({ key, rules, worldAt: (asOf) => this.#worlds.worldAt(asOf), onThrow });
    // A key first heard of today may yet tell of last week: its story has every change of plan in it from the start. The
    // first plan is no change: it judges what was before it, too.
    for (const world of this.#worlds.worlds.slice(1)) timeline.fold(planEvent(world));
    this.#timelines.set(key, timeline);
    return timeline;
  }

  /** Keeps the earliest wish of a key; a fold that no longer wishes takes it back. */
  #note(key: string): void {
    let first: Wish | undefined;
    for (const wish of this.#timelineOf(key).state.wishes) {
      if (wish !== undefined && (first === undefined || wish.at < first.at)) first = wish;
    }
    if (first === undefined) this.#wishes.delete(key);
    else this.#wishes.set(key, first);
  }

  #changed(before: ReadonlyMap<string, readonly Found[]>): Standing[] {
    const standings: Standing[] = [];
    for (const [key, was] of before) {
      const { state, since, folding } = this.#timelineOf(key);
      if (state.findings === was) continue;
      for (const { id: rule } of folding.rules) {
        const ofRule = (findings: readonly Found[]) => inSight(findings, since).filter((one) => one.rule === rule);
        standings.push({ key, rule, since, was: ofRule(was), findings: ofRule(state.findings) });
      }
    }
    return standings;
  }
}

const planEvent = ({ from, plan }: World): KeyEvent => {
  return { kind: 'plan', time: from, asOf: from, from: 'plan', seq: from, plan };
};

const kindOf = (key: string): KeyKind => (key.startsWith('agent:') ? 'agent' : 'vessel');
