// The port as a fold may look into it besides its own key: fences, lanes, devices, segments and parameters of one plan.
import type { Fence } from '../geo/fence.ts';
import type { FenceIndex } from '../geo/fence-index.ts';
import type { Turns } from '../geo/force.ts';
import type { Plane } from '../geo/plane.ts';
import type { WaterFront } from '../geo/water-front.ts';
import type { Places } from './contracts/epcis/told.ts';
import type { AssetKind } from './contracts/port.ts';

/** What a rule may know of a fence. */
export interface FenceFacts {
  readonly id: string;
  /** Names the fence as it is drawn and judged: another one where anything of it is another. */
  readonly version: string;
  readonly site: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly restricted: boolean;
  /** Keys such as `mmsi:413000003`, or whole kinds such as `kind:vehicle`. */
  readonly allowed: readonly string[];
  /** Kinds of assets that need a release to leave it. */
  readonly release: readonly AssetKind[];
  /** Seals may be opened in it. */
  readonly inspection: boolean;
  readonly dwellMs: Readonly<Partial<Record<AssetKind, number>>>;
}

export interface LaneFacts {
  readonly id: string;
  readonly site: string;
  readonly direction: 'in' | 'out' | 'both';
  /** The fence it leads through. */
  readonly fence: string;
  readonly lon: number;
  readonly lat: number;
}

/** A device: `key` as in `device:antenna-3` or `camera:4201…`; where it stands, and which fence it looks into. */
export interface DeviceFacts {
  readonly key: string;
  readonly kind: 'antenna' | 'camera' | 'scale' | 'barrier';
  readonly site: string;
  readonly agent: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly lane: string | undefined;
  readonly fence: string | undefined;
  readonly segments: readonly string[];
}

export interface SegmentFacts {
  readonly id: string;
  readonly site: string;
  readonly fence: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Keys of the devices that watch it. */
  readonly sensors: readonly string[];
}

/** Rule parameters: ms, mm, metres, km/h. */
export interface RuleParameters {
  /** One standard deviation of a fix that does not tell its own. */
  readonly untoldAccuracyMm: number;
  /** Nothing of a kind is faster; a kind that is not here may do what it likes. */
  readonly speedMostKmh: Readonly<Partial<Record<AssetKind, number>>>;
  readonly graceMs: number;
  readonly horizonMs: number;
  readonly releaseGraceMs: number;
  readonly corridorOutsideMs: number;
  readonly corridorOutsideM: number;
  readonly entryDwellMs: number;
  readonly sightingQuietMs: number;
  /** A tag is read so long before or after its box is seen. */
  readonly tagWindowMs: number;
}

/** The port as one plan describes it, from `from` on: all that a fold may look into besides its own key. */
export interface World extends RuleParameters {
  readonly from: number;
  /** The plan's hash, which names the version of its fences and parameters. */
  readonly plan: string;
  readonly plane: Plane;
  /** Sorted by id, so that folds iterate alike. */
  readonly fences: readonly Fence[];
  /** Which of them a spot is in. */
  readonly fenceIndex: FenceIndex;
  readonly fenceOf: (id: string) => Fence | undefined;
  /** When a fence is in force; undefined is always. `isTimed` where any fence is not always. */
  readonly turnsOf: (fence: string) => Turns | undefined;
  readonly isTimed: boolean;
  readonly factsOf: (fence: string) => FenceFacts | undefined;
  readonly laneOf: (id: string) => LaneFacts | undefined;
  readonly deviceOf: (key: string) => DeviceFacts | undefined;
  /** Keys of the antennas at a lane, sorted. */
  readonly antennasOf: (lane: string) => readonly string[];
  readonly segmentOf: (id: string) => SegmentFacts | undefined;
  /** Device keys an agent (`agent:…`) speaks for, sorted. */
  readonly devicesOf: (agentKey: string) => readonly string[];
  readonly segments: readonly SegmentFacts[];
  /** The segments of a fence one after the other, as the plan has them; undefined where it has none. */
  readonly waterFrontOf: (fence: string) => WaterFront | undefined;
  /** What EPCIS calls lanes, antennas and devices. */
  readonly places: Places;
  /** Agents that are blind until they are heard, by key, with their site. */
  readonly expected: ReadonlyMap<string, string>;
  readonly spoolMaxAgeMs: number;
}

/** The port's plans, as of a time and all of them, oldest first. */
export interface Worlds {
  worldAt(asOf: number): World;
  readonly worlds: readonly World[];
}
