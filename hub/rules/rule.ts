// What a rule is: a pure fold over the events of one key. No clock, no I/O, no randomness.

import type { Crossing } from '../../geo/fence-step.ts';
import type { Severity } from '../contracts/alert.ts';
import type { FenceFacts, Finding, KeyEvent } from '../flow.ts';

export type KeyKind = 'vessel' | 'agent';

/** The as-of world a fold may look into: fences by id and the rule's own parameters. Nothing of another key. */
export interface World {
  readonly fence: (id: string) => FenceFacts | undefined;
  readonly graceMs: number;
}

/** An event with what the fence step made of it, and what the key is known as. */
export interface Moment {
  readonly key: string;
  readonly event: KeyEvent;
  readonly crossings: readonly Crossing[];
  readonly inside: readonly string[];
  readonly name: string | undefined;
}

/** "Wake me at `at`", once `witness` has told everything before it: the hub's own clock, or an agent's `upTo`. */
export interface Wish {
  readonly at: number;
  readonly witness: 'hub' | `agent:${string}`;
}

/** `findings` are the rule's findings touched by this step; one with the same scope and start replaces its older self. */
export interface Step<M> {
  readonly memory: M;
  readonly findings?: readonly Finding[];
  readonly wakeAt?: Wish;
}

/** Memory must be immutable and small: a checkpoint is a pointer to it. */
export interface Rule<M = unknown> {
  readonly id: string;
  readonly version: number;
  readonly keys: KeyKind;
  readonly severity: Severity;
  /** Integrity: trust must never soften it, and withdrawal alone never closes it. */
  readonly integrity: boolean;
  /** Findings of one scope nearer than this are one occurrence, ms. */
  readonly mergeGapMs: number;
  readonly start: M;
  step(memory: M, moment: Moment, world: World): Step<M>;
}
