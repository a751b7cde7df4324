// A capture job as EPCIS 2.0 answers it (§12.6.2): whether it ran, whether all went well, and what was wrong.
import { Type } from 'typebox';
import type { EpcisFault } from '../contracts/epcis/fault.ts';
import { instantText } from '../contracts/epcis/instant.ts';
import type { Behaviour, TakenCapture } from './capture.ts';

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

interface When {
  readonly captureID: string;
  readonly behaviour: Behaviour;
  readonly createdAt: number;
  readonly finishedAt: number;
}

/** The hub decides a capture in one go, before it answers: a job is never seen running. */
export function jobOf(
  { events, faults }: TakenCapture,
  { captureID, behaviour, createdAt, finishedAt }: When,
): CaptureJob {
  return {
    captureID,
    createdAt: instantText(createdAt),
    finishedAt: instantText(finishedAt),
    running: false,
    success: faults.length === 0,
    captureErrorBehaviour: behaviour,
    captured: events.length,
    errors: faults.map(problemOf),
  };
}

const problemOf = ({ code, event, eventID, field, detail }: EpcisFault): CaptureProblem => ({
  type: 'epcisException:ValidationException',
  title: 'not sound EPCIS 2.0',
  status: 400,
  detail,
  code,
  ...(event !== undefined && { event }),
  ...(eventID !== undefined && { eventID }),
  field,
});
