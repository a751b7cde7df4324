// A port small enough to fold by hand: one restricted fence, an engine and a book over it, fixes and beats.
import { fenceOf } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { planeAt, toSpot } from '../../geo/plane.ts';
import { AlertBook, type Weigh } from '../../hub/alerts/alert-book.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import { placesOf } from '../../hub/contracts/epcis/told.ts';
import type { Heard, Keyed, Transition } from '../../hub/flow.ts';
import type { Chain, StoredBlock, StoredKey } from '../../hub/journal/chain.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import type { KeyState } from '../../hub/rules/key-state.ts';
import type { Rule } from '../../hub/rules/rule.ts';
import { folds } from '../../hub/rules/rulebook.ts';
import type { Witnessed } from '../../hub/rules/wishes.ts';
import type { FenceFacts, World } from '../../hub/world.ts';

export const plane = planeAt(113.59, 22.86);
const ring = [
  [113.5735, 22.8695],
  [113.5802, 22.859],
  [113.578, 22.8578],
  [113.5713, 22.8683],
  [113.5735, 22.8695],
];
const fence = fenceOf(plane, { id: 'front', rings: [ring], hysteresisM: 0, fixes: 1 });
const facts: FenceFacts = {
  ...{ id: 'front', version: 'v1', site: 's', nameZh: '前沿', nameEn: 'front', restricted: true, allowed: ['mmsi:7'] },
  ...{ release: [], inspection: false, dwellMs: {} },
};
const nothing = () => undefined;

/** A world of these fences and facts; lanes, devices and segments as given. */
export function worldOf(change: Partial<World> = {}): World {
  const fences = change.fences ?? [fence];
  return {
    ...{
      from: 0,
      plan: 'p1',
      plane,
      fences,
      fenceIndex: FenceIndex.of(fences),
      fenceOf: (id) => fences.find((one) => one.id === id),
    },
    factsOf: (id) => (id === 'front' ? facts : undefined),
    ...{
      laneOf: nothing,
      deviceOf: nothing,
      segmentOf: nothing,
      waterFrontOf: nothing,
      devicesOf: () => [],
      antennasOf: () => [],
      segments: [],
      places: placesOf({}),
    },
    ...{ graceMs: 15_000, spoolMaxAgeMs: 1, horizonMs: 86_400_000, releaseGraceMs: 0, entryDwellMs: 10_000 },
    ...{ corridorOutsideMs: 60_000, corridorOutsideM: 200, sightingQuietMs: 60_000, tagWindowMs: 15_000 },
    ...{ untoldAccuracyMm: 0, speedMostKmh: {}, turnsOf: nothing, isTimed: false },
    expected: new Map([['agent:expected', 's']]),
    ...change,
  };
}
export const world = worldOf();

/** The chain without a disk; what is put is copied where a story wants it as a disk would. */
export class MemoryChain implements Chain<KeyState> {
  readonly kept = new Map<string, StoredKey<KeyState>>();
  readonly #blocks = new Map<string, Map<number, StoredBlock<KeyState>>>();
  readonly #copied: <T>(value: T) => T;

  constructor(copying: boolean) {
    this.#copied = copying ? structuredClone : (value) => value;
  }

