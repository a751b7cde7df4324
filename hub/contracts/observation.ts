// What a device says it saw, when and where: one CloudEvent 1.0 per observation, its data by type.
import { Type } from 'typebox';
import { Epoch, Instant, Seq, Subject } from './ids.ts';

const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Latitude = Type.Number({ minimum: -90, maximum: 90 });

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
  { additionalProperties: false },
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
  { additionalProperties: false },
);
export type VesselStatic = Type.Static<typeof VesselStatic>;

/** Every kind of observation the hub understands, by its CloudEvents `type`. A new kind is a new line here. */
export const observationData = {
  'vessel.position': VesselPosition,
  'vessel.static': VesselStatic,
} as const;
export type ObservationType = keyof typeof observationData;

/** Of whom each kind may speak: a ship's fix must not end up in the story of an agent. */
export const observationSubject: Readonly<Record<ObservationType, RegExp>> = {
  'vessel.position': /^mmsi:\d{9}$/,
  'vessel.static': /^mmsi:\d{9}$/,
};

/** A clock may be as wrong as one that begins at 1970; more is no clock. */
const centuryMs = 100 * 366 * 86_400_000;

/**
 * The envelope: CloudEvents 1.0 in JSON with the extensions `epoch`, `seq`, `clockoff`, `clockerr` (ms) and
 * `traceparent`. `data` is checked apart, by `type`.
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
  { additionalProperties: false },
);
export type Observation = Type.Static<typeof Observation>;
