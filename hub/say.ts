// What one key's story says to another's, and the fix that goes with it: the words between the strata.
import type { Crossing } from '../geo/fence-step.ts';
import type { Spot } from '../geo/plane.ts';
import type { Evidence } from './contracts/alert.ts';
import type { Feed } from './contracts/ids.ts';

/** A place in WGS-84 degrees, knots, degrees true; `accuracyMm` is one standard deviation. */
export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly sogKn?: number | undefined;
  readonly cogDeg?: number | undefined;
  readonly headingDeg?: number | undefined;
  readonly accuracyMm?: number | undefined;
  /** From cell towers: it proves no place. */
  readonly guessed?: boolean | undefined;
}

/** What a key tells a key of a later stratum. It is compared like a finding: no longer said is taken back. */
export type Say =
  /** A tag or plate to its thing: an antenna read you. */
  | { readonly what: 'seen'; readonly antenna: string; readonly direction: 'in' | 'out' | 'unknown' }
  /** A plate to its vehicle, a vehicle to its boxes, a box to its seals: you went through a lane. */
  | {
      readonly what: 'passed';
      readonly lane: string;
      readonly direction: 'in' | 'out' | 'unknown';
      readonly decision?: string | undefined;
    }
  /** A carrier to what it carries: you are here, and have just crossed these. */
  | {
      readonly what: 'carried';
      readonly inside: readonly string[];
      /** In these by their shape, whether or not they are in force. */
      readonly within: readonly string[];
      readonly crossings: readonly Crossing[];
      readonly fix: Fix;
      readonly spot: Spot;
    }
  /** A camera to its lane: I made out this box. */
  | { readonly what: 'sighted'; readonly container: string }
  /** A lane to a box: `camera` made you out, as `seen` says, and `antennas` have told all they read from `since` to now. */
  | {
      readonly what: 'checked';
      readonly lane: string;
      readonly camera: string;
      readonly antennas: readonly string[];
      readonly since: number;
      readonly feed: Feed;
      readonly seen: Evidence;
    }
  /** An agent to its devices, a device to its segments and its lane: it sees, or it does not. */
  | { readonly what: 'health'; readonly sees: boolean; readonly says: string };
