// One event on its way, richer at each step: Arrival → Batch → KeyEvent → Finding → Standing → Transition → Settled.
import type { Fence } from '../geo/fence.ts';
import type { FenceMemory } from '../geo/fence-step.ts';
import type { Plane, Spot } from '../geo/plane.ts';
import type { AgentState } from './contracts/agent-state.ts';
import type { Alert, Severity, Why } from './contracts/alert.ts';
import type { EventClass, Feed } from './contracts/ids.ts';
import type { Observation, VesselPosition, VesselStatic } from './contracts/observation.ts';
import type { Refusal } from './errors.ts';

/** What came in, as it came in, and when. Everything below follows from it: it is what the journal keeps. */
export type Arrival =
  | {
      readonly kind: 'up';
      readonly site: string;
      readonly agent: string;
      readonly class: EventClass;
      readonly payload: Buffer;
      readonly receivedAt: number;
    }
  | {
      readonly kind: 'state';
      readonly site: string;
      readonly agent: string;
      readonly payload: Buffer;
      readonly receivedAt: number;
    }
  /** A port plan came into force; it judges what happens from now on, and never what happened before. */
  | { readonly kind: 'plan'; readonly payload: Buffer; readonly receivedAt: number }
  /** The hub began to listen: nothing may be concluded from the silence before. */
  | { readonly kind: 'listening'; readonly receivedAt: number }
  /** The hub's own clock passed a moment that a fold had asked to be woken at. */
  | { readonly kind: 'clock'; readonly receivedAt: number };

/** A batch taken apart: its sound events, and what was refused of it. */
export interface Batch {
  readonly site: string;
  readonly agent: string;
  readonly epoch: string;
  readonly class: EventClass;
  readonly first: number;
  readonly last: number;
  /** Nothing up to here will come again. */
  readonly gone: number;
  readonly events: readonly Observation[];
  readonly refusals: readonly Refusal[];
}

export type DecodedState = AgentState & { readonly site: string; readonly agent: string };

/** Total order of a key's events: time, then ticks after events, then agent, epoch, class and sequence. */
interface Ordered {
  readonly time: number;
  /** The moment whose port plan judges the event: its own time; for a recording, when it was heard. */
  readonly asOf: number;
  readonly from: string;
  readonly seq: number;
}

/** The slim event a fold sees: no raw payload, times corrected once and for ever at ingest. */
export type KeyEvent = Ordered &
  (
    | {
        readonly kind: 'position';
        readonly id: string;
        readonly agent: string;
        readonly site: string;
        readonly feed: Feed;
        readonly fix: VesselPosition;
        readonly spot: Spot;
        /** What the device's own clock said, where the hub did not take it as it was. */
        readonly deviceTime?: number | undefined;
      }
    | { readonly kind: 'static'; readonly id: string; readonly agent: string; readonly data: VesselStatic }
    | {
        readonly kind: 'beat';
        readonly online: boolean;
        readonly finished: boolean;
        readonly feed: Feed;
        readonly site: string;
      }
    | { readonly kind: 'listening' }
    | { readonly kind: 'plan'; readonly plan: string }
    | { readonly kind: 'tick' }
  );

/** Something said of one key, to be folded by that key alone. */
export interface Keyed {
  readonly key: string;
  readonly event: KeyEvent;
}

/** What a rule concludes: an interval (open while `to` is absent) within a scope of its key, and why. */
export interface Finding {
  readonly rule: string;
  readonly scope: string;
  readonly site: string;
  readonly feed: Feed;
  readonly severity: Severity;
  readonly from: number;
  readonly to?: number;
  readonly why: Why;
}

/** A finding as it stands, with the event times at which the rule first concluded it and last changed it. */
export interface Found extends Finding {
  readonly foundAt: number;
  readonly changedAt: number;
}

/** The standing findings of one key and rule before and after a fold; what was settled up to `since` is out of its sight. */
export interface Standing {
  readonly key: string;
  readonly rule: string;
  readonly since: number;
  readonly was: readonly Found[];
  readonly findings: readonly Found[];
}

/** One change of one alert, in the order of the journal. */
export interface Transition {
  readonly seq: number;
  readonly change: 'raised' | 'amended' | 'cleared' | 'withdrawn' | 'reinstated';
  readonly alert: Alert;
}

/** What an arrival says once decoded, admitted, sieved and located; nothing of it is judged yet. */
export interface Heard {
  readonly batch?: Batch;
  readonly state?: DecodedState;
  /** Whoever sent it may speak for the site it named. */
  readonly admitted?: boolean;
  /** The cumulative acknowledgement this commit allows. */
  readonly durable?: number;
  readonly keyed: readonly Keyed[];
  readonly refusals: readonly Refusal[];
  /** What changed without an event of its own: a witness passed, or a plan came into force. */
  readonly woken?: readonly Standing[];
}

/** What may be shown of a key besides its newest fix: as it was when the arrival was folded, and not yet after. */
export interface Look {
  readonly name: string | undefined;
  readonly fences: FenceMemory;
}

/** What one arrival came to: all of it is committed together, and only then told. */
export interface Settled extends Heard {
  readonly arrival: Arrival;
  readonly looks: ReadonlyMap<string, Look>;
  readonly transitions: readonly Transition[];
}

/** What a rule may know of a fence. */
export interface FenceFacts {
  readonly id: string;
  readonly site: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly restricted: boolean;
  readonly allowed: readonly string[];
}

/** The port as one plan describes it, from `from` on: all that a fold may look into besides its own key. */
export interface World {
  readonly from: number;
  /** The plan's hash, which names the version of its fences and parameters. */
  readonly plan: string;
  readonly plane: Plane;
  /** Sorted by id, so that folds iterate alike. */
  readonly fences: readonly Fence[];
  readonly factsOf: (fence: string) => FenceFacts | undefined;
  /** Agents that are blind until they are heard, by key, with their site. */
  readonly expected: ReadonlyMap<string, string>;
  readonly graceMs: number;
  readonly spoolMaxAgeMs: number;
}
