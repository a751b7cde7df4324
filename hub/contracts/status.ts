// What the hub says of itself and of what it refused, over REST.
import { Type } from 'typebox';
import { Millis } from './ids.ts';
import { WrittenName } from './written.ts';

/** What the journal holds, bytes; since when it is whole, and when what has been kept long enough was let go last, ms. */
export const Retained = Type.Object(
  {
    bytes: Type.Integer({ minimum: 0 }),
    freeBytes: Type.Integer({ minimum: 0 }),
    oldestAt: Type.Optional(Millis),
    sweptAt: Type.Optional(Millis),
    inputsGone: Type.Integer({ minimum: 0 }),
    inputsStay: Type.Integer({ minimum: 0 }),
    alertsGone: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type Retained = Type.Static<typeof Retained>;

/**
 * `lacks` says in sentences what is away for the moment and what is done without it.
 *
 * `counts` run since the journal began, but for links and folds, which run since the start. `pending`: not yet durable.
 */
export const Status = Type.Object(
  {
    ready: Type.Boolean(),
    reason: Type.Optional(Type.String()),
    lacks: Type.Array(Type.String()),
    openAlerts: Type.Integer({ minimum: 0 }),
    pending: Type.Integer({ minimum: 0 }),
    retained: Retained,
    counts: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);
export type Status = Type.Static<typeof Status>;

/** One refusal in quarantine, under the number the ack named; null where the frame could not be read that far. `replayed`: it was heard again. */
export const Quarantined = Type.Object(
  {
    id: Type.Integer({ minimum: 1 }),
    site: Type.Union([Type.String(), Type.Null()]),
    agent: Type.Union([Type.String(), Type.Null()]),
    seq: Type.Union([Type.Integer(), Type.Null()]),
    received: Millis,
    code: Type.String(),
    detail: Type.String(),
    replayed: Type.Optional(Type.Object({ at: Millis, by: Type.String() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export type Quarantined = Type.Static<typeof Quarantined>;

/**
 * One refusal with what was refused: the event, or the payload as it came, `bytes` long. At most the first 16 KiB of it are
 * told, as `text` where they are UTF-8. Neither where it is no longer kept.
 */
export const QuarantinedWhole = Type.Object(
  {
    ...Quarantined.properties,
    bytes: Type.Optional(Type.Integer({ minimum: 0 })),
    text: Type.Optional(Type.String()),
    base64: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type QuarantinedWhole = Type.Static<typeof QuarantinedWhole>;

/** In whose name it is to be heard again, where nobody has to log in. */
export const NewReplay = Type.Object({ by: Type.Optional(WrittenName) }, { additionalProperties: false });

/** Something that someone must answer for: done, or refused. */
export const Audited = Type.Object(
  {
    id: Type.Integer({ minimum: 1 }),
    at: Millis,
    who: Type.String(),
    what: Type.String(),
    outcome: Type.String(),
    detail: Type.String(),
  },
  { additionalProperties: false },
);
export type Audited = Type.Static<typeof Audited>;

/** RFC 9457, with the code by which a program tells one problem from another. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Problem = Type.Static<typeof Problem>;
