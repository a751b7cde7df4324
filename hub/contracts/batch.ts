// The frame an agent publishes on `up/{class}`: a run of observations, gapless in sequence, with room for a signature.
import { Type } from 'typebox';
import { Sent } from './clock.ts';
import { Epoch, Seq } from './ids.ts';

/** Bounds of one batch (DESIGN: at most 256 events and 256 KiB, sent within 200 ms). */
export const batchLimits = { events: 256, bytes: 256 * 1024, lingerMs: 200 } as const;

/**
 * `events[i]` carries seq `first + i`. `gone` is the last sequence the agent no longer holds, because it was acked: a hub
 * that lost its journal must not wait for it. The events are checked one by one, so that one bad event does not take its
 * neighbours along. `sent` asks the ack for the time. `kid` and `sig` (Ed25519 over the exact bytes of the `events` array as sent) are reserved.
 */
export const BatchFrame = Type.Object(
  {
    v: Type.Literal(1),
    epoch: Epoch,
    first: Seq,
    gone: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    sent: Type.Optional(Sent),
    kid: Type.Optional(Type.String({ maxLength: 64 })),
    sig: Type.Optional(Type.String({ maxLength: 128 })),
    events: Type.Array(Type.Unknown(), { minItems: 1, maxItems: batchLimits.events }),
  },
  { additionalProperties: false },
);
export type BatchFrame = Type.Static<typeof BatchFrame>;
