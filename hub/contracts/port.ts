// The port as a dashboard needs it: names, sites, fences, segments, lanes and devices (GeoJSON, WGS-84), each with its doubt.
import { Type } from 'typebox';
import { Millis, SiteId } from './ids.ts';

const closed = { additionalProperties: false } as const;
const Point = Type.Array(Type.Number(), { minItems: 2, maxItems: 3 });
const Ring = Type.Array(Point, { minItems: 4 });
const Line = Type.Array(Point, { minItems: 2 });
export const PlanId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,47}$' });
const Words = Type.String({ pattern: '\\S' });
/** In both languages, neither of them blank. */
export const Name = Type.Object({ zh: Words, en: Words }, closed);

/** How sure we are of what is drawn, and whence we have it. */
const doubt = {
  confidence: Type.Enum(['official', 'derived', 'illustrative']),
  source: Words,
};

export const AssetKind = Type.Enum(['vessel', 'vehicle', 'container', 'seal']);
export type AssetKind = Type.Static<typeof AssetKind>;

/** What a fence is for; it decides how it is drawn, the properties beside it decide what is judged. */
export const FencePurpose = Type.Enum(['perimeter', 'water', 'yard', 'inspection', 'berth', 'corridor', 'orientation']);

/** RFC 3339, in UTC or with an offset. */
const Moment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'a moment with its offset, such as 2026-10-01T08:00:00+08:00',
});

const minutes = Type.Optional(Type.Number({ exclusiveMinimum: 0 }));
const DwellMinutes = Type.Object({ vessel: minutes, vehicle: minutes, container: minutes, seal: minutes }, closed);

const Width = Type.Number({ minimum: 5, maximum: 2000 });

const FenceProperties = Type.Object(
  {
    site: SiteId,
    name: Name,
    purpose: FencePurpose,
    /** Nobody may be in it who is not `allowed`: keys such as `mmsi:413000003`, or whole kinds such as `kind:vehicle`. */
    restricted: Type.Boolean(),
    allowed: Type.Optional(Type.Array(Type.String())),
    /** Kinds of assets that need a release to leave it. */
    release: Type.Optional(Type.Array(AssetKind)),
    /** Seals may be opened in it. */
    inspection: Type.Optional(Type.Boolean()),
    /** How long each kind may stay, minutes. */
    dwellMinutes: Type.Optional(DwellMinutes),
    /** Leaving counts only so far beyond the edge, metres. */
    hysteresisM: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
    /** Entering or leaving is believed only when so many of the last `ofFixes` fixes show it; without that, so many in a row. */
    fixes: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    ofFixes: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    /** Entering or leaving is believed only when the fixes that show it span so long, seconds. */
    settleSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 3600 })),
    /** A corridor is a line and the room beside it, metres to each side: of all its legs, or of each by turns. */
    widthM: Type.Optional(Type.Union([Width, Type.Array(Width, { minItems: 1 })])),
    /** A circle is a point and the room around it, metres: GeoJSON has none of its own. */
    radiusM: Type.Optional(Type.Number({ minimum: 1, maximum: 50_000 })),
    /** A ship is in it with any part of her hull, where that is known, or with her antenna; waters are asked by hull without. */
    by: Type.Optional(Type.Enum(['antenna', 'hull'])),
    /** In force from the first moment up to the second, and within that by a schedule of schedules.yaml. */
    validFrom: Type.Optional(Moment),
    validTo: Type.Optional(Moment),
    schedule: Type.Optional(PlanId),
    ...doubt,
  },
  closed,
);

const Rings = Type.Array(Ring, { minItems: 1 });
const Area = Type.Object({ type: Type.Literal('Polygon'), coordinates: Rings }, closed);
const Areas = Type.Object(
  { type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Rings, { minItems: 1 }) },
  closed,
);
const Centre = Type.Object({ type: Type.Literal('Point'), coordinates: Point }, closed);
const Stretch = Type.Object({ type: Type.Literal('LineString'), coordinates: Line }, closed);

