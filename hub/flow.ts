// One event on its way, richer at each step: Arrival → Batch → KeyEvent → Finding → Standing → Transition → Settled.
import type { Spot } from '../geo/plane.ts';
import type { AgentState } from './contracts/agent-state.ts';
import type { Alert, Picture, Reason, Severity, Why } from './contracts/alert.ts';
import type { Added } from './contracts/case.ts';
import type { ClockEstimate, Sent } from './contracts/clock.ts';
import type { CaptureJob } from './contracts/epcis/capture-job.ts';
import type { EventClass, Feed } from './contracts/ids.ts';
import type { DataOf, Observation, ObservationType } from './contracts/observation.ts';
import type { TrustNews } from './contracts/trust.ts';
import type { EventRow } from './epcis/row.ts';
import type { Refusal } from './errors.ts';
import type { Fix, Say } from './say.ts';
import type { World } from './world.ts';

interface Told {
  readonly payload: Buffer;
  readonly receivedAt: number;
}

interface ByAgent extends Told {
  readonly site: string;
  readonly agent: string;
}

/** What came in, as it came in, and when. Everything below follows from it: it is what the journal keeps. */
export type Arrival =
  | (ByAgent & { readonly kind: 'up'; readonly class: EventClass })
  | (ByAgent & { readonly kind: 'state' })
  /** A port plan came into force; it judges what happens from now on, and never what happened before. */
  | (Told & { readonly kind: 'plan' })
  /** The hub began to listen: nothing may be concluded from the silence before. */
  | { readonly kind: 'listening'; readonly receivedAt: number }
  /** The hub itself slept until now, from the moment in the payload on: what happened meanwhile is heard of late. */
  | (Told & { readonly kind: 'slept' })
  /** The hub's own clock passed a moment that a fold or an alert had asked for, or by which a witness has been silent. */
  | { readonly kind: 'clock'; readonly receivedAt: number }
  /** An EPCIS 2.0 document was handed in under an account of the plan. */
  | (Told & { readonly kind: 'capture'; readonly account: string; readonly proceed: boolean })
  /** A person wrote on an alert, or did something about it. `acknowledge`: an older hub's act, which is only ever replayed. */
  | (Told & { readonly kind: 'note' | 'act' | 'acknowledge' })
  /** A camera's picture of an alert is on disk, or will not come. */
  | (Told & { readonly kind: 'picture' })
  /** What was refused once is to be heard again; all that is needed to judge it is in it. */
  | (Told & { readonly kind: 'replay' })
  /** A day of the lottery with its key; or what a person saw of a movement that it drew. */
  | (Told & { readonly kind: 'lottery-day' | 'check' });

/** Which alert a picture is of. */
export type Pictured = { readonly alert: string; readonly picture: Picture };

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
  /** It asks for the time. */
  readonly sent?: Sent | undefined;
  readonly events: readonly Observation[];
  readonly refusals: readonly Refusal[];
}

export type DecodedState = AgentState & { readonly site: string; readonly agent: string };

/** Total order of a key's events: time, then ticks after events, then who said it, sequence and part. */
interface Ordered {
  readonly time: number;
  /** The moment whose port plan judges the event: its own time; for a recording, when it was heard. */
  readonly asOf: number;
  readonly from: string;
  readonly seq: number;
  /** Which of several things that one event said to the same key. */
  readonly part?: number;
}

/** Who observed or declared it, and when the hub heard of it. What is said between keys keeps the event it rests on. */
export interface Source {
  readonly id: string;
  readonly agent: string;
  readonly site: string;
  readonly feed: Feed;
  readonly heardAt: number;
  /** What the device's own clock said, where the hub did not take it as it was. */
  readonly deviceTime?: number | undefined;
  /** It happened while the hub slept, and was heard afterwards. */
  readonly late?: true;
}

/** A stretch of time through which the hub slept, ms; `to` is when it woke. */
export interface Slept {
  readonly from: number;
  readonly to: number;
}

/** Did it sleep then? */
export const sleptAt = (slept: Slept | undefined, time: number): boolean =>
  slept !== undefined && slept.from <= time && time < slept.to;

type Plain = Exclude<ObservationType, 'vessel.position' | 'asset.position'>;
/** An observation or fact as it was told; `spot` where it names a place. */
type Observed = {
  [T in Plain]: Source & {
    readonly kind: T;
    readonly subject: string;
    readonly data: DataOf<T>;
    /** Of a fact: when it was issued. It folds then, or at the horizon's edge if that is longer ago. */
    readonly issuedAt?: number | undefined;
    readonly fix?: Fix | undefined;
    readonly spot?: Spot | undefined;
  };
}[Plain];

