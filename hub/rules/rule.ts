// What a rule is: a pure fold over the events of one key. No clock, no I/O, no randomness.
import type { Crossing } from '../../geo/fence-step.ts';
import type { Dimensions } from '../../geo/hull.ts';
import type { Severity } from '../contracts/alert.ts';
import type { KeyKind } from '../contracts/key-kind.ts';
import type { Finding, KeyEvent, Place } from '../flow.ts';
import type { Say } from '../say.ts';
import type { World } from '../world.ts';
import type { Strange } from './motion.ts';
import type { Origin } from './said-event.ts';

/** An event with the world that judges it, what the fence step made of it, and what is known of the key by now. */
export interface Moment {
  readonly key: string;
  readonly kind: KeyKind;
  readonly event: KeyEvent;
  readonly world: World;
  /** Crossings seen by this very event, by the key's own fixes or told by its carrier. */
  readonly crossings: readonly Crossing[];
  /** Fences in force that it is in by now, sorted. */
  readonly inside: readonly string[];
  /** Those it is in by their shape, whether or not they are in force. */
  readonly within: readonly string[];
  /** Is it in others than before this event? */
  readonly isElsewhere: boolean;
  /** It is where its carrier says, which tells it of windows and new plans, too. */
  readonly isLed: boolean;
  /** The fix that could not be, while none has come since that could. */
  readonly strange: Strange | undefined;
  /** Where it was last seen, by its own fixes or its carrier's. */
  readonly place: Place | undefined;
  /** Where it was before this event. */
  readonly before: Place | undefined;
  readonly name: string | undefined;
  /** Of a ship, as she told them last. */
  readonly dimensions: Dimensions | undefined;
  readonly headingDeg: number | undefined;
  /** What it carries, sorted, and who carries it: by the associations folded so far. */
  readonly carries: readonly string[];
  readonly carrier: string | undefined;
}

/**
 * "Wake me at `at`", once every witness has told everything before it: the hub's own clock, or an agent's `upTo`. A wish
 * stands until its tick has come, another takes its place, or it is taken back.
 */
export interface Wish {
  readonly at: number;
  readonly witnesses: readonly Witness[];
}
export type Witness = 'hub' | `agent:${string}`;

/** Something said to one key of a later stratum. */
export interface Said {
  readonly to: string;
  readonly say: Say;
  /** Whose word it is where no device's event brought it about, but a tick, a turn or a plan. */
  readonly origin?: Origin;
}

/**
 * `findings` are the rule's findings touched by this step; one with the same scope and start replaces its older self.
 * `wakeAt` absent: the wish of before stands; `null`: it is taken back.
 */
export interface Step<M> {
  readonly memory: M;
  readonly findings?: readonly Finding[];
  readonly wakeAt?: Wish | null;
  readonly says?: readonly Said[];
}

/** Memory must be immutable, small and plain (structured clone): a checkpoint is a pointer to it, a snapshot a copy. */
export interface Rule<M = unknown> {
  readonly id: string;
  /** Goes up whenever the same events may lead to other findings or another memory. */
  readonly version: number;
  readonly keys: readonly KeyKind[];
  readonly severity: Severity;
  /** Integrity: trust must never soften it, and withdrawal alone never closes it. */
  readonly integrity: boolean;
  /** That it has ended never ends its alert: a person must say that things are as they should be. */
  readonly latched: boolean;
  /** Rules of the same key whose standing alert, of this scope or of any, says it all: this one is then kept from the list by design. */
  readonly impliedBy?: Readonly<Record<string, 'same-scope' | 'any-scope'>>;
  /** Findings of one scope nearer than this are one occurrence, ms. */
  readonly mergeGapMs: number;
  /** A wish whose moment is past stands until its tick has come: what is folded meanwhile neither replaces it nor takes it back. */
  readonly patient?: boolean;
  readonly start: M;
  step(memory: M, moment: Moment): Step<M>;
}
