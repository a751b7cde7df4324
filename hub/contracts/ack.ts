// The hub's answer to an agent: what is on disk, what was refused, and how much more it may send.
import { Type } from 'typebox';
import { Echo } from './clock.ts';
import { Epoch, EventClass, Instant, Seq } from './ids.ts';

/** Routine events an agent may have sent and unacked while the hub keeps up: the widest window. */
export const ackWindow = 4096;

/**
 * So many an agent sends before it has heard how the hub is doing: a fleet that returns to it at once must not drown it.
 * And so many of the urgent ones may always be under way, however narrow the window for the routine ones is.
 */
export const openingWindow = 256;

/** One refusal, kept in quarantine: of an event; of a frame that could not be read, without `seq`; of a state, without `class`. */
export const Reject = Type.Object(
  {
    code: Type.String({ maxLength: 32 }),
    class: Type.Optional(EventClass),
    seq: Type.Optional(Seq),
    quarantine: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type Reject = Type.Static<typeof Reject>;

const Durable = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** The epoch of an ack to someone of whom nothing could be read that has one. */
export const noEpoch = '0000000000000000';

/**
 * Cumulative and retained; published only after the commit. Everything up to `durable` may leave the spool. A beat that
 * asks for the time is answered alike, but not retained. `hubTime` is when the hub answered, `echo` what it answers.
 */
export const Ack = Type.Object(
  {
    epoch: Epoch,
    durable: Type.Object({ urgent: Durable, routine: Durable }, { additionalProperties: false }),
    rejects: Type.Array(Reject, { maxItems: 256 }),
    window: Type.Integer({
      minimum: 1,
      description: 'Routine events that may be sent and unacked: narrower while the hub is behind.',
    }),
    hubTime: Instant,
    echo: Type.Optional(Echo),
  },
  { additionalProperties: false },
);
export type Ack = Type.Static<typeof Ack>;