/** The slim event a fold sees: no raw payload, times corrected once and for ever at ingest. */
export type KeyEvent = Ordered &
  (
    | (Source & { readonly kind: 'position'; readonly fix: Fix; readonly spot: Spot })
    | Observed
    | (Source & { readonly kind: 'said'; readonly by: string; readonly say: Say })
    | {
        readonly kind: 'beat';
        readonly online: boolean;
        readonly finished: boolean;
        readonly feed: Feed;
        readonly site: string;
        /** What the agent knows of its clock. */
        readonly clock?: ClockEstimate | undefined;
        /** The life of the spool that it speaks from. */
        readonly epoch?: string;
      }
    /** The first hole in the sequences that an agent sent: it came, moved or, without one, is no more. */
    | {
        readonly kind: 'sequence';
        readonly class: EventClass;
        readonly epoch: string;
        readonly missing?: { readonly from: number; readonly to: number } | undefined;
        readonly feed: Feed;
        readonly site: string;
      }
    | { readonly kind: 'listening' }
    | { readonly kind: 'plan'; readonly plan: string }
    /** The moment a rule wished to be woken at. `silent` are the witnesses that had not told so far when it was given up on. */
    | { readonly kind: 'tick'; readonly rule: string; readonly silent: readonly string[] }
    /** Such a tick that the fences wished for, as rules see it: one came into force, or went out of it. */
    | { readonly kind: 'turn' }
    /** Of this device's agent so much came too late to be judged. */
    | { readonly kind: 'unjudged'; readonly count: number; readonly feed: Feed; readonly site: string }
  );

/** Something said of one key, to be folded by that key alone. */
export interface Keyed {
  readonly key: string;
  readonly event: KeyEvent;
  /** It was declared an error: taken back from the story it is in. */
  readonly gone?: boolean;
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

/**
 * The standing findings of one key and rule before and after a fold; what was settled up to `since` is out of its sight.
 * `cause` is the event that was learnt of.
 */
export interface Standing {
  readonly key: string;
  readonly rule: string;
  readonly since: number;
  readonly cause: Reason | undefined;
  readonly was: readonly Found[];
  readonly findings: readonly Found[];
}

/** Where an alert stands with those who are to hear of it: what it is under these labels, and what was told of it last. */
export interface Placed {
  readonly group: string;
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly status: 'firing' | 'resolved';
  readonly told: 'firing' | 'resolved' | undefined;
  /** When it came to be what it is, ms. */
  readonly since: number;
}

/** One change of one alert, in the order of the journal. */
export interface Transition {
  readonly seq: number;
  readonly change: 'raised' | 'amended' | 'cleared' | 'withdrawn' | 'reinstated' | 'merged' | Added;
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
  /** Observations among what is keyed: one may belong into several stories. */
  readonly located?: number;
  /** A witness has told everything before this. */
  readonly passed?: { readonly witness: string; readonly upTo: number };
  /** A plan came into force. */
  readonly world?: World;
  /** What a capture came to. */
  readonly captured?: Captured;
  /** Of what was refused once something is sound now: on whose word it was heard again. */
  readonly replayed?: { readonly quarantine: number; readonly by: string };
}

/** A capture of EPCIS: its job, its new events as they are kept, and the ids of all that stand. */
export interface Captured {
  readonly job: CaptureJob;
  readonly rows: readonly EventRow[];
  readonly eventIDs: readonly string[];
}

/** `key` is of one person; `print` the hash of what was asked under it. */
export interface Acted {
  readonly key: string;
  readonly print: string;
  readonly seq: number;
}

/** Something that someone must answer for: done, or refused. */
export interface Audited {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  readonly detail: string;
}

/** What may be shown of a key: as it was when the arrival was folded, and not yet after; most often its state itself. */
export interface Look {
  readonly name: string | undefined;
  readonly inside: readonly string[];
  readonly place: Place | undefined;
  /** Who told of it last, whether or not it has a place. */
  readonly origin: Pick<Source, 'agent' | 'site' | 'feed'> | undefined;
  readonly ties: { readonly carrier: string | undefined };
  /** Every site that ever told of it, sorted. */
  readonly toldAt: readonly string[];
  /** What a seal or device said of itself last, in a word. */
  readonly word: string | undefined;
  /** Of a segment: its sensors that have told, and whether each sees. */
  readonly watch: ReadonlyMap<string, boolean>;
}

/** Where a key was last seen, and by which event, most often that event itself; degrees, and the spot on the world's plane. */
export interface Place {
  readonly id: string;
  readonly agent: string;
  readonly site: string;
  readonly feed: Feed;
  readonly time: number;
  readonly asOf: number;
  readonly fix: Fix;
  readonly spot: Spot;
  readonly deviceTime?: number | undefined;
}

/** What one arrival came to: all of it is committed together, and only then told. Nothing of trust follows from a replay. */
export interface Settled extends Heard {
  readonly arrival: Arrival;
  readonly looks: ReadonlyMap<string, Look>;
  readonly transitions: readonly Transition[];
  /** Of a person's act that bore a key: which transition came of it. */
  readonly acted?: Acted | undefined;
  readonly trust?: TrustNews | undefined;
}

/** What of it waits for the disk, to be told then: of a batch its span alone, for its events would burden the memory. */
export type ToTell = Omit<Settled, 'keyed' | 'batch'> & {
  readonly batch?: Pick<Batch, 'epoch' | 'first' | 'last' | 'sent'>;
};
