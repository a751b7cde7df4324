// One key's whole memory, and the pure step that carries it past one event: what it is first, then every rule.
import { isDeepStrictEqual } from 'node:util';
import { sameFences } from '../../geo/fence-step.ts';
import type { Dimensions } from '../../geo/hull.ts';
import type { KeyKind } from '../contracts/key-kind.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import type { World } from '../world.ts';
import { dimensionsAfter } from './dimensions.ts';
import { fenceTurns } from './fence-turns.ts';
import { type Findings, findingsAfter, foundNothing, sameFindings } from './findings.ts';
import type { Moment, Rule, Said, Step, Wish } from './rule.ts';
import type { Origin } from './said-event.ts';
import { saysOf } from './saying.ts';
import { type Ties, tiesAfter, untied } from './ties.ts';
import { isLed, unseen, type Whereabouts, whereAfter } from './whereabouts.ts';

/** Immutable and plain: a checkpoint is a pointer to one. `memories` and `wishes` run beside the rules of this kind. */
export interface KeyState extends Findings, Whereabouts {
  readonly name: string | undefined;
  /** Of a ship; absent, too, in what an older hub kept. */
  readonly dimensions?: Dimensions | undefined;
  readonly ties: Ties;
  /** Who speaks through it: of an agent, what it feeds. */
  readonly origin: Origin | undefined;
  /** Every site that ever told of it, sorted: what all of them told together is not any one's to see. */
  readonly toldAt: readonly string[];
  /** What it said of itself last, in a word; and of those that tell it whether they see, who does. */
  readonly word: string | undefined;
  readonly watch: ReadonlyMap<string, boolean>;
  readonly memories: readonly unknown[];
  readonly wishes: readonly (Wish | undefined)[];
}

export interface Folding {
  readonly key: string;
  readonly kind: KeyKind;
  readonly rules: readonly Rule[];
  readonly worldAt: (asOf: number) => World;
  /** A rule that throws loses its turn, is counted, and harms no other. */
  readonly onThrow: (rule: Rule, error: unknown) => void;
}

/** The state after an event, what is said at it, and what the rules found at it. */
export interface Stepped {
  readonly state: KeyState;
  readonly says: readonly Said[];
  readonly found: readonly Finding[];
}

export const silence: readonly Said[] = [];

export function startOf(rules: readonly Rule[]): KeyState {
  return {
    ...unseen,
    name: undefined,
    dimensions: undefined,
    ties: untied,
    origin: undefined,
    toldAt: [],
    word: undefined,
    watch: new Map(),
    memories: rules.map((rule) => rule.start),
    wishes: rules.map(() => undefined),
    findings: [],
    settled: -Infinity,
  };
}

export function step(state: KeyState, event: KeyEvent, folding: Folding): Stepped {
  // A recording is judged by the plan it was heard under; no later one concerns it.
  if (event.kind === 'plan' && state.place?.feed === 'historical') return { state, says: silence, found: foundNothing };
  if (isForeign(state, event, folding.kind)) return { state, says: silence, found: foundNothing };
  const world = folding.worldAt(asOfOf(event, state));
  const ties = tiesAfter(state.ties, event, folding.key);
  const dimensions = dimensionsAfter(state.dimensions, event);
  const { key, kind, rules } = folding;
  const { carries, carrier } = ties;
  const seen = turnOf(event, state, rules);
  const before = event.kind === 'plan' ? folding.worldAt(world.from - 1) : world;
  const { where, crossings } = whereAfter(state, seen, { kind, world, before, carrier, dimensions });
  const { place, strange, fences, within, inside, uncertain, headingDeg, anchor, led } = where;
  const name = event.kind === 'vessel.static' ? (event.data.name ?? state.name) : state.name;
  const isElsewhere = within !== state.within;
  const moment: Moment = {
    key,
    kind,
    event: seen,
    world,
    place,
    before: state.place,
    strange,
    inside,
    within,
    isElsewhere,
    isLed: isLed(where, carrier),
    crossings,
    dimensions,
    headingDeg,
    name,
    carries,
    carrier,
  };
  const judged = judge(state, event, moment, folding);
  const { memories, wishes, found } = judged;
  const { origin, word, watch } = toldBy(state, event);
  const { findings, settled } = found.length === 0 ? state : findingsAfter(state, found, event.time);
  const toldAt = sitesAfter(state.toldAt, event);
  const next = {
    place,
    strange,
    fences,
    within,
    inside,
    uncertain,
    headingDeg,
    anchor,
    led,
    name,
    dimensions,
    ties,
    origin,
    toldAt,
    word,
    watch,
    memories,
    wishes,
    findings,
    settled,
  };
  return { state: next, says: spokenAt(event, saysOf(moment, judged.says), next, key), found };
}

