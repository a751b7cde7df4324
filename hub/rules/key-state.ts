// One key's whole memory, and the pure step that carries it past one event: fence step first, then every rule.
import { type Crossing, type FenceMemory, fenceStep, insideOf, nowhere } from '../../geo/fence-step.ts';
import { toSpot } from '../../geo/plane.ts';
import type { Finding, Found, KeyEvent, World } from '../flow.ts';
import type { Moment, Place, Rule, Wish } from './rule.ts';

/** Immutable: a checkpoint is a pointer to one. `memories` and `wishes` run beside the engine's rules of this kind. */
export interface KeyState {
  readonly fences: FenceMemory;
  readonly place: Place | undefined;
  readonly name: string | undefined;
  readonly memories: readonly unknown[];
  readonly wishes: readonly (Wish | undefined)[];
  readonly findings: readonly Found[];
  /** Findings that ended up to here have been let go; they stand for good. */
  readonly settledUpTo: number;
}

/** Findings kept in a key's sight: the open ones, and of the ended ones the newest. */
const endedKept = 32;

export interface Folding {
  readonly key: string;
  readonly rules: readonly Rule[];
  readonly worldAt: (asOf: number) => World;
  /** A rule that throws loses its turn, is counted, and harms no other. */
  readonly onThrow: (rule: Rule, error: unknown) => void;
}

export function startOf(rules: readonly Rule[]): KeyState {
  return {
    fences: nowhere,
    place: undefined,
    name: undefined,
    memories: rules.map((rule) => rule.start),
    wishes: rules.map(() => undefined),
    findings: [],
    settledUpTo: -Infinity,
  };
}

export function step(state: KeyState, event: KeyEvent, folding: Folding): KeyState {
  const world = folding.worldAt(event.asOf);
  const place = placeAfter(state.place, event, world);
  const { memory: fences, crossings } = fencesAfter(state, event, place, world);
  const name = event.kind === 'static' ? (event.data.name ?? state.name) : state.name;
  const moment: Moment = { key: folding.key, event, world, crossings, inside: insideOf(fences), place, name };
  const { memories, wishes, findings } = judge(state, moment, folding);
  const next = { fences, place, name, memories, wishes, findings, settledUpTo: state.settledUpTo };
  return findings.length > endedKept ? letGo(next) : next;
}

/** A new plan may lie on another plane: the spot is laid anew, the thing has not moved. */
function placeAfter(was: Place | undefined, event: KeyEvent, { plane }: World): Place | undefined {
  if (event.kind === 'plan' && was !== undefined) return { ...was, spot: toSpot(plane, was.lon, was.lat) };
  if (event.kind !== 'position') return was;
  const { id, site, feed, fix, spot, deviceTime } = event;
  return { event: id, site, feed, lon: fix.lon, lat: fix.lat, spot, deviceTime };
}

const untouched: readonly Crossing[] = [];

/** What is parked gets its enter or exit when a fence is drawn or taken away, not at its next fix. */
function fencesAfter(state: KeyState, event: KeyEvent, place: Place | undefined, { fences }: World) {
  if (place === undefined || !looks(event, place)) return { memory: state.fences, crossings: untouched };
  return fenceStep(state.fences, fences, place.spot, event.time);
}

/** A recording is judged by the plan it was heard under; no later one concerns it. */
const looks = (event: KeyEvent, place: Place): boolean =>
  event.kind === 'position' || (event.kind === 'plan' && place.feed !== 'historical');

/** Every rule in turn. What no rule changed is handed on as it is: most fixes change nothing, and rings hold many. */
function judge(state: KeyState, moment: Moment, { rules, onThrow }: Folding) {
  const { time } = moment.event;
  let { memories, wishes, findings } = state;
  for (const [i, rule] of rules.entries()) {
    try {
      const done = rule.step(memories[i], moment);
      const wish = done.wakeAt ?? pending(wishes[i], time);
      if (done.memory !== memories[i]) memories = memories.with(i, done.memory);
      if (wish !== wishes[i]) wishes = wishes.with(i, wish);
      for (const finding of done.findings ?? []) findings = withFinding(findings, finding, time);
    } catch (error) {
      onThrow(rule, error);
    }
  }
  return { memories, wishes, findings };
}

/** A wish not renewed stands until its moment has passed. */
const pending = (wish: Wish | undefined, time: number): Wish | undefined =>
  wish !== undefined && wish.at > time ? wish : undefined;

function withFinding(findings: readonly Found[], finding: Finding, time: number): readonly Found[] {
  const same = (f: Finding) => f.rule === finding.rule && f.scope === finding.scope && f.from === finding.from;
  const at = findings.findIndex(same);
  if (at < 0) return [...findings, { ...finding, foundAt: time }];
  return findings.with(at, { ...finding, foundAt: findings[at]?.foundAt ?? time });
}

function letGo(state: KeyState): KeyState {
  const oldest = state.findings.find((finding) => finding.to !== undefined);
  if (oldest?.to === undefined) return state;
  const findings = state.findings.filter((finding) => finding !== oldest);
  return { ...state, findings, settledUpTo: Math.max(state.settledUpTo, oldest.to) };
}
