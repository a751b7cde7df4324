// What a capture came to, as the job that EPCIS 2.0 answers (§12.6.2).
import type { CaptureJob, CaptureProblem } from '../contracts/epcis/capture-job.ts';
import type { EpcisFault } from '../contracts/epcis/fault.ts';
import { instantText } from '../contracts/epcis/instant.ts';
import type { Behaviour, TakenCapture } from './capture.ts';

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