/** Whose word it is must be settled when it is said: whoever told last by now may be another one after a late event. */
function spokenAt(event: KeyEvent, says: readonly Said[], state: KeyState, key: string): readonly Said[] {
  if (says.length === 0 || 'id' in event) return says;
  const origin = originOf(state, key);
  return says.map((one) => ({ ...one, origin }));
}

/** What tells no place of its own is judged in a recording's story by the plan that the recording was heard under. */
const asOfOf = (event: KeyEvent, { place }: KeyState): number =>
  place?.feed === 'historical' && !('fix' in event) && event.asOf === event.time ? place.asOf : event.asOf;

/** A tick that the fences wish for is for every rule: it shows what came into force. */
function turnOf(event: KeyEvent, { wishes }: KeyState, rules: readonly Rule[]): KeyEvent {
  if (event.kind !== 'tick' || event.rule !== fenceTurns.id) return event;
  const isWished = wishes[rules.findIndex(({ id }) => id === fenceTurns.id)]?.at === event.time;
  return isWished ? { ...event, kind: 'turn' } : event;
}

/** Pointers stay as they are where nothing changed: a key's states share what they can. */
function toldBy(state: KeyState, event: KeyEvent): Pick<KeyState, 'origin' | 'word' | 'watch'> {
  const { origin, word, watch } = state;
  // Most are another fix by whoever told the last one.
  if (event.kind === 'position' && isOf(origin, event)) return state;
  const says = event.kind === 'seal.state' || event.kind === 'device.health' ? event.data.state : word;
  if (event.kind === 'beat' && origin?.feed !== event.feed)
    return { origin: { agent: '', site: event.site, feed: event.feed }, word: says, watch };
  if (!('agent' in event)) return { origin, word: says, watch };
  const by = isOf(origin, event) ? origin : { agent: event.agent, site: event.site, feed: event.feed };
  if (event.kind !== 'said' || event.say.what !== 'health' || watch.get(event.by) === event.say.sees)
    return { origin: by, word: says, watch };
  return { origin: by, word: says, watch: new Map([...watch, [event.by, event.say.sees]]) };
}

function sitesAfter(sites: readonly string[], event: KeyEvent): readonly string[] {
  if (!('site' in event) || event.site === '' || sites.includes(event.site)) return sites;
  return [...sites, event.site].sort();
}

const isOf = (origin: Origin | undefined, { agent, site, feed }: Origin): boolean =>
  origin?.agent === agent && origin.site === site && origin.feed === feed;

/** Whose word it is when a key speaks at a tick: its own last, or that of whoever saw it last. */
function originOf({ origin }: KeyState, key: string): Origin {
  const { agent = '', site = '', feed = 'live' } = origin ?? {};
  return { agent: agent || key.slice(key.indexOf(':') + 1), site, feed };
}

/**
 * What only its carrier can tell, told by one who does not carry it at that time: another carrier's story, which a late
 * association may yet make its own. That its tag was read, or that it was seen, is its own.
 */
function isForeign({ ties }: KeyState, event: KeyEvent, kind: KeyKind): boolean {
  if (event.kind !== 'said' || (kind !== 'container' && kind !== 'seal')) return false;
  const { what } = event.say;
  const isParting = ties.parted?.by === event.by && ties.parted.at === event.time;
  return what !== 'seen' && what !== 'checked' && event.by !== ties.carrier && !isParting;
}

