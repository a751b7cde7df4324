// One key's whole memory, and the pure step that carries it past one event: fence step first, then every rule.
import { isDeepStrictEqual } from 'node:util';
import { type Crossing, type FenceMemory, fenceStep, insideOf, nowhere, sameFences } from '../../geo/fence-step.ts';
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
  /** Those that ended before anything can still be rewound may be let go: they stand for good. */
  readonly findings: readonly Found[];
}

/** Beyond so many findings those out of sight are let go. */
const findingsKept = 64;

export interface Folding {
  readonly key: string;
  readonly rules: readonly Rule[];
  readonly worldAt: (asOf: number) => World;
  /** No event up to here can be folded any more. */
  readonly since: () => number;
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
  };
}

export function step(state: KeyState, event: KeyEvent, folding: Folding): KeyState {
  // A recording is judged by the plan it was heard under; no later one concerns it.
  if (event.kind === 'plan' && state.place?.feed === 'historical') return state;
  const world = folding.worldAt(event.asOf);
  const place = placeAfter(state.place, event, world);
  const { memory: fences, crossings } = fencesAfter(state, event, place, world);
  const name = event.kind === 'static' ? (event.data.name ?? state.name) : state.name;
  const moment: Moment = { key: folding.key, event, world, crossings, inside: insideOf(fences), place, name };
  const { memories, wishes, findings } = judge(state, moment, folding);
  const kept = findings.length > findingsKept ? inSight(findings, folding.since()) : findings;
  return { fences, place, name, memories, wishes, findings: kept };
}

/** The findings that can still change: open ones, and those that something after `since` had a part in. */
export const inSight = (findings: readonly Found[], since: number): readonly Found[] =>
  findings.filter(({ to, changedAt }) => to === undefined || changedAt > since);

/** The same to every rule and reader; cheaper than comparing whole, and what differs most often comes first. */
export function sameState(a: KeyState, b: KeyState): boolean {
  if (a.place?.event !== b.place?.event || a.name !== b.name || a.findings.length !== b.findings.length) return false;
  if (!sameFences(a.fences, b.fences)) return false;
  const same = (x: unknown, y: unknown): boolean => x === y || isDeepStrictEqual(x, y);
  return (
    a.findings.every((finding, i) => same(finding, b.findings[i])) &&
    a.memories.every((memory, i) => same(memory, b.memories[i])) &&
    a.wishes.every((wish, i) => same(wish, b.wishes[i])) &&
    same(a.place, b.place)
  );
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
  const moved = event.kind === 'position' || event.kind === 'plan';
  if (place === undefined || !moved) return { memory: state.fences, crossings: untouched };
  return fenceStep(state.fences, fences, place.spot, event.time);
}

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
  if (at < 0) return [...findings, { ...finding, foundAt: time, changedAt: time }];
  return findings.with(at, { ...finding, foundAt: findings[at]?.foundAt ?? time, changedAt: time });
}