  put(key: string, block: StoredBlock<KeyState>): void {
    const blocks = this.#blocks.get(key) ?? new Map();
    this.#blocks.set(key, blocks.set(block.first, this.#copied(block)));
  }
  remove(key: string, first: number): void {
    this.#blocks.get(key)?.delete(first);
  }
  covering(key: string, time: number, until = Infinity) {
    const all = this.#sorted(key).filter(({ first }) => first < until);
    return all.findLast(({ first }) => first <= time) ?? all[0];
  }
  after(key: string, first: number) {
    return this.#sorted(key).find((block) => block.first > first);
  }
  before(key: string, first: number) {
    return this.#sorted(key).findLast((block) => block.first < first);
  }
  clear(): void {
    this.kept.clear();
    this.#blocks.clear();
  }
  forgetBefore(): void {}
  keep(key: StoredKey<KeyState>): void {
    this.kept.set(key.key, this.#copied(key));
  }
  #sorted(key: string) {
    return [...(this.#blocks.get(key)?.values() ?? [])].sort((a, b) => a.first - b.first);
  }
}

export interface PortOptions {
  readonly rules?: readonly Rule[];
  readonly mergeGapMs?: number;
  readonly worlds?: readonly World[];
  readonly held?: number;
  readonly copying?: boolean;
  readonly weigh?: Weigh;
}

/** When everything is heard, unless a story says otherwise. */
const heardAt = 1_000_000;

export function port(options: PortOptions = {}) {
  const { rules = folds, mergeGapMs = 0, worlds = [world], held, copying = false, weigh } = options;
  const known = [...worlds];
  /** What a disk would hold: arrivals in order, and where the last whole round of keeping began. */
  const heardAll: { heard: Partial<Heard>; at: number }[] = [];
  let whole = { number: 0, witnessed: { upTo: new Map(), heardAt: new Map(), given: new Map() } as Witnessed };
  let round: typeof whole | undefined;
  const worldAt = (asOf: number): World => known.findLast(({ from }) => from <= asOf) ?? (known[0] as World);
  const chain = new MemoryChain(copying);
  let engine = new FoldEngine(rules, { worlds: known, worldAt }, chain, held);
  const alerts = new Map<string, Alert>();
  const alertsOf = (key: string, rule: string) =>
    [...alerts.values()].filter((alert) => alert.key === key && alert.rule === rule);
  const bookNow = (seq = 0) =>
    new AlertBook(() => ({ mergeGapMs, integrity: false }), { alertsOf, alert: (id) => alerts.get(id) }, seq, weigh);
  let book = bookNow();
  const told: Transition[] = [];
  let number = 0;
  const hear = (heard: Partial<Heard>, at: number): void => {
    number += 1;
    heardAll.push({ heard, at });
    const transitions = book.settle(engine.fold({ keyed: [], refusals: [], ...heard }, { number, at }), { at });
    told.push(...transitions);
    for (const { alert } of transitions) alerts.set(alert.id, alert);
  };
  return {
    get engine() {
      return engine;
    },
    get book() {
      return book;
    },
    /** Keeps some keys of a round, and begins one when none is under way. */
    keepSome: (most: number) => {
      round ??= { number, witnessed: structuredClone(engine.witnessed) };
      if (engine.keepSome(most) > 0) return;
      whole = round;
      round = undefined;
    },
    /** Killed where it is, and started again from what the disk holds. What was told then is given back. */
    killed: () => {
      engine = new FoldEngine(rules, { worlds: known, worldAt }, chain, held);
      const kept = [...chain.kept.values()];
      const positions = new Map(kept.flatMap(({ key, position, waits }) => (waits ? [] : [[key, position] as const])));
      const asleep = { positions, read: (key: string) => chain.kept.get(key) };
      const waiting = kept.filter(({ waits }) => waits);
      if (whole.number > 0) engine.restore(waiting, structuredClone(whole.witnessed), asleep);
      else chain.clear();
      round = undefined;
      for (const [i, { heard, at }] of heardAll.entries())
        if (i + 1 > whole.number) engine.fold({ keyed: [], refusals: [], ...heard }, { number: i + 1, at });
      book = bookNow(told.at(-1)?.seq);
      const last = heardAll.at(-1)?.at ?? 0;
      const news = book.settle(engine.resume({ number, at: last }), { at: last, openOnly: true });
      told.push(...news);
      for (const { alert } of news) alerts.set(alert.id, alert);
      return news;
    },
    chain,
    told,
    alerts,
    fold: (...keyed: Keyed[]) => hear({ keyed }, heardAt),
    foldAt: (at: number, ...keyed: Keyed[]) => hear({ keyed }, at),
    planned: (next: World) => {
      known.push(next);
      hear({ world: next }, next.from);
    },
    passed: (upTo: number, witness = 'hub') => hear({ passed: { witness, upTo } }, witness === 'hub' ? upTo : heardAt),
    standing: () =>
      [...alerts.values()]
        .filter(({ condition }) => condition !== 'withdrawn' && condition !== 'merged')
        .map(({ rule, key, scope, from, to, condition, why, severity, trust }) => ({
          ...{ severity, trust },
          rule,
          key,
          scope,
          from,
          to,
          condition,
          evidence: why.evidence,
        }))
        .sort((a, b) => order(a.rule, b.rule) || order(a.key, b.key) || order(a.scope, b.scope) || a.from - b.from),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const fix = (seq: number, time: number, at: { lon: number; lat: number }, key = 'mmsi:1'): Keyed => ({
  key,
  event: {
    ...{
      kind: 'position',
      time,
      asOf: time,
      from: 'a/e/routine',
      seq,
      id: `a:${seq}`,
      agent: 'a',
      site: 's',
      feed: 'live',
      heardAt: time,
      fix: { ...at },
    },
    spot: toSpot(plane, at.lon, at.lat),
  },
});

export const beat = (seq: number, time: number, change: object = {}): Keyed => ({
  key: 'agent:a',
  event: {
    kind: 'beat',
    time,
    asOf: time,
    from: 'e/1',
    seq,
    online: true,
    finished: false,
    feed: 'live',
    site: 's',
    ...change,
  },
});