/** How far a state is another than it was: not at all, in nothing that a rule would see, or altogether. */
export type Differs = 'nothing' | 'findings' | 'more';

/** Cheaper than comparing whole, and what differs most often comes first. */
export function difference(a: KeyState, b: KeyState): Differs {
  if (a === b) return 'nothing';
  if (!seemsSame(a, b)) return 'more';
  return sameFindings(a, b) ? 'nothing' : 'findings';
}

/** The same to every rule. */
function seemsSame(a: KeyState, b: KeyState): boolean {
  if (a.place?.id !== b.place?.id || a.name !== b.name || !sameFences(a.fences, b.fences)) return false;
  if (a.headingDeg !== b.headingDeg || a.anchor?.time !== b.anchor?.time || a.strange?.place.id !== b.strange?.place.id)
    return false;
  return (
    a.led === b.led &&
    each(a.memories, b.memories) &&
    each(a.wishes, b.wishes) &&
    same(a.ties, b.ties) &&
    same(a.dimensions, b.dimensions) &&
    a.word === b.word &&
    same(a.watch, b.watch) &&
    same(a.origin, b.origin) &&
    same(a.toldAt, b.toldAt) &&
    same(a.inside, b.inside) &&
    same(a.within, b.within) &&
    same(a.anchor, b.anchor) &&
    same(a.strange, b.strange) &&
    same(a.place, b.place)
  );
}

const same = (a: unknown, b: unknown): boolean => a === b || isDeepStrictEqual(a, b);
const each = (a: readonly unknown[], b: readonly unknown[]): boolean => a === b || a.every((one, i) => same(one, b[i]));

/** Every rule in turn. What no rule changed is handed on as it is: most fixes change nothing, and rings hold many. */
function judge(state: KeyState, event: KeyEvent, moment: Moment, { rules, onThrow }: Folding) {
  let { memories, wishes } = state;
  let says = silence;
  let found = foundNothing;
  for (let i = 0; i < rules.length; i += 1) {
    const rule = rules[i] as Rule;
    const wish = wishes[i];
    const answered = event.kind === 'tick' && event.rule === rule.id && event.time === wish?.at;
    // A tick is for the rule that waits for it; one that a late event made pointless is for nobody.
    if (moment.event.kind === 'tick' && !answered) continue;
    try {
      const done = rule.step(memories[i], moment);
      const next = isOwed(rule, wish, event.time) && !answered ? wish : wishAfter(done, answered ? undefined : wish);
      if (done.memory !== memories[i]) memories = memories.with(i, done.memory);
      // The same wish again is the one that stands: it is not waited for twice.
      if (!isSameWish(next, wish)) wishes = wishes.with(i, forward(next, event.time, answered));
      if (done.findings !== undefined && done.findings.length > 0) found = [...found, ...done.findings];
      if (done.says !== undefined && done.says.length > 0) says = [...says, ...done.says];
    } catch (error) {
      if (answered) wishes = wishes.with(i, undefined);
      onThrow(rule, error);
    }
  }
  return { memories, wishes, found, says };
}

/** Whether its tick comes before what is folded now or after it must not matter. */
const isOwed = ({ patient }: Rule, wish: Wish | undefined, time: number): boolean =>
  patient === true && wish !== undefined && wish.at <= time;

const wishAfter = ({ wakeAt }: Step<unknown>, wish: Wish | undefined): Wish | undefined =>
  wakeAt === undefined ? wish : (wakeAt ?? undefined);

const isSameWish = (a: Wish | undefined, b: Wish | undefined): boolean =>
  a === b || (a?.at === b?.at && a?.witnesses.join() === b?.witnesses.join());

/** Whoever was just woken may only wish for later: else it would wake us for ever. */
const forward = (wish: Wish | undefined, time: number, answered: boolean): Wish | undefined =>
  answered && wish !== undefined && wish.at <= time ? undefined : wish;
