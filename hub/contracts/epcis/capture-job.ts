// A capture job over REST (EPCIS 2.0 §12.6.2): whether it ran, whether all went well, and what was wrong.
import { Type } from 'typebox';

const closed = { additionalProperties: false } as const;

/** One fault, as a problem (RFC 9457) with the exception the standard names; `event` counts from 1. */
export const CaptureProblem = Type.Object(
  {
    type: Type.Literal('epcisException:ValidationException'),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    event: Type.Optional(Type.Integer({ minimum: 1 })),
    eventID: Type.Optional(Type.String()),
    field: Type.String(),
  },
  closed,
);
export type CaptureProblem = Type.Static<typeof CaptureProblem>;

/** `captured` are new; an event that was there before is none, and no fault either. */
export const CaptureJob = Type.Object(
  {
    captureID: Type.String(),
    createdAt: Type.String(),
    finishedAt: Type.String(),
    running: Type.Boolean(),
    success: Type.Boolean(),
    captureErrorBehaviour: Type.Enum(['rollback', 'proceed']),
    captured: Type.Integer({ minimum: 0 }),
    errors: Type.Array(CaptureProblem),
  },
  closed,
);
export type CaptureJob = Type.Static<typeof CaptureJob>;
