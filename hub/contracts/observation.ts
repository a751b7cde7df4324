// What a device says it saw, or an authority says is so: one CloudEvent 1.0 each, its data by type.
import { Type } from 'typebox';
import { centuryMs } from './clock.ts';
import { Epoch, EventClass, Instant, Seq, Subject } from './ids.ts';

const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Latitude = Type.Number({ minimum: -90, maximum: 90 });
const closed = { additionalProperties: false } as const;

/** A vessel's fix (AIS types 1–3, 18, 19). Degrees WGS-84, knots, degrees true. */
export const VesselPosition = Type.Object(
  {
    lon: Longitude,
    lat: Latitude,
    sogKn: Type.Optional(Type.Number({ minimum: 0, maximum: 102.2 })),
    cogDeg: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
    headingDeg: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
    navStatus: Type.Optional(Type.Integer({ minimum: 0, maximum: 15 })),
    accurate: Type.Optional(Type.Boolean()),
    messageType: Type.Optional(Type.Integer({ minimum: 1, maximum: 27 })),
  },
  closed,
);
export type VesselPosition = Type.Static<typeof VesselPosition>;

const Offset = Type.Optional(Type.Integer({ minimum: 0, maximum: 511 }));

/** A vessel's static and voyage data (AIS types 5, 19, 24). Metres. */
export const VesselStatic = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 34 })),
    callsign: Type.Optional(Type.String({ maxLength: 7 })),
    imo: Type.Optional(Type.Integer({ minimum: 0, maximum: 1073741823 })),
    shipType: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
    toBow: Offset,
    toStern: Offset,
    toPort: Offset,
    toStarboard: Offset,
    destination: Type.Optional(Type.String({ maxLength: 20 })),
    draughtM: Type.Optional(Type.Number({ minimum: 0, maximum: 25.5 })),
    messageType: Type.Optional(Type.Integer({ minimum: 1, maximum: 27 })),
  },
  closed,
);
export type VesselStatic = Type.Static<typeof VesselStatic>;

/** CGCS2000 is WGS-84 to less than a metre; GCJ-02 is 615 m off at Shatian, BD-09 (Baidu) 1.2 km; both are converted when they are heard. */
export const Datum = Type.Enum(['WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09']);
export type Datum = Type.Static<typeof Datum>;

/** `fix`: satellites, or a guess from cell towers (LBS) that proves no place. `accuracyM` is one standard deviation. */
const place = {
  lon: Longitude,
  lat: Latitude,
  datum: Type.Optional(Datum),
  accuracyM: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
  fix: Type.Optional(Type.Enum(['gnss', 'lbs'])),
};

/** Where a vehicle, a container or a lock says it is. Degrees in its datum (WGS-84 unless said), km/h, degrees true. */
export const AssetPosition = Type.Object(
  {
    ...place,
    speedKmh: Type.Optional(Type.Number({ minimum: 0, maximum: 400 })),
    courseDeg: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
  },
  closed,
);
export type AssetPosition = Type.Static<typeof AssetPosition>;

const PlanId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,47}$' });
const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\s\\x00-\\x1f]+$' });
const Words = Type.String({ maxLength: 200 });

/** One antenna alone cannot tell a direction: it says `unknown`, and nobody guesses. */
export const Direction = Type.Enum(['in', 'out', 'unknown']);
export type Direction = Type.Static<typeof Direction>;

