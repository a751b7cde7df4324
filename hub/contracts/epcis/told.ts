// What an EPCIS event comes to: observations as an agent would tell them, and the look-ups a mapping needs of a plan.
import type { DataOf, ObservationType } from '../observation.ts';

/** One observation: who it speaks of, and when, ms since 1970 UTC. */
export type Told = {
  [T in ObservationType]: {
    readonly type: T;
    readonly subject: string;
    readonly time: number;
    readonly data: DataOf<T>;
  };
}[ObservationType];

/**
 * What a plan says of the URIs of EPCIS: lanes and antennas by read point, devices by their id. An agent knows no plan, and
 * has none of them but the hub's own URNs.
 */
export interface Places {
  /** Id of the lane. */
  readonly laneOf: (readPoint: string) => string | undefined;
  /** Id of the antenna. */
  readonly antennaOf: (readPoint: string) => string | undefined;
  /** `device:…` or `camera:…`. */
  readonly deviceOf: (uri: string) => string | undefined;
}

export const noPlaces: Places = { laneOf: () => undefined, antennaOf: () => undefined, deviceOf: () => undefined };

/** What EPCIS has no word for, under the hub's own namespace: `efence:decision`. */
export const efenceNamespace = 'urn:efence:epcis:';
