// One key's whole memory, and the pure step that carries it past one event: fence step first, then every rule.

import type { Fence } from '../../geo/fence.ts';
import { type FenceMemory, fenceStep, insideOf, nowhere } from '../../geo/fence-step.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import type { Moment, Rule, Wish, World } from './rule.ts';

/** Immutable: a checkpoint is a pointer to one. `memories` and `wishes` run beside the engine's rules of this kind. */
export interface KeyState {
  readonly fences: FenceMemory;
  readonly name: string | undefined;
  readonly memories: readonly unknown[];
  readonly wishes: readonly (Wish | undefined)[];
  readonly findings: readonly Finding[];
  /** Findings that ended up to here have been let go; they stand for good. */
  readonly settledUpTo: number;
}

/** Findings kept in a key's sight: the open ones, and of the ended ones the newest. */
const endedKept = 32;

export interface Folding {
  readonly key: string;
  readonly rules: readonly Rule[];
  readonly fences: readonly Fence[];
  readonly world: World;
  /** A rule that throws loses its turn, is counted, and harms no other. */
  readonly onThrow: (rule: Rule, error: unknown) => void;
}

export function startOf(rules: readonly Rule[]): KeyState {
  const memories = rules.map((rule) => rule.start);
  return {
    fences: nowhere,
    name: undefined,
    memories,
    wishes: rules.map(() => undefined),
    findings: [],
    settledUpTo: -Infinity,
  };
}

export function step(state: KeyState, event: KeyEvent, folding: Folding): KeyState {
  const fenced =
    event.kind === 'position'
      ? fenceStep(state.fences, folding.fences, event, event.time)
      : { memory: state.fences, crossings: [] };
  const name = event.kind === 'static' ? (event.data.name ?? state.name) : state.name;
  const { crossings } = fenced;
  const moment: Moment = { key: folding.key, event, crossings, inside: insideOf(fenced.memory), name };
  const memories = [...state.memories];
  const wishes = [...state.wishes];
  let { findings, settledUpTo } = state;
  folding.rules.forEach((rule, i) => {
    try {
      const done = rule.step(memories[i], moment, folding.world);
      memories[i] = done.memory;
      wishes[i] = done.wakeAt ?? pending(wishes[i], event.time);
      for (const finding of done.findings ?? []) findings = withFinding(findings, finding);
    } catch (error) {
      folding.onThrow(rule, error);
    }
  });
  const oldest = findings.length > endedKept ? findings.find((finding) => finding.to !== undefined) : undefined;
  if (oldest !== undefined) {
    findings = findings.filter((finding) => finding !== oldest);
    settledUpTo = Math.max(settledUpTo, oldest.to ?? settledUpTo);
  }
  return { fences: fenced.memory, name, memories, wishes, findings, settledUpTo };
}

/** A wish not renewed stands until its moment has passed. */
const pending = (wish: Wish | undefined, time: number): Wish | undefined =>
  wish !== undefined && wish.at > time ? wish : undefined;

function withFinding(findings: readonly Finding[], finding: Finding): readonly Finding[] {
  const same = (f: Finding) => f.rule === finding.rule && f.scope === finding.scope && f.from === finding.from;
  const at = findings.findIndex(same);
  if (at >= 0) return findings.with(at, finding);
  return [...findings, finding];
}
