// What a rule is: a pure fold over the events of one key. No clock, no I/O, no randomness.
import type { Crossing } from '../../geo/fence-step.ts';
import type { Spot } from '../../geo/plane.ts';
import type { Severity } from '../contracts/alert.ts';
import type { Feed } from '../contracts/ids.ts';
import type { Finding, KeyEvent, World } from '../flow.ts';

export type KeyKind = 'vessel' | 'agent';

/** Where a key was last seen, and by which event; degrees, and the spot on the world's plane. */
export interface Place {
  readonly event: string;
  readonly site: string;
  readonly feed: Feed;
  readonly lon: number;
  readonly lat: number;
  readonly spot: Spot;
  readonly deviceTime: number | undefined;
}

/** An event with the world that judges it, what the fence step made of it, and what is known of the key by now. */
export interface Moment {
  readonly key: string;
  readonly event: KeyEvent;
  readonly world: World;
  readonly crossings: readonly Crossing[];
  readonly inside: readonly string[];
  readonly place: Place | undefined;
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
  step(memory: M, moment: Moment): Step<M>;
}