/**
 * A fence as drawn and stored: a GeoJSON feature (RFC 7946). An area, in one part or several; a corridor's middle line with
 * its width; or a circle's centre with its radius.
 */
export const FenceFeature = Type.Object(
  {
    type: Type.Literal('Feature'),
    id: PlanId,
    geometry: Type.Union([Area, Areas, Stretch, Centre]),
    properties: FenceProperties,
  },
  closed,
);
export type FenceFeature = Type.Static<typeof FenceFeature>;

/** A piece of the perimeter that stands in for the physical fence: blind when none of its sensors sees. */
export const SegmentFeature = Type.Object(
  {
    type: Type.Literal('Feature'),
    id: PlanId,
    geometry: Stretch,
    properties: Type.Object(
      {
        site: SiteId,
        fence: PlanId,
        name: Name,
        /** Ids of the devices that watch it. */
        sensors: Type.Array(Type.String(), { minItems: 1 }),
        ...doubt,
      },
      closed,
    ),
  },
  closed,
);
export type SegmentFeature = Type.Static<typeof SegmentFeature>;

/** planned → commissioning → active → closed. A site that is not active is drawn, and not expected to see. */
export const Lifecycle = Type.Enum(['planned', 'commissioning', 'active', 'closed']);

export const SiteEntry = Type.Object(
  {
    id: SiteId,
    name: Name,
    kind: Type.Enum(['wharf', 'vehicle-yard', 'bonded', 'waste', 'express']),
    lifecycle: Lifecycle,
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    ...doubt,
  },
  closed,
);
export type SiteEntry = Type.Static<typeof SiteEntry>;

/** A lane of a gate: `direction` is the way it is built for; `fence` the one it leads through. `sgln` names it in EPCIS. */
export const LaneEntry = Type.Object(
  {
    id: PlanId,
    gate: PlanId,
    site: SiteId,
    name: Name,
    direction: Type.Enum(['in', 'out', 'both']),
    fence: PlanId,
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    sgln: Type.Optional(Type.String({ pattern: '^urn:epc:id:sgln:' })),
  },
  closed,
);
export type LaneEntry = Type.Static<typeof LaneEntry>;

/** A device: an antenna, a camera (its id is the 20-digit customs code), a scale or a barrier; `agent` speaks for it. */
export const DeviceEntry = Type.Object(
  {
    id: Type.String({ pattern: '^([a-z0-9][a-z0-9-]{0,47}|\\d{20})$' }),
    kind: Type.Enum(['antenna', 'camera', 'scale', 'barrier']),
    site: SiteId,
    agent: Type.String(),
    name: Name,
    lane: Type.Optional(PlanId),
    fence: Type.Optional(PlanId),
    lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  },
  closed,
);
export type DeviceEntry = Type.Static<typeof DeviceEntry>;

/** A wharf's berths; `open` to foreign vessels under the decision named. */
export const WharfEntry = Type.Object(
  {
    id: PlanId,
    site: SiteId,
    name: Name,
    berths: Type.Array(Type.String(), { minItems: 1 }),
    open: Type.Boolean(),
    decision: Type.Optional(Type.String()),
    quay: Type.Optional(Line),
    ...doubt,
  },
  closed,
);
export type WharfEntry = Type.Static<typeof WharfEntry>;

/** In force from the one moment up to the other; of an end that is not told, ever. */
const ForceWindow = Type.Object({ from: Type.Optional(Millis), to: Type.Optional(Millis) }, closed);
export type ForceWindow = Type.Static<typeof ForceWindow>;

export const Port = Type.Object({
  id: Type.String(),
  name: Name,
  timeZone: Type.String(),
  note: Name,
  sites: Type.Array(SiteEntry),
  fences: Type.Array(FenceFeature),
  /** By fence, of those that are not always in force: the windows that are not over, the next 64 at most. */
  windows: Type.Record(PlanId, Type.Array(ForceWindow)),
  segments: Type.Array(SegmentFeature),
  lanes: Type.Array(LaneEntry),
  devices: Type.Array(DeviceEntry),
  wharves: Type.Array(WharfEntry),
});
export type Port = Type.Static<typeof Port>;