/** A tag read, after the reader's own debouncing. dBm. */
export const RfidRead = Type.Object(
  {
    antenna: PlanId,
    direction: Direction,
    rssiDbm: Type.Optional(Type.Number({ minimum: -120, maximum: 20 })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  closed,
);
export type RfidRead = Type.Static<typeof RfidRead>;

/** What a lock noticed besides its state (ISO 18185-2 and the status words of e-locks in use). */
export const SealSign = Type.Enum([
  'rope-cut',
  'cover-open',
  'wrong-password',
  'unauthorised-card',
  'motor-stuck',
  'vibration',
  'low-battery',
]);
export type SealSign = Type.Static<typeof SealSign>;

/** The state of a seal or e-lock, with its place where it knows one. */
export const SealState = Type.Object(
  {
    state: Type.Enum(['idle', 'armed', 'sealed', 'open']),
    signs: Type.Optional(Type.Array(SealSign, { maxItems: 7 })),
    batteryPct: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    actor: Type.Optional(Words),
    ...(Object.fromEntries(Object.entries(place).map(([name, schema]) => [name, Type.Optional(schema)])) as {
      [K in keyof typeof place]: Type.TOptional<(typeof place)[K]>;
    }),
  },
  closed,
);
export type SealState = Type.Static<typeof SealState>;

/** A vehicle through a lane: every identity as its own device read it. Kilograms. */
export const GatePassage = Type.Object(
  {
    direction: Direction,
    plates: Type.Optional(Type.Array(Code, { maxItems: 6 })),
    containers: Type.Optional(Type.Array(Code, { maxItems: 8 })),
    seals: Type.Optional(Type.Array(Code, { maxItems: 8 })),
    decision: Type.Optional(Type.Enum(['passed', 'held', 'inspect'])),
    weightKg: Type.Optional(Type.Number({ minimum: 0, maximum: 500_000 })),
  },
  closed,
);
export type GatePassage = Type.Static<typeof GatePassage>;

/** What a camera's analytics made out. `confidence` is its own, 0–1. */
export const CameraDetection = Type.Object(
  {
    what: Type.Enum(['person', 'vehicle', 'container', 'vessel']),
    plate: Type.Optional(Code),
    container: Type.Optional(Code),
    confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    track: Type.Optional(Code),
  },
  closed,
);
export type CameraDetection = Type.Static<typeof CameraDetection>;

/** A reader, camera, scale or barrier on itself, as its agent sees it. Only `healthy` sees. */
export const DeviceHealth = Type.Object(
  { state: Type.Enum(['healthy', 'faulty', 'obscured', 'frozen', 'maintenance']), says: Type.Optional(Words) },
  closed,
);
export type DeviceHealth = Type.Static<typeof DeviceHealth>;

/**
 * An agent on its own spool: what it had to let go of before the hub had it, `count` of one class and perhaps a few that
 * the hub has all the same; the run of their sequences, where they were numbered; and the bounds of their event times.
 */
export const AgentGap = Type.Object(
  {
    class: EventClass,
    from: Type.Optional(Seq),
    to: Type.Optional(Seq),
    count: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    fromTime: Instant,
    toTime: Instant,
  },
  closed,
);
export type AgentGap = Type.Static<typeof AgentGap>;

const Thing = Type.String({ pattern: '^(vehicle|container|seal|tag|plate|mmsi):[^\\s\\x00-\\x1f]{1,128}$' });
/** A fact folds at the moment it was issued; without one, that is the event's own time. */
const issuedAt = Type.Optional(Instant);

/**
 * Who carries whom, from `issuedAt` on: a vehicle its boxes, a box its seal, a thing its tag or plate. The subject is the
 * parent; `move` takes the children from another one. A child has one parent at a time.
 */
export const Association = Type.Object(
  {
    action: Type.Enum(['add', 'remove', 'move']),
    children: Type.Array(Thing, { minItems: 1, maxItems: 32 }),
    from: Type.Optional(Thing),
    issuedAt,
  },
  closed,
);
export type Association = Type.Static<typeof Association>;

/** The authority lets the subject go (放行), or against a guarantee (担保验放), within a time where it says one. */
export const ReleaseIssued = Type.Object(
  {
    release: Code,
    kind: Type.Optional(Type.Enum(['release', 'guarantee'])),
    issuedAt,
    validFrom: Type.Optional(Instant),
    validTo: Type.Optional(Instant),
    says: Type.Optional(Words),
  },
  closed,
);
export type ReleaseIssued = Type.Static<typeof ReleaseIssued>;

export const ReleaseRevoked = Type.Object({ release: Code, issuedAt, says: Type.Optional(Words) }, closed);
export type ReleaseRevoked = Type.Static<typeof ReleaseRevoked>;

/** A controlled movement (受控移动): transit 转关 or port–zone linkage 区港联动, along a corridor of the plan. */
export const MovementOpened = Type.Object(
  {
    movement: Code,
    kind: Type.Enum(['transit', 'linkage']),
    corridor: PlanId,
    destination: Type.Optional(PlanId),
    issuedAt,
  },
  closed,
);
export type MovementOpened = Type.Static<typeof MovementOpened>;

export const MovementClosed = Type.Object({ movement: Code, issuedAt, says: Type.Optional(Words) }, closed);
export type MovementClosed = Type.Static<typeof MovementClosed>;

/** Every kind of observation and fact the hub understands, by its CloudEvents `type`. A new kind is a new line here. */
export const observationData = {
  'vessel.position': VesselPosition,
  'vessel.static': VesselStatic,
  'asset.position': AssetPosition,
  'rfid.read': RfidRead,
  'seal.state': SealState,
  'gate.passage': GatePassage,
  'camera.detection': CameraDetection,
  'device.health': DeviceHealth,
  'agent.gap': AgentGap,
  association: Association,
  'release.issued': ReleaseIssued,
  'release.revoked': ReleaseRevoked,
  'movement.opened': MovementOpened,
  'movement.closed': MovementClosed,
} as const;
export type ObservationType = keyof typeof observationData;
export type DataOf<T extends ObservationType> = Type.Static<(typeof observationData)[T]>;

/** Facts: said by an authority or an operator, not seen by a device. They may be of any age, and fold at `issuedAt`. */
export const factTypes = [
  ...(['association', 'release.issued', 'release.revoked', 'movement.opened', 'movement.closed'] as const),
] satisfies ObservationType[];
export type FactType = (typeof factTypes)[number];
export const isFact = (type: string): type is FactType => (factTypes as readonly string[]).includes(type);

/** Of whom each kind may speak: a ship's fix must not end up in the story of an agent. */
export const observationSubject: Readonly<Record<ObservationType, RegExp>> = {
  'vessel.position': /^mmsi:\d{9}$/,
  'vessel.static': /^mmsi:\d{9}$/,
  'asset.position': /^(vehicle|container|seal):/,
  'rfid.read': /^tag:/,
  'seal.state': /^seal:/,
  'gate.passage': /^lane:[a-z0-9][a-z0-9-]{0,47}$/,
  'camera.detection': /^camera:\d{20}$/,
  'device.health': /^(device:[a-z0-9][a-z0-9-]{0,47}|camera:\d{20})$/,
  'agent.gap': /^agent:(?!alerts$)[a-z0-9][a-z0-9-]{0,31}$/,
  association: /^(vehicle|container|mmsi):/,
  'release.issued': /^(vehicle|container):/,
  'release.revoked': /^(vehicle|container):/,
  'movement.opened': /^vehicle:/,
  'movement.closed': /^vehicle:/,
};

/**
 * The envelope: CloudEvents 1.0 in JSON with the extensions `epoch`, `seq`, `clockoff`, `clockerr` (ms) and
 * `traceparent`. `clockoff` is what was known of the agent's clock when it observed, or learnt of that clock later: what is
 * to be added to `time`, give or take `clockerr`. `data` is checked apart, by `type`.
 */
export const Observation = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String({ minLength: 1, maxLength: 128 }),
    source: Type.String({ pattern: '^urn:efence:[a-z0-9-]+:[a-z0-9-]+$' }),
    type: Type.String({ minLength: 1, maxLength: 64 }),
    time: Instant,
    subject: Subject,
    datacontenttype: Type.Optional(Type.Literal('application/json')),
    epoch: Epoch,
    seq: Seq,
    clockoff: Type.Optional(Type.Integer({ minimum: -centuryMs, maximum: centuryMs })),
    clockerr: Type.Optional(Type.Integer({ minimum: 0, maximum: centuryMs })),
    traceparent: Type.Optional(Type.String({ maxLength: 55 })),
    data: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);
export type Observation = Type.Static<typeof Observation>;
