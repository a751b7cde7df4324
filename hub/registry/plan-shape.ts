// The files of a port plan and the shape of each.
import { Type } from 'typebox';
import { AgentId, SiteId } from '../contracts/ids.ts';
import { factTypes } from '../contracts/observation.ts';
import {
  DeviceEntry,
  FenceFeature,
  LaneEntry,
  Name,
  PlanId,
  SegmentFeature,
  SiteEntry,
  WharfEntry,
} from '../contracts/port.ts';
import { PartyEntry } from '../contracts/trust.ts';
import { ScheduleEntry } from './schedule.ts';

const closed = { additionalProperties: false } as const;

/** Who stands behind an agent, not to be taken for the parties of parties.yaml. It decides which facts it may declare; `none` declares nothing. */
export const Party = Type.Enum(['customs', 'terminal', 'carrier', 'none']);
export type Party = Type.Static<typeof Party>;

const AgentEntry = Type.Object(
  {
    id: AgentId,
    site: SiteId,
    /** Blind until it is heard; without that, only one that was heard can fall silent. */
    expected: Type.Optional(Type.Boolean()),
    party: Type.Optional(Party),
  },
  closed,
);

const Parties = Type.Array(Party, { minItems: 1 });
/** By the type of the fact. */
export const Authority = Type.Object(
  Object.fromEntries(factTypes.map((type) => [type, Type.Optional(Parties)])),
  closed,
);
export type Authority = Readonly<Record<string, readonly Party[]>>;

const seconds = Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 }));

const speed = Type.Optional(Type.Number({ minimum: 1, maximum: 100_000 }));
const SpeedMostKmh = Type.Object({ vessel: speed, vehicle: speed, container: speed, seal: speed }, closed);

/** Rule parameters: units in their names, and why each is what it is in the comments of a plan. */
export const Rules = Type.Object(
  {
    agentGraceSeconds: Type.Number({ minimum: 1, maximum: 3600 }),
    spoolMaxAgeHours: Type.Number({ minimum: 1, maximum: 24 * 31 }),
    horizonHours: Type.Optional(Type.Number({ minimum: 1, maximum: 24 * 31 })),
    releaseGraceSeconds: seconds,
    corridorOutsideSeconds: seconds,
    corridorOutsideM: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000 })),
    entryDwellSeconds: seconds,
    sightingQuietSeconds: seconds,
    tagWindowSeconds: seconds,
    /** One standard deviation of a fix that does not tell how wrong it may be; 0 takes it for exact. */
    untoldAccuracyM: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
    /** Nothing of a kind is faster; what seems to be is flagged, and not believed. */
    speedMostKmh: Type.Optional(SpeedMostKmh),
    /** Of the movements of a party in the middle tier so many are drawn for a remote check. */
    checkRate: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  closed,
);

/** Where a plan is silent: a late event may be a day old; a release is due at once; the corridor's limits are customs' own. */
const silent = {
  ...{ horizonHours: 24, releaseGraceSeconds: 0, corridorOutsideSeconds: 60, corridorOutsideM: 200 },
  ...{ entryDwellSeconds: 10, sightingQuietSeconds: 60, tagWindowSeconds: 15, checkRate: 0.05, untoldAccuracyM: 5 },
};
/** The fastest ferries and pilot boats, a lorry downhill; a box and its seal go by either, or by train. */
const silentSpeeds = { vessel: 110, vehicle: 180, container: 250, seal: 250 };
/** As rules get them: nothing is left open. */
export type RuleSettings = Required<Type.Static<typeof Rules>>;
export const withDefaults = (rules: Type.Static<typeof Rules>): RuleSettings => ({
  ...silent,
  ...rules,
  speedMostKmh: { ...silentSpeeds, ...rules.speedMostKmh },
});

const customs: readonly Party[] = ['customs'];
const anyone: readonly Party[] = ['customs', 'terminal', 'carrier'];
/** The authority's own word is the authority's; who carries what, those who handle it may say. */
export const usualAuthority: Authority = {
  ...{ 'release.issued': customs, 'release.revoked': customs, 'movement.opened': customs, 'movement.closed': customs },
  association: anyone,
};

export const PlanHead = Type.Object(
  {
    id: PlanId,
    locode: Type.Optional(Type.String()),
    name: Name,
    timeZone: Type.String(),
    note: Name,
    origin: Type.Object({ lon: Type.Number(), lat: Type.Number() }, closed),
    agents: Type.Array(AgentEntry),
    openEnrolment: Type.Boolean(),
    authority: Type.Optional(Authority),
    rules: Rules,
  },
  closed,
);
export type PlanHead = Type.Static<typeof PlanHead>;

const listOf = <const N extends string, T extends Parameters<typeof Type.Array>[0]>(name: N, entry: T, minItems = 0) =>
  Type.Object({ [name]: Type.Array(entry, { minItems }) } as { [K in N]: ReturnType<typeof Type.Array<T>> }, closed);
const collectionOf = <T extends Parameters<typeof Type.Array>[0]>(feature: T) =>
  Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(feature) }, closed);

export const Sites = listOf('sites', SiteEntry, 1);
export const Gates = listOf('lanes', LaneEntry);
export const Devices = listOf('devices', DeviceEntry);
export const Wharves = listOf('wharves', WharfEntry);
export const Traders = listOf('parties', PartyEntry);
export const Schedules = listOf('schedules', ScheduleEntry);
export const Fences = collectionOf(FenceFeature);
export const Segments = collectionOf(SegmentFeature);
