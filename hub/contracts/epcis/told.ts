// What an EPCIS event comes to: observations as an agent would tell them, and the look-ups a mapping needs of a plan.
import type { DataOf, ObservationType } from '../observation.ts';
import { canonicalLink } from './digital-link.ts';

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
 * has only what it was given beside the hub's own URNs.
 */
export interface Places {
  /** Id of the lane. */
  readonly laneOf: (readPoint: string) => string | undefined;
  /** Id of the antenna. */
  readonly antennaOf: (readPoint: string) => string | undefined;
  /** `device:…` or `camera:…`. */
  readonly deviceOf: (uri: string) => string | undefined;
}

type Named = Readonly<Record<string, string>>;

/** Look-ups over tables by URI: a GS1 key is found however it is written. */
export function placesOf({
  lanes = {},
  antennas = {},
  devices = {},
}: {
  lanes?: Named;
  antennas?: Named;
  devices?: Named;
}): Places {
  return { laneOf: lookUp(lanes), antennaOf: lookUp(antennas), deviceOf: lookUp(devices) };
}

function lookUp(named: Named): (uri: string) => string | undefined {
  const plain = (uri: string): string => canonicalLink(uri) ?? uri;
  const byUri = new Map(Object.entries(named).map(([uri, id]) => [plain(uri), id]));
  return (uri) => (byUri.size === 0 ? undefined : byUri.get(plain(uri)));
}

/** What EPCIS has no word for, under the hub's own namespace: `efence:decision`. */
export const efenceNamespace = 'urn:efence:epcis:';
